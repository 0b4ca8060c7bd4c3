internal import Figures

/// The numbers that a chart draws, as a table for those who read them rather than see them.
struct ChartNumbers {
  private let chart: LineChart
  private let rows: [Double]
  /// Each curve's numbers by their place on the axis.
  private let values: [[Double: Double]]
  /// How many places of the axis the chart has for one of the table.
  private let stride: Int

  private static let mostRows = 32

  /// Nil where the chart draws nothing.
  init?(_ chart: LineChart) {
    self.chart = chart
    values = chart.series.map { series in
      Dictionary(zip(series.x, series.y).filter { $0.0.isFinite && $0.1.isFinite }, uniquingKeysWith: { $1 })
    }
    let places = Set(values.flatMap(\.keys)).sorted()
    guard !places.isEmpty else { return nil }
    stride = (places.count + Self.mostRows - 1) / Self.mostRows
    let least = values.compactMap { values in
      values.min { ($0.value, $0.key) < ($1.value, $1.key) }?.key
    }
    let (step, last) = (stride, places.count - 1)
    rows = places.enumerated()
      .filter { $0 == last || $0 == 0 || ($0 + 1) % step == 0 || least.contains($1) }
      .map(\.element)
  }

  /// Whether there is room for several stretches of it beside each other on a printed page.
  var isLongAndNarrow: Bool { !chart.isScatter && values.count <= 3 && rows.count > 8 }

  /// The table, with a caption that says what its numbers are.
  var html: String {
    if chart.isScatter { return clouds }
    let titles = chart.series.map { "<th scope=\"col\">\(Escape.text($0.name))</th>" }.joined()
    let lines = rows.map { x in
      let cells = values.map { values in
        "<td>\(values[x].map { Escape.text(NumberText.significant($0, digits: 4)) } ?? "–")</td>"
      }
      return "<tr><th scope=\"row\">\(Escape.text(place(x)))</th>\(cells.joined())</tr>\n"
    }
    return "<table class=\"numbers\"><caption>\(Escape.text(caption))</caption>\n<thead><tr><th scope=\"col\">"
      + "\(Escape.text(chart.xTitle))</th>\(titles)</tr></thead>\n<tbody>\n\(lines.joined())</tbody></table>"
  }

  /// Of clouds of points, where each lies.
  private var clouds: String {
    func mean(_ values: [Double]) -> String {
      let values = values.filter(\.isFinite)
      return values.isEmpty ? "–" : NumberText.significant(values.reduce(0, +) / Double(values.count), digits: 4)
    }
    let lines = chart.series.map { series in
      "<tr><th scope=\"row\">\(Escape.text(series.name))</th><td>\(series.x.count)</td>"
        + "<td>\(Escape.text(mean(series.x)))</td><td>\(Escape.text(mean(series.y)))</td></tr>\n"
    }
    let titles = ["points", "mean of \(chart.xTitle)", "mean of \(chart.yTitle)"]
    return
      "<table class=\"numbers\"><caption>Where the points lie</caption>\n<thead><tr><th scope=\"col\">points of</th>"
      + titles.map { "<th scope=\"col\">\(Escape.text($0))</th>" }.joined()
      + "</tr></thead>\n<tbody>\n\(lines.joined())</tbody></table>"
  }

  private var caption: String {
    let rules = chart.rules.filter(\.y.isFinite).map { "; \($0.name): \(NumberText.significant($0.y, digits: 4))" }
    let choice = stride > 1 ? "; every \(Self.ordinal(stride)) \(chart.xTitle), and the smallest of each curve" : ""
    return chart.yTitle + rules.joined() + choice
  }

  /// `2nd`, `11th`, `21st`
  private static func ordinal(_ number: Int) -> String {
    if (11...13).contains(number % 100) { return "\(number)th" }
    let endings = [1: "st", 2: "nd", 3: "rd"]
    return "\(number)\(endings[number % 10] ?? "th")"
  }

  private func place(_ x: Double) -> String {
    x == x.rounded() && x.magnitude < 1e9 ? NumberText.plain(x) : NumberText.significant(x, digits: 4)
  }
}
