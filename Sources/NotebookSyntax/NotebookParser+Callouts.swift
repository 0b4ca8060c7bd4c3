/// Quotes that begin with `[!NOTE]` and its like become boxes.
extension NotebookParser {
  private static let callouts = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"]

  mutating func replaceCallouts() {
    for entry in entries where entry.kind == .blockQuote {
      guard let paragraph = entry.node.firstChild, paragraph.kind == .paragraph, let mark = paragraph.firstChild,
        mark.kind == .text, let name = Self.callouts.first(where: { mark.literal.uppercased() == "[!\($0)]" }),
        mark.next.map({ [.softBreak, .lineBreak].contains($0.kind) }) ?? true
      else { continue }
      if let lineBreak = mark.next { tree.discard(lineBreak) }
      tree.discard(mark)
      if paragraph.firstChild == nil { tree.discard(paragraph) }
      let title = name.prefix(1) + name.dropFirst().lowercased()
      let start = "<div class=\"callout callout-\(name.lowercased())\">\n<p class=\"callout-title\">\(title)</p>"
      guard let box = MarkdownNode.block(start: start, end: "</div>") else { continue }
      while let child = entry.node.firstChild { tree.append(child, to: box) }
      tree.replace(entry.node, with: box)
    }
  }
}
