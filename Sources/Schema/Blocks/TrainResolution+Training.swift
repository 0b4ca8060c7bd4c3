internal import Autoencoders
internal import Datasets
internal import Engine
internal import NotebookSyntax

// How a block is trained: its descent over the epochs, what is measured meanwhile, and where it begins.

extension TrainResolution {
  func resolveTraining() -> TrainingOptions {
    var training = TrainingOptions()
    training.seed = draft.seed?.value ?? 0
    guard variant.isTrained else { return training }
    var optimizer = draft.optimizer?.value ?? training.descent.optimizer
    optimizer.weightDecay = draft.weightDecay?.value ?? optimizer.weightDecay
    training.descent.optimizer = optimizer
    training.descent.schedule = draft.schedule?.value.schedule ?? .constant
    training.descent.clipNorm = draft.clipNorm?.value
    training.descent.epochs = draft.epochs?.value ?? training.descent.epochs
    training.descent.batchSize = draft.batchSize?.value ?? training.descent.batchSize
    training.descent.precision = draft.precision?.value ?? .float32
    checkWarmup(training.descent)
    training.earlyStopping = draft.earlyStopping?.value
    if case .drawn(let initialization)? = draft.initialization?.value { training.initialization = initialization }
    if let data {
      checkEarlyStopping(data)
      training.watch = data.validation == .none ? [.test] : [.validation]
      if let watch = draft.watch {
        if !data.splits.contains(.validation), watch.value.contains(.validation) {
          findings.error(
            .missingSplit, "'watch' names the split 'validation', which the data do not have", at: watch.spot,
            help: "add it: data: {name: \(data.name), validation: 0.1}")
        }
        training.watch = Split.allCases.filter(watch.value.contains)
      }
    }
    return training
  }
  /// The block whose weights are the first ones.
  var start: FigureDraft.Word? {
    guard variant.isTrained, case .from(let label)? = draft.initialization?.value else { return nil }
    return label
  }

  /// How many models are trained; nil where that could not be read.
  var repeats: Int? {
    guard variant.isTrained else { return 1 }
    return reader.broken.contains("repeat") ? nil : draft.repeats?.value ?? 1
  }

  private func checkEarlyStopping(_ data: DataOptions) {
    guard let found = draft.earlyStopping, found.value != nil, !data.splits.contains(.validation) else { return }
    findings.error(
      .missingSplit, "'early_stopping' needs the split 'validation', which the data do not have", at: found.spot,
      help: "add it: data: {name: \(data.name), validation: 0.1}")
  }

  /// A warm-up that never ends would leave no cosine. An untrained model has no epochs to warm up in.
  private func checkWarmup(_ descent: Descent) {
    guard case .cosine(let warmup) = descent.schedule, warmup > 0, !reader.broken.contains("epochs") else { return }
    guard descent.epochs > 0, warmup >= descent.epochs, let schedule = draft.schedule else { return }
    let (epochs, isBlocksOwn) = (draft.epochs, !schedule.isInherited)
    let spot = (isBlocksOwn ? nil : epochs.flatMap { $0.isInherited ? nil : $0.spot }) ?? schedule.value.warmupSpot
    contradict(
      "'warmup' is \(grouped(warmup)) of \(grouped(descent.epochs)) epochs and leaves none for the cosine",
      spot ?? schedule.spot,
      help: isBlocksOwn && epochs?.isInherited == true
        ? "where 'epochs' is set, set 'schedule' too" : "fewer than 'epochs', which is \(grouped(descent.epochs)) here")
  }
}
