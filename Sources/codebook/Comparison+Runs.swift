import Figures
import Report
import Runner

extension Comparison {
  init(of runs: RunComparison, before: String, after: String, limits: [ChangeLimit]) {
    self.init(before: before, after: after)
    settings = runs.settings.map { Setting($0) }
    surroundings = runs.surroundings.map { Setting($0) }
    sections = runs.blocks.filter(\.isDifferent).map { Section($0) }
    verdict = Self.verdict(on: runs, limits: limits)
  }

  private static func verdict(on runs: RunComparison, limits: [ChangeLimit]) -> String {
    let blocks = runs.blocks.count
    let different = runs.blocks.count(where: \.isDifferent)
    var parts: [String] = []
    if !runs.isDifferent {
      parts.append("No difference in \(counted(blocks, "block")).")
    } else {
      let settings = runs.blocks.reduce(runs.settings.count) { $0 + $1.settings.count }
      let curves = runs.blocks.reduce(0) { $0 + $1.curves.count { $0.difference != nil } }
      let results = runs.blocks.filter { $0.presence == .both }.reduce(0) { $0 + $1.results.count }
      parts.append(
        "\(different) of \(counted(blocks, "block")) \(different == 1 ? "differs" : "differ"): "
          + "\(counted(settings, "setting")), \(counted(results, "result")), \(counted(curves, "curve")).")
    }
    if !limits.isEmpty {
      let names = limits.map(\.text).joined(separator: ", ")
      parts.append(
        runs.exceeded == 0
          ? "Nothing changed by more than \(names)."
          : "\(counted(runs.exceeded, "result")) changed by more than \(names).")
    }
    return parts.joined(separator: " ")
  }
}

extension Comparison.Setting {
  fileprivate init(_ setting: RunComparison.Setting) {
    self.init(name: setting.name, before: setting.before, after: setting.after)
  }
}

extension Comparison.Section {
  fileprivate init(_ block: RunComparison.Block) {
    self.init(label: block.label, kind: block.kind)
    presence =
      switch block.presence {
      case .both: ""
      case .onlyBefore: "only in A"
      case .onlyAfter: "only in B"
      }
    settings = block.settings.map { .init($0) }
    claims = block.claims.map { .init($0) }
    error = block.error.map { .init($0) }
    results = block.results.map { number in
      let better: ScoreTable.Better =
        switch number.better {
        case .lower: .lower
        case .higher: .higher
        case .neither: .neither
        }
      return .init(
        name: number.name, before: number.before, after: number.after, better: better,
        exceeded: number.exceeded?.text)
    }
    equalResults = block.equalResults
    curves = block.curves.compactMap { $0.difference }
    // The losses themselves: their terms would hide them.
    let losses = block.curves.filter { $0.name.hasSuffix(".loss") }
    let shown = losses.isEmpty ? block.curves : losses
    if shown.contains(where: { !$0.before.isEmpty || !$0.after.isEmpty }) { chart = Self.chart(of: shown) }
  }

  /// A colour a run; as in all charts of losses, training is solid and what is watched is not.
  private static func chart(of curves: [RunComparison.Curve]) -> (LineChart, String) {
    let hasValidation = curves.contains { $0.name.hasPrefix("validation.") }
    var series: [LineChart.Series] = []
    // The longer run first: where they agree the other lies on it, and its own end shows.
    let lengths = [curves.map(\.before.count).max() ?? 0, curves.map(\.after.count).max() ?? 0]
    for color in lengths[1] > lengths[0] ? [1, 0] : [0, 1] {
      let run = color == 0 ? "A" : "B"
      for curve in curves {
        let losses = color == 0 ? curve.before : curve.after
        guard !losses.isEmpty else { continue }
        let name = curve.name.hasSuffix(".loss") ? String(curve.name.dropLast(5)) : curve.name
        var line = LineChart.Series(
          name: "\(run), \(name)", x: losses.indices.map { Double($0 + 1) }, y: losses)
        line.stroke =
          curve.name.hasPrefix("train.")
          ? .solid : hasValidation && curve.name.hasPrefix("test.") ? .dotted : .dashed
        line.color = color
        series.append(line)
      }
    }
    let words = (series.filter { $0.color == 0 } + series.filter { $0.color == 1 }).map { line in
      let ends = [line.y.first, line.y.last].compactMap(\.self).map { NumberText.significant($0, digits: 4) }
      return "\(line.name) goes from \(ends[0]) to \(ends[1]) in \(counted(line.y.count, "epoch"))."
    }
    return (
      LineChart(xTitle: "epoch", yTitle: "loss", series: series),
      words.joined(separator: " ")
    )
  }
}

extension RunComparison.Curve {
  /// From which epoch on it is another, and where each ends; nil where both are the same.
  fileprivate var difference: Comparison.Setting? {
    let shared = zip(before, after).map { $0 == $1 || ($0.isNaN && $1.isNaN) }
    guard before.count != after.count || shared.contains(false) else { return nil }
    func words(_ losses: [Double], beside other: Double?) -> String {
      guard let last = losses.last else { return "no epoch" }
      let digits = (4..<15).first { digits in
        other.map {
          $0 == last || NumberText.significant($0, digits: digits) != NumberText.significant(last, digits: digits)
        } ?? true
      }
      return "\(NumberText.significant(last, digits: digits ?? 15)) after \(counted(losses.count, "epoch"))"
    }
    let start = shared.firstIndex(of: false).map { ", differs from epoch \($0 + 1) on" } ?? ""
    return Comparison.Setting(
      name: "curve \(name)", before: words(before, beside: after.last),
      after: words(after, beside: before.last) + start)
  }
}
