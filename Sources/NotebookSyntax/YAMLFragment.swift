/// YAML that stands inside a notebook: its text, and where each of its lines came from.
package struct YAMLFragment: Equatable, Sendable {
  /// The fragment's own text, without fences and without what a list or a quote put on the left.
  package let text: String
  /// Line of the notebook of each line of `text`.
  let lines: [Int]
  /// Scalars that were taken from the left of each line of `text`; negative where a tab became several spaces.
  let indents: [Int]

  package init(text: String, lines: [Int], indents: [Int]) {
    precondition(lines.count == indents.count, "\(lines.count) lines with \(indents.count) indents")
    self.text = text
    self.lines = lines
    self.indents = indents
  }

  /// The place in the notebook of a place in the fragment, both counted from 1. A line past the end is the last one.
  package func position(line: Int, column: Int) -> SourcePosition {
    guard !lines.isEmpty else { return SourcePosition(line: 1, column: column) }
    let index = min(max(line - 1, 0), lines.count - 1)
    return SourcePosition(line: lines[index], column: max(1, column + indents[index]))
  }
}
