/// A formula of the notebook, and where each of its lines stands in the file.
package struct FormulaSpan: Equatable, Sendable {
  /// LaTeX without its dollars, without white space at both ends, and without what a list or a quote put before its
  /// lines.
  package let text: String
  /// `$$…$$` or a fence, not `$…$`.
  package let isDisplay: Bool
  /// `eq-name`: the id of its element, and what `@eq-name` refers to.
  package internal(set) var name: String?
  /// Of the name's `{`, where there is one.
  let namePosition: SourcePosition?
  /// Of the first scalar of each line of `text`.
  private let lines: [SourcePosition]
  /// Scalars of `text` before which a table's backslash was taken out.
  private let taken: [Int]

  init(
    text: String, isDisplay: Bool, name: String? = nil, namePosition: SourcePosition? = nil, lines: [SourcePosition],
    taken: [Int] = []
  ) {
    self.text = text
    self.isDisplay = isDisplay
    self.name = name
    self.namePosition = namePosition
    self.lines = lines
    self.taken = taken
  }

  /// Of its first scalar.
  package var position: SourcePosition { position(at: 0) }

  /// The place of a scalar of `text`; behind the last one where the offset is past it.
  package func position(at offset: Int) -> SourcePosition {
    var line = 0
    var column = 0
    for scalar in text.unicodeScalars.prefix(max(0, offset)) {
      column += 1
      if scalar == "\n" {
        line += 1
        column = 0
      }
    }
    guard !lines.isEmpty else { return SourcePosition(line: 1, column: 1) }
    var position = lines[min(line, lines.count - 1)]
    position.column += column + taken.count { $0 <= offset }
    return position
  }
}

/// A formula of a caption.
package struct CaptionFormula: Equatable, Sendable {
  /// LaTeX without its dollars.
  package let text: String
  package let isDisplay: Bool
  /// With its dollars, in scalars of the caption.
  package let range: Range<Int>
  /// Where `text` begins, in scalars of the caption.
  package let offset: Int
}

/// The formulas of a caption or another text that stands alone, in order. Names of display formulas stay text.
package func formulas(of caption: String) -> [CaptionFormula] {
  guard caption.utf8.contains(UInt8(ascii: "$")) else { return [] }
  let bytes = Array(caption.utf8)
  var scalars = 0
  var counted = 0
  /// Scalars before a byte; asked for in order.
  func scalarsBefore(_ offset: Int) -> Int {
    scalars += bytes[counted..<offset].scalarCount
    counted = offset
    return scalars
  }
  return FormulaScanner(bytes).formulas.map { formula in
    let start = scalarsBefore(formula.range.lowerBound)
    let content = bytes[formula.content].trimmed
    let offset = scalarsBefore(content.startIndex)
    let end = scalarsBefore(formula.isDisplay ? formula.content.upperBound + 2 : formula.range.upperBound)
    return CaptionFormula(
      text: String(decoding: content, as: UTF8.self), isDisplay: formula.isDisplay, range: start..<end, offset: offset)
  }
}

extension ArraySlice<UInt8> {
  /// Without white space at both ends.
  var trimmed: ArraySlice<UInt8> {
    guard let first = firstIndex(where: { !$0.isWhiteSpace }), let last = lastIndex(where: { !$0.isWhiteSpace }) else {
      return self[startIndex..<startIndex]
    }
    return self[first...last]
  }
}
