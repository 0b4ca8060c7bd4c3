/// A notebook's text with markers in the place of its formulas, so that Markdown does not read them.
///
/// Every line keeps its number, and `text` knows the columns of the original. A formula on several lines leaves a marker
/// on each of them, or the lines would begin something else.
struct FormulaLifting {
  /// What a marker stands for; its number is its place in `pieces`.
  struct Piece {
    /// The notebook's own text there, for where Markdown sees code.
    let source: String
    /// Of the first line of a formula: its place in `formulas`.
    var formula: Int?
    /// What is wrong where Markdown sees text here.
    var diagnostic: Diagnostic?
  }

  private(set) var text: SourceText
  private(set) var pieces: [Piece] = []
  private(set) var formulas: [FormulaSpan] = []
  private(set) var diagnostics: [Diagnostic] = []

  private let source: SourceText
  private var edits: [(range: Range<Int>, number: Int)] = []

  /// Formulas that a notebook may have between dollars.
  static let mostFormulas = 5_000

  init(_ source: SourceText, _ markers: inout Markers) {
    self.source = source
    text = source
    guard source.bytes.contains(UInt8(ascii: "$")) else { return }
    let lines = FormulaLines(source).lines
    var index = 0
    while index < lines.count {
      switch lines[index].kind {
      case .blank, .code: index += 1
      case .row:
        lift(row: lines[index].content)
        index += 1
      case .text, .start, .single:
        let end = lines[index...].firstIndex { ![.text, .start, .single].contains($0.kind) } ?? lines.count
        lift(index..<end, lines)
        index = end
      }
    }
    replace(&markers)
  }

  // MARK: - Text

  /// The lines up to an empty one, code or a table, without the marks of the quote that they stand in.
  private mutating func lift(_ range: Range<Int>, _ lines: [FormulaLines.Line]) {
    var bytes: [UInt8] = []
    var starts: [(flat: Int, source: Int)] = []
    var boundaries: [Int] = []
    let quotes = lines[range.lowerBound].quotes
    for index in range {
      let line = source.line(index + 1)
      var rest = line.drop(while: \.isBlank)
      for _ in 0..<quotes where rest.first == UInt8(ascii: ">") { rest = rest.dropFirst().drop(while: \.isBlank) }
      let isAfterSingle = index > range.lowerBound && lines[index - 1].kind == .single
      if lines[index].kind != .text || isAfterSingle || lines[index].quotes > quotes { boundaries.append(bytes.count) }
      starts.append((bytes.count, rest.startIndex))
      bytes.append(contentsOf: rest)
      bytes.append(SourceText.newline)
    }
    guard bytes.contains(UInt8(ascii: "$")) else { return }
    take(FormulaScanner(bytes, boundaries: boundaries), starts)
  }

  private mutating func take(_ scanner: FormulaScanner, _ starts: [(flat: Int, source: Int)]) {
    var line = 0
    /// The places in the source of a range, a line each; asked for in order.
    func places(_ range: Range<Int>) -> [Range<Int>] {
      while line + 1 < starts.count, starts[line + 1].flat <= range.lowerBound { line += 1 }
      var places: [Range<Int>] = []
      var last = line
      var start = range.lowerBound
      while start < range.upperBound {
        let next = last + 1 < starts.count ? starts[last + 1].flat : scanner.bytes.count
        let end = min(range.upperBound, next - 1)
        let shift = starts[last].source - starts[last].flat
        places.append((start + shift)..<(max(start, end) + shift))
        start = next
        last += 1
      }
      return places
    }
    let found =
      scanner.formulas.map { ($0.range, Optional($0), FormulaScanner.Remark?.none) }
      + scanner.remarks.map { ($0.range, nil, Optional($0)) }
    for (range, formula, remark) in found.sorted(by: { $0.0.lowerBound < $1.0.lowerBound }) {
      let places = places(range)
      if let formula {
        let content = scanner.bytes[formula.content].trimmed
        let firstLine = scanner.bytes[formula.range.lowerBound..<content.startIndex].count { $0 == SourceText.newline }
        var lines = places.dropFirst(firstLine).map(\.lowerBound)
        let lineStart = max(range.lowerBound, starts[line + firstLine].flat)
        if !lines.isEmpty { lines[0] += content.startIndex - lineStart }
        add(formula, String(decoding: content, as: UTF8.self), lines, places, name: scanner.bytes)
      } else if let remark {
        add(remark, places)
      }
    }
  }

  // MARK: - Tables

