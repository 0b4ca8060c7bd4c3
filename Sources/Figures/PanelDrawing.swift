/// Small multiples being set: two panels to a line in a column of text, one on a telephone, all with the same axes.
struct PanelDrawing {
  let chart: LineChart
  let format: FigureFormat

  private static let titleSize = 13.0
  private static let gap = 16.0
  private static let head = 24.0

  func svg(alternative: String) -> String {
    let place = NumberText.coordinate
    let columns = format == .wide ? min(2, chart.panels.count) : 1
    let width = format == .wide ? (format.width - Self.gap) / 2 : format.width
    let scale = width / FigureFormat.narrow.width
    var body = ""
    var top = 0.0
    for start in stride(from: 0, to: chart.panels.count, by: columns) {
      var lowest = top
      for (column, panel) in chart.panels[start..<min(start + columns, chart.panels.count)].enumerated() {
        let left = Double(column) * (width + Self.gap)
        let title = TextMetrics.clippedLines(of: panel.title, size: Self.titleSize, width: width, limit: 1)
        body += SVGText.element(
          title, x: left, y: top + 14, size: Self.titleSize,
          attributes: "font-weight=\"600\" \(Palette.ink.set("fill"))")
        let (inner, height) = ChartDrawing(
          chart: chart.alone(panel), format: .narrow, sharing: chart.series
        ).content
        body += "\n<svg x=\"\(place(left))\" y=\"\(place(top + Self.head))\" width=\"\(place(width))\" "
        body +=
          "height=\"\(place(height * scale))\" viewBox=\"0 0 \(place(FigureFormat.narrow.width)) \(place(height))\">"
        body += inner + "</svg>\n"
        lowest = max(lowest, top + Self.head + height * scale)
      }
      top = lowest + Self.gap
    }
    return SVGText.root(width: format.width, height: top - Self.gap, format: format, alternative: alternative)
      + body + "</svg>"
  }
}

extension LineChart {
  /// The chart of one panel. Its rules stand in each.
  fileprivate func alone(_ panel: Panel) -> LineChart {
    var chart = self
    chart.panels = []
    chart.series = zip(panel.series, panel.names).compactMap { place, name in
      guard series.indices.contains(place) else { return nil }
      var line = series[place]
      line.name = name
      return line
    }
    return chart
  }
}
