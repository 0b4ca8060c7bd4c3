/// A notebook's text as lines of UTF-8, with places in it.
///
/// Line ends (LF, CRLF, CR) have become LF, a byte order mark is gone, and NUL is U+FFFD, as CommonMark 2.3 wants it;
/// none of this moves a line or a column.
struct SourceText {
  /// Valid UTF-8 without CR and NUL.
  let bytes: [UInt8]
  /// Where each line begins in `bytes`; never empty.
  let lineStarts: [Int]
  /// Scalars before each `stride`-th byte, so that counting a column never walks a long line.
  private let scalarsBefore: [Int]
  /// Where the text is shorter or longer than the notebook, in order.
  private var shifts: [Shift] = []

  /// What was taken out of a line: behind `offset` the notebook's columns are `scalars` further on than the text's.
  struct Shift {
    let offset: Int
    let scalars: Int
  }

  init(_ text: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case Self.carriageReturn: bytes.append(Self.newline)
      case Self.newline: if previous != Self.carriageReturn { bytes.append(Self.newline) }
      case 0: bytes.append(contentsOf: "\u{FFFD}".utf8)
      default: bytes.append(byte)
      }
      previous = byte
    }
    if bytes.starts(with: "\u{FEFF}".utf8) { bytes.removeFirst(3) }
    self.init(normalized: bytes)
  }

  private init(normalized bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    var scalarsBefore: [Int] = []
    var scalars = 0
    for (index, byte) in bytes.enumerated() {
      if index % Self.stride == 0 { scalarsBefore.append(scalars) }
      if byte.startsScalar { scalars += 1 }
      if byte == Self.newline, index + 1 < bytes.count { starts.append(index + 1) }
    }
    lineStarts = starts
    self.scalarsBefore = scalarsBefore
  }

  var lineCount: Int { lineStarts.count }

  /// The bytes of a line, counted from 1, without its end; empty past the last one.
  func line(_ number: Int) -> ArraySlice<UInt8> {
    guard number >= 1, number <= lineStarts.count else { return [] }
    let start = lineStarts[number - 1]
    let end = number < lineStarts.count ? lineStarts[number] : bytes.count
    return end > start && bytes[end - 1] == Self.newline ? bytes[start..<(end - 1)] : bytes[start..<end]
  }

  /// Unicode scalars in a line, counted from 1, without its end.
  func scalarCount(ofLine number: Int) -> Int {
    let line = line(number)
    return scalars(before: line.endIndex) - scalars(before: line.startIndex)
  }

  /// Where a line, counted from 1, begins in `bytes`; their end past the last line.
  func offset(ofLine number: Int) -> Int {
    number <= 1 ? 0 : number <= lineStarts.count ? lineStarts[number - 1] : bytes.count
  }

  /// The place of a byte; of the end where `offset` is past it. Cost: logarithmic.
  func position(at offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let column = scalars(before: offset) - scalars(before: lineStarts[low]) + 1
    return SourcePosition(line: low + 1, column: column + shift(of: lineStarts[low], before: offset))
  }

  /// Another text with the same lines, whose places are those of this one.
  func replacing(with bytes: [UInt8], _ shifts: [Shift]) -> SourceText {
    var text = SourceText(normalized: bytes)
    text.shifts = shifts
    return text
  }

  /// Cost: logarithmic, and linear in the shifts of the line.
  private func shift(of lineStart: Int, before offset: Int) -> Int {
    guard !shifts.isEmpty else { return 0 }
    var low = 0
    var high = shifts.count
    while low < high {
      let middle = (low + high) / 2
      if shifts[middle].offset <= lineStart { low = middle + 1 } else { high = middle }
    }
    return shifts[low...].prefix { $0.offset <= offset }.reduce(0) { $0 + $1.scalars }
  }

  /// The same text with its first lines empty, so that no other line changes its number.
  func emptyingLines(through last: Int) -> SourceText {
    let count = min(last, lineCount)
    return SourceText(
      normalized: Array(repeating: Self.newline, count: count) + bytes[offset(ofLine: count + 1)...])
  }

  private func scalars(before offset: Int) -> Int {
    guard !bytes.isEmpty else { return 0 }
    let block = min(offset / Self.stride, scalarsBefore.count - 1)
    return scalarsBefore[block] + bytes[(block * Self.stride)..<offset].scalarCount
  }

  private static let stride = 128
  static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
}

extension Collection<UInt8> {
  /// Unicode scalars in valid UTF-8.
  var scalarCount: Int { reduce(0) { $1.startsScalar ? $0 + 1 : $0 } }
}

extension UInt8 {
  /// Space or tab.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
  /// Whether it is not a continuation byte of UTF-8.
  var startsScalar: Bool { self & 0xC0 != 0x80 }
}
