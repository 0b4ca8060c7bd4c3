/// The names of a chart's curves and rules: at the curves' ends where they fit beside the plot, else in a legend below.
struct CurveNames {
  struct Name {
    var lines: [String]
    var color: Palette.Ink
    /// What a rule is at; nil for a curve.
    var y: Double?
    var height: Double { Double(lines.count) * ChartDrawing.nameSize * CurveNames.lineHeight + 2 }
  }

  let curves: [Name]
  let rules: [Name]
  let isInMargin: Bool
  /// What the names take from the plot's width.
  let columnWidth: Double
  private let width: Double

  static let lineHeight = 1.2
  private static let gap = 14.0

  var all: [Name] { curves + rules }

  /// `room` is the plot's height.
  init(chart: LineChart, format: FigureFormat, room: Double) {
    let size = ChartDrawing.nameSize
    let limit = format == .wide ? 160.0 : 96.0
    let drawnRules = chart.rules.filter { chart.isDrawable($0.y) }
    let colors = chart.series.map { Palette.series($0.color) } + drawnRules.map { _ in Palette.muted }
    let isNamedInside = chart.isScatter
    let texts = chart.series.map { isNamedInside ? "" : chart.displayName(of: $0) } + drawnRules.map(\.name)
    let minima = chart.series.map(chart.minimum(of:))
    let marginTexts = zip(texts, minima.map { $0?.isAtEnd == true ? $0 : nil } + drawnRules.map { _ in nil })
      .map(Self.withMinimum)
    let wrapped = marginTexts.map {
      TextMetrics.lines(of: $0, size: size, width: limit, limit: 3, breaksWords: false)
    }
    width = format.width
    let fitting = zip(wrapped, colors).compactMap { lines, color in lines.map { Name(lines: $0, color: color) } }
    isInMargin = fitting.count == texts.count && fitting.reduce(0) { $0 + $1.height } <= room + 24
    var names = fitting
    if isInMargin {
      let widest = fitting.flatMap(\.lines).map { TextMetrics.width(of: $0, size: size) }.max() ?? 0
      columnWidth = widest > 0 ? widest + Self.gap : 0
    } else {
      columnWidth = 0
      let room = format.width - 40
      let legendTexts = zip(texts, minima + drawnRules.map { _ in nil }).map(Self.withMinimum)
      names = zip(legendTexts, colors).map { text, color in
        Name(lines: TextMetrics.clippedLines(of: text, size: size, width: room, limit: 3), color: color)
      }
    }
    curves = Array(names.prefix(chart.series.count))
    rules = zip(names.dropFirst(chart.series.count), drawnRules).map { name, rule in
      Name(lines: name.lines, color: name.color, y: rule.y)
    }
  }

  /// A name that carries its curve's smallest number.
  private static func withMinimum(
    _ name: String, _ minimum: (index: Int, value: Double, isAtEnd: Bool)?
  ) -> String {
    guard let minimum else { return name }
    return name + " · min " + NumberText.significant(minimum.value, digits: 4)
  }

  /// Samples of the strokes with their names, in as many columns as fit.
  func legend(chart: LineChart, top: Double) -> (text: String, height: Double) {
    let size = ChartDrawing.nameSize
    let widest = all.flatMap(\.lines).map { TextMetrics.width(of: $0, size: size) }.max() ?? 0
    let columns = max(1, min(Int(width / (widest + 48)), 4))
    let rows = (all.count + columns - 1) / columns
    var text = ""
    var y = top
    for row in 0..<rows {
      var height = 0.0
      for column in 0..<columns where column * rows + row < all.count {
        let index = column * rows + row
        let name = all[index]
        let x = Double(column) * width / Double(columns)
        let stroke = index < chart.series.count ? chart.series[index].stroke : .dotted
        let middle = NumberText.coordinate(y + size * 0.65)
        text += "<path d=\"M\(NumberText.coordinate(x + 1)) \(middle)h26\" fill=\"none\" stroke-width=\"1.75\""
        text += "\(stroke.attributes) \(name.color.set("stroke"))/>"
        text += SVGText.element(
          name.lines, x: x + 36, y: y + size, size: size, lineHeight: Self.lineHeight,
          attributes: name.color.set("fill"))
        height = max(height, name.height + 4)
      }
      y += height
    }
    return (text + "\n", y - top + 8)
  }
}
