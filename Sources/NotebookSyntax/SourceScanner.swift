/// Splits Markdown outside of code blocks into text, code spans, formulas, values and addresses of images. It knows no
/// blocks but paragraphs: no span reaches over an empty line.
struct SourceScanner {
  private let bytes: [UInt8]
  private let source: SourceText
  private let valuesByText: [String: Int]
  private let imagesByAddress: [String: Int]
  private var parts: [NotebookDocument.SourcePart] = []
  private var text: [UInt8] = []
  /// Where addresses of images stand, behind the place that is read.
  private var addresses: [Int: (image: Int, end: Int)] = [:]

  init(_ source: SourceText, values: [InlineValue], images: [NotebookDocument.ImageReference]) {
    self.source = source
    bytes = source.bytes
    // The same text is the same value, and the same address the same image.
    valuesByText = Dictionary(values.enumerated().map { (Self.name($0.element.text), $0.offset) }) { first, _ in first }
    imagesByAddress = Dictionary(images.enumerated().map { ($0.element.destination, $0.offset) }) { first, _ in first }
  }

  mutating func append(_ part: NotebookDocument.SourcePart) {
    flush()
    parts.append(part)
  }

  consuming func finish() -> [NotebookDocument.SourcePart] {
    flush()
    return parts
  }

  /// What begins the lines after a list's marker or a quote's: the quote's marks, and blanks for the rest.
  static func indent(behind lead: String) -> String {
    String(lead.map { $0 == ">" || $0 == "\t" ? $0 : " " })
  }

  /// Reads the next lines. Cost: linear, as every search ends at the paragraph's end and fails once for each kind.
  mutating func scan(_ range: Range<Int>) {
    var index = range.lowerBound
    var paragraphEnd = index
    var failures = Failures()
    while index < range.upperBound {
      if index >= paragraphEnd {
        paragraphEnd = endOfParagraph(index, before: range.upperBound)
        failures = Failures()
      }
      if let address = addresses[index] {
        append(.image(address.image))
        index = address.end
        continue
      }
      switch bytes[index] {
      case UInt8(ascii: "\\") where index + 1 < paragraphEnd && bytes[index + 1].isPunctuation:
        text += bytes[index + 1] == UInt8(ascii: "<") ? Array("&lt;".utf8) : Array(bytes[index...(index + 1)])
        index += 2
      case UInt8(ascii: "`"): index = code(index, before: paragraphEnd, &failures)
      case UInt8(ascii: "$"): index = mathematics(index, before: paragraphEnd, &failures)
      case UInt8(ascii: "<"): index = tag(index, before: range.upperBound, &failures)
      case UInt8(ascii: "!") where index + 1 < paragraphEnd && bytes[index + 1] == UInt8(ascii: "["):
        noteAddress(index + 1, before: paragraphEnd)
        text += bytes[index...(index + 1)]
        index += 2
      case let byte:
        text.append(byte)
        index += 1
      }
    }
    flush()
  }

  /// What was looked for in a paragraph and is not in it from here on.
  private struct Failures {
    var runs: Set<Int> = []
    /// Before this place, by the number of dollar signs.
    var dollars: [Int: Int] = [:]
    var comment = false
  }

  private mutating func flush() {
    if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
    text = []
  }

  private func endOfParagraph(_ start: Int, before end: Int) -> Int {
    var index = start
    while index < end {
      if bytes[index] == SourceText.newline {
        var next = index + 1
        while next < end, bytes[next].isBlank || bytes[next] == UInt8(ascii: ">") { next += 1 }
        if next >= end || bytes[next] == SourceText.newline { return next }
      }
      index += 1
    }
    return end
  }

  private func run(of byte: UInt8, at index: Int, before end: Int) -> Int {
    bytes[index..<end].prefix { $0 == byte }.count
  }

  // MARK: - Code and values

  private mutating func code(_ index: Int, before end: Int, _ failures: inout Failures) -> Int {
    let tick = UInt8(ascii: "`")
    let length = run(of: tick, at: index, before: end)
    let start = index + length
    var close = start
    if !failures.runs.contains(length) {
      while close < end {
        guard bytes[close] == tick else {
          close += 1
          continue
        }
        let found = run(of: tick, at: close, before: end)
        if found == length {
          let span = source.text(index..<(close + length))
          append(value(start..<close).map { .value($0) } ?? .code(HarmlessCode.span(span, ticks: length)))
          return close + length
        }
        close += found
      }
      failures.runs.insert(length)
    }
    text += bytes[index..<start]
    return start
  }

  /// The value that a code span names. cmark makes a space of a line's end, and a table's `\|` is a bar.
  private func value(_ range: Range<Int>) -> Int? {
    guard range.count < 4096 else { return nil }
    var words = ""
    var isAtLineStart = false
    for scalar in source.text(range).unicodeScalars {
      if isAtLineStart, " \t>".unicodeScalars.contains(scalar) { continue }
      isAtLineStart = scalar == "\n"
      words.unicodeScalars.append(scalar)
    }
    let literal = words.trimmingWhitespace()
    guard literal.hasPrefix("{="), literal.hasSuffix("}") else { return nil }
    let name = Self.name(literal.dropFirst(2).dropLast())
    return valuesByText[name] ?? valuesByText[name.replacing("\\|", with: "|")]
  }

  /// However its blanks were written.
  private static func name(_ text: some StringProtocol) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  // MARK: - Formulas

