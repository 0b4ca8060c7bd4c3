import Autoencoders
import Datasets
import Engine
import Schema

extension Run {
  /// Trains a block's models or takes those that are known, and draws the figures.
  mutating func run(_ block: TrainBlock, at place: Int) throws(BlockError) {
    let trained = try models(of: block, at: place)
    let dataset = trained.dataset
    let first = trained.model
    outcomes[place].provenance = provenance(
      of: block.common, key: trained.key, data: dataset, seeds: block.seeds)
    if let start = try start(of: block, width: first.network.inputs) {
      outcomes[place].provenance.append(
        BlockOutcome.Fact("Start", "the weights of \(start.block.common.title)\(start.firstOfAll)"))
    }
    if let loss = block.lossInWords { outcomes[place].provenance.append(BlockOutcome.Fact("Loss", loss)) }
    if let noise = block.noiseInWords { outcomes[place].provenance.append(BlockOutcome.Fact("Noise", noise)) }
    if block.training.descent.precision == .bfloat16 {
      let products = EngineIdentity.multipliesBfloat16 ? "multiplied as such" : "multiplied in float32"
      outcomes[place].provenance.append(BlockOutcome.Fact("Precision", "bfloat16 factors, \(products)"))
    }
    outcomes[place].curves = trained.course.curves
    outcomes[place].cost = block.cost(on: try header(of: block.data), speed: .thisMachine(threads: 1)).facts(of: block)
    let seconds = trained.models.reduce(0) { $0 + $1.seconds }
    if block.autoencoder.variant.isTrained, seconds > 0 {
      outcomes[place].samplesPerSecond = Double(trained.models.reduce(0) { $0 + $1.samplesSeen }) / seconds
    }
    outcomes[place].results = trained.results
    let shown = FigureSubject(
      label: block.common.label, models: [trained], part: dataset.test, training: dataset.train, split: .test,
      shape: dataset.shape, dataName: dataset.name, threads: options.threads,
      views: [first.view], colors: colors)
    outcomes[place].figures = try shown.figures(for: block.common.figures)
  }

  /// A block's models with what was measured of them: of this run, known from an earlier one, or trained now.
  private mutating func models(of block: TrainBlock, at place: Int) throws(BlockError) -> TrainedBlock {
    let label = block.common.label
    if let known = trained[label] { return known }
    let dataset = try dataset(block.data, seed: block.training.seed)
    let data = TrainingData(
      train: dataset.train.samples, validation: dataset.validation?.samples, test: dataset.test.samples)
    if block.autoencoder.variant == .pca, block.autoencoder.code > data.train.count {
      throw .componentsExceedSamples(code: block.autoencoder.code, samples: data.train.count)
    }
    let key = keys[label]?.hex ?? ""
    let result: TrainedBlock
    if let kept = keptModels(of: block, at: place, inputWidth: data.width) {
      result = TrainedBlock(block: block, models: kept.models, results: kept.results, dataset: dataset, key: key)
    } else {
      let lock = try lockKey(of: block, at: place)
      // Whoever held the lock may have trained it.
      if lock != nil, let kept = keptModels(of: block, at: place, inputWidth: data.width) {
        result = TrainedBlock(block: block, models: kept.models, results: kept.results, dataset: dataset, key: key)
      } else {
        let models = try trainedModels(of: block, at: place, on: data, dataset: dataset)
        let results = results(of: models, block, on: data)
        result = TrainedBlock(block: block, models: models, results: results, dataset: dataset, key: key)
        keep(KeptModels(models, results: results), as: .models, of: place)
      }
    }
    trained[label] = result
    return result
  }

  /// The models of another block, for one that uses them; nil where they are not to be had.
  mutating func models(of label: String) throws(BlockError) -> TrainedBlock? {
    if let known = trained[label] { return known }
    guard let place = outcomes.firstIndex(where: { $0.label == label }), outcomes[place].status == .cached,
      case .train(let block) = program.blocks[place]
    else { return nil }
    return try models(of: block, at: place)
  }

  private mutating func trainedModels(
    of block: TrainBlock, at place: Int, on data: TrainingData, dataset: Dataset
  ) throws(BlockError) -> [TrainedModel] {
    let start = try start(of: block, width: data.width)
    let cost = block.cost(on: try header(of: block.data), speed: .thisMachine(threads: 1))
    guard cost.memory <= options.memoryLimit else {
      throw .memoryExceeded(needs: cost.memory, limit: options.memoryLimit)
    }
    tellWhy(place)
    var models: [TrainedModel] = []
    for seed in block.seeds {
      let attempt = BlockError.Attempt(place: models.count + 1, count: block.seeds.count, seed: seed)
      models.append(
        try train(block, attempt, on: data, from: start?.model.parameters, dataset: dataset, at: place))
    }
    return models
  }

  /// The block whose weights training starts from, once they are known to fit; of one with several models those of its
  /// first.
  private mutating func start(of block: TrainBlock, width: Int) throws(BlockError) -> TrainedBlock? {
    guard let label = block.start else { return nil }
    guard let start = try models(of: label) else { throw .modelMissing(label) }
    guard block.autoencoder.network(inputWidth: width).canStart(from: start.model.network) else {
      throw .startDiffers(label)
    }
    return start
  }

