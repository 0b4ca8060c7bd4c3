import Glibc

/// Where a chart's numbers land: the plot's box inside the picture, both axes' ranges and their ticks.
struct ChartFrame {
  /// Sides of the plot's box, in the picture's units; y grows downwards.
  var left: Double
  var right: Double
  var top: Double
  var bottom: Double
  let x: Axis
  let y: Axis

  struct Axis {
    let lower: Double
    let upper: Double
    let isLogarithmic: Bool
    let ticks: [Ticks.Tick]

    /// 0 at the lower end, 1 at the upper one.
    func share(_ value: Double) -> Double {
      guard upper > lower else { return 0.5 }
      if isLogarithmic { return (log10(value) - log10(lower)) / (log10(upper) - log10(lower)) }
      return (value - lower) / (upper - lower)
    }
  }

  var width: Double { right - left }
  var height: Double { bottom - top }

  func place(x value: Double) -> Double { left + x.share(value) * width }
  func place(y value: Double) -> Double { bottom - y.share(value) * height }
}

extension ChartFrame.Axis {
  /// An axis of points, either way, ends a little farther out than they do.
  static func around(_ values: [Double], about count: Int) -> Self {
    guard let least = values.min(), let most = values.max() else {
      return Self(lower: 0, upper: 1, isLogarithmic: false, ticks: [])
    }
    let isOne = most - least <= most.magnitude * 1e-12
    let margin = isOne ? (most == 0 ? 1 : most.magnitude * 0.2) : (most - least) * 0.05
    let (lower, upper) = (least >= 0 ? max(least - margin, 0) : least - margin, most + margin)
    return Self(
      lower: lower, upper: upper, isLogarithmic: false, ticks: Ticks.linear(from: lower, to: upper, about: count).ticks)
  }

  /// The horizontal axis ends where the data end.
  static func horizontal(_ values: [Double], about count: Int) -> Self {
    guard let lower = values.min(), let upper = values.max() else {
      return Self(lower: 0, upper: 1, isLogarithmic: false, ticks: [])
    }
    let whole = values.allSatisfy { $0 == $0.rounded() && $0.magnitude < 1e9 }
    guard upper - lower > upper.magnitude * 1e-12 else {
      let label = whole ? NumberText.fixed(lower, decimals: 0, grouped: true) : NumberText.significant(lower, digits: 4)
      return Self(lower: lower, upper: lower, isLogarithmic: false, ticks: [Ticks.Tick(value: lower, label: label)])
    }
    let round = Ticks.linear(from: lower, to: upper, about: count, wholeNumbers: whole)
    var ticks = round.ticks
    // Counting starts at 1 more often than at 0; the first epoch deserves its number.
    if whole, let first = ticks.first, let step = round.step, first.value - lower > step * 0.45 {
      ticks.insert(Ticks.Tick(value: lower, label: round.label(lower)), at: 0)
    }
    return Self(lower: lower, upper: upper, isLogarithmic: false, ticks: ticks)
  }

  /// The vertical axis ends at round numbers, and at zero where that costs less than half of the plot.
  static func vertical(_ values: [Double], scale: LineChart.Scale, about count: Int) -> Self {
    let values = scale == .log ? values.filter { $0 > 0 } : values
    guard let least = values.min(), let most = values.max() else {
      return Self(lower: 0, upper: 1, isLogarithmic: false, ticks: [])
    }
    let isConstant = most - least <= max(most.magnitude, least.magnitude) * 1e-9
    if scale == .log {
      let factor = isConstant ? 2 : pow(most / least, 0.04)
      let (lower, upper) = (least / factor, most * factor)
      let ticks = Ticks.logarithmic(from: lower, to: upper, about: count)
      return Self(lower: lower, upper: upper, isLogarithmic: true, ticks: ticks.ticks)
    }
    var (lower, upper) = (least, most)
    if isConstant {
      let margin = most == 0 ? 1 : most.magnitude * 0.2
      (lower, upper) = (least - margin, most + margin)
    } else if least >= 0, least <= most * 0.45 {
      lower = 0
    }
    guard let step = Ticks.linear(from: lower, to: upper, about: count).step else {
      return Self(lower: lower, upper: upper, isLogarithmic: false, ticks: [])
    }
    let outerLower = (lower / step + 1e-9).rounded(.down) * step
    let outerUpper = (upper / step - 1e-9).rounded(.up) * step
    let ticks = Ticks.linear(from: outerLower, to: outerUpper, about: Int(((outerUpper - outerLower) / step).rounded()))
    return Self(lower: outerLower, upper: outerUpper, isLogarithmic: false, ticks: ticks.ticks)
  }
}
