/// Where the numbers of marked minima stand: near their dots, off each other, and off the curves as far as possible.
enum MinimumLabels {
  struct Box: Equatable {
    var left: Double
    var top: Double
    var width: Double
    var height: Double
    var right: Double { left + width }
    var bottom: Double { top + height }
    var middle: Double { left + width / 2 }

    init(left: Double, top: Double, width: Double, height: Double) {
      (self.left, self.top, self.width, self.height) = (left, top, width, height)
    }

    /// A dot's own box.
    init(around point: CurvePath.Point) {
      self.init(left: point.x - 4, top: point.y - 4, width: 8, height: 8)
    }

    func overlaps(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    func contains(_ point: CurvePath.Point) -> Bool {
      point.x > left && point.x < right && point.y > top && point.y < bottom
    }
  }

  struct Minimum {
    var point: CurvePath.Point
    /// Nil where the curve's name carries the number.
    var text: String?
    var color: Int
    var box: Box
  }

  static func place(in drawing: ChartDrawing) -> [Minimum] {
    var placed: [Minimum] = []
    let minima = drawing.chart.series.map(drawing.chart.minimum(of:))
    let dots = zip(minima, drawing.curves).map { minimum, curve in minimum.flatMap { curve[$0.index] } }
    let curves = drawing.curves.flatMap { CurvePath.runs($0).flatMap(samples) }
    for (index, (minimum, dot)) in zip(minima, dots).enumerated() {
      guard let minimum, let point = dot else { continue }
      let color = drawing.chart.series[index].color
      if minimum.isAtEnd || !drawing.names.isInMargin {
        placed.append(Minimum(point: point, text: nil, color: color, box: Box(around: point)))
        continue
      }
      let text = "min " + NumberText.significant(minimum.value, digits: 4)
      let size = (width: TextMetrics.width(of: text, size: ChartDrawing.tickSize) + 6, height: 16.0)
      let candidates = boxes(around: point, width: size.width, height: size.height)
      let ranked = candidates.enumerated().map { order, box in
        let collisions =
          placed.count { $0.box.overlaps(box) } + dots.count { $0.map { $0 != point && box.contains($0) } ?? false }
        let crossings = curves.count { box.contains($0) }
        let isOutside =
          box.left < drawing.frame.left - 1 || box.right > drawing.frame.right + 6
          || box.bottom > drawing.frame.bottom + 1 || box.top < drawing.frame.top - 14
        return (cost: collisions * 1_000 + (isOutside ? 400 : 0) + min(crossings, 60) * 6 + order, box: box)
      }
      guard let best = ranked.min(by: { $0.cost < $1.cost }) else { continue }
      placed.append(Minimum(point: point, text: text, color: color, box: best.box))
    }
    return placed
  }

  /// The best places first: below, above, then aside and farther away.
  private static func boxes(around point: CurvePath.Point, width: Double, height: Double) -> [Box] {
    let places: [(x: Double, y: Double)] = [
      (-0.5, 6), (-0.5, -6 - height), (-0.85, 6), (-0.85, -6 - height), (-1.1, -height / 2), (0.1, -height / 2),
      (-0.15, 6), (-0.15, -6 - height), (0, 6), (0, -6 - height), (-1, 6), (-1, -6 - height), (-0.5, 6 + height),
      (-0.5, -6 - 2 * height), (-1.1, 6 + height),
      (-1.1, -6 - 2 * height), (-0.5, 6 + 2 * height), (-0.5, -6 - 3 * height),
    ]
    return places.map { Box(left: point.x + $0.x * width, top: point.y + $0.y, width: width, height: height) }
  }

  /// Points along a curve, every three units or so.
  private static func samples(_ run: [CurvePath.Point]) -> [CurvePath.Point] {
    var samples: [CurvePath.Point] = []
    for (start, end) in zip(run, run.dropFirst()) {
      let length = max((end.x - start.x).magnitude, (end.y - start.y).magnitude)
      let steps = max(1, Int(length / 3))
      for step in 0..<steps {
        let share = Double(step) / Double(steps)
        samples.append(
          CurvePath.Point(x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share))
      }
    }
    return samples + run.suffix(1)
  }
}