  private mutating func train(
    _ block: TrainBlock, _ attempt: BlockError.Attempt, on data: TrainingData, from start: Parameters?,
    dataset: Dataset, at place: Int
  ) throws(BlockError) -> TrainedModel {
    let label = block.common.label
    let (onEvent, now, began) = (onEvent, options.now, options.now())
    let run = self
    let surroundings = TrainingSurroundings(
      threads: options.threads, now: now,
      onEpoch: { progress in
        let report = attempt.report(progress, secondsSoFar: now() - began)
        onEvent(.epochFinished(label: label, report))
        run.tellStage(block, report, curves: progress.curves, on: dataset)
      },
      isInterrupted: options.isInterrupted)
    var training = block.training
    training.seed = attempt.seed
    let named = attempt.count > 1 ? attempt : nil
    func soFar(_ curves: [TrainedModel.Curve], epochs: Int) -> [BlockOutcome.Figure] {
      let course = TrainingCourse(
        block: block, dataset: dataset, curves: curves, models: 1, epochs: [epochs],
        attempt: named.map { " (\($0.words))" } ?? "")
      return block.common.figures.lossFigures(label: label) {
        LossFigure(courses: [course], colors: run.colors).drawn($0)
      }
    }
    do {
      return try block.autoencoder.train(training, on: data, from: start, in: surroundings)
    } catch {
      switch error {
      case .diverged(let epoch, let step, let loss, let curves):
        outcomes[place].curves = curves
        outcomes[place].figures = soFar(curves, epochs: epoch - 1)
        let descent = block.training.descent
        let stepsPerEpoch = (data.train.count + descent.batchSize - 1) / descent.batchSize
        let rate = descent.rate(step: (epoch - 1) * stepsPerEpoch + step - 1, stepsPerEpoch: stepsPerEpoch)
        throw .diverged(epoch: epoch, step: step, loss: loss, rate: rate, descent, named)
      case .decompositionFailed(let reason): throw .decompositionFailed(reason)
      case .interrupted(let epoch, let curves):
        outcomes[place].curves = curves
        outcomes[place].figures = soFar(curves, epochs: epoch)
        throw .interrupted(inEpoch: epoch + 1, of: block.training.descent.epochs, named)
      }
    }
  }

  /// Losses and errors of every split, then the numbers that have none. Of several models means, each with its deviation
  /// behind it; their shapes are one.
  private func results(of models: [TrainedModel], _ block: TrainBlock, on data: TrainingData) -> [NamedValue] {
    guard let first = models.first else { return [] }
    let splits = data.splits.filter { data[$0]?.count ?? 0 > 0 }
    let measured = models.map { model in
      let inference = model.inference(threads: options.threads)
      return splits.map { split in
        Measurement(
          by: inference, of: data[split] ?? data.train, objective: model.objective,
          regularization: model.regularization, view: model.view)
      }
    }
    var results: [NamedValue] = []
    for (place, split) in splits.enumerated() {
      let penalties = block.autoencoder.penalties.filter { $0 != .auxiliary }
      let terms = penalties.flatMap { [LossTerm.raw($0), .weighted($0)] }
      let numbers: [(String, (Measurement) -> Double)] =
        [
          ("loss", \.loss), ("reconstruction", \.terms.reconstruction), ("mse", \.mse), ("sse", \.sse),
        ] + terms.map { term in (term.name, { $0.terms[term] }) }
      for (name, number) in numbers {
        results += Spread(of: measured.map { number($0[place]) }).named("\(split.rawValue).\(name)")
      }
    }
    results.append(NamedValue("parameters", Double(first.network.parameterCount)))
    results += Spread(of: models.map { Double($0.epochs) }).named("epochs")
    results += Spread(of: models.map { Double($0.bestEpoch) }).named("best_epoch")
    results.append(NamedValue("code", Double(block.autoencoder.codeWidth)))
    return results
  }
}

extension BlockError.Attempt {
  fileprivate func report(_ progress: EpochProgress, secondsSoFar: Double) -> RunEvent.EpochReport {
    // The models to come are taken to be as quick as this one.
    let whole = secondsSoFar + progress.secondsLeft
    return RunEvent.EpochReport(
      model: place, models: count, epoch: progress.epoch, epochs: progress.epochs,
      losses: progress.curves.filter { $0.term == .loss }.map { NamedValue($0.name, $0.losses.last ?? .nan) },
      stopping: progress.stopping.map { RunEvent.Stopping($0) }, samplesPerSecond: progress.samplesPerSecond,
      secondsLeft: progress.secondsLeft + whole * Double(count - place))
  }
}

extension RunEvent.Stopping {
  init(_ state: EarlyStoppingState) {
    self.init(
      monitor: state.options.monitor.rawValue, best: state.bestEpoch == 0 ? nil : state.best,
      bestEpoch: state.bestEpoch, epochsWithout: state.epochsWithout, patience: max(state.options.patience, 1),
      isOver: state.isOver)
  }
}
