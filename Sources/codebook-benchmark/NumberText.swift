/// Numbers as text, the same in every locale.
package enum NumberText {
  /// `1,080,000`
  package static func grouped(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    let digits = String(Int(value.rounded().magnitude))
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return (value <= -0.5 ? "-" : "") + text
  }

  /// `4.07` with two places.
  package static func fixed(_ value: Double, _ places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    guard value.isFinite, abs(value) * scale < 1e15 else { return "\(value)" }
    let scaled = Int((value.magnitude * scale).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + String(scaled) }
    let digits = String(scaled)
    let padded = String(repeating: "0", count: max(places + 1 - digits.count, 0)) + digits
    return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
  }

  /// `71 MB`, in powers of ten.
  package static func megabytes(_ bytes: Double) -> String { "\(grouped(bytes / 1e6)) MB" }

  /// `74 %`
  package static func percent(_ share: Double) -> String { "\(fixed(share * 100, 0)) %" }
}
