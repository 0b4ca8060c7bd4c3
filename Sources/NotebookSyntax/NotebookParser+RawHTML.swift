/// Blocks of raw HTML: `<details>` and `<summary>` are let through where they balance, comments are left out, the rest
/// is shown as text.
extension NotebookParser {
  /// A stretch of a block of raw HTML.
  private enum Piece {
    case text(Substring)
    /// The place of a tag in `tags`.
    case tag(Int)
  }

  private struct Tag {
    let source: Substring
    /// `details` or `summary`.
    let name: String
    let isEnd: Bool
    /// The list item, quote or document that the block stands in.
    let container: MarkdownNode?
    let position: SourcePosition
    /// Of a summary: the details that it stands in.
    var home: Int?
    var isLetThrough = false
  }

  mutating func replaceRawHTMLBlocks() {
    var tags: [Tag] = []
    var pieces: [(node: MarkdownNode, pieces: [Piece])] = []
    for entry in entries where entry.kind == .htmlBlock {
      pieces.append((entry.node, split(entry.node, into: &tags)))
    }
    Self.pair(&tags)
    for tag in tags where !tag.isLetThrough {
      let help = "<details> and <summary> need their ends in the same list item or quote"
      diagnostics.append(.rawHTML(tag.source, at: tag.position, help: help))
    }
    for (node, pieces) in pieces {
      if let block = MarkdownNode.block(start: Self.html(of: pieces, tags)) { tree.replace(node, with: block) }
    }
  }

  private mutating func split(_ node: MarkdownNode, into tags: inout [Tag]) -> [Piece] {
    let literal = node.literal
    let text = SourceText(literal)
    var pieces: [Piece] = []
    var textStart = literal.startIndex
    var isReported = false
    var hasComments = true
    func place(_ index: String.Index) -> SourcePosition {
      position(at: literal.utf8.distance(from: literal.startIndex, to: index), in: text, node)
    }
    var index = literal.startIndex
    while let open = literal[index...].firstIndex(of: "<") {
      let rest = literal[open...]
      index = literal.index(after: open)
      if hasComments, rest.hasPrefix("<!--") {
        // Without an end here there is none further on, and an open comment must not hide the rest.
        guard let end = Self.endOfComment(rest) else {
          hasComments = false
          index = open
          continue
        }
        pieces.append(.text(literal[textStart..<open]))
        index = end
        textStart = end
      } else if let (length, name, isEnd) = Self.letThrough(rest) {
        pieces.append(.text(literal[textStart..<open]))
        index = literal.index(open, offsetBy: length)
        textStart = index
        pieces.append(.tag(tags.count))
        tags.append(
          Tag(
            source: literal[open..<index], name: name, isEnd: isEnd, container: node.parent,
            position: place(open)))
      } else if !isReported, let next = rest.dropFirst().first, next.isLetter || "/!?".contains(next) {
        isReported = true
        let end = rest.firstIndex { $0 == ">" || $0 == "\n" }
        let source = end.map { rest[$0] == ">" ? rest[...$0] : rest[..<$0] } ?? rest
        diagnostics.append(.rawHTML(restored(String(source)), at: place(open)))
      }
    }
    pieces.append(.text(literal[textStart...]))
    return pieces
  }

  /// A block's lines are the ends of the notebook's lines, as those of a config block are.
  private func position(at offset: Int, in text: SourceText, _ node: MarkdownNode) -> SourcePosition {
    let place = text.position(at: offset)
    let line = source.line(node.startLine + place.line - 1)
    let rest = text.line(place.line).endIndex - offset
    return source.position(at: max(line.startIndex, line.endIndex - rest))
  }

  private static func endOfComment(_ text: Substring) -> String.Index? {
    var rest = text.dropFirst(4)
    while let hyphen = rest.firstIndex(of: "-") {
      rest = rest[hyphen...]
      if rest.hasPrefix("-->") { return rest.index(hyphen, offsetBy: 3) }
      rest = rest.dropFirst()
    }
    return nil
  }

  private static func letThrough(_ text: Substring) -> (length: Int, name: String, isEnd: Bool)? {
    let allowed = [
      ("<details>", "details", false), ("<details open>", "details", false), ("</details>", "details", true),
      ("<summary>", "summary", false), ("</summary>", "summary", true),
    ]
    return allowed.first { text.prefix($0.0.count).lowercased() == $0.0 }.map { ($0.0.count, $0.1, $0.2) }
  }

  /// Lets those tags through that pair up within one container, properly nested, a summary directly in its details.
  private static func pair(_ tags: inout [Tag]) {
    let deepest = 32
    var open: [Int] = []
    for index in tags.indices {
      let tag = tags[index]
      guard tag.isEnd else {
        let outer = open.last.map { (index: $0, tag: tags[$0]) }
        if tag.name == "summary" {
          guard let outer, outer.tag.name == "details", outer.tag.container == tag.container else { continue }
          tags[index].home = outer.index
        }
        if open.count < deepest { open.append(index) }
        continue
      }
      guard let place = open.lastIndex(where: { tags[$0].name == tag.name && tags[$0].container == tag.container })
      else { continue }
      tags[open[place]].isLetThrough = true
      tags[index].isLetThrough = true
      tags[index].home = tags[open[place]].home
      open.removeSubrange(place...)
    }
    for index in tags.indices {
      if let home = tags[index].home, !tags[home].isLetThrough { tags[index].isLetThrough = false }
    }
  }

  private static func html(of pieces: [Piece], _ tags: [Tag]) -> String {
    var html = ""
    var text = ""
    var isInSummary = false
    func flush() {
      let trimmed = text.trimmingWhitespace()
      if !trimmed.isEmpty { html += isInSummary ? escapedHTML(trimmed) : "<p>\(escapedHTML(trimmed))</p>\n" }
      text = ""
    }
    for piece in pieces {
      switch piece {
      case .text(let piece): text += piece
      case .tag(let index) where !tags[index].isLetThrough: text += tags[index].source
      case .tag(let index):
        flush()
        html += tags[index].source.lowercased()
        isInSummary = tags[index].name == "summary" && !tags[index].isEnd
        if !isInSummary { html += "\n" }
      }
    }
    flush()
    return html
  }
}

extension Diagnostic {
  /// A tag that is not let through.
  static func rawHTML(_ tag: some StringProtocol, at position: SourcePosition, help: String? = nil) -> Diagnostic {
    let shown = tag.count > 40 ? tag.prefix(39) + "…" : String(tag)[...]
    return Diagnostic(
      .warning, .rawHTML, "raw HTML '\(shown)' is shown as text", at: position, length: tag.unicodeScalars.count,
      help: help ?? "only <details>, <summary> and their ends on lines of their own are let through")
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  func trimmingWhitespace() -> String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = self[start...].lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
    return String(self[start..<end])
  }
}
