/// The places of an axis that get a number: round ones, in steps of 1, 2 or 5 times a power of ten.
package struct Ticks: Equatable {
  package struct Tick: Equatable {
    package var value: Double
    package var label: String
  }

  package var ticks: [Tick]
  /// Distance of neighbours; nil on a logarithmic axis.
  package var step: Double?
  private var format: TickFormat?

  init(ticks: [Tick], step: Double? = nil) {
    self.ticks = ticks
    self.step = step
  }

  /// A number in the form that the others of the axis have.
  func label(_ value: Double) -> String { format?.label(value) ?? NumberText.significant(value, digits: 4) }

  /// Ticks inside `lower`…`upper`, about as many as asked for, never more than twice as many. `wholeNumbers` keeps
  /// the step at 1 or more.
  package static func linear(from lower: Double, to upper: Double, about count: Int, wholeNumbers: Bool = false)
    -> Ticks
  {
    guard upper - lower > max(lower.magnitude, upper.magnitude) * 1e-12, upper - lower < .infinity else {
      return Ticks(ticks: [Tick(value: lower, label: NumberText.significant(lower, digits: 4))])
    }
    let (mantissa, exponent) = step(atLeast: (upper - lower) / Double(max(count, 1)), wholeNumbers: wholeNumbers)
    // k × mantissa × 10^exponent, where negative powers divide: that rounds once, so that 3 × 0.1 is 0.3.
    let value: (Double) -> Double = { k in
      exponent < 0 ? k * mantissa / NumberText.power(-exponent) : k * mantissa * NumberText.power(exponent)
    }
    let step = value(1)
    let slack = 1e-9
    let first = (lower / step - slack).rounded(.up)
    let last = (upper / step + slack).rounded(.down)
    guard last >= first, last - first < 100 else { return Ticks(ticks: []) }
    let values = (0...Int(last - first)).map { value(first + Double($0)) }
    let format = TickFormat(step: step, exponent: exponent, largest: max(lower.magnitude, upper.magnitude))
    var ticks = Ticks(ticks: values.map { Tick(value: $0, label: format.label($0)) }, step: step)
    ticks.format = format
    return ticks
  }

  /// Ticks of a logarithmic axis: powers of ten; over less than two decades also their 2- and 5-fold; over a small part
  /// of one, evenly spaced numbers. Both bounds are positive.
  package static func logarithmic(from lower: Double, to upper: Double, about count: Int) -> Ticks {
    guard lower > 0, upper > lower else { return linear(from: lower, to: upper, about: count) }
    let first = NumberText.decimalExponent(lower)
    let last = NumberText.decimalExponent(upper)
    let stride = max(1, (last - first) / max(count, 1))
    var exponents: [Int] = []
    for exponent in first...last where (exponent - first) % stride == 0 { exponents.append(exponent) }
    let range = lower * (1 - 1e-9)...upper * (1 + 1e-9)
    for mantissas in [[1.0], [1, 3], [1, 2, 5]] {
      let values = exponents.flatMap { exponent -> [Double] in
        mantissas.map { $0 * NumberText.power(exponent) }.filter { range.contains($0) }
      }
      if values.count >= 3 {
        return Ticks(ticks: values.map { Tick(value: $0, label: shortest($0)) })
      }
    }
    return Ticks(ticks: linear(from: lower, to: upper, about: count).ticks)
  }

  private static func shortest(_ value: Double) -> String {
    let exponent = NumberText.decimalExponent(value * (1 + 1e-12))
    if exponent < -4 || exponent >= 6 {
      let mantissa = (value / NumberText.power(exponent)).rounded()
      return (mantissa == 1 ? "" : "\(Int(mantissa))×") + "10" + NumberText.superscript(exponent)
    }
    return NumberText.fixed(value, decimals: max(-exponent, 0), grouped: exponent >= 4)
  }

  private static func step(atLeast least: Double, wholeNumbers: Bool) -> (mantissa: Double, exponent: Int) {
    if wholeNumbers && least <= 1 { return (1, 0) }
    let exponent = NumberText.decimalExponent(least)
    for mantissa in [1.0, 2, 5] where mantissa * NumberText.power(exponent) >= least * (1 - 1e-9) {
      return (mantissa, exponent)
    }
    return (1, exponent + 1)
  }
}

/// One form for all numbers of an axis, so that they line up.
private struct TickFormat: Equatable {
  let decimals: Int
  /// The common power of ten, where the numbers are very large or small.
  let power: Int?

  init(step: Double, exponent: Int, largest: Double) {
    let top = largest > 0 ? NumberText.decimalExponent(largest) : exponent
    if top >= 7 || exponent < -6 || top < -3 {
      power = top
      decimals = max(top - exponent, 0)
    } else {
      power = nil
      decimals = max(-exponent, 0)
    }
  }

  func label(_ value: Double) -> String {
    guard let power else {
      return NumberText.fixed(value, decimals: decimals, grouped: value.magnitude >= 10_000)
    }
    if value == 0 { return "0" }
    let mantissa = power < 0 ? value * NumberText.power(-power) : value / NumberText.power(power)
    return NumberText.fixed(mantissa, decimals: decimals) + "×10" + NumberText.superscript(power)
  }
}
