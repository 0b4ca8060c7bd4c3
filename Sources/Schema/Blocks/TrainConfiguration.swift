internal import Autoencoders
internal import Datasets
internal import Engine

extension ConfigurationValue {
  /// Layers as in `encoder`: widths, and mappings where a layer has an activation of its own.
  static func layers(_ layers: [HiddenLayer]) -> ConfigurationValue {
    .list(
      layers.map { layer in
        switch layer {
        case .dense(let units, nil): .integer(units)
        case .dense(let units, let activation?):
          .mapping([.init("dense", .integer(units)), .init("activation", .string(activation.rawValue))])
        case .dropout(let rate): .mapping([.init("dropout", .number(rate))])
        case .batchNorm: .mapping([.init("batch_norm", .boolean(true))])
        }
      })
  }
}

/// The settings of a `train` block that decide its result, in the schema's order; those that have no meaning in its
/// variant are left out.
struct TrainConfiguration {
  let block: TrainBlock
  /// Whether a key was given, in the block or above it.
  let isGiven: (String) -> Bool

  private var model: AutoencoderOptions { block.autoencoder }
  private var training: TrainingOptions { block.training }

  var settings: [BlockOptions.Setting] {
    var settings: [BlockOptions.Setting] = []
    func add(_ key: String, _ value: ConfigurationValue) {
      settings.append(.init(key: key, value: value, isDefault: !isGiven(key), decidesResult: true))
    }
    add("variant", .string(model.variant.rawValue))
    add("data", block.data.configurationValue())
    guard model.variant.isTrained else {
      if model.variant == .pca { add("code", .integer(model.code)) }
      if model.variant == .affine { add("noise", model.corruption?.configurationValue ?? .none) }
      add("seed", .integer(Int(clamping: training.seed)))
      return settings
    }
    let hasHiddenLayers = (model.encoder + model.resolvedDecoder).contains { $0.units != nil }
    add("encoder", .layers(model.encoder))
    add("code", code)
    add("decoder", model.decoder.map { .layers($0) } ?? .string("mirror"))
    if hasHiddenLayers { add("activation", .string(model.activation.rawValue)) }
    add("output_activation", .string(model.outputActivation.rawValue))
    add("tied", .boolean(model.tied))
    add("loss", .string(model.objective.loss.rawValue))
    add("reduction", .string(model.objective.reduction.rawValue))
    if let deviation = model.objective.deviation { add("sigma", .number(deviation)) }
    add("noise", model.corruption?.configurationValue ?? .none)
    add("sparsity", model.sparsity?.configurationValue ?? .none)
    add("contraction", model.contraction.map { .mapping([.init("weight", .number($0))]) } ?? .none)
    if model.variant == .variational {
      add("beta", .number(model.beta))
      add("kl_warmup", .integer(model.warmup))
    }
    add("optimizer", training.descent.optimizer.configurationValue)
    add("schedule", training.descent.schedule.configurationValue)
    add("weight_decay", .number(training.descent.optimizer.weightDecay))
    add("clip_norm", training.descent.clipNorm.map { .number($0) } ?? .none)
    add("epochs", .integer(training.descent.epochs))
    add("batch_size", .integer(training.descent.batchSize))
    add("early_stopping", training.earlyStopping?.configurationValue ?? .none)
    add("watch", .list((training.watch ?? []).map { .string($0.rawValue) }))
    add("initialization", initialization)
    if block.start != nil { settings[settings.count - 1].valueWithoutLabels = .mapping([.init("from", .none)]) }
    add("precision", .string(training.descent.precision.rawValue))
    add("seed", .integer(Int(clamping: training.seed)))
    add("repeat", .integer(block.repeats))
    return settings
  }

  private var code: ConfigurationValue {
    guard model.codeActivation != .linear else { return .integer(model.code) }
    let binary = model.binaryNoise.map { [ConfigurationValue.Entry("binary", .mapping([.init("noise", .number($0))]))] }
    return .mapping(
      [.init("size", .integer(model.code)), .init("activation", .string(model.codeActivation.rawValue))]
        + (binary ?? []))
  }

  /// One word where all layers are drawn alike, else a word for each layer that has weights of its own, from the input
  /// to the output.
  private var initialization: ConfigurationValue {
    if let start = block.start { return .mapping([.init("from", .string(start))]) }
    let network = model.network(inputWidth: block.data.shape.pixels, initialization: training.initialization)
    let words = network.layers.compactMap(\.dense).filter { $0.tiedTo == nil }.map(\.initialization.rawValue)
    guard let first = words.first, !words.allSatisfy({ $0 == first }) else {
      return words.first.map { .string($0) } ?? .none
    }
    return .list(words.map { .string($0) })
  }
}
