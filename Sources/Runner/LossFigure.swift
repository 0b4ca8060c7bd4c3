import Autoencoders
import Engine
import Figures
import Schema

extension FigureSubject {
  /// The losses of all models over the epochs: one colour a model, training solid, watched splits dashed.
  func lossFigure(_ options: FigureRequest.LossOptions) -> DrawnFigure? {
    var series: [LineChart.Series] = []
    var drawn: [(title: String, split: Split)] = []
    for (color, exhibited) in models.enumerated() {
      for curve in exhibited.model.curves where options.curves?.contains(curve.name) ?? true {
        guard !curve.losses.isEmpty else { continue }
        drawn.append((exhibited.block.common.title, curve.split))
        let name = models.count == 1 ? curve.split.rawValue : "\(exhibited.block.common.title), \(curve.split.rawValue)"
        var line = LineChart.Series(name: name, x: curve.losses.indices.map { Double($0 + 1) }, y: curve.losses)
        line.stroke =
          switch curve.split {
          case .train: .solid
          case .validation: .dashed
          case .test: exhibited.model.curves.contains { $0.split == .validation } ? .dotted : .dashed
          }
        line.color = color
        line.marksMinimum = curve.split != .train
        series.append(line)
      }
    }
    guard !series.isEmpty else { return nil }
    var chart = LineChart(xTitle: "epoch", yTitle: axisTitle(of: trained.map(\.model.objective)), series: series)
    chart.scale = options.isLogarithmic ? .log : .linear
    let floor = entropyFloor
    chart.rules = floor.map { [$0.rule] } ?? []
    return DrawnFigure(
      content: .chart(chart), caption: lossCaption(drawn, floorSplit: floor?.split),
      alternative: lossAlternative(series))
  }

  /// The models that have curves: a baseline has none.
  private var trained: [Run.Exhibited] { models.filter { !$0.model.curves.isEmpty } }

  private func axisTitle(of objectives: [Objective]) -> String {
    guard let objective = objectives.first, objectives.allSatisfy({ $0 == objective }) else { return "loss" }
    let error = objective.loss == .mse ? "squared error" : "cross-entropy (nats)"
    return "\(error), \(objective.reduction == .mean ? "mean over pixels" : "summed over pixels")"
  }

  /// The pixels' own entropy on the split that is watched, below which no cross-entropy gets there; nil where the models
  /// differ in what they are measured by or on.
  private var entropyFloor: (rule: LineChart.Rule, split: Split)? {
    guard let first = trained.first, let split = first.model.curves.dropFirst().first?.split,
      let samples = first.samples(of: split), samples.count > 0
    else { return nil }
    let objective = first.model.objective
    let isShared = trained.allSatisfy {
      $0.model.objective == objective && $0.block.data == first.block.data
        && $0.block.training.seed == first.block.training.seed
    }
    guard isShared, objective.loss == .bce else { return nil }
    let divisor = samples.count * (objective.reduction == .mean ? samples.width : 1)
    let entropy = entropies(of: samples).reduce(0, +) / Double(divisor)
    return (LineChart.Rule(name: "entropy of the \(split.rawValue) pixels", y: entropy), split)
  }

  /// Says of each stroke that is drawn what it is.
  private func lossCaption(_ drawn: [(title: String, split: Split)], floorSplit: Split?) -> String {
    var titles: [String] = []
    for curve in drawn where !titles.contains(curve.title) { titles.append(curve.title) }
    let splits = Split.allCases.filter { split in drawn.contains { $0.split == split } }
    let watched = splits.filter { $0 != .train }.map(\.rawValue)
    var clauses: [String] = []
    if splits.contains(.train) { clauses.append("training is the mean over an epoch’s batches as it trains") }
    if !watched.isEmpty {
      clauses.append("\(watched.sentence) \(watched.count == 1 ? "is" : "are") measured after each epoch")
    }
    if let floorSplit { clauses.append("on \(floorSplit.rawValue) no model gets below the pixels’ own entropy") }
    let objectives = trained.map(\.model.objective)
    if let first = objectives.first, objectives.contains(where: { $0 != first }) {
      clauses.append("the models have different losses, so only the shapes of the curves compare")
    }
    return "Loss of \(titles.sentence) over the epochs: \(clauses.joined(separator: "; "))."
  }

  private func lossAlternative(_ series: [LineChart.Series]) -> String {
    let sentences = series.map { line in
      guard let first = line.y.first, let last = line.y.last,
        let best = line.y.indices.min(by: { line.y[$0] < line.y[$1] })
      else { return "" }
      let epochs = line.y.count
      if epochs == 1 { return "\(line.name) is \(first.short) after one epoch." }
      return "\(line.name) goes from \(first.short) after epoch 1 to \(last.short) after epoch \(epochs), "
        + "smallest \(line.y[best].short) after epoch \(best + 1)."
    }
    return "Line chart of losses over epochs. " + sentences.joined(separator: " ")
  }
}
