/// Values become markers, and inline raw HTML becomes text.
extension NotebookParser {
  mutating func replaceInlines() {
    var locator = CodeSpanLocator(source)
    let leavesWithValues = Set(
      entries.lazy.filter { $0.kind == .code && $0.node.literal.hasPrefix("{=") }.map(\.leaf))
    var htmlEnd = 0
    for entry in entries {
      switch entry.kind {
      case .footnoteDefinition:
        locator.rewind()
        htmlEnd = 0
      case .code where leavesWithValues.contains(entry.leaf): replaceValue(entry, &locator)
      case .html: replaceRawHTML(entry, after: &htmlEnd)
      default: break
      }
    }
  }

  private mutating func replaceValue(_ entry: Entry, _ locator: inout CodeSpanLocator) {
    let literal = entry.node.literal
    let line = startLine(ofLeaf: entry.leaf)
    let place = locator.find(literal, from: source.offset(ofLine: line))
    guard literal.hasPrefix("{=") else { return }
    let start = place.map { source.position(at: $0) } ?? SourcePosition(line: line, column: 1)
    guard literal.hasSuffix("}") else {
      diagnostics.append(
        Diagnostic(
          .warning, .unclosedValue, "a value that does not end with '}' is shown as code", at: start,
          length: literal.unicodeScalars.count, help: "put '}' directly before the closing backtick"))
      return
    }
    let text = String(literal.dropFirst(2).dropLast())
    guard text.contains(where: { !$0.isWhitespace }) else {
      diagnostics.append(
        Diagnostic(
          .error, .emptyValue, "empty value '\(literal)'", at: start, length: literal.unicodeScalars.count,
          help: "name a path, such as `{=first.test.mse:.4f}`"))
      return
    }
    var position = start
    if place != nil { position.column += 2 }
    values.append(InlineValue(text: text, position: position))
    if let marker = MarkdownNode.text(markers.marker(for: [.value(values.count - 1)])) {
      tree.replace(entry.node, with: marker)
    }
  }

  /// `end` is where the tag before ended in the source.
  private mutating func replaceRawHTML(_ entry: Entry, after end: inout Int) {
    let literal = entry.node.literal
    guard !literal.hasPrefix("<!--") else {
      tree.discard(entry.node)
      return
    }
    let line = startLine(ofLeaf: entry.leaf)
    let first = literal.prefix { $0 != "\n" }
    let start = source.offset(ofLine: line)
    let place = source.find(first, from: max(start, end))
    if let place { end = place + first.utf8.count }
    diagnostics.append(.rawHTML(first, at: source.position(at: place ?? start)))
    if let text = MarkdownNode.text(literal) { tree.replace(entry.node, with: text) }
  }
}

extension SourceText {
  /// Where a text begins first, from a byte on and within the next 64 KiB.
  func find(_ text: some StringProtocol, from start: Int) -> Int? {
    let wanted = Array(text.utf8)
    let end = min(bytes.count, start + 65_536)
    guard let first = wanted.first, start < end else { return nil }
    return bytes[start..<end].indices.first { bytes[$0] == first && bytes[$0...].starts(with: wanted) }
  }
}
