import Engine

/// One training by gradient descent: epochs, what is measured after each, and when they end.
struct GradientTraining {
  private let options: AutoencoderOptions
  private let training: TrainingOptions
  private let data: TrainingData
  private let surroundings: TrainingSurroundings
  private let network: Network
  private let trainer: Trainer
  private let watched: [Split]

  private var curves: [TrainedModel.Curve]
  private var stopping: EarlyStoppingState?
  /// Of the best epoch, where they are to be restored.
  private var best: Parameters?
  private var trainingSeconds = 0.0

  init(
    _ options: AutoencoderOptions, _ training: TrainingOptions, data: TrainingData, start: Parameters?,
    _ surroundings: TrainingSurroundings
  ) {
    precondition(
      training.earlyStopping == nil || data[.validation] != nil, "early stopping needs a validation split")
    self.options = options
    self.training = training
    self.data = data
    self.surroundings = surroundings
    network = options.network(inputWidth: data.width, initialization: training.initialization)
    trainer = Trainer(
      network: network, parameters: start ?? Parameters(drawnFor: network, seed: training.seed),
      objective: options.objective, regularization: options.regularization, descent: training.descent,
      threads: surroundings.threads, seed: training.seed)
    watched = training.watchedSplits(of: data)
    curves = options.curves(of: [.train] + watched)
    stopping = training.earlyStopping.map { EarlyStoppingState($0) }
  }

  mutating func finish() throws(TrainingError) -> TrainedModel {
    let start = surroundings.now()
    let epochs = training.descent.epochs
    var epoch = 0
    while epoch < epochs, stopping?.isOver != true {
      epoch += 1
      let epochStart = surroundings.now()
      append(try run(epoch), of: .train)
      trainingSeconds += surroundings.now() - epochStart
      measure(after: epoch)
      surroundings.onEpoch(
        EpochProgress(
          epoch: epoch, epochs: epochs, curves: curves, stopping: stopping,
          samplesPerSecond: Double(epoch * data.train.count) / max(trainingSeconds, 1e-9),
          secondsLeft: (surroundings.now() - start) / Double(epoch) * Double(epochs - epoch)))
    }
    return TrainedModel(
      network: network, parameters: best ?? trainer.parameters, precision: training.descent.precision,
      encoderDepth: options.encoderDepth, objective: options.objective, regularization: options.regularization,
      seed: training.seed,
      curves: epoch == 0 ? [] : curves,
      epochs: epoch, bestEpoch: stopping?.bestEpoch ?? curves.bestEpoch, seconds: trainingSeconds,
      samplesSeen: epoch * data.train.count)
  }

  private mutating func append(_ terms: LossTerms, of split: Split) {
    for place in curves.indices where curves[place].split == split {
      curves[place].losses.append(terms[curves[place].term])
    }
  }

  private func run(_ epoch: Int) throws(TrainingError) -> LossTerms {
    do {
      return try trainer.runEpochTerms(data.train, epoch: epoch, isInterrupted: surroundings.isInterrupted)
    } catch {
      switch error {
      case .diverged(_, let step, let loss): throw .diverged(epoch: epoch, step: step, loss: loss, curves: curves)
      case .interrupted: throw .interrupted(afterEpoch: epoch - 1, curves: curves)
      }
    }
  }

  /// Measures the watched splits, whole, and shows early stopping its number.
  private mutating func measure(after epoch: Int) {
    guard !watched.isEmpty else { return }
    let inference = trainer.inference
    let view = InferenceView(corruption: options.corruption, seed: training.seed)
    for split in watched {
      guard let samples = data[split] else { continue }
      let measurement = Measurement(
        by: inference, of: samples, objective: options.objective, regularization: options.regularization, view: view)
      append(measurement.terms, of: split)
      guard let monitor = stopping?.options.monitor, monitor.split == split else { continue }
      let isBest = stopping?.observe(measurement[monitor], after: epoch) ?? false
      guard isBest, stopping?.options.restore == .best else { continue }
      best = nil  // frees its memory before the next one takes as much
      best = trainer.parameters
    }
  }
}

extension [TrainedModel.Curve] {
  /// Counted from 1; 0 where no epoch gave a finite number. The first watched split decides, else training's own loss.
  fileprivate var bestEpoch: Int {
    let losses = (filter { $0.term == .loss }.dropFirst().first ?? self[0]).losses
    return losses.indices.filter { losses[$0].isFinite }.min { losses[$0] < losses[$1] }.map { $0 + 1 } ?? 0
  }
}
