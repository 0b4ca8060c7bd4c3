/// Curves over a common axis, such as losses over epochs: plain numbers, drawn by `svg`.
package struct LineChart: Codable, Equatable, Sendable {
  package enum Stroke: String, Codable, Sendable { case solid, dashed, dotted }
  /// How a series' numbers are drawn: joined, each by itself, or as the tops of a histogram's bars.
  package enum Mark: String, Codable, Sendable { case line, points, bars }
  package enum Scale: String, Codable, Sendable { case linear, log }

  package struct Series: Codable, Equatable, Sendable {
    /// Written beside the curve's end.
    package var name: String
    package var x: [Double]
    /// As many as `x`; a value that is not finite leaves a gap.
    package var y: [Double]
    package var stroke = Stroke.solid
    package var mark = Mark.line
    /// Index into the page's palette.
    package var color = 0
    /// Draws a dot and the number at the smallest value.
    package var marksMinimum = false

    package init(name: String, x: [Double], y: [Double]) {
      precondition(x.count == y.count, "\(x.count) x values for \(y.count) y values")
      self.name = name
      self.x = x
      self.y = y
    }
  }

  /// A horizontal line with a name, such as the floor of a loss.
  package struct Rule: Codable, Equatable, Sendable {
    package var name: String
    package var y: Double

    package init(name: String, y: Double) {
      self.name = name
      self.y = y
    }
  }

  /// A part of the chart with axes of its own, which are those of all parts.
  package struct Panel: Codable, Equatable, Sendable {
    package var title: String
    /// Places of the curves that it has.
    package var series: [Int]
    /// Their names here, where the title says the rest.
    package var names: [String]

    package init(title: String, series: [Int], names: [String]) {
      precondition(series.count == names.count, "\(names.count) names for \(series.count) curves")
      self.title = title
      self.series = series
      self.names = names
    }
  }

  /// Axis titles with their units.
  package var xTitle: String
  package var yTitle: String
  package var series: [Series]
  package var rules: [Rule] = []
  package var scale = Scale.linear
  /// Small multiples; one chart with all curves where it is empty.
  package var panels: [Panel] = []

  package init(xTitle: String, yTitle: String, series: [Series]) {
    self.xTitle = xTitle
    self.yTitle = yTitle
    self.series = series
  }

  /// Whether it has points and nothing else: neither end of an axis means more than another place of it.
  var isOfPoints: Bool { !series.isEmpty && series.allSatisfy { $0.mark == .points } }

  /// Whether the chart is clouds of points: their names stand amid them.
  package var isScatter: Bool { !series.isEmpty && series.allSatisfy { $0.mark == .points && $0.x.count > 3 } }
}
