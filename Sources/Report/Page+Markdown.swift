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
    for (place, part) in source.enumerated() {
      switch part {
      case .text(let text):
        let text = Self.insert(&pending, behindTitleIn: place == 0 ? text.withoutEmptyStart : text)
        writer.append(markup: references.resolved(text))
      case .code(let code): writer.append(code)
      case .math(let formula): writer.append(numbered(formula, at: place, numbering))
      case .value(let value): writer.append(value: value)
      case .image(let path, _): writer.append(Markdown.address(path))
      case .block(let block, let lead, let indent):
        let text = BlockMarkdown(block: block, numbering: numbering, figureFolder: figureFolder).text
        writer.append(block: text.isEmpty ? "" : Markdown.prefixed(text, lead: lead, with: indent), indent: indent)
      }
    }
    return writer.text.drop(while: \.isNewline).trimmingEnd + "\n\n---\n\n" + sourceFooter
  }

  /// The formula at a place of the source; one that is named has its number in it, as LaTeX's `\tag`.
  func numbered(_ formula: String, at place: Int, _ numbering: Numbering) -> String {
    guard formula.hasPrefix("$$"), formula.hasSuffix("$$"), formula.count > 4, source.indices.contains(place + 1),
      case .text(let next) = source[place + 1], let name = next.prefixMatch(of: /[ \t]*\{#(eq-[a-z0-9-]+)\}/)?.output.1,
      let number = numbering.equations[String(name)]
    else { return formula }
    // These have numbers of their own; behind a percent sign nothing is read.
    let isTagged = ["\\tag", "\\begin{align}", "\\begin{gather}", "\\begin{equation}", "%"].contains(
      where: formula.contains)
    return isTagged ? formula : formula.dropLast(2) + " \\tag{\(number)}$$"
  }

  /// A line that begins with `# `.
  static var titleHeading: Regex<Substring> { /(?:^|\n) {0,3}#[ \t][^\n]*\n/ }

  /// Puts what belongs to the title behind its heading, once.
  static func insert(_ facts: inout String, behindTitleIn text: String) -> String {
    guard !facts.isEmpty, let heading = text.firstMatch(of: titleHeading) else { return text }
    defer { facts = "" }
    return text[..<heading.range.upperBound] + "\n" + facts + text[heading.range.upperBound...].drop(while: \.isNewline)
  }
}

extension String {
  /// Without the lines at its start that are empty, as they are where front matter stood.
  var withoutEmptyStart: String {
    var rest = self[...]
    while let end = rest.firstIndex(where: \.isNewline), rest[..<end].allSatisfy(\.isWhitespace) {
      rest = rest[rest.index(after: end)...]
    }
    return String(rest)
  }
}

/// Markdown being put together from the notebook's and what takes the places in it.
struct SourceWriter {
  private(set) var text = ""
  private var endsWithCount = false
  private var endsWithBlock = false

  /// Markdown that is finished.
  mutating func append(_ markdown: String) {
    if endsWithBlock, markdown.first?.isNewline == false { text += "\n" }
    text += markdown
    endsWithCount = false
    endsWithBlock = endsWithBlock && markdown.isEmpty
  }

  /// Text of the notebook's. A full stop behind a number at a line's start would make a list of it.
  mutating func append(markup: String) {
    let isListMark = endsWithCount && (markup.hasPrefix(".") || markup.hasPrefix(")"))
    append((isListMark ? "\\" : "") + markup)
  }

  mutating func append(value: String) {
    let line = text.suffix(while: { !$0.isNewline })
    let isAtStart = line.allSatisfy { $0 == " " || $0 == ">" || $0 == "\t" }
    append(Markdown.value(value))
    endsWithCount = isAtStart && !value.isEmpty && value.allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// A block's lines, with an empty line around them.
  mutating func append(block: String, indent: String) {
    guard !block.isEmpty else { return }
    let line = text.suffix(while: { !$0.isNewline })
    if !text.isEmpty, !line.isEmpty { append("\n") }
    if !text.isEmpty, !text.hasSuffix("\n\n") { append(indent.trimmingEnd + "\n") }
    append(block.trimmingEnd + "\n")
    endsWithBlock = true
  }
}

extension String {
  fileprivate func suffix(while isWanted: (Character) -> Bool) -> Substring {
    self[(lastIndex { !isWanted($0) }.map { index(after: $0) } ?? startIndex)...]
  }
}
