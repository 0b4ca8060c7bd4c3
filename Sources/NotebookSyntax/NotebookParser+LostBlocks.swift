/// Warns of lines that look like the fence of a config block and are none, so that no block is left out in silence.
extension NotebookParser {
  mutating func warnOfLostBlocks() {
    var shown = Set<Int>()
    for entry in entries where entry.kind == .codeBlock || entry.kind == .htmlBlock {
      let start = entry.node.startLine
      shown.formUnion(start...(start + entry.node.literal.utf8.count { $0 == SourceText.newline }))
    }
    for line in 1...source.lineCount where !shown.contains(line) {
      guard let (kind, offset, length) = fence(inLine: line) else { continue }
      diagnostics.append(
        Diagnostic(
          .warning, .lostBlock, "this looks like a '\(kind)' block, but Markdown sees no fence here",
          at: source.position(at: offset), length: length,
          help: "put an empty line before it, indent it less, and refer to a footnote that holds it"))
    }
  }

  private func fence(inLine number: Int) -> (kind: String, offset: Int, length: Int)? {
    let line = source.line(number)
    guard
      let start = line.firstIndex(where: { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "~") }),
      line[..<start].allSatisfy({ $0.isBlank || ">0123456789.)*+-".utf8.contains($0) }) || line.starts(with: "[^".utf8)
    else { return nil }
    let run = line[start...].prefix { $0 == line[start] }
    let info = line[run.endIndex...].split(whereSeparator: \.isBlank)
    let words = info.prefix(3).map { String(decoding: $0, as: UTF8.self) }
    guard run.count >= 3, words.count == 2, ["yaml", "yml"].contains(words[0]), Self.kinds.contains(words[1]) else {
      return nil
    }
    return (words[1], start, run.count)
  }
}
