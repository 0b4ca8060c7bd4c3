import Autoencoders
import Datasets
import Engine
import Schema

/// What a `train` block made, for those that use it: its models, and the data that they were trained on.
struct TrainedBlock {
  let block: TrainBlock
  /// Of the block's own seed: what figures show, and what other blocks start from.
  let model: TrainedModel
  /// Of the seeds that follow, in their order.
  let repetitions: [TrainedModel]
  /// Losses and errors of every split, and the numbers that have none.
  let results: [NamedValue]
  let dataset: Dataset
  let key: String

  /// Traps without models.
  init(block: TrainBlock, models: [TrainedModel], results: [NamedValue], dataset: Dataset, key: String) {
    self.block = block
    model = models[0]
    repetitions = Array(models.dropFirst())
    self.results = results
    self.dataset = dataset
    self.key = key
  }

  /// All models, in the order of their seeds.
  var models: [TrainedModel] { [model] + repetitions }

  /// What a figure of the first model alone says of it: ` (seed 0, the first of 5)`; empty for one model.
  var firstOfAll: String {
    repetitions.isEmpty ? "" : " (seed \(block.training.seed), the first of \(models.count))"
  }

  var course: TrainingCourse {
    TrainingCourse(
      block: block, dataset: dataset, curves: models.map(\.curves).mean, models: models.count,
      epochs: models.map(\.epochs), restored: restored)
  }

  /// The epoch that the one model's parameters are those of, where that is not the last.
  private var restored: Int? {
    guard repetitions.isEmpty, block.training.earlyStopping?.restore == .best, model.bestEpoch > 0 else { return nil }
    return model.bestEpoch < model.epochs ? model.bestEpoch : nil
  }
}

/// How the losses of a block went, for the figure of them; of a training that diverged up to there.
struct TrainingCourse {
  let block: TrainBlock
  let dataset: Dataset
  /// Means, where there are several models.
  let curves: [TrainedModel.Curve]
  let models: Int
  /// That each model ran.
  let epochs: [Int]
  /// The epoch that early stopping went back to.
  var restored: Int?
  /// Which model it is, in words, where it is not all of the block's training; empty where it has one alone.
  var attempt: String?

  var title: String { block.common.title }
  var objective: Objective { block.autoencoder.objective }
  /// Whether some models ended before others.
  var isUneven: Bool { epochs.contains { $0 != epochs.first } }

  func samples(of split: Split) -> Samples? {
    switch split {
    case .train: dataset.train.samples
    case .validation: dataset.validation?.samples
    case .test: dataset.test.samples
    }
  }
}

extension TrainBlock {
  /// The seeds of its models: its own, and those that follow.
  var seeds: [UInt64] { (0..<UInt64(max(repeats, 1))).map { training.seed &+ $0 } }
}
