/// Items of task lists inside of quotes: the library looks for their boxes at the start of the line, where a quote has its
/// mark.
extension NotebookParser {
  mutating func replaceQuotedTasks() {
    for entry in entries where entry.kind == .text {
      let node = entry.node
      guard node.previous == nil, let paragraph = node.parent, paragraph.kind == .paragraph, paragraph.previous == nil,
        let item = paragraph.parent, item.isItem, let box = node.literal.prefixMatch(of: /\[([ xX])\][ \t]/),
        hasPlainBracket(inLine: paragraph.startLine)
      else { continue }
      let state = box.output.1 == " " ? "" : "checked=\"\" "
      let html = "<input type=\"checkbox\" \(state)disabled=\"\" /> "
      guard let input = MarkdownNode.inline(html: html) else { continue }
      let rest = String(node.literal[box.range.upperBound...])
      tree.insert(input, before: node)
      node.setLiteral(String(rest.drop(while: \.isWhitespace)))
    }
  }

  /// Whether the first bracket of the line stands there as such: one behind a backslash begins no box.
  private func hasPlainBracket(inLine line: Int) -> Bool {
    guard line > 0, line <= source.lineCount else { return false }
    let bytes = source.line(line)
    guard let place = bytes.firstIndex(of: UInt8(ascii: "[")) else { return false }
    return place == bytes.startIndex || bytes[place - 1] != UInt8(ascii: "\\")
  }
}
