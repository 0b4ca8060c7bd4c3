/// By how much a result may change between two runs: `test.mse=5%` of every block, `first.test.mse=0.001` of one.
package struct ChangeLimit: Equatable, Sendable {
  /// A result's path, with or without its block's label.
  package let path: String
  /// In the result's own unit, or a share of its first value.
  package let amount: Double
  package let isRelative: Bool
  /// As it was given.
  package let text: String

  /// Nil unless it is `PATH=NUMBER` or `PATH=NUMBER%`, the number finite and not negative.
  package init?(_ text: String) {
    guard let equals = text.lastIndex(of: "="), equals != text.startIndex else { return nil }
    var number = text[text.index(after: equals)...]
    isRelative = number.last == "%"
    if isRelative { number = number.dropLast() }
    guard !number.isEmpty, number.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }),
      let value = Double(number), value.isFinite, value >= 0
    else { return nil }
    path = String(text[..<equals])
    amount = isRelative ? value / 100 : value
    self.text = text
  }

  package func concerns(_ result: String, of label: String) -> Bool { path == result || path == "\(label).\(result)" }

  /// Whether it changed by more, up or down. A result that went missing did; one that is new did not.
  func isExceeded(by number: RunComparison.Number) -> Bool {
    guard let before = number.before else { return false }
    guard let after = number.after else { return true }
    let change = (after - before).magnitude
    let allowed = isRelative ? amount * before.magnitude : amount
    // What is not a number is within no limit; the same infinity twice is no change.
    return before == after ? false : !(change <= allowed)
  }
}
