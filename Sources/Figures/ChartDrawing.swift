/// A line chart being set: what goes where, decided once, then written element by element.
struct ChartDrawing {
  let chart: LineChart
  let format: FigureFormat
  var frame: ChartFrame
  /// A curve each, in the order of the series: its points on the picture, nil for gaps.
  let curves: [[CurvePath.Point?]]
  let names: CurveNames
  let titleLines: [String]
  var height: Double

  static let tickSize = 12.0
  static let nameSize = 13.0

  /// `sharing` are the curves whose numbers the axes hold: the chart's own where it is nil.
  init(chart: LineChart, format: FigureFormat, sharing: [LineChart.Series]? = nil) {
    self.chart = chart
    self.format = format
    let numbers = chart.series.map { chart.numbers(of: $0) }
    let held = sharing.map { $0.map { chart.numbers(of: $0) } } ?? numbers
    let ys = held.flatMap { $0.compactMap { $0?.y } } + chart.rules.map(\.y).filter { chart.isDrawable($0) }
    let count = format == .wide ? 5 : 4
    let y: ChartFrame.Axis =
      chart.isOfPoints && chart.scale == .linear
      ? .around(ys, about: count) : .vertical(ys, scale: chart.scale, about: count)

    let tickWidth = y.ticks.map { TextMetrics.width(of: $0.label, size: Self.tickSize) }.max() ?? 0
    let left = max(tickWidth + 10, 14)
    titleLines = TextMetrics.clippedLines(
      of: chart.yTitle, size: Self.tickSize, width: format.width - 4, limit: 3)
    let top = 16 + Double(max(titleLines.count, 1)) * 15
    let bottom = top + (format == .wide ? 270 : 190)

    names = CurveNames(chart: chart, format: format, room: bottom - top)
    let widest = format.width - left - names.columnWidth - 4
    let xs = held.flatMap { $0.compactMap { $0?.x } }
    let x = Self.horizontalAxis(xs, width: widest, format: format, isOfPoints: chart.isOfPoints)
    // The last tick's number may reach over the end of the axis.
    let over = x.ticks.last.map { TextMetrics.width(of: $0.label, size: Self.tickSize) / 2 } ?? 0
    let right = format.width - max(names.columnWidth + 4, over + 1)
    frame = ChartFrame(left: left, right: right, top: top, bottom: bottom, x: x, y: y)
    height = bottom + (chart.xTitle.isEmpty ? 26 : 44)

    let placed = frame
    curves = numbers.map { points in
      points.map { $0.map { CurvePath.Point(x: placed.place(x: $0.x), y: placed.place(y: $0.y)) } }
    }
  }

  /// As many ticks as there is room for between their numbers.
  private static func horizontalAxis(
    _ values: [Double], width: Double, format: FigureFormat, isOfPoints: Bool
  ) -> ChartFrame.Axis {
    var count = format == .wide ? 8 : 5
    while true {
      let axis: ChartFrame.Axis =
        isOfPoints ? .around(values, about: count) : .horizontal(values, about: count)
      let isCrowded = zip(axis.ticks, axis.ticks.dropFirst()).contains { tick, next in
        let room = (axis.share(next.value) - axis.share(tick.value)) * width
        let widths = [tick, next].map { TextMetrics.width(of: $0.label, size: tickSize) }
        return room < (widths[0] + widths[1]) / 2 + 8
      }
      if !isCrowded || count <= 1 { return axis }
      count -= 1
    }
  }

  func svg(alternative: String) -> String {
    let (body, height) = content
    return SVGText.root(width: format.width, height: height, format: format, alternative: alternative)
      + body + "</svg>"
  }

  /// Everything between the ends of the picture, and its height.
  var content: (body: String, height: Double) {
    let body = [axes(), rules(), lines(), minima(), names.isInMargin ? marginNames() : "", cloudNames()].joined()
    let legend = names.isInMargin ? (text: "", height: 0) : names.legend(chart: chart, top: height + 6)
    return (body + legend.text, height + legend.height)
  }

  // MARK: - Elements

