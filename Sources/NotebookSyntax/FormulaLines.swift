/// What a notebook's lines are, as far as formulas ask: which are code, where blocks begin, which are rows of a table.
///
/// It is an estimate, made before Markdown is parsed. What it takes for text and Markdown for code is put back later; a
/// formula reaches over no empty line, so that no mistake goes far.
struct FormulaLines {
  enum Kind {
    case blank
    /// A line of fenced code, one of its fences, or the line under a table's head.
    case code
    /// Goes on with the text before it.
    case text
    /// Begins a block: an item of a list, a footnote.
    case start
    /// A block of its own: a heading, a rule.
    case single
    /// A row of a table.
    case row
  }

  struct Line {
    var kind: Kind
    /// Marks of quotes at its beginning.
    var quotes: Int
    /// Behind blanks, quotes and what begins an item.
    var content: Range<Int>
  }

  /// One for each line of the text.
  private(set) var lines: [Line] = []

  private struct Fence {
    let character: UInt8
    let length: Int
    let quotes: Int
  }

  init(_ source: SourceText) {
    var fence: Fence?
    for number in 1...source.lineCount { lines.append(Self.line(source.line(number), &fence)) }
    findTables(in: source)
  }

  private static func line(_ line: ArraySlice<UInt8>, _ fence: inout Fence?) -> Line {
    var rest = line
    var quotes = 0
    func skipQuotes() {
      rest = rest.drop(while: \.isBlank)
      while rest.first == UInt8(ascii: ">") {
        quotes += 1
        rest = rest.dropFirst().drop(while: \.isBlank)
      }
    }
    skipQuotes()
    func made(_ kind: Kind) -> Line { Line(kind: kind, quotes: quotes, content: rest.startIndex..<line.endIndex) }
    if let open = fence, quotes >= open.quotes {
      let run = rest.prefix { $0 == open.character }
      if run.count >= open.length, rest.dropFirst(run.count).allSatisfy(\.isBlank) { fence = nil }
      return made(.code)
    }
    fence = nil
    guard !rest.isEmpty else { return made(.blank) }
    if Self.isRule(rest) { return made(.single) }
    let outer = quotes
    var isStart = false
    while let marker = Self.itemMarker(of: rest) {
      isStart = true
      rest = rest.dropFirst(marker)
      skipQuotes()
    }
    if let character = rest.first, character == UInt8(ascii: "`") || character == UInt8(ascii: "~") {
      let length = rest.prefix { $0 == character }.count
      if length >= 3, character == UInt8(ascii: "~") || !rest.dropFirst(length).contains(character) {
        fence = Fence(character: character, length: length, quotes: quotes)
        return made(.code)
      }
    }
    let hashes = rest.prefix { $0 == UInt8(ascii: "#") }.count
    if (1...6).contains(hashes), rest.dropFirst(hashes).first?.isBlank ?? true { return made(.single) }
    var line = made(isStart ? .start : .text)
    line.quotes = outer
    return line
  }

  /// Bytes of what begins an item or a footnote, with the blank behind it; nil where the line begins otherwise.
  private static func itemMarker(of line: ArraySlice<UInt8>) -> Int? {
    guard let first = line.first else { return nil }
    var length = 0
    if "-+*".utf8.contains(first) {
      length = 1
    } else if (48...57).contains(first) {
      length = line.prefix { (48...57).contains($0) }.count + 1
      guard length <= 10, let end = line.dropFirst(length - 1).first, ".)".utf8.contains(end) else { return nil }
    } else if line.starts(with: "[^".utf8) {
      guard let close = line.firstIndex(of: UInt8(ascii: "]")), line[close...].starts(with: "]:".utf8) else {
        return nil
      }
      return close + 2 - line.startIndex
    } else {
      return nil
    }
    guard let next = line.dropFirst(length).first else { return length }
    return next.isBlank ? length + 1 : nil
  }

  /// A rule, or the line under a heading.
  private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first, "-_*=".utf8.contains(first) else { return false }
    return line.allSatisfy { $0 == first || $0.isBlank }
      && (line.count >= 3 || line.dropFirst().allSatisfy { $0 == first })
  }

  // MARK: - Tables

  private mutating func findTables(in source: SourceText) {
    var index = 1
    while index < lines.count {
      defer { index += 1 }
      let under = source.bytes[lines[index].content]
      guard lines[index].kind == .text, Self.isDelimiterRow(under), [.text, .start].contains(lines[index - 1].kind),
        tableCells(source.bytes[lines[index - 1].content]).count >= tableCells(under).count
      else { continue }
      lines[index - 1].kind = .row
      lines[index].kind = .code
      while index + 1 < lines.count, lines[index + 1].kind == .text {
        index += 1
        lines[index].kind = .row
      }
    }
  }

  /// `| --- | :-: |`: dashes and colons between bars, of which there is one at least.
  private static func isDelimiterRow(_ line: ArraySlice<UInt8>) -> Bool {
    line.contains(UInt8(ascii: "|")) && line.contains(UInt8(ascii: "-"))
      && line.allSatisfy { $0.isBlank || "|:-".utf8.contains($0) }
  }
}

/// The cells of a table's row, without the bars at its ends: a bar behind a backslash does not part two cells.
func tableCells(_ row: ArraySlice<UInt8>) -> [Range<Int>] {
  var cells: [Range<Int>] = []
  let row = row.trimmed
  var start = row.first == UInt8(ascii: "|") ? row.startIndex + 1 : row.startIndex
  var index = start
  while index < row.endIndex {
    switch row[index] {
    case UInt8(ascii: "\\"): index += 2
    case UInt8(ascii: "|"):
      cells.append(start..<index)
      index += 1
      start = index
    default: index += 1
    }
  }
  if start < row.endIndex { cells.append(start..<row.endIndex) }
  return cells
}
