import Autoencoders
import Figures
import Schema

/// A family's error over the number that it varies: a point a member, a curve for each choice of what else is varied.
struct VariationFigure {
  let family: Family
  /// Of the members that there are.
  let scores: [String: Double]
  let split: Split
  /// Of the data, or that each model has its own.
  let dataName: String

  /// Nil where fewer than two members are known.
  func drawn() -> DrawnFigure? {
    guard let key = family.curveKey else { return nil }
    var curves: [(name: String, points: [(x: Double, y: Double)])] = []
    for member in family.members {
      guard let x = member.numbers[key], let y = scores[member.label] else { continue }
      let others = member.names.indices.filter { $0 != key }
      let names = others.map { "\(family.keys[$0]) \(member.names[$0])" }
      let name = names.isEmpty ? "MSE" : names.joined(separator: ", ")
      let place = curves.firstIndex { $0.name == name } ?? curves.count
      if place == curves.count { curves.append((name, [])) }
      curves[place].points.append((x, y))
    }
    guard curves.contains(where: { $0.points.count > 1 }) else { return nil }
    let series = curves.enumerated().map { place, curve in
      let points = curve.points.sorted { $0.x < $1.x }
      var line = LineChart.Series(name: curve.name, x: points.map(\.x), y: points.map(\.y))
      line.color = place
      line.marksMinimum = true
      return line
    }
    let name = family.keys[key]
    let chart = LineChart(xTitle: name, yTitle: "mean squared error, \(split.rawValue)", series: series)
    let beside = curves.count > 1 ? ", a curve for each choice of the other values" : ""
    return DrawnFigure(
      content: .chart(chart),
      caption: "Mean squared error on the \(split.rawValue) split of \(dataName) over “\(name)”, a point a model"
        + beside + ".",
      alternative: alternative(series, over: name))
  }

  private func alternative(_ series: [LineChart.Series], over name: String) -> String {
    let sentences = series.map { line in
      let numbers = zip(line.x, line.y).map { "\($1.short) at \($0.short)" }
      return "\(line.name): \(numbers.sentence)."
    }
    return "Line chart of the mean squared error over \(name). " + sentences.joined(separator: " ")
  }
}
