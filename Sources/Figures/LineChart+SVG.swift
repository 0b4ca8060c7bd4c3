extension LineChart {
  /// The chart as an SVG element: text, the same for the same numbers, without scripts, fonts or requests.
  ///
  /// - Parameters:
  ///   - alternative: what a reader who does not see it is told; made from the names where it is nil.
  ///   - format: the measure that it is composed for.
  package func svg(alternative: String? = nil, format: FigureFormat = .wide) -> String {
    let alternative = alternative ?? summary
    if panels.isEmpty { return ChartDrawing(chart: self, format: format).svg(alternative: alternative) }
    return PanelDrawing(chart: self, format: format).svg(alternative: alternative)
  }

  /// What the chart shows, in a sentence without its numbers.
  package var summary: String {
    let names = series.map(\.name).filter { !$0.isEmpty }.joined(separator: ", ")
    let axes = xTitle.isEmpty ? yTitle : "\(yTitle) over \(xTitle)"
    return names.isEmpty ? "Line chart: \(axes)." : "Line chart: \(axes). Curves: \(names)."
  }

  /// The series' points; nil for a number that cannot be drawn.
  func numbers(of series: Series) -> [(x: Double, y: Double)?] {
    zip(series.x, series.y).map { x, y in
      guard x.isFinite, x.magnitude <= Self.largest, isDrawable(y) else { return nil }
      return (x.magnitude < NumberText.leastMagnitude ? 0 : x, y.magnitude < NumberText.leastMagnitude ? 0 : y)
    }
  }

  func isDrawable(_ y: Double) -> Bool {
    guard y.isFinite, y.magnitude <= Self.largest else { return false }
    return scale == .linear || y >= NumberText.leastMagnitude
  }

  /// The smallest number of a series that marks it, and whether that is where its curve ends, or nearly so: then the
  /// name beside the end can carry the number.
  func minimum(of series: Series) -> (index: Int, value: Double, isAtEnd: Bool)? {
    guard series.marksMinimum else { return nil }
    let points = numbers(of: series)
    var best: (index: Int, value: Double)?
    for (index, point) in points.enumerated() {
      if let point, point.y < best?.value ?? .infinity { best = (index, point.y) }
    }
    let xs = points.compactMap { $0?.x }
    guard let best, let x = points[best.index]?.x, let end = points.last(where: { $0 != nil })??.x,
      let least = xs.min(), let most = xs.max()
    else { return nil }
    return (best.index, best.value, (end - x).magnitude <= (most - least) * 0.03)
  }

  /// The series' name as it stands in the figure.
  func displayName(of series: Series) -> String {
    numbers(of: series).contains { $0 != nil } ? series.name : series.name + " (no values)"
  }

  /// Larger numbers are left out, so that no difference of two overflows.
  private static let largest = 1e300
}
