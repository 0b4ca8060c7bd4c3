package import Engine

/// Why a model could not be trained.
package enum TrainingError: Error, Equatable {
  /// The loss or a weight stopped being finite.
  case diverged(epoch: Int, step: Int, loss: Double, curves: [TrainedModel.Curve])
  /// The exact baseline could not be computed.
  case decompositionFailed(EigenvectorError)
  /// The caller asked to stop.
  case interrupted(afterEpoch: Int, curves: [TrainedModel.Curve])
}

/// How training goes, told after each epoch.
package struct EpochProgress: Sendable {
  /// Counted from 1.
  package let epoch: Int
  package let epochs: Int
  /// The newest value of each curve.
  package let curves: [TrainedModel.Curve]
  /// What early stopping has seen, this epoch included; nil where there is none.
  package let stopping: EarlyStoppingState?
  package let samplesPerSecond: Double
  /// For the epochs to come, measuring included.
  package let secondsLeft: Double
}

/// What surrounds a training: threads, time and whoever watches. None of it changes a bit of the result.
package struct TrainingSurroundings {
  package var threads: Int
  /// Seconds on a clock that never goes back.
  package var now: () -> Double
  package var onEpoch: (EpochProgress) -> Void
  /// Asked between batches; true ends the training with `TrainingError.interrupted`.
  package var isInterrupted: @Sendable () -> Bool

  package init(
    threads: Int, now: @escaping () -> Double, onEpoch: @escaping (EpochProgress) -> Void = { _ in },
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.threads = threads
    self.now = now
    self.onEpoch = onEpoch
    self.isInterrupted = isInterrupted
  }
}

extension AutoencoderOptions {
  /// Trains the autoencoder, or computes the baseline. The result depends on the options, the data, the seed and the
  /// start alone.
  ///
  /// `start` takes the place of drawn weights; a baseline has none. Traps unless it has as many numbers as the network
  /// keeps, and on early stopping without a validation split.
  package func train(
    _ training: TrainingOptions, on data: TrainingData, from start: Parameters? = nil,
    in surroundings: TrainingSurroundings
  ) throws(TrainingError) -> TrainedModel {
    precondition(data.train.count > 0, "training needs at least one sample")
    switch variant {
    case .pca: return try principalComponents(of: data, in: surroundings)
    case .meanImage: return try meanImage(of: data, in: surroundings)
    case .affine: return try affineDenoiser(of: data, seed: training.seed, in: surroundings)
    case .undercomplete, .overcomplete, .linear, .logisticPCA, .sparse, .denoising, .contractive, .variational:
      var descent = GradientTraining(self, training, data: data, start: start, surroundings)
      return try descent.finish()
    }
  }
}

extension TrainingOptions {
  /// The splits measured after each epoch: those asked for, else validation where there is one, else test; and the one
  /// that early stopping looks at.
  package func watchedSplits(of data: TrainingData) -> [Split] {
    let wanted = watch ?? [data.validation == nil ? .test : .validation]
    let monitored = earlyStopping.map { [$0.monitor.split] } ?? []
    var splits: [Split] = []
    for split in wanted + monitored where split != .train && !splits.contains(split) && data[split] != nil {
      splits.append(split)
    }
    return splits
  }
}
