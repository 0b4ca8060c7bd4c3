/// Headings get an id each, their own `{#sec-name}` or one as GitHub makes it, and go into the table of contents.
extension NotebookParser {
  mutating func replaceHeadings() {
    let headings = entries.indices.filter { entries[$0].kind == .heading }
    var identifiers = HeadingIdentifiers()
    let names = headings.map { takeSectionName(from: $0, &identifiers) }
    for (index, name) in zip(headings, names) {
      let node = entries[index].node
      let id = name ?? identifiers.identifier(for: plainText(of: node))
      let level = node.headingLevel
      self.headings.append(.init(level: level, parts: markers.split(contents(of: node)), id: id))
      let start = markers.marker(for: [.html("<h\(level) id=\"\(id)\">")])
      let end = markers.marker(for: [.html("</h\(level)>")])
      guard let block = MarkdownNode.block(start: ""), let first = MarkdownNode.text(start),
        let last = MarkdownNode.text(end)
      else { continue }
      tree.append(first, to: block)
      while let child = node.firstChild { tree.append(child, to: block) }
      tree.append(last, to: block)
      tree.replace(node, with: block)
    }
  }

  /// Takes `{#sec-name}` off a heading's end.
  private mutating func takeSectionName(from index: Int, _ identifiers: inout HeadingIdentifiers) -> String? {
    guard let last = entries[index].node.lastChild, last.kind == .text, last.literal.hasSuffix("}"),
      let open = last.literal.range(ofLast: "{#sec-")
    else { return nil }
    let mark = last.literal[open...]
    let name = String(mark.dropFirst(2).dropLast())
    let start = source.offset(ofLine: startLine(ofLeaf: index))
    let position = source.position(at: source.find(mark, from: start) ?? start)
    last.setLiteral(String(last.literal[..<open]).trimmingEnd())
    guard isName(name.dropFirst("sec-".count)) else {
      diagnostics.append(
        Diagnostic(
          .error, .invalidSectionName, "invalid section name '\(name)'", at: position,
          length: mark.unicodeScalars.count, help: "use lower-case letters, digits and hyphens: {#sec-noise}"))
      return nil
    }
    guard identifiers.claim(name) else {
      diagnostics.append(
        Diagnostic(
          .error, .duplicateSection, "section name '\(name)' is used twice", at: position,
          length: mark.unicodeScalars.count, help: "give each section a name of its own"))
      return nil
    }
    return name
  }

  private func plainText(of heading: MarkdownNode) -> String {
    var text = ""
    tree.walk(from: heading) { event, node in
      guard event == .enter, !imageNodes.contains(node) else { return }
      switch node.kind {
      case .text, .code: text += node.literal
      case .softBreak, .lineBreak: text += " "
      default: break
      }
    }
    return markers.replacing(in: text) { number, _ in lifting.source(ofMarker: number) ?? "" }
  }

  /// The heading's text as HTML with markers, without links, images and footnotes.
  private func contents(of heading: MarkdownNode) -> String {
    var html = ""
    tree.walk(from: heading) { event, node in
      let slash = event == .enter ? "" : "/"
      switch node.kind {
      case .text: if !imageNodes.contains(node) { html += escapedHTML(node.literal) }
      case .code: html += "<code>\(escapedHTML(node.literal))</code>"
      case .softBreak, .lineBreak: html += " "
      case .emphasis: html += "<\(slash)em>"
      case .strong: html += "<\(slash)strong>"
      case .strikethrough: html += "<\(slash)del>"
      default: break
      }
    }
    return html.trimmingWhitespace()
  }
}

/// Hands out ids that are unique in a page.
struct HeadingIdentifiers {
  private var used = Set<String>()
  /// How often a text was seen.
  private var counts: [String: Int] = [:]

  /// Takes an id; false where it is taken already.
  mutating func claim(_ id: String) -> Bool { used.insert(id).inserted }

  /// GitHub's id for a heading's text: lower case, punctuation dropped, hyphens for blanks, `-1` behind a repetition.
  /// What could be taken for a figure's, a table's or a footnote's id gets `section-` in front.
  mutating func identifier(for text: String) -> String {
    var base = ""
    for scalar in text.trimmingWhitespace().lowercased().unicodeScalars {
      if scalar.properties.isWhitespace {
        base += "-"
      } else if scalar == "-" || scalar == "_" || scalar.isOfWord {
        base.unicodeScalars.append(scalar)
      }
    }
    if base.isEmpty { base = "section" }
    if ["fig-", "tbl-", "eq-", "fn-", "fnref-"].contains(where: base.hasPrefix) { base = "section-" + base }
    var id = base
    while !claim(id) {
      counts[base, default: 0] += 1
      id = "\(base)-\(counts[base, default: 0])"
    }
    return id
  }
}

extension Unicode.Scalar {
  fileprivate var isOfWord: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .connectorPunctuation:
      true
    default: false
    }
  }
}

extension String {
  /// Where a text begins last.
  fileprivate func range(ofLast text: String) -> String.Index? {
    var rest = self[...]
    while let start = rest.lastIndex(where: { $0 == text.first }) {
      if self[start...].hasPrefix(text) { return start }
      rest = rest[..<start]
    }
    return nil
  }

  fileprivate func trimmingEnd() -> String {
    String(self[..<(lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex)])
  }
}
