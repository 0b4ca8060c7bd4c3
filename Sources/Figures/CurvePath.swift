/// A curve as the `d` of an SVG path: gaps where it has no number, and no more points than the eye can tell apart.
enum CurvePath {
  struct Point: Equatable {
    var x: Double
    var y: Double
  }

  /// The runs of neighbouring points; nil is a gap.
  static func runs(_ points: [Point?]) -> [[Point]] {
    points.split(separator: nil).map { $0.compactMap(\.self) }
  }

  /// Leaves out points that lie within `tolerance` of the line through the ones kept. Where many points fall on one unit
  /// of x, only their first, lowest, highest and last are looked at. First and last point stay.
  static func thinned(_ run: [Point], tolerance: Double = 0.3) -> [Point] {
    let points = condensed(run)
    guard points.count > 2 else { return points }
    // Douglas and Peucker's method, with a stack of its own.
    var isKept = [Bool](repeating: false, count: points.count)
    isKept[0] = true
    isKept[points.count - 1] = true
    var spans = [(0, points.count - 1)]
    while let (first, last) = spans.popLast() {
      guard last - first > 1 else { continue }
      var farthest = first
      var distance = tolerance
      for index in first + 1..<last {
        let next = self.distance(points[index], from: points[first], to: points[last])
        if next > distance { (farthest, distance) = (index, next) }
      }
      guard farthest > first else { continue }
      isKept[farthest] = true
      spans.append((first, farthest))
      spans.append((farthest, last))
    }
    return zip(points, isKept).compactMap { $1 ? $0 : nil }
  }

  /// `M` to the first point and lines to the others.
  static func data(_ run: [Point]) -> String {
    var data = ""
    for (index, point) in run.enumerated() {
      data += index == 0 ? "M" : index == 1 ? "L" : " "
      data += NumberText.coordinate(point.x) + " " + NumberText.coordinate(point.y)
    }
    return data
  }

  private static func condensed(_ run: [Point]) -> [Point] {
    guard run.count > 400 else { return run }
    var kept: [Point] = []
    var start = 0
    while start < run.count {
      let unit = run[start].x.rounded(.down)
      var end = start
      var low = start
      var high = start
      while end < run.count, run[end].x.rounded(.down) == unit {
        if run[end].y < run[low].y { low = end }
        if run[end].y > run[high].y { high = end }
        end += 1
      }
      var previous = -1
      for index in [start, min(low, high), max(low, high), end - 1] where index > previous {
        kept.append(run[index])
        previous = index
      }
      start = end
    }
    return kept
  }

  private static func distance(_ point: Point, from start: Point, to end: Point) -> Double {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let squared = dx * dx + dy * dy
    guard squared > 0 else {
      return ((point.x - start.x) * (point.x - start.x) + (point.y - start.y) * (point.y - start.y)).squareRoot()
    }
    return (dy * (point.x - start.x) - dx * (point.y - start.y)).magnitude / squared.squareRoot()
  }
}
