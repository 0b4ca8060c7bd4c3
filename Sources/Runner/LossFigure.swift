import Autoencoders
import Engine
import Figures
import Schema

/// The losses of one or more trainings over the epochs: each in its model's colour, training solid, watched splits dashed.
struct LossFigure {
  /// Those without an epoch, as of a baseline, are left out.
  private let courses: [TrainingCourse]
  private let colors: ModelColors

  private let showsFloor: Bool
  /// Whether each training has a panel of its own, where there are more than two.
  var isOfFamily = false

  /// `showsFloor` draws the pixels' own entropy too, where it bounds the losses; that takes a way through the data.
  init(courses: [TrainingCourse], colors: ModelColors, showsFloor: Bool = true) {
    self.courses = courses
    self.colors = colors
    self.showsFloor = showsFloor
  }

  /// Nil where there is no epoch to draw.
  func drawn(_ options: FigureRequest.LossOptions) -> DrawnFigure? {
    var series: [LineChart.Series] = []
    var drawn: [(course: TrainingCourse, split: Split)] = []
    let terms = shownTerms(options)
    for course in courses {
      for curve in course.curves where options.curves?.contains(curve.name) ?? (curve.term == .loss) {
        guard !curve.losses.isEmpty else { continue }
        drawn.append((course, curve.split))
        let label = course.block.common.label
        let color = courses.count == 1 ? colors.color(of: curve.term, among: terms, label: label) : colors[label]
        let what = terms == [.loss] ? curve.split.rawValue : "\(curve.split.rawValue) \(curve.term.inWords)"
        let name = courses.count == 1 ? what : "\(course.title), \(what)"
        var line = LineChart.Series(name: name, x: curve.losses.indices.map { Double($0 + 1) }, y: curve.losses)
        line.stroke =
          switch curve.split {
          case .train: .solid
          case .validation: .dashed
          case .test: course.curves.contains { $0.split == .validation } ? .dotted : .dashed
          }
        line.color = color
        line.marksMinimum = curve.split != .train && curve.term == .loss
        series.append(line)
      }
    }
    guard !series.isEmpty else { return nil }
    var chart = LineChart(xTitle: "epoch", yTitle: axisTitle, series: series)
    chart.scale = options.isLogarithmic ? .log : .linear
    let floor = entropyFloor
    chart.rules = floor.map { [$0.rule] } ?? []
    if isOfFamily { chart.panels = panels(of: drawn.map(\.course), terms, series) }
    return DrawnFigure(
      content: .chart(chart), caption: caption(drawn, terms, floorSplit: floor?.split),
      alternative: alternative(series))
  }

  /// One a training.
  private func panels(
    of drawn: [TrainingCourse], _ terms: [LossTerm], _ series: [LineChart.Series]
  ) -> [LineChart.Panel] {
    var panels: [(label: String, panel: LineChart.Panel)] = []
    for (place, course) in drawn.enumerated() {
      let label = course.block.common.label
      // The curve's name begins with what is now the panel's title.
      let name = String(series[place].name.dropFirst(course.title.count + 2))
      if let known = panels.firstIndex(where: { $0.label == label }) {
        panels[known].panel.series.append(place)
        panels[known].panel.names.append(name)
      } else {
        panels.append((label, LineChart.Panel(title: course.title, series: [place], names: [name])))
      }
    }
    return panels.count > 2 ? panels.map(\.panel) : []
  }

  /// The terms that are drawn, in the order of their curves.
  private func shownTerms(_ options: FigureRequest.LossOptions) -> [LossTerm] {
    var terms: [LossTerm] = []
    for curve in courses.flatMap(\.curves) where options.curves?.contains(curve.name) ?? (curve.term == .loss) {
      if !curve.losses.isEmpty, !terms.contains(curve.term) { terms.append(curve.term) }
    }
    return terms
  }

