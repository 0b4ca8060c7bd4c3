import Autoencoders
import Datasets
import Engine
import Figures
import Schema

extension Run {
  /// Measures a block's models and draws its table and its figures.
  mutating func run(_ block: EvaluateBlock, at place: Int) throws(BlockError) {
    var shown: [TrainedBlock] = []
    // A family shows those members that there are.
    var missing: String?
    for label in block.models {
      if let model = try models(of: label) {
        shown.append(model)
      } else if block.family == nil {
        throw .modelMissing(label)
      } else {
        missing = missing ?? label
      }
    }
    if shown.isEmpty, let missing { throw .modelMissing(missing) }
    guard let first = shown.first else { return }
    var scores: [ScoredModel] = []
    let known = missing == nil ? keptScores(of: block, at: place) : nil
    if known == nil { tellWhy(place) }
    var others: [String: Dataset] = [:]
    for name in block.metrics.compactMap(\.against).compactMap({ DatasetName(rawValue: $0) }) where known == nil {
      let other = try dataset(DataOptions(source: .named(name)), seed: first.block.training.seed)
      others[name.rawValue] = other
    }
    var sets: [String] = []
    var areComparable = true
    var subject: (part: Part, dataset: Dataset)?
    for (index, model) in shown.enumerated() {
      // Data of the block's own are cut by the seed of its first model.
      let used = if let own = block.data { try dataset(own, seed: first.block.training.seed) } else { model.dataset }
      let part = try part(block.split, of: used)
      if part.samples.width != model.model.network.inputs {
        throw .widthDiffers(
          model: model.block.common.label, expected: model.model.network.inputs, found: part.samples.width)
      }
      let count = part.samples.count
      let set = "\(used.name) (\(grouped(count)) \(count == 1 ? "image" : "images"))"
      if !sets.contains(set) { sets.append(set) }
      // One data set may be cut in many ways: only the very same images compare.
      if let subject, subject.part != part { areComparable = false }
      subject = subject ?? (part, used)
      if let known {
        scores.append(ScoredModel(model, scores: known.scores[index]))
        continue
      }
      let images = MeasuredImages(
        samples: part.samples, labels: part.labels.map(Int.init), training: used.train.samples,
        trainingLabels: used.train.labels.map(Int.init), shape: (used.shape.height, used.shape.width, 1))
      scores.append(
        try ScoredModel(
          model, on: images, by: block.metrics, others: others.mapValues(\.test.samples), threads: options.threads
        ) { block.view(of: $0, first: first) })
    }
    guard let (part, used) = subject else { return }
    if known == nil, missing == nil { keep(KeptScores(scores: scores.map(\.scores)), as: .scores, of: place) }
    outcomes[place].provenance = provenance(
      of: block.common, key: outcomes[place].key ?? "", data: used, seeds: [])
    if block.family == nil {
      outcomes[place].results = scores.flatMap { model in
        zip(block.metrics, model.scores).flatMap { metric, score in score.named("\(model.label).\(metric.name)") }
      }
    }
    outcomes[place].table = block.table(of: scores, areComparable: areComparable)
    outcomes[place].tableCaption = caption(of: block, on: sets, scores, areComparable: areComparable)
    var shownOn = FigureSubject(
      label: block.common.label, models: shown, part: part, training: used.train, split: block.split, shape: used.shape,
      dataName: used.name, threads: options.threads,
      views: shown.map { block.view(of: $0.model, first: first) }, colors: colors)
    if let family = block.family, let mse = block.metrics.firstIndex(of: .mse) {
      shownOn.variation = VariationFigure(
        family: family,
        scores: Dictionary(scores.map { ($0.label, $0.scores[mse].mean) }, uniquingKeysWith: { first, _ in first }),
        split: block.split, dataName: areComparable ? used.name : "each model’s own data")
    }
    outcomes[place].figures = try shownOn.figures(for: block.common.figures)
    if let missing { throw .modelMissing(missing) }
  }

  /// What was measured on which images, and what the metrics are.
  private func caption(
    of block: EvaluateBlock, on sets: [String], _ scores: [ScoredModel], areComparable: Bool
  ) -> String {
    let models = block.models.count == 1 ? "One model" : "\(block.models.count.inWords) models"
    let place = "the \(block.split.rawValue) split of \(sets.sentence)"
    let opening =
      areComparable
      ? "\(models) on \(place)."
      : "\(models), each on its own images of \(place): numbers from different images do not compare."
    return opening + noise(of: block) + scores.repetition + " " + block.metrics.map(\.definition).joined(separator: " ")
  }

  /// What the input suffers, as a sentence that starts with a space.
  private func noise(of block: EvaluateBlock) -> String {
    switch block.noise {
    case .none:
      let isNews = block.models.contains { trained[$0]?.block.autoencoder.corruption != nil }
      return isNews ? " The input is clean." : ""
    case .trained:
      return " Each model’s input has the noise that it was trained with; errors are from the clean images."
    case .corruption(let corruption):
      return " The input has \(corruption.words), the same for all models; errors are from the clean images."
    }
  }

  private func part(_ split: Split, of dataset: Dataset) throws(BlockError) -> Part {
    switch split {
    case .train: return dataset.train
    case .test: return dataset.test
    case .validation:
      guard let validation = dataset.validation else { throw .splitMissing(split, dataset.name) }
      return validation
    }
  }
}

extension EvaluateBlock {
  /// What a model sees of its input. Noise of the block's own is drawn from the seed of its first model.
  func view(of model: TrainedModel, first: TrainedBlock) -> InferenceView {
    switch noise {
    case .none: InferenceView(seed: model.seed)
    case .trained: model.view
    case .corruption(let corruption): InferenceView(corruption: corruption, seed: first.block.training.seed)
    }
  }
}
