import Foundation

extension NumberFormat {
  /// The number as Python's `format(value, "…")` writes it: exact decimal expansion, half to even, no locale. `d` rounds
  /// a number that is not whole, where Python refuses it. What is not finite is `nan`, `inf` or `-inf`.
  package func format(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : showsSign ? "+inf" : "inf" }
    let digits: String
    switch kind {
    case .fixed: digits = Self.printed(value, "f", precision ?? 6)
    case .percent: digits = (value * 100).isFinite ? Self.printed(value * 100, "f", precision ?? 6) : "inf"
    case .exponent: digits = Self.printed(value, "e", precision ?? 6)
    case .general: digits = Self.printed(value, "g", precision ?? 6)
    case .integer: digits = Self.integer(value)
    case .shortest:
      digits = value == value.rounded() && abs(value) < 1e15 ? Self.integer(value) : Self.printed(value, "g", 6)
    }
    let sign = showsSign && !digits.hasPrefix("-") ? "+" : ""
    return sign + (groupsThousands ? Self.grouped(digits) : digits) + (kind == .percent ? "%" : "")
  }

  /// C's `printf` without a locale, which Python's floats follow.
  private static func printed(_ value: Double, _ letter: Character, _ precision: Int) -> String {
    String(format: "%.\(min(max(precision, 0), longestPrecision))\(letter)", value)
  }

  private static func integer(_ value: Double) -> String {
    let text = printed(value.rounded(.toNearestOrEven), "f", 0)
    return text == "-0" ? "0" : text
  }

  /// Commas between the thousands of the whole part.
  private static func grouped(_ text: String) -> String {
    let sign = text.prefix { $0 == "-" }
    let whole = text.dropFirst(sign.count).prefix { $0.isASCII && $0.isNumber }
    var result = String(sign)
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result + text.dropFirst(sign.count + whole.count)
  }
}
