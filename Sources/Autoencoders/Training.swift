package import Engine

/// Why a model could not be trained.
package enum TrainingError: Error, Equatable {
  /// The loss or a weight stopped being finite.
  case diverged(epoch: Int, step: Int, loss: Double, curves: [TrainedModel.Curve])
  /// The exact baseline could not be computed.
  case decompositionFailed(EigenvectorError)
  /// The caller asked to stop.
  case interrupted(afterEpoch: Int)
}

/// How training goes, told after each epoch.
package struct EpochProgress: Sendable {
  /// Counted from 1.
  package let epoch: Int
  package let epochs: Int
  /// The newest value of each curve.
  package let curves: [TrainedModel.Curve]
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
  /// Trains the autoencoder, or computes the baseline. The result depends on the options, the data and the seed alone.
  package func train(
    _ training: TrainingOptions, on data: TrainingData, in surroundings: TrainingSurroundings
  ) throws(TrainingError) -> TrainedModel {
    precondition(data.train.count > 0, "training needs at least one sample")
    return switch variant {
    case .pca: try principalComponents(of: data, in: surroundings)
    case .meanImage: try meanImage(of: data, in: surroundings)
    case .undercomplete, .overcomplete, .linear, .logisticPCA: try descend(training, on: data, in: surroundings)
    }
  }

  private func descend(
    _ training: TrainingOptions, on data: TrainingData, in surroundings: TrainingSurroundings
  ) throws(TrainingError) -> TrainedModel {
    let network = network(inputWidth: data.width, initialization: training.initialization)
    let trainer = Trainer(
      network: network, parameters: Parameters(drawnFor: network, seed: training.seed), objective: objective,
      descent: training.descent, threads: surroundings.threads, seed: training.seed)
    let watched = training.watchedSplits(of: data)
    var curves = ([.train] + watched).map { TrainedModel.Curve(split: $0, losses: []) }
    var trainingSeconds = 0.0
    let start = surroundings.now()

    for epoch in 1...max(training.descent.epochs, 1) where training.descent.epochs > 0 {
      let epochStart = surroundings.now()
      curves[0].losses.append(try run(epoch, of: trainer, on: data.train, curves, surroundings))
      trainingSeconds += surroundings.now() - epochStart
      for (place, split) in watched.enumerated() {
        guard let samples = data[split] else { continue }
        let inference = Inference(network: network, parameters: trainer.parameters, threads: surroundings.threads)
        let loss = meanLoss(of: inference.errors(of: samples), objective: objective, width: samples.width)
        curves[place + 1].losses.append(loss)
      }
      surroundings.onEpoch(
        EpochProgress(
          epoch: epoch, epochs: training.descent.epochs, curves: curves,
          samplesPerSecond: Double(epoch * data.train.count) / max(trainingSeconds, 1e-9),
          secondsLeft: (surroundings.now() - start) / Double(epoch) * Double(training.descent.epochs - epoch)))
    }
    return TrainedModel(
      network: network, parameters: trainer.parameters, encoderDepth: encoderDepth, objective: objective,
      curves: training.descent.epochs == 0 ? [] : curves, epochs: training.descent.epochs, bestEpoch: curves.bestEpoch,
      seconds: trainingSeconds, samplesSeen: training.descent.epochs * data.train.count)
  }

  private func run(
    _ epoch: Int, of trainer: Trainer, on samples: Samples, _ curves: [TrainedModel.Curve],
    _ surroundings: TrainingSurroundings
  ) throws(TrainingError) -> Double {
    do {
      return try trainer.runEpoch(samples, epoch: epoch, isInterrupted: surroundings.isInterrupted)
    } catch {
      switch error {
      case .diverged(_, let step, let loss): throw .diverged(epoch: epoch, step: step, loss: loss, curves: curves)
      case .interrupted: throw .interrupted(afterEpoch: epoch - 1)
      }
    }
  }
}

extension TrainingOptions {
  /// The splits measured after each epoch: those asked for, else validation where there is one, else test.
  package func watchedSplits(of data: TrainingData) -> [Split] {
    (watch ?? [data.validation == nil ? .test : .validation]).filter { $0 != .train }
  }
}

extension [TrainedModel.Curve] {
  /// Counted from 1; 0 where no epoch was run. The first watched split decides, else training's own loss.
  fileprivate var bestEpoch: Int {
    let losses = (count > 1 ? self[1] : self[0]).losses
    return losses.indices.min { losses[$0] < losses[$1] }.map { $0 + 1 } ?? 0
  }
}