  /// `$` that no blank follows, to one that no blank precedes and no digit follows; `$$` to `$$`.
  private mutating func mathematics(_ index: Int, before end: Int, _ failures: inout Failures) -> Int {
    let dollar = UInt8(ascii: "$")
    if let end = endOfQuotedFormula(index, before: end) {
      append(.math(Self.withoutTags(source.text(index..<end))))
      return end
    }
    let length = min(run(of: dollar, at: index, before: end), 2)
    let start = index + length
    if start >= failures.dollars[length] ?? 0, start < end, length == 2 || !bytes[start].isGap {
      var close = start
      while close < end, bytes[close] != UInt8(ascii: "`") {
        if bytes[close] == UInt8(ascii: "\\") {
          close += 2
        } else if bytes[close] == dollar, run(of: dollar, at: close, before: end) >= length, close > start,
          length == 2 || !bytes[close - 1].isGap && !(close + 1 < end && bytes[close + 1].isDigit)
        {
          append(.math(Self.withoutTags(source.text(index..<(close + length)))))
          return close + length
        } else {
          close += 1
        }
      }
      failures.dollars[length] = close
    }
    text += bytes[index..<start]
    return start
  }

  /// Behind GitHub's `` $`…`$ `` on one line.
  private func endOfQuotedFormula(_ index: Int, before end: Int) -> Int? {
    guard index + 2 < end, bytes[index + 1] == UInt8(ascii: "`"), bytes[index + 2] != UInt8(ascii: "`"),
      let close = bytes[(index + 2)..<end].firstIndex(where: { $0 == UInt8(ascii: "`") || $0 == SourceText.newline }),
      close + 1 < end, bytes[close] == UInt8(ascii: "`"), bytes[close + 1] == UInt8(ascii: "$")
    else { return nil }
    return close + 2
  }

  /// A blank behind `<` changes no formula, and no tag begins with it.
  private static func withoutTags(_ formula: String) -> String {
    formula.replacing(/<(?=[A-Za-z\/!?])/, with: "< ")
  }

  // MARK: - HTML

  private static let tags = ["<details>", "<details open>", "</details>", "<summary>", "</summary>"]

  private mutating func tag(_ index: Int, before end: Int, _ failures: inout Failures) -> Int {
    let rest = bytes[index..<end]
    if rest.starts(with: "<!--".utf8), !failures.comment {
      if let close = (index + 4..<max(index + 4, end - 2)).first(where: { bytes[$0...].starts(with: "-->".utf8) }) {
        return close + 3
      }
      failures.comment = true
    }
    if addresses[index + 1] != nil {
      text.append(bytes[index])
      return index + 1
    }
    let head = String(decoding: rest.prefix(16), as: UTF8.self).lowercased()
    if let tag = Self.tags.first(where: head.hasPrefix) {
      text += bytes[index..<(index + tag.utf8.count)]
      return index + tag.utf8.count
    }
    if let address = address(index, before: end) {
      text += bytes[address]
      return address.upperBound
    }
    // What takes the place of a value may begin a tag, too.
    let staysText =
      index + 1 < end && (bytes[index + 1].isGap || bytes[index + 1].isDigit || "=-".utf8.contains(bytes[index + 1]))
    text += staysText ? [bytes[index]] : Array("&lt;".utf8)
    return index + 1
  }

  /// `<https://…>`, `<http://…>` or `<mailto:…>`.
  private func address(_ index: Int, before end: Int) -> Range<Int>? {
    let rest = bytes[index..<end].prefix(2_048)
    guard ["<https://", "<http://", "<mailto:"].contains(where: { rest.starts(with: $0.utf8) }),
      let close = rest.firstIndex(of: UInt8(ascii: ">")),
      rest[(index + 1)..<close].allSatisfy({ !$0.isGap && $0 != UInt8(ascii: "<") })
    else { return nil }
    return index..<(close + 1)
  }

  // MARK: - Images

  /// Remembers where the address of an image stands whose text begins at `open`.
  private mutating func noteAddress(_ open: Int, before end: Int) {
    guard !imagesByAddress.isEmpty else { return }
    let end = min(end, open + 4_096)
    var depth = 0
    var index = open
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      default: break
      }
      index += 1
      if depth == 0 { break }
    }
    guard index < end, bytes[index] == UInt8(ascii: "(") else { return }
    var start = index + 1
    while start < end, bytes[start].isGap { start += 1 }
    let isBracketed = start < end && bytes[start] == UInt8(ascii: "<")
    if isBracketed { start += 1 }
    let rest = bytes[start..<max(start, end)]
    let close = rest.firstIndex { byte in
      isBracketed ? byte == UInt8(ascii: ">") || byte == SourceText.newline : byte.isGap || byte == UInt8(ascii: ")")
    }
    guard let close, let image = imagesByAddress[source.text(start..<close)] else { return }
    addresses[start] = (image, close)
  }
}

extension UInt8 {
  fileprivate var isGap: Bool { isBlank || self == SourceText.newline }
  fileprivate var isDigit: Bool { (48...57).contains(self) }
  var isASCIILetter: Bool { (65...90).contains(self) || (97...122).contains(self) }
  fileprivate var isPunctuation: Bool {
    (33...47).contains(self) || (58...64).contains(self) || (91...96).contains(self) || (123...126).contains(self)
  }
}
