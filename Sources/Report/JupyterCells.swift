internal import Figures

/// The cells of a Jupyter notebook, put together from the notebook's text and its blocks.
struct JupyterCells {
  private let numbering: Numbering
  private let references: SourceReferences
  private enum Cell {
    case text(String, attachments: [Attachment])
    case block(JSONText)
  }

  private typealias Attachment = (name: String, kind: String, data: String)

  private var cells: [Cell] = []
  private var writer = SourceWriter()
  /// Pictures of the cell that is written, by their names.
  private var attachments: [Attachment] = []
  private var ids = CellIDs()
  /// Of the list or quote that the last block stood in: what follows it in there is moved to the margin.
  private var indent = ""

  init(numbering: Numbering) {
    self.numbering = numbering
    references = SourceReferences(numbering: numbering)
  }

  // MARK: - Prose

  mutating func append(text: String) {
    writer.append(markup: Self.withoutCallouts(Self.withoutDollars(references.resolved(text))))
  }

  /// Jupyter knows no fence of the kind `math`.
  mutating func append(code: String) {
    guard
      let fence = code.wholeMatch(
        of: /([ \t>]*)(?:```+|~~~+)[ \t]*math[ \t]*\n([\s\S]*)\n[ \t>]*(?:```+|~~~+)[ \t]*\n?/)
    else {
      writer.append(code)
      return
    }
    writer.append("\(fence.output.1)$$\n\(fence.output.2)\n\(fence.output.1)$$\n")
  }

  /// GitHub's dollars with backticks are plain ones here.
  mutating func append(formula: String) {
    let isQuoted = formula.hasPrefix("$`") && formula.hasSuffix("`$") && formula.count > 4
    writer.append(isQuoted ? "$\(formula.dropFirst(2).dropLast(2))$" : formula)
  }

  mutating func append(value: String) { writer.append(value: value) }

  /// A picture goes into the cell; one that is not at hand keeps its address.
  mutating func append(imageAt path: String, _ address: String) {
    guard let data = address.wholeMatch(of: /data:(image\/[a-z+]+);base64,([A-Za-z0-9+\/=]+)/)?.output else {
      writer.append(Markdown.address(path))
      return
    }
    let kind = String(data.1)
    let known = attachments.first { $0.data == data.2 }?.name
    let name = known ?? "picture-\(attachments.count + 1).\(kind.dropFirst("image/".count))"
    if known == nil { attachments.append((name, kind, String(data.2))) }
    writer.append("attachment:\(name)")
  }

  /// MathJax pairs dollars more freely than a notebook does: those that are none of a formula's must not meet.
  private static func withoutDollars(_ text: String) -> String {
    text.contains("$") ? text.replacing("\\$", with: "$").replacing("$", with: Markdown.dollar) : text
  }

  /// `> [!NOTE]` as a line in bold.
  private static func withoutCallouts(_ text: String) -> String {
    text.replacing(/(^|\n)([ \t]*>[ \t>]*)\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?=\n|$)/.ignoresCase()) {
      match in
      let word = match.output.3.lowercased()
      return
        "\(match.output.1)\(match.output.2)**\(word.prefix(1).uppercased() + word.dropFirst())**\n\(match.output.2)"
    }
  }

  // MARK: - Blocks

  mutating func append(_ block: BlockExhibit, indent: String) {
    guard block.isShown else { return }
    endText()
    self.indent = indent
    var metadata: [(String, JSONText)] = [
      ("codebook", .object([("kind", .string(block.kind)), ("label", .string(block.label))])),
      ("editable", .boolean(false)),
    ]
    if block.echo != .shown { metadata.append(("jupyter", .object([("source_hidden", .boolean(true))]))) }
    if block.echo == .hidden { metadata.append(("tags", .list([.string("remove-input"), .string("hide-input")]))) }
    cells.append(
      .block(
        .object([
          ("cell_type", .string("code")), ("execution_count", .null), ("id", .string(ids.id("block-\(block.label)"))),
          ("metadata", .object(metadata)),
          ("outputs", .list(JupyterOutputs(block: block, numbering: numbering).outputs)),
          ("source", .lines(Escape.withoutForbidden(block.source).trimmingEnd.description)),
        ])))
  }

  /// All cells, with the footnotes and then `footer` at the end.
  consuming func finish(footer: String) -> [JSONText] {
    endText()
    if case .text? = cells.last {} else { cells.append(.text("", attachments: [])) }
    var texts = cells.map { cell in if case .text(let text, _) = cell { text } else { "" } }
    var footnotes = JupyterFootnotes(from: &texts)
    let end = [texts[texts.count - 1], "---", footnotes.list(), footer]
    texts[texts.count - 1] = end.map { $0.drop(while: \.isNewline).trimmingEnd }.filter { !$0.isEmpty }
      .joined(separator: "\n\n")
    return zip(cells, texts).compactMap { cell, text in
      switch cell {
      case .block(let cell): cell
      case .text(_, let attachments):
        text.allSatisfy(\.isWhitespace) ? nil : markdownCell(String(text.trimmingEnd), attachments)
      }
    }
  }

  private mutating func markdownCell(_ text: String, _ attachments: [Attachment]) -> JSONText {
    var cell: [(String, JSONText)] = [
      ("cell_type", .string("markdown")), ("id", .string(ids.id(ofText: text))), ("metadata", .object([])),
      ("source", .lines(text)),
    ]
    if !attachments.isEmpty {
      let pictures = attachments.map { ($0.name, JSONText.object([($0.kind, .string($0.data))])) }
      cell.append(("attachments", .object(pictures)))
    }
    return .object(cell)
  }

  private mutating func endText() {
    let text = Self.dedented(writer.text, indent).drop(while: \.isNewline).trimmingEnd
    if !text.isEmpty { cells.append(.text(String(text), attachments: attachments)) }
    writer = SourceWriter()
    attachments = []
    indent = ""
  }

  /// The text without the indent of its first lines, those that go on in the list or quote of the block before.
  private static func dedented(_ text: String, _ indent: String) -> String {
    guard !indent.isEmpty else { return text }
    var isInside = true
    var wasEmpty = true
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let isEmpty = line.allSatisfy(\.isWhitespace)
      defer { wasEmpty = isEmpty }
      if isEmpty { return "" }
      if isInside, line.hasPrefix(indent) { return String(line.dropFirst(indent.count)) }
      // What comes behind the list must not run on in its last paragraph.
      let gap = isInside && !wasEmpty ? "\n" : ""
      isInside = false
      return gap + line
    }.joined(separator: "\n")
  }
}

/// Ids of cells: letters, digits, hyphens and underscores, at most 64, unique, and the same for the same cell.
private struct CellIDs {
  private var used: Set<String> = []

  mutating func id(_ name: String) -> String {
    let base = String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber) || "-_".contains($0) ? $0 : "-" }.prefix(56))
    var id = base
    var number = 1
    while !used.insert(id).inserted {
      number += 1
      id = "\(base)-\(number)"
    }
    return id
  }

  /// From what the text says (FNV-1a, 64 bits).
  mutating func id(ofText text: String) -> String {
    let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return id("text-" + String(repeating: "0", count: 16 - digits.count) + digits)
  }
}
