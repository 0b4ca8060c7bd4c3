// Points and bars of a chart, and the names of clouds of points.

extension ChartDrawing {
  /// Dots, larger where there are few; after the last colour squares.
  func dots(_ series: LineChart.Series, _ points: [CurvePath.Point?]) -> String {
    let shown = points.compactMap(\.self)
    guard !shown.isEmpty else { return "" }
    // Clouds are many points: whole units, each as its distance from the one before.
    let isCloud = shown.count > 3
    var data = ""
    var last = (x: 0.0, y: 0.0)
    for point in shown {
      let place = isCloud ? (x: point.x.rounded(), y: point.y.rounded()) : (x: point.x, y: point.y)
      data += "m\(NumberText.coordinate(place.x - last.x)) \(NumberText.coordinate(place.y - last.y))h0"
      last = place
    }
    let cap = series.color < Palette.series.count ? "round" : "square"
    return "<path d=\"\(data)\" fill=\"none\" stroke-width=\"\(isCloud ? "4" : "9")\" stroke-linecap=\"\(cap)\""
      + "\(isCloud ? " opacity=\".6\"" : "") \(Palette.series(series.color).set("stroke"))/>\n"
  }

  /// The outline of bars that touch, each from halfway to its left neighbour to halfway to its right one, and their
  /// ground.
  func bars(_ series: LineChart.Series, _ points: [CurvePath.Point?]) -> String {
    let shown = points.compactMap(\.self)
    guard let first = shown.first, let last = shown.last else { return "" }
    let place = NumberText.coordinate
    let half = shown.count > 1 ? (shown[1].x - first.x) / 2 : 4
    var data = "M\(place(max(first.x - half, frame.left))) \(place(frame.bottom))"
    for (index, point) in shown.enumerated() {
      let end = index + 1 < shown.count ? (point.x + shown[index + 1].x) / 2 : min(last.x + half, frame.right)
      data += "V\(place(point.y))H\(place(end))"
    }
    data += "V\(place(frame.bottom))"
    let color = Palette.series(series.color)
    return "<path d=\"\(data)\" fill-opacity=\".14\" \(color.set("fill"))/>"
      + "<path d=\"\(data)\" fill=\"none\" stroke-width=\"1.5\" stroke-linejoin=\"round\"\(series.stroke.attributes) "
      + "\(color.set("stroke"))/>\n"
  }

  /// Each cloud's name at its middle, the median of its points both ways, or as near to it as the other names allow; on a
  /// ground that keeps the points off it.
  func cloudNames() -> String {
    guard chart.isScatter, chart.series.count > 1 else { return "" }
    var text = ""
    var placed: [MinimumLabels.Box] = []
    let place = NumberText.coordinate
    for (series, points) in zip(chart.series, curves) {
      let shown = points.compactMap(\.self)
      guard !shown.isEmpty, !series.name.isEmpty else { continue }
      let middle = CurvePath.Point(
        x: shown.map(\.x).sorted()[shown.count / 2], y: shown.map(\.y).sorted()[shown.count / 2])
      let name = TextMetrics.clippedLines(of: series.name, size: 15, width: 140, limit: 1)
      let width = (name.map { TextMetrics.width(of: $0, size: 15) }.max() ?? 0) + 3
      let box = freeBox(around: middle, width: width, placed: placed)
      placed.append(box)
      let color = Palette.series(series.color)
      let (dx, dy) = (box.middle - middle.x, box.bottom - 8 - middle.y)
      if dx * dx + dy * dy > 100 {
        text += "<path d=\"M\(place(middle.x)) \(place(middle.y))L\(place(box.middle)) \(place(box.bottom - 8))\" "
        text += "stroke-width=\"1.25\" \(color.set("stroke"))/>"
      }
      let element = SVGText.element(
        name, x: box.middle, y: box.bottom - 3, size: 15, anchor: .middle, attributes: "font-weight=\"700\"")
      text +=
        "<g fill=\"none\" stroke-width=\"4\" stroke-linejoin=\"round\" \(Palette.page.set("stroke"))>\(element)</g>"
      text += "<g \(color.set("fill"))>\(element)</g>\n"
    }
    return text
  }

  /// The nearest box for a name that covers no other; the middle itself where all are taken.
  private func freeBox(
    around middle: CurvePath.Point, width: Double, placed: [MinimumLabels.Box]
  ) -> MinimumLabels.Box {
    let height = 16.0
    func box(_ dx: Double, _ dy: Double) -> MinimumLabels.Box {
      MinimumLabels.Box(left: middle.x + dx - width / 2, top: middle.y + dy - height / 2, width: width, height: height)
    }
    // Twelve directions on wider and wider rings, as plain numbers: the same on every machine.
    let directions: [(Double, Double)] = [
      (0, -1), (0, 1), (1, 0), (-1, 0), (0.5, -0.87), (-0.5, -0.87), (0.5, 0.87), (-0.5, 0.87), (0.87, -0.5),
      (-0.87, -0.5), (0.87, 0.5), (-0.87, 0.5),
    ]
    let rings = stride(from: 6.0, through: 90, by: 6)
    for (dx, dy) in [(0, 0)] + rings.flatMap({ ring in directions.map { ($0.0 * ring, $0.1 * ring) } }) {
      let box = box(dx, dy)
      let isInside =
        box.left > frame.left && box.right < frame.right && box.top > frame.top - 4 && box.bottom < frame.bottom
      if isInside, !placed.contains(where: box.overlaps) { return box }
    }
    return box(0, 0)
  }
}
