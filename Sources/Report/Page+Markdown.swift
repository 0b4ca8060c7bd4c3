extension Page {
  /// The notebook with its results as GitHub Flavoured Markdown: the prose as it was written, each value filled in, each
  /// block's results in its place, charts as Mermaid. The same for the same page.
  ///
  /// - Parameter figureFolder: the path from the Markdown's folder to the figures' files, which image grids are then
  ///   shown from; without it they are told in words.
  package func markdown(figureFolder: String? = nil) -> String {
    let numbering = Numbering(self)
    let references = SourceReferences(numbering: numbering)
    let header = sourceHeader()
    var writer = SourceWriter()
    writer.append(header.before)
    var pending = header.behindHeading
    for part in source {
      switch part {
      case .text(let text):
        writer.append(markup: references.resolved(Self.insert(&pending, behindTitleIn: text)))
      case .code(let code), .math(let code): writer.append(code)
      case .value(let value): writer.append(value: value)
      case .image(let path, _): writer.append(Markdown.address(path))
      case .block(let block, let lead, let indent):
        let text = BlockMarkdown(block: block, numbering: numbering, figureFolder: figureFolder).text
        writer.append(block: text.isEmpty ? "" : Markdown.prefixed(text, lead: lead, with: indent), indent: indent)
      }
    }
    return writer.text.drop(while: \.isNewline).trimmingEnd + "\n\n---\n\n" + sourceFooter
  }

  /// Puts what belongs to the title behind its heading, once: a line that begins with `# ` in this text.
  static func insert(_ facts: inout String, behindTitleIn text: String) -> String {
    guard !facts.isEmpty, let heading = text.firstMatch(of: /(?:^|\n) {0,3}#[ \t][^\n]*\n/) else { return text }
    defer { facts = "" }
    return text[..<heading.range.upperBound] + "\n" + facts + text[heading.range.upperBound...]
  }
}

/// Markdown being put together from the notebook's and what takes the places in it.
struct SourceWriter {
  private(set) var text = ""
  private var endsWithCount = false

  /// Markdown that is finished.
  mutating func append(_ markdown: String) {
    text += markdown
    endsWithCount = false
  }

  /// Text of the notebook's. A full stop behind a number at a line's start would make a list of it.
  mutating func append(markup: String) {
    let isListMark = endsWithCount && (markup.hasPrefix(".") || markup.hasPrefix(")"))
    append((isListMark ? "\\" : "") + markup)
  }

  mutating func append(value: String) {
    let line = text.suffix(while: { !$0.isNewline })
    let isAtStart = line.allSatisfy { $0 == " " || $0 == ">" || $0 == "\t" }
    append(Markdown.text(value))
    endsWithCount = isAtStart && !value.isEmpty && value.allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// A block's lines, with an empty line around them.
  mutating func append(block: String, indent: String) {
    guard !block.isEmpty else { return }
    let line = text.suffix(while: { !$0.isNewline })
    if !text.isEmpty, !line.isEmpty { append("\n") }
    if !text.isEmpty, !text.hasSuffix("\n\n") { append(indent.trimmingEnd + "\n") }
    append(block)
  }
}

extension String {
  fileprivate func suffix(while isWanted: (Character) -> Bool) -> Substring {
    self[(lastIndex { !isWanted($0) }.map { index(after: $0) } ?? startIndex)...]
  }
}
