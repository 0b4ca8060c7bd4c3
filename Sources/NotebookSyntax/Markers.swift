/// Stand-ins for what cmark must not write itself: it renders a marker as the text that it is, and `split` puts the
/// stretch of the page in its place.
///
/// A marker is a number between two private-use scalars that occur nowhere in the source, neither as they are nor as a
/// numeric character reference, so nothing but a marker can become one. There is always such a scalar: one of each
/// would take over 530 KiB, more than a notebook may have.
struct Markers {
  private let fence: Unicode.Scalar
  private var contents: [[NotebookDocument.Part]] = []

  /// Cost: linear. `source` must not exceed `NotebookDocument.longestText` bytes.
  init(absentFrom source: [UInt8]) {
    var present = Set<UInt32>()
    for scalar in String(decoding: source, as: UTF8.self).unicodeScalars where scalar.value >= 0xE000 {
      present.insert(scalar.value)
    }
    present.formUnion(Self.characterReferences(in: source))
    let free = Self.privateUse.joined().first { !present.contains($0) }
    guard let scalar = free.flatMap(Unicode.Scalar.init) else {
      preconditionFailure("\(source.count) bytes hold every private-use scalar")
    }
    fence = scalar
  }

  /// A text that becomes these parts.
  mutating func marker(for parts: [NotebookDocument.Part]) -> String {
    contents.append(parts)
    return "\(fence)\(contents.count - 1)\(fence)"
  }

  /// The parts of rendered HTML, neighbouring stretches of HTML joined, empty ones left out.
  func split(_ html: String) -> [NotebookDocument.Part] {
    var parts: [NotebookDocument.Part] = []
    var pending = ""
    func flush() {
      if !pending.isEmpty { parts.append(.html(pending)) }
      pending = ""
    }
    for (index, piece) in html.unicodeScalars.split(separator: fence, omittingEmptySubsequences: false).enumerated() {
      guard index % 2 == 1, let number = Int(String(piece)), contents.indices.contains(number) else {
        pending.append(contentsOf: Substring(piece))
        continue
      }
      for part in contents[number] {
        if case .html(let html) = part {
          pending += html
        } else {
          flush()
          parts.append(part)
        }
      }
    }
    flush()
    return parts
  }

  /// Gives a marker other parts, by its number: the n-th that was made, from 0.
  mutating func setParts(_ parts: [NotebookDocument.Part], ofMarker number: Int) { contents[number] = parts }

  /// The numbers of the markers in a text, in order.
  func numbers(in text: String) -> [Int] {
    guard text.unicodeScalars.contains(fence) else { return [] }
    var numbers: [Int] = []
    _ = replacing(in: text) { number, _ in
      numbers.append(number)
      return nil
    }
    return numbers
  }

  /// The text with each marker given by `replacement`, or as it is where that gives nil.
  func replacing(in text: String, _ replacement: (Int, [NotebookDocument.Part]) -> String?) -> String {
    guard text.unicodeScalars.contains(fence) else { return text }
    var result = ""
    for (index, piece) in text.unicodeScalars.split(separator: fence, omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1, let number = Int(String(piece)), contents.indices.contains(number) {
        result += replacement(number, contents[number]) ?? "\(fence)\(number)\(fence)"
      } else {
        result.append(contentsOf: Substring(piece))
      }
    }
    return result
  }

  /// The private use areas of planes 0, 15 and 16.
  private static let privateUse: [ClosedRange<UInt32>] = [0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD]

  /// The values of what looks like `&#57344;` or `&#xE000;`, with or without its end.
  private static func characterReferences(in source: [UInt8]) -> [UInt32] {
    var values: [UInt32] = []
    var index = 0
    while index + 2 < source.count {
      guard source[index] == UInt8(ascii: "&"), source[index + 1] == UInt8(ascii: "#") else {
        index += 1
        continue
      }
      index += 2
      let isHexadecimal = source[index] | 0x20 == UInt8(ascii: "x")
      if isHexadecimal { index += 1 }
      var value: UInt32 = 0
      while index < source.count, let digit = Character(Unicode.Scalar(source[index])).hexDigitValue,
        isHexadecimal || digit < 10, value <= 0x10FFFF
      {
        value = value * (isHexadecimal ? 16 : 10) + UInt32(digit)
        index += 1
      }
      values.append(value)
    }
    return values
  }
}
