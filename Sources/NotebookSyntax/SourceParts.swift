extension NotebookDocument {
  /// A stretch of the notebook as it was written, for forms that are Markdown themselves.
  package enum SourcePart: Equatable, Sendable {
    /// Markdown outside of code and mathematics. Raw HTML is text in it, as on the page; comments are left out.
    case text(String)
    /// A code span with its backticks, or a code block's lines.
    case code(String)
    /// A formula with its dollar signs. No tag can begin in it.
    case math(String)
    /// An index into `values`, at the place of a code span.
    case value(Int)
    /// An index into `images`, at the place of an image's address.
    case image(Int)
    /// An index into `blocks`, at the place of its lines; `lead` stands before the fence, such as a list's marker, and
    /// `indent` begins the lines that follow, so that they stay in the list.
    case block(Int, lead: String, indent: String)
  }

  /// The notebook from its first line to its last, front matter left out. `text` is what the document was parsed from.
  /// Cost: that of parsing.
  package func source(of text: String) -> [SourcePart] {
    guard text.utf8.count <= Self.longestText else { return [] }
    let source = SourceText(text).liftingFrontMatter().body
    guard let tree = MarkdownTree(parsing: source.bytes) else { return [] }
    var code: [CodeLines] = []
    tree.walk(from: tree.root) { event, node in
      if event == .enter, node.kind == .codeBlock { code.append(CodeLines(node, in: source)) }
    }
    var starts: [Int: Int] = [:]
    for (index, block) in blocks.enumerated() { starts[block.position.line] = index }
    var scanner = SourceScanner(source, values: values, images: images)
    var line = 1
    for lines in code.sorted(by: { $0.first < $1.first }) where lines.first >= line {
      scanner.scan(source.offset(ofLine: line)..<source.offset(ofLine: lines.first))
      if let block = starts[lines.first] {
        let lead = lines.lead
        scanner.append(.block(block, lead: lead, indent: SourceScanner.indent(behind: lead)))
      } else {
        let text = source.text(source.offset(ofLine: lines.first)..<source.offset(ofLine: lines.last + 1))
        scanner.append(.code(HarmlessCode.block(text, isPlain: lines.isPlain) + lines.missingEnd(behind: text)))
      }
      line = lines.last + 1
    }
    scanner.scan(source.offset(ofLine: line)..<source.bytes.count)
    return scanner.finish()
  }
}

/// The lines of a code block, its fences among them.
private struct CodeLines {
  let first: Int
  let last: Int
  /// What stands before the fence.
  let lead: String
  /// Whether every reader sees code: a closed fence at the margin, with nothing but a language behind it.
  let isPlain: Bool
  /// The fence that an open block lacks.
  private let missingFence: String

  init(_ node: MarkdownNode, in source: SourceText) {
    let start = node.startLine
    let lines = node.literal.utf8.count { $0 == SourceText.newline }
    first = start
    guard let fence = node.fence else {
      last = max(start, start + lines - 1)
      lead = ""
      isPlain = false
      missingFence = ""
      return
    }
    let end = start + lines + 1
    let closing = source.line(end).drop { $0.isBlank || $0 == UInt8(ascii: ">") }
    let run = closing.prefix { $0 == fence.character }
    let isClosed =
      end <= source.lineCount && run.count >= fence.length
      && closing.dropFirst(run.count).allSatisfy(\.isBlank)
    last = isClosed ? end : end - 1
    lead = String(decoding: source.line(start).prefix { $0 != fence.character }, as: UTF8.self)
    isPlain =
      isClosed && lead.isEmpty
      && node.fenceInfo.utf8.allSatisfy { $0.isASCIILetter || "0123456789+-._#".utf8.contains($0) }
    let mark = String(repeating: Character(Unicode.Scalar(fence.character)), count: fence.length)
    missingFence = isClosed ? "" : SourceScanner.indent(behind: lead) + mark + "\n"
  }

  /// What ends an open block behind its lines.
  func missingEnd(behind text: String) -> String {
    missingFence.isEmpty ? "" : (text.hasSuffix("\n") ? "" : "\n") + missingFence
  }
}

extension SourceText {
  /// The bytes of a range as text; its ends stand between scalars.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