  /// Cells part before formulas begin, as on GitHub: a bar in a formula needs a backslash, which is not the formula's.
  private mutating func lift(row: Range<Int>) {
    let bytes = source.bytes[row]
    guard bytes.contains(UInt8(ascii: "$")) else { return }
    let cells = tableCells(bytes)
    let whole = FormulaScanner(Array(bytes)).formulas.map { formula in
      (formula.range.lowerBound + row.lowerBound)..<(formula.range.upperBound + row.lowerBound)
    }
    let cut = whole.filter { formula in
      !cells.contains { $0.lowerBound <= formula.lowerBound && formula.upperBound <= $0.upperBound }
        && source.bytes[formula].contains { "\\_^(=".utf8.contains($0) }
    }
    for cell in cells {
      let scanner = FormulaScanner(Array(source.bytes[cell]))
      func place(_ range: Range<Int>) -> Range<Int> {
        (range.lowerBound + cell.lowerBound)..<(range.upperBound + cell.lowerBound)
      }
      for formula in scanner.formulas {
        let content = scanner.bytes[formula.content].trimmed
        let (text, taken) = Self.withoutEscapedBars(content)
        add(
          formula, text, [content.startIndex + cell.lowerBound], [place(formula.range)], taken: taken,
          name: scanner.bytes)
      }
      let taken = scanner.formulas.map { place($0.range) }
      let broken = cut.map(\.lowerBound).filter { start in
        cell.contains(start) && !taken.contains { $0.contains(start) }
      }
      for start in broken { add(.init(kind: .cutByCell, range: start..<(start + 1)), [start..<(start + 1)]) }
      for remark in scanner.remarks where !broken.contains(place(remark.range).lowerBound) {
        add(remark, [place(remark.range)])
      }
    }
  }

  private static func withoutEscapedBars(_ bytes: ArraySlice<UInt8>) -> (text: String, taken: [Int]) {
    var kept: [UInt8] = []
    var taken: [Int] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.endIndex {
        if bytes[index + 1] == UInt8(ascii: "|") {
          taken.append(kept.scalarCount)
        } else {
          kept.append(bytes[index])
        }
        kept.append(bytes[index + 1])
        index += 2
      } else {
        kept.append(bytes[index])
        index += 1
      }
    }
    return (String(decoding: kept, as: UTF8.self), taken)
  }

  // MARK: - Pieces

  /// `lines` are the places of the text's lines, `places` those of the whole formula's, `name` the bytes of its name.
  private mutating func add(
    _ formula: FormulaScanner.Formula, _ text: String, _ lines: [Int], _ places: [Range<Int>], taken: [Int] = [],
    name bytes: [UInt8]
  ) {
    guard formulas.count < Self.mostFormulas else {
      if diagnostics.isEmpty, let first = places.first {
        diagnostics.append(.tooManyFormulas(at: source.position(at: first.lowerBound)))
      }
      return
    }
    var name: String?
    var namePosition: SourcePosition?
    var diagnostic: Diagnostic?
    if let range = formula.name, let last = places.last {
      let words = String(decoding: bytes[range], as: UTF8.self)
      let position = source.position(at: last.upperBound - range.count)
      namePosition = position
      name = String(words.dropFirst(2).dropLast())
      if let given = name, !isName(given.dropFirst("eq-".count)) {
        diagnostic = .invalidEquationName(given, words, at: position)
        name = nil
      }
    }
    formulas.append(
      FormulaSpan(
        text: text, isDisplay: formula.isDisplay, name: name, namePosition: namePosition,
        lines: lines.map(source.position(at:)), taken: taken))
    for (index, place) in places.enumerated() {
      edits.append((place, pieces.count))
      pieces.append(
        Piece(
          source: source.text(in: place), formula: index == 0 ? formulas.count - 1 : nil,
          diagnostic: index == 0 ? diagnostic : nil))
    }
  }

  private mutating func add(_ remark: FormulaScanner.Remark, _ places: [Range<Int>]) {
    guard let place = places.first, formulas.count < Self.mostFormulas else { return }
    let text = source.text(in: place)
    edits.append((place, pieces.count))
    pieces.append(
      Piece(source: text, diagnostic: .remark(remark.kind, text, at: source.position(at: place.lowerBound))))
  }

  // MARK: - The text with markers

  private mutating func replace(_ markers: inout Markers) {
    guard !edits.isEmpty else { return }
    var bytes: [UInt8] = []
    var shifts: [SourceText.Shift] = []
    var end = 0
    // Markers are numbered in the order of the pieces, the text is made in that of the places.
    let marks = pieces.map { piece in
      markers.marker(for: piece.formula == nil && piece.diagnostic != nil ? [.html(escapedHTML(piece.source))] : [])
    }
    for (place, number) in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where place.lowerBound >= end {
      let marker = Array(marks[number].utf8)
      bytes += source.bytes[end..<place.lowerBound]
      bytes += marker
      end = place.upperBound
      shifts.append(.init(offset: bytes.count, scalars: source.bytes[place].scalarCount - marker.scalarCount))
    }
    bytes += source.bytes[end...]
    text = source.replacing(with: bytes, shifts)
  }
}

/// Whether a name of a section or an equation has only lower-case letters, digits and hyphens.
func isName(_ name: some StringProtocol) -> Bool {
  !name.isEmpty && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
}

extension SourceText {
  /// The text between two places of one line.
  fileprivate func text(in range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
