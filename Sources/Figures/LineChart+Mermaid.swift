import Glibc

/// A chart as text that Mermaid draws: `xychart-beta`, whose lines all have points at the same places and bear no names.
package struct MermaidChart: Equatable, Sendable {
  package struct Line: Equatable, Sendable {
    /// A square in the line's colour: `🟦`.
    package let mark: String
    /// Of a curve or a rule; unescaped.
    package let name: String
    /// Its last and its smallest number, in words; empty for a rule.
    package let summary: String
  }

  /// The diagram without its fence; nil where there is no line to draw.
  package let text: String?
  package let lines: [Line]
}

extension LineChart {
  /// The chart as diagrams: curves of different lengths need one each, and no diagram has more lines than there are
  /// marks. Numbers that cannot be drawn end a curve. A logarithmic axis becomes one of logarithms.
  package func mermaid() -> [MermaidChart] {
    if isScatter {
      return [
        MermaidChart(
          text: nil,
          lines: series.enumerated().map { place, cloud in
            MermaidChart.Line(
              mark: MermaidCurve.marks[place % MermaidCurve.marks.count].square, name: cloud.name,
              summary: "\(cloud.x.count) points")
          })
      ]
    }
    var groups: [[MermaidCurve]] = []
    let most = max(MermaidCurve.marks.count - drawnRules.count, 1)
    for series in series {
      let curve = MermaidCurve(numbers(of: series), name: series.name, scale: scale)
      let place = groups.firstIndex { $0.count < most && $0[0].hasPlaces(of: curve) }
      if let place { groups[place].append(curve) } else { groups.append([curve]) }
    }
    return groups.map(diagram)
  }

  private var drawnRules: [Rule] { rules.filter { isDrawable($0.y) }.prefix(MermaidCurve.marks.count - 1).map(\.self) }

  private func diagram(_ curves: [MermaidCurve]) -> MermaidChart {
    let first = curves[0]
    let marks = MermaidCurve.marks
    let lines =
      curves.enumerated().map { MermaidChart.Line(mark: marks[$0].square, name: $1.name, summary: $1.summary(xTitle)) }
      + drawnRules.enumerated().map {
        let number = NumberText.significant($1.y, digits: 4)
        return MermaidChart.Line(mark: marks[curves.count + $0].square, name: "\($1.name): \(number)", summary: "")
      }
    guard let start = first.points.first?.x, let end = first.points.last?.x, end > start else {
      return MermaidChart(text: nil, lines: lines)
    }
    let levels = drawnRules.map { MermaidCurve.drawn($0.y, scale) }
    let drawn = curves.map(\.drawn) + levels.map { level in first.drawn.map { _ in level } }
    let all = drawn.joined()
    // Mermaid reads no exponents, so larger numbers have no way to be written.
    guard var low = all.min(), var high = all.max(), max(low.magnitude, high.magnitude) < 1e12 else {
      return MermaidChart(text: nil, lines: lines)
    }
    if high - low <= max(high.magnitude, low.magnitude) * 1e-9 {
      (low, high) = (low - max(low.magnitude * 0.2, 0.1), high + max(high.magnitude * 0.2, 0.1))
    } else {
      let margin = (high - low) * 0.05
      (low, high) = (low >= 0 ? max(low - margin, 0) : low - margin, high + margin)
    }
    let colors = marks.prefix(drawn.count).map(\.color).joined(separator: ", ")
    let decimals = MermaidCurve.decimals(for: high - low)
    let number: (Double) -> String = { MermaidCurve.number($0, decimals: decimals) }
    let yTitle = scale == .log ? "log10 of \(self.yTitle)" : self.yTitle
    var text = "%%{init: {\"themeVariables\": {\"xyChart\": {\"plotColorPalette\": \"\(colors)\"}}}}%%\n"
    text += "xychart-beta\n"
    text += "  x-axis \"\(MermaidCurve.title(xTitle))\" \(NumberText.plain(start)) --> \(NumberText.plain(end))\n"
    text += "  y-axis \"\(MermaidCurve.title(yTitle))\" \(number(low)) --> \(number(high))\n"
    for values in drawn { text += "  line [\(values.map(number).joined(separator: ", "))]\n" }
    return MermaidChart(text: text, lines: lines)
  }
}

/// A curve at evenly spaced places.
private struct MermaidCurve {
  typealias Point = (x: Double, y: Double)

  let name: String
  /// Up to the first number that cannot be drawn.
  let points: [Point]
  /// As the axis has them.
  let drawn: [Double]

  /// Colours that stand out on a light ground and on a dark one, with the character that looks like each.
  static let marks: [(color: String, square: String)] = [
    ("#3b7dd8", "🟦"), ("#e8862e", "🟧"), ("#3a9d5c", "🟩"), ("#9a5fc4", "🟪"), ("#d6493f", "🟥"), ("#c9a400", "🟨"),
    ("#9a6a48", "🟫"),
  ]
  /// More points than that look the same.
  private static let mostPoints = 120

  init(_ numbers: [Point?], name: String, scale: LineChart.Scale) {
    self.name = name
    points = numbers.prefix { $0 != nil }.compactMap(\.self)
    let values = points.map { Self.drawn($0.y, scale) }
    guard values.count > Self.mostPoints else {
      drawn = values
      return
    }
    // On a straight line between the two points beside each place.
    drawn = (0..<Self.mostPoints).map { place in
      let position = Double(place) * Double(values.count - 1) / Double(Self.mostPoints - 1)
      let index = min(Int(position), values.count - 2)
      return values[index] + (values[index + 1] - values[index]) * (position - Double(index))
    }
  }

  func hasPlaces(of other: MermaidCurve) -> Bool {
    points.count == other.points.count && points.first?.x == other.points.first?.x
      && points.last?.x == other.points.last?.x
  }

  /// `0.0123 at epoch 40, smallest 0.0119 at epoch 32`
  func summary(_ xTitle: String) -> String {
    guard let last = points.last, let least = points.min(by: { $0.y < $1.y }) else { return "no values" }
    func words(_ point: Point) -> String {
      let place = "\(xTitle) \(NumberText.plain(point.x))".trimmingPrefix(" ")
      return "\(NumberText.significant(point.y, digits: 4)) at \(place)"
    }
    let isShown = NumberText.significant(least.y, digits: 4) != NumberText.significant(last.y, digits: 4)
    return isShown ? "\(words(last)), smallest \(words(least))" : words(last)
  }

  static func drawn(_ value: Double, _ scale: LineChart.Scale) -> Double { scale == .log ? log10(value) : value }

  /// Digits behind the point that tell a thousandth of the range; Mermaid reads no exponents.
  static func decimals(for range: Double) -> Int { min(max(3 - NumberText.decimalExponent(range), 0), 15) }

  static func number(_ value: Double, decimals: Int) -> String {
    let text = NumberText.fixed(value, decimals: decimals)
    return text.replacing(NumberText.minus, with: "-")
  }

  /// What Mermaid takes between quotes without reading anything into it.
  static func title(_ text: String) -> String {
    String(text.map { $0.isLetter || $0.isNumber || " ,.()-–/".contains($0) ? $0 : " " })
  }
}
