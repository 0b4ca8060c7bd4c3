/// Finds the source of code spans, since cmark's own columns are wrong in tables and behind the first line.
///
/// Spans are looked up in the order of the text, each behind the one before; what a span's text looked like in the
/// source is tried at every run of backticks. The work is bounded, so that hostile text cannot make it quadratic.
struct CodeSpanLocator {
  private let bytes: [UInt8]
  /// Where the next span is looked for.
  private var cursor = 0
  /// Steps that are left, for all spans of a document together.
  private var budget = 16 << 20

  init(_ source: SourceText) { bytes = source.bytes }

  /// Starts again from the top, as footnotes need it.
  mutating func rewind() { cursor = 0 }

  /// Where the text of a span begins, looked for from the cursor or from `start`, whichever is later; nil if it is
  /// nowhere. The cursor moves behind the span.
  mutating func find(_ literal: String, from start: Int) -> Int? {
    let literal = Array(literal.utf8)
    var index = max(cursor, start)
    while index < bytes.count, budget > 0 {
      budget -= 1
      guard bytes[index] == backtick else {
        // Outside of code a backslash takes the next character's meaning.
        index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        continue
      }
      let run = runLength(at: index)
      if let match = match(literal, from: index + run, run: run) {
        cursor = match.end
        return match.text
      }
      index += run
    }
    return nil
  }

  private let backtick = UInt8(ascii: "`")

  private func runLength(at index: Int) -> Int { bytes[index...].prefix { $0 == backtick }.count }

  /// cmark takes one space off both ends, and makes a space of each line end.
  private mutating func match(_ literal: [UInt8], from start: Int, run: Int) -> (text: Int, end: Int)? {
    let padded = skippingSpace(at: start)
    for text in padded == start ? [start] : [start, padded] {
      guard let end = matchText(literal, at: text) else { continue }
      for close in [end, skippingSpace(at: end)] where close < bytes.count && bytes[close] == backtick {
        if runLength(at: close) == run { return (text, close + run) }
      }
    }
    return nil
  }

  private mutating func matchText(_ literal: [UInt8], at start: Int) -> Int? {
    var index = start
    for byte in literal {
      guard index < bytes.count else { return nil }
      budget -= 1
      if bytes[index] == byte {
        index += 1
      } else if byte == UInt8(ascii: " "), bytes[index] == SourceText.newline {
        index = skippingSpace(at: index)
      } else if byte == UInt8(ascii: "|"), index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
        bytes[index + 1] == byte
      {
        index += 2  // a table's escape
      } else {
        return nil
      }
    }
    return index
  }

  /// Behind one space, or behind a line end and what a list or a quote put before the next line.
  private func skippingSpace(at index: Int) -> Int {
    guard index < bytes.count else { return index }
    if bytes[index] == UInt8(ascii: " ") { return index + 1 }
    guard bytes[index] == SourceText.newline else { return index }
    return bytes[(index + 1)...].firstIndex { !$0.isBlank && $0 != UInt8(ascii: ">") } ?? bytes.count
  }
}