  private var axisTitle: String {
    guard let objective = sharedObjective else { return "loss" }
    if trained.contains(where: { !$0.block.autoencoder.penalties.isEmpty }) {
      return "loss, \(objective.reduction == .mean ? "mean over pixels" : "summed over pixels")"
    }
    let error =
      switch objective.loss {
      case .mse: objective.deviation == nil ? "squared error" : "negative log-likelihood (nats)"
      case .bce: "cross-entropy (nats)"
      case .mae: "absolute error"
      case .huber: "Huber error"
      }
    return "\(error), \(objective.reduction == .mean ? "mean over pixels" : "summed over pixels")"
  }

  /// Of all trainings; nil where they differ, or where there is none.
  private var sharedObjective: Objective? {
    guard let objective = trained.first?.objective, trained.allSatisfy({ $0.objective == objective }) else {
      return nil
    }
    return objective
  }

  /// The trainings that have curves: a baseline has none.
  private var trained: [TrainingCourse] { courses.filter { !$0.curves.isEmpty } }

  /// The pixels' own entropy on the split that is watched, below which no cross-entropy gets there; nil where the models
  /// differ in what they are measured by or on.
  private var entropyFloor: (rule: LineChart.Rule, split: Split)? {
    guard showsFloor, let first = trained.first, let objective = sharedObjective, objective.loss == .bce,
      let split = first.curves.dropFirst().first?.split, let samples = first.samples(of: split), samples.count > 0
    else { return nil }
    let isShared = trained.allSatisfy {
      $0.block.data == first.block.data && $0.block.training.seed == first.block.training.seed
    }
    guard isShared else { return nil }
    let entropy = meanEntropy(of: samples) * (objective.reduction == .mean ? 1 : Double(samples.width))
    return (LineChart.Rule(name: "entropy of the \(split.rawValue) pixels", y: entropy), split)
  }

  /// Says of each stroke that is drawn what it is.
  private func caption(
    _ drawn: [(course: TrainingCourse, split: Split)], _ terms: [LossTerm], floorSplit: Split?
  ) -> String {
    var titles: [String] = []
    for course in drawn.map(\.course) where !titles.contains(course.titleWithCount) {
      titles.append(course.titleWithCount)
    }
    let splits = Split.allCases.filter { split in drawn.contains { $0.split == split } }
    let watched = splits.filter { $0 != .train }.map(\.rawValue)
    var clauses: [String] = []
    if splits.contains(.train) { clauses.append("training is the mean over an epoch’s batches as it trains") }
    if !watched.isEmpty {
      clauses.append("\(watched.sentence) \(watched.count == 1 ? "is" : "are") measured after each epoch")
    }
    if drawn.contains(where: \.course.isUneven) {
      clauses.append("once some models have stopped, the mean is over those that still train")
    }
    if courses.count == 1, let epoch = courses[0].restored { clauses.append("the model is that of epoch \(epoch)") }
    if let floorSplit { clauses.append("on \(floorSplit.rawValue) no model gets below the pixels’ own entropy") }
    if trained.count > 1, sharedObjective == nil {
      clauses.append("the models have different losses, so only the shapes of the curves compare")
    }
    clauses += termClauses
    return
      "\(terms == [.loss] ? "Loss" : "Terms of the loss") of \(titles.sentence) over the epochs: \(clauses.joined(separator: "; "))."
  }

  /// What a loss with penalties is made of, where one training is shown.
  private var termClauses: [String] {
    guard trained.count == 1, let block = trained.first?.block, !block.autoencoder.penalties.isEmpty,
      let words = block.lossInWords
    else { return [] }
    return ["the loss is \(words)"]
  }

  private func alternative(_ series: [LineChart.Series]) -> String {
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

extension TrainingCourse {
  /// The title; with what was drawn of it, where that is not one whole training.
  fileprivate var titleWithCount: String {
    if let attempt { return title + attempt }
    return models == 1 ? title : "\(title) (mean of \(models) models)"
  }
}

extension LossTerm {
  /// For a curve's end.
  fileprivate var inWords: String {
    switch self {
    case .loss: "loss"
    case .reconstruction: "reconstruction"
    case .raw(let penalty): penalty.name
    case .weighted(let penalty): "weighted \(penalty.name)"
    }
  }
}
