/// Formulas come back: as parts of the page where Markdown sees text, as they were written where it sees code.
extension NotebookParser {
  mutating func replaceFormulas() {
    guard !lifting.pieces.isEmpty else { return }
    var seen: Set<Int> = []
    for entry in entries {
      let node = entry.node
      switch entry.kind {
      case .text where entry.isInImage: restoreLiteral(of: node)
      case .text: seen.formUnion(markers.numbers(in: node.literal))
      case .htmlBlock: seen.formUnion(markers.numbers(in: node.literal.replacing(/(?s)<!--.*?-->/, with: "")))
      case .code, .html: restoreLiteral(of: node)
      case .codeBlock:
        restoreLiteral(of: node)
        let info = node.fenceInfo
        if !markers.numbers(in: info).isEmpty { node.setFenceInfo(restored(info)) }
      case .link, .image:
        let (url, title) = (node.url, node.title)
        if !markers.numbers(in: url + title).isEmpty { node.setDestination(restored(url), title: restored(title)) }
      default: break
      }
    }
    for (number, piece) in lifting.pieces.enumerated() where seen.contains(number) {
      if let diagnostic = piece.diagnostic { diagnostics.append(diagnostic) }
      guard let formula = piece.formula else { continue }
      markers.setParts([.formula(formulas.count)], ofMarker: number)
      formulas.append(lifting.formulas[formula])
    }
  }

  /// A text with the notebook's own words in the place of markers for formulas.
  func restored(_ text: String) -> String {
    markers.replacing(in: text) { number, _ in lifting.source(ofMarker: number) }
  }

  private func restoreLiteral(of node: MarkdownNode) {
    let literal = node.literal
    if !markers.numbers(in: literal).isEmpty { node.setLiteral(restored(literal)) }
  }

  // MARK: - Fences

  /// Fenced blocks whose info string begins with `math`; behind that word `{#eq-name}` may stand.
  mutating func replaceMathFences() {
    for entry in entries where entry.kind == .codeBlock && entry.node.fence != nil {
      let node = entry.node
      let words = node.fenceInfo.split(whereSeparator: \.isWhitespace)
      guard words.first == "math" else { continue }
      let name = equationName(in: words.dropFirst().first, of: node)
      let span = FormulaSpan(fragment(of: node), name: name?.name, namePosition: name?.position)
      guard !span.text.isEmpty, let block = MarkdownNode.block(start: marker(for: span)) else { continue }
      tree.replace(node, with: block)
    }
  }

  private mutating func marker(for span: FormulaSpan) -> String {
    formulas.append(span)
    return markers.marker(for: [.html("<p>"), .formula(formulas.count - 1), .html("</p>")])
  }

  private mutating func equationName(
    in word: Substring?, of node: MarkdownNode
  ) -> (name: String, position: SourcePosition)? {
    guard let word, word.hasPrefix("{#eq-"), word.hasSuffix("}") else { return nil }
    let start = original.offset(ofLine: node.startLine)
    let position = original.position(at: original.find(word, from: start) ?? start)
    let name = String(word.dropFirst(2).dropLast())
    guard isName(name.dropFirst("eq-".count)) else {
      diagnostics.append(.invalidEquationName(name, String(word), at: position))
      return nil
    }
    return (name, position)
  }

  // MARK: - Names

  mutating func refuseDoubledNames() {
    var names: Set<String> = []
    let named = formulas.indices.compactMap { index in formulas[index].namePosition.map { (index, $0) } }
    for (index, position) in named.sorted(by: { $0.1 < $1.1 }) {
      guard let name = formulas[index].name, !names.insert(name).inserted else { continue }
      diagnostics.append(.duplicateEquation(name, at: position))
      formulas[index].name = nil
    }
  }
}

extension FormulaLifting {
  /// What stands in the notebook where a marker is; nil for markers of something else.
  func source(ofMarker number: Int) -> String? { pieces.indices.contains(number) ? pieces[number].source : nil }
}

extension FormulaSpan {
  /// The formula of a fence.
  fileprivate init(_ fragment: YAMLFragment, name: String?, namePosition: SourcePosition?) {
    let lines = fragment.text.split(separator: "\n", omittingEmptySubsequences: false)
    let isBlank = { (line: Substring) in line.allSatisfy(\.isWhitespace) }
    let first = lines.firstIndex { !isBlank($0) } ?? 0
    let last = lines.lastIndex { !isBlank($0) } ?? -1
    let kept = first <= last ? lines[first...last] : []
    let indent = kept.first.map { $0.unicodeScalars.prefix { $0 == " " || $0 == "\t" }.count } ?? 0
    let starts = kept.indices.map { fragment.position(line: $0 + 1, column: $0 == first ? indent + 1 : 1) }
    self.init(
      text: kept.joined(separator: "\n").trimmingWhitespace(), isDisplay: true, name: name, namePosition: namePosition,
      lines: starts)
  }
}
