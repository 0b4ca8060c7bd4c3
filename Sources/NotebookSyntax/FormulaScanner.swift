/// Finds the formulas of a paragraph's text: `$…$` by the rule of Pandoc, `$$…$$`, and GitHub's `` $`…`$ ``.
///
/// A first pass from left to right knows what hides a dollar: backslashes, code spans, tags, addresses. It takes display
/// formulas at once, since their lines may begin like lists or quotes; a second pass pairs the single dollars that are
/// left. Formulas never hold a code span, a display formula or the beginning of another block.
struct FormulaScanner {
  struct Formula: Equatable {
    /// With its dollars, and with its name.
    var range: Range<Int>
    /// Between the dollars.
    var content: Range<Int>
    var isDisplay: Bool
    /// Of `{#eq-name}` behind a display formula.
    var name: Range<Int>?
  }

  /// Dollars that look like a formula's and are none; they stay text.
  struct Remark: Equatable {
    enum Kind { case unclosedDisplay, emptyDisplay, unclosedInline, nameBehindInline, cutByCell }
    var kind: Kind
    var range: Range<Int>
  }

  private(set) var formulas: [Formula] = []
  private(set) var remarks: [Remark] = []

  let bytes: [UInt8]
  /// Where blocks begin, in order: only display formulas go on behind them.
  private let boundaries: [Int]
  /// Unescaped single dollars, with the braces open before each.
  private var dollars: [(offset: Int, depth: Int)] = []
  /// What no pair of single dollars may stand around, in order.
  private var walls: [Int] = []
  /// Runs of backticks that are not closed before the next boundary, and before the end.
  private var openRuns: Set<Int> = []
  private var openRunsToEnd: Set<Int> = []
  private var hasNoMoreDisplays = false

  /// Bytes between two single dollars.
  private static let longestInline = 16_384

