/// Fenced blocks that are run: found by their info string, replaced by markers, their YAML mapped to its places.
extension NotebookParser {
  static let kinds = ["train", "evaluate"]

  mutating func replaceConfigBlocks() {
    let code = entries.filter { $0.kind == .codeBlock }.map(\.node)
    let codeLines = Set(code.map(\.startLine))
    var found: [(block: NotebookDocument.ConfigBlock, node: MarkdownNode)] = []
    for node in code where node.fence != nil {
      guard let kind = configKind(of: node) else { continue }
      let fragment = fragment(of: node)
      found.append((.init(kind: kind, fragment: fragment, position: fencePosition(of: node)), node))
      if !isClosed(node, codeLines) {
        diagnostics.append(
          Diagnostic(
            .error, .unclosedBlock, "this '\(kind)' block is not closed", at: fencePosition(of: node),
            length: node.fence?.length ?? 3, help: "end it with a line '\(closingFence(of: node))'"))
      }
    }
    // The tree has footnotes last, the file may have them anywhere.
    found.sort { $0.block.position < $1.block.position }
    if found.count > NotebookDocument.mostBlocks {
      let first = found[NotebookDocument.mostBlocks].block
      diagnostics.append(
        Diagnostic(
          .error, .tooManyBlocks,
          "the notebook has \(found.count) blocks, more than the \(NotebookDocument.mostBlocks) allowed",
          at: first.position, length: 3, help: "split it into several notebooks"))
    }
    for (index, (block, node)) in found.prefix(NotebookDocument.mostBlocks).enumerated() {
      blocks.append(block)
      if let marker = MarkdownNode.block(start: markers.marker(for: [.block(index)])) {
        tree.replace(node, with: marker)
      }
    }
  }

  /// The kind that a fence asks for; nil where the block is only shown. Says what is doubtful about it.
  private mutating func configKind(of node: MarkdownNode) -> String? {
    let words = node.fenceInfo.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count >= 2, ["yaml", "yml"].contains(words[0].lowercased()) else { return nil }
    let places = wordPositions(of: node)
    guard words[0] == words[0].lowercased(), Self.kinds.contains(words[1]) else {
      if let kind = Self.kindMeant(by: words[1]) {
        let spelling = "\(words[0].lowercased()) \(kind)"
        diagnostics.append(
          Diagnostic(
            .warning, .misspelledKind, "a block of kind '\(words[0]) \(words[1])' is not run", at: places[1],
            length: words[1].unicodeScalars.count, help: "did you mean '\(spelling)'?"))
      }
      return nil
    }
    if words.count > 2 {
      diagnostics.append(
        Diagnostic(
          .error, .wordAfterKind, "unexpected '\(words[2])' after '\(words[0]) \(words[1])'", at: places[2],
          length: words[2].unicodeScalars.count, help: "options are keys inside the block"))
    }
    return words[1]
  }

  /// A kind within two typing mistakes of the word, or that the word begins.
  private static func kindMeant(by word: String) -> String? {
    let word = word.lowercased()
    guard word.utf8.count <= 32 else { return nil }
    let scalars = Array(word.unicodeScalars)
    return kinds.first {
      spellingDistance(scalars, Array($0.unicodeScalars)) <= 2 || word.count >= 4 && $0.hasPrefix(word)
    }
  }

  /// The YAML of a block. Each of its lines is the end of a line of the notebook; what stands before it was the list's
  /// or the quote's. Where one of them took half of a tab, cmark puts spaces for the rest, which only shifts the count.
  func fragment(of node: MarkdownNode) -> YAMLFragment {
    let text = node.literal
    let start = node.startLine
    let lines = text.utf8.split(separator: SourceText.newline, omittingEmptySubsequences: false).dropLast()
    guard !lines.isEmpty else { return YAMLFragment(text: text, lines: [start], indents: [0]) }
    let numbers = lines.indices.map { start + 1 + $0 }
    let indents = zip(numbers, lines).map { original.line($0).scalarCount - $1.scalarCount }
    return YAMLFragment(text: text, lines: numbers, indents: indents)
  }

  /// Whether the line behind the block's text is a fence, one that no other code begins with.
  private func isClosed(_ node: MarkdownNode, _ codeLines: Set<Int>) -> Bool {
    guard let fence = node.fence else { return true }
    let number = node.startLine + 1 + node.literal.utf8.count { $0 == SourceText.newline }
    guard number <= source.lineCount, !codeLines.contains(number) else { return false }
    let line = source.line(number).drop { $0.isBlank || $0 == UInt8(ascii: ">") }
    let run = line.prefix { $0 == fence.character }
    return run.count >= fence.length && line.dropFirst(run.count).allSatisfy(\.isBlank)
  }

  private func closingFence(of node: MarkdownNode) -> String {
    guard let fence = node.fence else { return "```" }
    return String(repeating: Character(Unicode.Scalar(fence.character)), count: min(fence.length, 16))
  }

  /// Where the fence begins in its line.
  func fencePosition(of node: MarkdownNode) -> SourcePosition {
    let line = source.line(node.startLine)
    let start = line.firstIndex { $0 == node.fence?.character } ?? line.startIndex
    return source.position(at: start)
  }

  /// Where the words of the info string stand; the fence's place for those that cannot be found. At least three.
  private func wordPositions(of node: MarkdownNode) -> [SourcePosition] {
    let line = source.line(node.startLine)
    let info = line.drop { $0 != node.fence?.character }.drop { $0 == node.fence?.character }
    let words = info.split(whereSeparator: \.isBlank).map { source.position(at: $0.startIndex) }
    return words + Array(repeating: fencePosition(of: node), count: 3)
  }
}
