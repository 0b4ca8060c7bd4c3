/// Images become places for embedded ones; what leads out of the report unsafely is taken out.
extension NotebookParser {
  mutating func replaceImages() {
    var end = 0
    for entry in entries where entry.kind == .image {
      let place = place(of: entry, "![", after: &end)
      guard !entry.isInImage else { continue }
      let text = alternative(of: entry.node)
      let url = entry.node.url
      var markup = text
      if Address(url) == .relative {
        let alternative = markers.replacing(in: text) { _, parts in
          if case .value(let index)? = parts.first { "{=\(values[index].text)}" } else { "" }
        }
        images.append(.init(destination: url, position: place.position, alternative: alternative))
        let title = entry.node.title.isEmpty ? "" : " title=\"\(escapedHTML(entry.node.title))\""
        let start = markers.marker(for: [.html("<img src=\""), .image(images.count - 1), .html("\" alt=\"")])
        markup = start + text + markers.marker(for: [.html("\"\(title) />")])
      } else {
        diagnostics.append(
          Diagnostic(
            .warning, .refusedImage, "image '\(shortened(url))' is not shown", at: place.position,
            length: place.length, help: "put the image beside the notebook and name its relative path"))
      }
      if let node = MarkdownNode.text(markup) {
        imageNodes.insert(node)
        tree.replace(entry.node, with: node)
      }
    }
  }

  mutating func refuseLinks() {
    var end = 0
    for entry in entries where entry.kind == .link && !entry.isInImage {
      let url = entry.node.url
      guard !Address(url).isLinkable else { continue }
      let place = place(of: entry, url, after: &end)
      diagnostics.append(
        Diagnostic(
          .warning, .refusedLink, "link to '\(shortened(url))' is left out", at: place.position,
          length: place.length, help: "links are http, https, mailto or relative"))
      while let child = entry.node.firstChild { tree.insert(child, before: entry.node) }
      tree.discard(entry.node)
    }
  }

  /// The text of everything in an image, values as markers.
  private func alternative(of image: MarkdownNode) -> String {
    var text = ""
    tree.walk(from: image) { event, node in
      guard event == .enter else { return }
      switch node.kind {
      case .text, .code: text += node.literal
      case .softBreak, .lineBreak: text += " "
      default: break
      }
    }
    return text
  }

  /// Where a text stands in an inline's block, behind the text before, whose `end` is moved; the beginning of the block
  /// where it was written in another way.
  private func place(
    of entry: Entry, _ text: String, after end: inout Int
  ) -> (position: SourcePosition, length: Int) {
    let start = source.offset(ofLine: startLine(ofLeaf: entry.leaf))
    // Footnotes come last in the tree, wherever they stand.
    let from = start < end && source.position(at: end).line > entries[entry.leaf].node.endLine ? start : max(start, end)
    guard let found = source.find(text, from: from) else { return (source.position(at: start), 1) }
    end = found + text.utf8.count
    return (source.position(at: found), text.unicodeScalars.count)
  }

  private func shortened(_ url: String) -> String { url.count > 60 ? url.prefix(59) + "…" : url }
}
