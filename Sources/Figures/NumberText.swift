/// Numbers as people read them on a page, without a locale: a true minus sign, commas between thousands where asked.
package enum NumberText {
  /// With `decimals` digits behind the point (0…15), rounded correctly (ties to even) from the value's exact binary
  /// digits, as C and Python do. What is not finite is said in words.
  package static func fixed(_ value: Double, decimals: Int, grouped: Bool = false) -> String {
    guard value.isFinite else { return word(value) }
    let decimals = min(max(decimals, 0), 15)
    guard let digits = digits(value.magnitude, decimals: decimals) else { return exponential(value, digits: 6) }
    let text = pointed(digits, decimals: decimals, grouped: grouped)
    return value < 0 && digits.contains(where: { $0 != "0" }) ? minus + text : text
  }

  /// With that many significant digits, as a power of ten where the number is very large or small: `0.0123`, `106.5`,
  /// `1.23×10⁻⁶`.
  package static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return word(value) }
    guard value.magnitude >= leastMagnitude else { return "0" }
    let digits = min(max(digits, 1), 15)
    let exponent = roundedExponent(value.magnitude, digits: digits)
    if exponent < -4 || exponent >= 6 { return exponential(value, digits: digits) }
    return fixed(value, decimals: max(digits - 1 - exponent, 0), grouped: exponent >= 4)
  }

  /// A mantissa and a power of ten.
  static func exponential(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return word(value) }
    guard value.magnitude >= leastMagnitude else { return "0" }
    let exponent = roundedExponent(value.magnitude, digits: digits)
    return fixed(scaled(value, by: -exponent), decimals: max(digits - 1, 0)) + "×10" + superscript(exponent)
  }

  /// A length or place inside an SVG, with at most two decimals.
  static func coordinate(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e9 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let sign = hundredths < 0 ? "-" : ""
    let whole = hundredths.magnitude / 100
    let rest = hundredths.magnitude % 100
    if rest == 0 { return "\(sign)\(whole)" }
    if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// For files that programs read: the shortest text that reads back as the same number, empty where it is not finite.
  package static func plain(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    if value == value.rounded(), value.magnitude < 1e15 { return "\(Int64(value))" }
    return "\(value)"
  }

  /// The largest e with 10ᵉ ≤ `magnitude`, which is positive and finite; no library function, so the same everywhere.
  static func decimalExponent(_ magnitude: Double) -> Int {
    var exponent = Int((Double(magnitude.exponent) * 0.30103).rounded(.down))
    while power(exponent + 1) <= magnitude { exponent += 1 }
    while exponent > -320, power(exponent) > magnitude { exponent -= 1 }
    return exponent
  }

  /// The double nearest to 10ᵉ.
  static func power(_ exponent: Int) -> Double {
    Double("1e\(exponent)") ?? 0
  }

  static func superscript(_ exponent: Int) -> String {
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let text = String(String(exponent.magnitude).compactMap { $0.wholeNumberValue.map { digits[$0] } })
    return exponent < 0 ? "⁻" + text : text
  }

  /// Below this a number is drawn as zero.
  static let leastMagnitude = 1e-300
  static let minus = "\u{2212}"

  private static func word(_ value: Double) -> String {
    value.isNaN ? "not a number" : value < 0 ? "minus infinity" : "infinity"
  }

  private static func scaled(_ value: Double, by exponent: Int) -> Double {
    exponent < 0 ? value / power(-exponent) : value * power(exponent)
  }

  /// The exponent after rounding to that many digits, so that 9.996 with three digits counts as 10.0.
  private static func roundedExponent(_ magnitude: Double, digits: Int) -> Int {
    let exponent = decimalExponent(magnitude)
    let mantissa = scaled(magnitude, by: -exponent)
    return (mantissa * power(digits - 1)).rounded(.toNearestOrEven) >= power(digits) ? exponent + 1 : exponent
  }

  /// The digits of magnitude × 10^decimals, rounded to a whole number; nil where a double has no such digits.
  private static func digits(_ magnitude: Double, decimals: Int) -> String? {
    let power = power(decimals)
    let scaled = magnitude * power
    guard scaled < 0x1p53 else { return nil }
    var rounded = scaled.rounded(.toNearestOrEven)
    let lost = (-scaled).addingProduct(magnitude, power)  // what the product's own rounding took away
    if scaled - rounded == 0.5, lost > 0 { rounded += 1 }
    if scaled - rounded == -0.5, lost < 0 { rounded -= 1 }
    return String(Int64(rounded))
  }

  private static func pointed(_ digits: String, decimals: Int, grouped: Bool) -> String {
    let padded = String(repeating: "0", count: max(decimals + 1 - digits.count, 0)) + digits
    let whole = padded.dropLast(decimals)
    let text = grouped ? inThousands(whole) : String(whole)
    return decimals == 0 ? text : text + "." + padded.suffix(decimals)
  }

  private static func inThousands(_ digits: Substring) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }
}
