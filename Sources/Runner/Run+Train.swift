import Autoencoders
import Datasets
import Engine
import Schema

extension Run {
  /// Trains a block's model, measures it on every split and draws its figures.
  mutating func run(_ block: TrainBlock, at place: Int) throws(BlockError) {
    let dataset = try dataset(block.data, seed: block.training.seed)
    let data = TrainingData(
      train: dataset.train.samples, validation: dataset.validation?.samples, test: dataset.test.samples)
    let key = block.common.resultKey(kind: "train", data: [dataset.fingerprint], upstream: [])
    outcomes[place].key = key
    outcomes[place].provenance = provenance(of: block.common, key: key, data: dataset, seed: block.training.seed)
    if block.autoencoder.variant == .pca, block.autoencoder.code > data.train.count {
      throw .componentsExceedSamples(code: block.autoencoder.code, samples: data.train.count)
    }
    let cost = block.cost(inputWidth: data.width, counts: dataset.splitCounts, speed: .thisMachine(threads: 1))
    guard cost.memory <= options.memoryLimit else {
      throw .memoryExceeded(needs: cost.memory, limit: options.memoryLimit)
    }
    let model = try train(block, on: data, at: place)
    outcomes[place].curves = model.curves
    outcomes[place].cost = cost.facts
    if block.autoencoder.variant.isTrained, model.seconds > 0 {
      outcomes[place].samplesPerSecond = Double(model.samplesSeen) / model.seconds
    }
    var measured: [(Split, Measurement)] = []
    for split in data.splits {
      guard let samples = data[split], samples.count > 0 else { continue }
      measured.append((split, Measurement(of: model, on: samples, threads: options.threads)))
    }
    outcomes[place].results = measured.flatMap { split, measurement in
      [
        NamedValue("\(split.rawValue).loss", measurement.loss),
        NamedValue("\(split.rawValue).reconstruction", measurement.loss),
        NamedValue("\(split.rawValue).mse", measurement.mse),
        NamedValue("\(split.rawValue).sse", measurement[.sse]),
      ]
    }
    outcomes[place].results += [
      NamedValue("parameters", Double(model.network.parameterCount)), NamedValue("epochs", Double(model.epochs)),
      NamedValue("best_epoch", Double(model.bestEpoch)), NamedValue("code", Double(model.code)),
    ]
    let exhibited = Exhibited(block: block, model: model, dataset: dataset, key: key)
    models[block.common.label] = exhibited
    let shown = FigureSubject(
      label: block.common.label, models: [exhibited], part: dataset.test, split: .test, shape: dataset.shape,
      dataName: dataset.name, threads: options.threads)
    outcomes[place].figures = shown.figures(for: block.common.figures)
  }

  private mutating func train(_ block: TrainBlock, on data: TrainingData, at place: Int) throws(BlockError)
    -> TrainedModel
  {
    let label = block.common.label
    let onEvent = onEvent
    let surroundings = TrainingSurroundings(
      threads: options.threads, now: options.now,
      onEpoch: { progress in
        let report = RunEvent.EpochReport(
          epoch: progress.epoch, epochs: progress.epochs,
          losses: progress.curves.map { NamedValue($0.name, $0.losses.last ?? .nan) },
          samplesPerSecond: progress.samplesPerSecond, secondsLeft: progress.secondsLeft)
        onEvent(.epochFinished(label: label, report))
      },
      isInterrupted: options.isInterrupted)
    do {
      return try block.autoencoder.train(block.training, on: data, in: surroundings)
    } catch {
      switch error {
      case .diverged(let epoch, let step, let loss, let curves):
        outcomes[place].curves = curves
        throw .diverged(
          epoch: epoch, step: step, loss: loss, learningRate: block.training.descent.optimizer.learningRate)
      case .decompositionFailed(let reason): throw .decompositionFailed(reason)
      case .interrupted(let epoch): throw .interrupted(afterEpoch: epoch)
      }
    }
  }

  /// How a result was made, in words that are the same on every run.
  func provenance(of block: BlockOptions, key: String, data: Dataset, seed: UInt64?) -> [BlockOutcome.Fact] {
    let engine = EngineIdentity.current
    var facts = [
      BlockOutcome.Fact("Key", key),
      BlockOutcome.Fact("Data", "\(data.name), \(data.counts), fingerprint \(data.fingerprint)"),
    ]
    if let seed { facts.append(BlockOutcome.Fact("Seed", "\(seed)")) }
    facts.append(
      BlockOutcome.Fact(
        "Engine", "version \(engine.version), \(engine.products) and \(engine.eigenvectors), \(engine.instructionSet)"))
    return facts
  }
}