  init(_ bytes: [UInt8], boundaries: [Int] = []) {
    self.bytes = bytes
    self.boundaries = boundaries
    collect()
    pair()
    formulas.sort { $0.range.lowerBound < $1.range.lowerBound }
    remarks.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  // MARK: - First pass

  private mutating func collect() {
    var index = 0
    var boundary = 0
    var depth = 0
    while index < bytes.count {
      while boundary < boundaries.count, boundaries[boundary] <= index {
        walls.append(boundaries[boundary])
        boundary += 1
        depth = 0
        openRuns = []
      }
      let limit = boundary < boundaries.count ? boundaries[boundary] : bytes.count
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "{"):
        depth += 1
        index += 1
      case UInt8(ascii: "}"):
        depth -= 1
        index += 1
      case UInt8(ascii: "`"):
        let end = endOfCode(index, before: limit, &openRuns)
        if end != nil { walls.append(index) }
        index = end ?? index + run(at: index)
      case UInt8(ascii: "$"): index = takeDollar(index, before: limit, depth)
      default: index = endOfHidden(index, before: limit) ?? index + 1
      }
    }
  }

  /// Behind what a dollar begins, or behind it.
  private mutating func takeDollar(_ index: Int, before limit: Int, _ depth: Int) -> Int {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    if next == UInt8(ascii: "$") { return takeDisplay(index) }
    if next == UInt8(ascii: "`"), index + 2 < limit,
      let close = bytes[(index + 2)..<limit].firstIndex(of: UInt8(ascii: "`")), close > index + 2, close + 1 < limit,
      bytes[close + 1] == UInt8(ascii: "$")
    {
      walls.append(index)
      formulas.append(Formula(range: index..<(close + 2), content: (index + 2)..<close, isDisplay: false))
      return close + 2
    }
    dollars.append((index, depth))
    return index + 1
  }

  private mutating func takeDisplay(_ index: Int) -> Int {
    let start = index + 2
    guard !hasNoMoreDisplays, let close = endOfDisplay(from: start) else {
      hasNoMoreDisplays = true
      walls.append(index)
      remarks.append(Remark(kind: .unclosedDisplay, range: index..<start))
      return start
    }
    walls.append(index)
    guard bytes[start..<close].contains(where: { !$0.isBlank && $0 != SourceText.newline }) else {
      remarks.append(Remark(kind: .emptyDisplay, range: index..<(close + 2)))
      return close + 2
    }
    let name = nameRange(from: close + 2)
    let end = name?.upperBound ?? close + 2
    formulas.append(Formula(range: index..<end, content: start..<close, isDisplay: true, name: name))
    return end
  }

  /// Where the `$$` stands that closes a display formula.
  private mutating func endOfDisplay(from start: Int) -> Int? {
    var index = start
    while index + 1 < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "`"):
        index = endOfCode(index, before: bytes.count, &openRunsToEnd) ?? index + run(at: index)
      case UInt8(ascii: "$") where bytes[index + 1] == UInt8(ascii: "$"): return index
      default: index += 1
      }
    }
    return nil
  }

  /// `{#eq-name}` from here on, blanks before it left out.
  private func nameRange(from start: Int) -> Range<Int>? {
    let rest = bytes[start...]
    guard let open = rest.firstIndex(where: { !$0.isBlank }), bytes[open...].starts(with: "{#eq-".utf8),
      let close = bytes[open...].prefix(200).firstIndex(of: UInt8(ascii: "}")),
      !bytes[open..<close].contains(SourceText.newline)
    else { return nil }
    return open..<(close + 1)
  }

  // MARK: - Second pass

  private mutating func pair() {
    var place = 0
    var wall = 0
    while place < dollars.count {
      let open = dollars[place]
      while wall < walls.count, walls[wall] <= open.offset { wall += 1 }
      let end = min(wall < walls.count ? walls[wall] : bytes.count, open.offset + Self.longestInline)
      guard open.offset + 1 < end, !bytes[open.offset + 1].isWhiteSpace else {
        place += 1
        continue
      }
      if let close = closer(of: place, before: end) {
        let closing = dollars[close].offset
        formulas.append(
          Formula(range: open.offset..<(closing + 1), content: (open.offset + 1)..<closing, isDisplay: false))
        if let name = nameRange(from: closing + 1), !bytes[name].contains(UInt8(ascii: "$")) {
          remarks.append(Remark(kind: .nameBehindInline, range: name))
        }
        place = close + 1
      } else {
        let next = place + 1 < dollars.count ? dollars[place + 1].offset : bytes.count
        if hasCommand(in: (open.offset + 1)..<min(end, next)) {
          remarks.append(Remark(kind: .unclosedInline, range: open.offset..<(open.offset + 1)))
        }
        place += 1
      }
    }
  }

  /// The dollar that closes the one at `place`. That is the very next one, or there is none: `$5 and $6. Let $x$ be` has
  /// one formula. Those in braces, as in `\text{if $x$}`, are passed over where another one closes.
  private func closer(of place: Int, before end: Int) -> Int? {
    var fallback: Int?
    var next = place + 1
    while next < dollars.count, dollars[next].offset < end {
      if dollars[next].depth <= dollars[place].depth { return canClose(next) ? next : nil }
      fallback = fallback ?? next
      next += 1
    }
    return fallback.flatMap { canClose($0) ? $0 : nil }
  }

  private func canClose(_ place: Int) -> Bool {
    let offset = dollars[place].offset
    let followed = offset + 1 < bytes.count ? bytes[offset + 1] : 0
    return !bytes[offset - 1].isWhiteSpace && !(48...57).contains(followed)
  }

  /// Whether a backslash stands before a letter.
  private func hasCommand(in range: Range<Int>) -> Bool {
    range.dropLast().contains { bytes[$0] == UInt8(ascii: "\\") && bytes[$0 + 1].isLatinLetter }
  }

  // MARK: - Code

  func run(at index: Int) -> Int { bytes[index...].prefix { $0 == bytes[index] }.count }

  /// Behind the code span that begins with a run of backticks; nil where none closes it.
  private func endOfCode(_ index: Int, before limit: Int, _ open: inout Set<Int>) -> Int? {
    let length = run(at: index)
    guard !open.contains(length) else { return nil }
    var next = index + length
    while next < limit {
      guard bytes[next] == UInt8(ascii: "`") else {
        next += 1
        continue
      }
      let found = run(at: next)
      if found == length { return next + found }
      next += found
    }
    open.insert(length)
    return nil
  }
}

extension UInt8 {
  /// Space, tab or line end.
  var isWhiteSpace: Bool { isBlank || self == SourceText.newline }
  /// A letter of ASCII.
  var isLatinLetter: Bool { (65...90).contains(self) || (97...122).contains(self) }
}
