// Strict readings of plain scalars. A number is what it looks like: no octal, no sexagesimal, no underscores, no
// infinities; Yams' own resolver knows all of those.

extension YAMLNode {
  /// A decimal integer that fits `Int`, without a plus sign and leading zeros.
  var integer: Int? { plainText.flatMap(strictInteger) }

  /// A finite decimal number; integers are numbers too.
  var number: Double? { plainText.flatMap(strictNumber) }

  /// `true` and `false` alone.
  var boolean: Bool? {
    switch plainText {
    case "true": true
    case "false": false
    default: nil
    }
  }

  /// Whether a plain scalar reads as a number, a boolean or nothing, and so is not a word.
  var isWord: Bool {
    guard let scalar else { return false }
    return !scalar.isPlain || (number == nil && boolean == nil && !isNull)
  }
}

func strictInteger(_ text: String) -> Int? {
  var digits = Substring(text)
  if digits.first == "-" { digits.removeFirst() }
  guard isDigits(digits), digits == "0" || digits.first != "0" else { return nil }
  return Int(text)
}

func strictNumber(_ text: String) -> Double? {
  var rest = Substring(text)
  if rest.first == "-" { rest.removeFirst() }
  let whole = rest.prefix { $0.isASCII && $0.isNumber }
  rest.removeFirst(whole.count)
  guard whole.count < 2 || whole.first != "0" else { return nil }
  var hasDigits = !whole.isEmpty
  if rest.first == "." {
    rest.removeFirst()
    let fraction = rest.prefix { $0.isASCII && $0.isNumber }
    rest.removeFirst(fraction.count)
    hasDigits = hasDigits || !fraction.isEmpty
  }
  guard hasDigits else { return nil }
  if let mark = rest.first, mark == "e" || mark == "E" {
    rest.removeFirst()
    if let sign = rest.first, sign == "-" || sign == "+" { rest.removeFirst() }
    guard isDigits(rest) else { return nil }
    rest = ""
  }
  guard rest.isEmpty else { return nil }
  let padded = text.hasSuffix(".") ? text + "0" : text.replacing(".e", with: ".0e").replacing(".E", with: ".0e")
  guard let number = Double(padded), number.isFinite else { return nil }
  return number == 0 ? 0 : number
}

private func isDigits(_ text: Substring) -> Bool {
  !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
}
