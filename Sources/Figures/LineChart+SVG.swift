extension LineChart {
  /// The chart as an SVG element: text, the same for the same numbers, without scripts, fonts or requests.
  ///
  /// - Parameters:
  ///   - alternative: what a reader who does not see it is told; made from the names where it is nil.
  ///   - format: the measure that it is composed for.
  package func svg(alternative: String? = nil, format: FigureFormat = .wide) -> String {
    ChartDrawing(chart: self, format: format).svg(alternative: alternative ?? summary)
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

  func legendName(of series: Series) -> String {
    numbers(of: series).contains { $0 != nil } ? series.name : series.name + " (no values)"
  }

  /// Larger numbers are left out, so that no difference of two overflows.
  private static let largest = 1e300
}
