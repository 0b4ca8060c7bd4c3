/// Images become places for embedded ones; what leads out of the report unsafely is taken out.
extension NotebookParser {
  mutating func replaceImages() {
    for entry in entries where entry.kind == .image && !entry.isInImage {
      let text = alternative(of: entry.node)
      let url = entry.node.url
      var markup = text
      if Address(url) == .relative {
        let alternative = markers.replacing(in: text) { parts in
          if case .value(let index)? = parts.first { "{=\(values[index].text)}" } else { "" }
        }
        let position = position(of: entry, "![")
        images.append(.init(destination: url, position: position, alternative: alternative))
        let title = entry.node.title.isEmpty ? "" : " title=\"\(escapedHTML(entry.node.title))\""
        let start = markers.marker(for: [.html("<img src=\""), .image(images.count - 1), .html("\" alt=\"")])
        markup = start + text + markers.marker(for: [.html("\"\(title) />")])
      } else {
        diagnostics.append(
          Diagnostic(
            .warning, .refusedImage, "image '\(shortened(url))' is not shown", at: position(of: entry, url),
            length: url.unicodeScalars.count, help: "put the image beside the notebook and name its relative path"))
      }
      if let node = MarkdownNode.text(markup) {
        imageNodes.insert(node)
        tree.replace(entry.node, with: node)
      }
    }
  }

  mutating func refuseLinks() {
    for entry in entries where entry.kind == .link && !entry.isInImage {
      let url = entry.node.url
      guard !Address(url).isLinkable else { continue }
      diagnostics.append(
        Diagnostic(
          .warning, .refusedLink, "link to '\(shortened(url))' is left out", at: position(of: entry, url),
          length: url.unicodeScalars.count, help: "links are http, https, mailto or relative"))
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

  /// Where a text stands in the source of an inline's block; where the block begins, if it was written otherwise.
  private func position(of entry: Entry, _ text: String) -> SourcePosition {
    let start = source.offset(ofLine: startLine(ofLeaf: entry.leaf))
    return source.position(at: source.find(text, from: start) ?? start)
  }

  private func shortened(_ url: String) -> String { url.count > 60 ? url.prefix(59) + "…" : url }
}