  private func axes() -> String {
    let place = NumberText.coordinate
    var text = "<g \(Palette.line.set("stroke"))>"
    for tick in frame.y.ticks {
      let y = place(frame.place(y: tick.value))
      text += "<path d=\"M\(place(frame.left)) \(y)H\(place(frame.right))\"/>"
    }
    text += "</g>\n<g \(Palette.axis.set("stroke"))><path d=\"M\(place(frame.left)) \(place(frame.bottom))"
    text += "H\(place(frame.right))"
    for tick in frame.x.ticks {
      text += "M\(place(frame.place(x: tick.value))) \(place(frame.bottom))v5"
    }
    text += "\"/></g>\n<g \(Palette.muted.set("fill"))>"
    for tick in frame.y.ticks {
      text += SVGText.element(
        [tick.label], x: frame.left - 8, y: frame.place(y: tick.value) + 4, size: Self.tickSize, anchor: .end)
    }
    for tick in frame.x.ticks {
      text += SVGText.element(
        [tick.label], x: frame.place(x: tick.value), y: frame.bottom + 19, size: Self.tickSize, anchor: .middle)
    }
    text += SVGText.element(titleLines, x: 0, y: 12, size: Self.tickSize)
    let title = TextMetrics.clippedLines(of: chart.xTitle, size: Self.tickSize, width: format.width - 20, limit: 1)
    let half = title.map { TextMetrics.width(of: $0, size: Self.tickSize) / 2 }.max() ?? 0
    let middle = min(max((frame.left + frame.right) / 2, half), format.width - half)
    text += SVGText.element(title, x: middle, y: frame.bottom + 38, size: Self.tickSize, anchor: .middle)
    if curves.allSatisfy({ $0.allSatisfy { $0 == nil } }) {
      let (x, y) = ((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)
      text += SVGText.element(["no values"], x: x, y: y, size: Self.nameSize, anchor: .middle)
    }
    return text + "</g>\n"
  }

  private func rules() -> String {
    let drawn = chart.rules.filter { chart.isDrawable($0.y) }
    guard !drawn.isEmpty else { return "" }
    let place = NumberText.coordinate
    let paths = drawn.map { "M\(place(frame.left)) \(place(frame.place(y: $0.y)))H\(place(frame.right))" }
    return "<path d=\"\(paths.joined())\" fill=\"none\" stroke-dasharray=\"1 3\" stroke-linecap=\"round\" "
      + "stroke-width=\"1.25\" \(Palette.muted.set("stroke"))/>\n"
  }

  private func lines() -> String {
    var text = ""
    for (series, points) in zip(chart.series, curves) {
      if series.mark != .line {
        text += series.mark == .points ? dots(series, points) : bars(series, points)
        continue
      }
      let runs = CurvePath.runs(points)
      let color = Palette.series(series.color)
      let data = runs.filter { $0.count > 1 }.map { CurvePath.data(CurvePath.thinned($0)) }.joined()
      if !data.isEmpty {
        text += "<path d=\"\(data)\" fill=\"none\" stroke-width=\"1.75\" stroke-linejoin=\"round\""
        text += "\(series.stroke.attributes) \(color.set("stroke"))/>\n"
      }
      // A number between two gaps is a curve without length.
      for run in runs where run.count == 1 {
        let point = "cx=\"\(NumberText.coordinate(run[0].x))\" cy=\"\(NumberText.coordinate(run[0].y))\""
        text += "<circle \(point) r=\"2.5\" \(color.set("fill"))/>\n"
      }
    }
    return text
  }

  private func minima() -> String {
    var text = ""
    for minimum in MinimumLabels.place(in: self) {
      let place = NumberText.coordinate
      let color = Palette.series(minimum.color)
      let dot = "cx=\"\(place(minimum.point.x))\" cy=\"\(place(minimum.point.y))\" r=\"3.5\" stroke-width=\"1.5\""
      text += "<g \(Palette.page.set("stroke"))><circle \(dot) \(color.set("fill"))/>"
      guard let number = minimum.text else {
        text += "</g>\n"
        continue
      }
      // Once as a ground that keeps the curves off the number, and once more upon it.
      let element = SVGText.element(
        [number], x: minimum.box.middle, y: minimum.box.bottom - 3, size: Self.tickSize, anchor: .middle)
      text += "<g fill=\"none\" stroke-width=\"3\" stroke-linejoin=\"round\">\(element)</g></g>"
      text += "<g \(color.set("fill"))>\(element)</g>\n"
    }
    return text
  }

  /// Names in the right margin, each at its curve's end or as near to it as its neighbours allow.
  private func marginNames() -> String {
    let ends = curves.map { points in points.last { $0 != nil } ?? nil }
    let wishes =
      ends.map { $0?.y ?? (frame.top + frame.bottom) / 2 }
      + names.rules.map { $0.y.map(frame.place(y:)) ?? frame.top }
    let labels = zip(wishes, names.all).map { LabelPlacement.Label(wish: $0, length: $1.height) }
    let places = LabelPlacement.place(labels, from: frame.top - 12, to: frame.bottom + 12)
    var text = ""
    for (index, (name, middle)) in zip(names.all, places).enumerated() where name.lines.contains(where: { !$0.isEmpty })
    {
      let end = index < ends.count ? ends[index] : CurvePath.Point(x: frame.right, y: wishes[index])
      if let end, (middle - end.y).magnitude > 4 || frame.right - end.x > 4 {
        let start = "M\(NumberText.coordinate(end.x + 4)) \(NumberText.coordinate(end.y))"
        let target = "L\(NumberText.coordinate(frame.right + 9)) \(NumberText.coordinate(middle))"
        let isFar = frame.right - end.x > 24
        text += "<path d=\"\(start)\(target)\" fill=\"none\" stroke-width=\".75\" opacity=\".6\" "
        text += isFar ? "stroke-dasharray=\"1 4\" " : ""
        text += "\(name.color.set("stroke"))/>"
      }
      let first = middle - name.height / 2 + Self.nameSize
      text += SVGText.element(
        name.lines, x: frame.right + 12, y: first, size: Self.nameSize, lineHeight: CurveNames.lineHeight,
        attributes: name.color.set("fill"))
    }
    return text + "\n"
  }
}

extension LineChart.Stroke {
  /// Starts with a space where there is anything to say.
  var attributes: String {
    switch self {
    case .solid: ""
    case .dashed: " stroke-dasharray=\"6 4\""
    case .dotted: " stroke-dasharray=\".1 4\" stroke-linecap=\"round\""
    }
  }
}
