import Autoencoders
import Engine
import Figures
import Schema

extension FigureSubject {
  /// The losses of all models over the epochs: one colour a model, training solid, watched splits dashed.
  func lossFigure(_ options: FigureRequest.LossOptions) -> DrawnFigure? {
    var series: [LineChart.Series] = []
    for (color, exhibited) in models.enumerated() {
      for curve in exhibited.model.curves where options.curves?.contains(curve.name) ?? true {
        guard !curve.losses.isEmpty else { continue }
        let name = models.count == 1 ? curve.split.rawValue : "\(exhibited.block.common.title), \(curve.split.rawValue)"
        var line = LineChart.Series(name: name, x: curve.losses.indices.map { Double($0 + 1) }, y: curve.losses)
        line.stroke = curve.split == .train ? .solid : .dashed
        line.color = color
        line.marksMinimum = curve.split != .train
        series.append(line)
      }
    }
    guard !series.isEmpty else { return nil }
    let objectives = models.map(\.model.objective)
    var chart = LineChart(xTitle: "epoch", yTitle: axisTitle(of: objectives), series: series)
    chart.scale = options.isLogarithmic ? .log : .linear
    if let objective = objectives.first, objectives.allSatisfy({ $0 == objective }), objective.loss == .bce {
      let pixels = Double(part.samples.count * (objective.reduction == .mean ? part.samples.width : 1))
      chart.rules = [
        LineChart.Rule(
          name: "the pixels’ own entropy", y: entropies(of: part.samples).reduce(0, +) / max(pixels, 1))
      ]
    }
    return DrawnFigure(
      content: .chart(chart), caption: lossCaption(chart), alternative: lossAlternative(series))
  }

  private func axisTitle(of objectives: [Objective]) -> String {
    guard let objective = objectives.first, objectives.allSatisfy({ $0 == objective }) else { return "loss" }
    let error = objective.loss == .mse ? "squared error" : "cross-entropy (nats)"
    return "\(error), \(objective.reduction == .mean ? "mean over pixels" : "summed over pixels")"
  }

  private func lossCaption(_ chart: LineChart) -> String {
    let watched = models.flatMap(\.model.curves).map(\.split).filter { $0 != .train }
    var caption = "Loss of \(models.map(\.block.common.title).sentence) over the epochs"
    caption += ": the curve of training is the mean over an epoch’s batches as it trains"
    if let split = watched.first {
      caption += ", the dashed one is measured on the whole \(split.rawValue) split after each epoch"
    }
    if !chart.rules.isEmpty { caption += "; no model gets below the pixels’ own entropy" }
    return caption + "."
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
