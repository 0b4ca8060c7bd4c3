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
  let data: DataOptions
  let model: AutoencoderOptions
  let training: TrainingOptions
  /// Whether a key was given, in the block or above it.
  let isGiven: (String) -> Bool

  var settings: [BlockOptions.Setting] {
    var settings: [BlockOptions.Setting] = []
    func add(_ key: String, _ value: ConfigurationValue) {
      settings.append(.init(key: key, value: value, isDefault: !isGiven(key), decidesResult: true))
    }
    add("variant", .string(model.variant.rawValue))
    add("data", data.configurationValue())
    guard model.variant.isTrained else {
      if model.variant == .pca { add("code", .integer(model.code)) }
      add("seed", .integer(Int(clamping: training.seed)))
      return settings
    }
    let hasHiddenLayers = !model.encoder.isEmpty || !(model.decoder ?? []).isEmpty
    add("encoder", .layers(model.encoder))
    add("code", code)
    add("decoder", model.decoder.map { .layers($0) } ?? .string("mirror"))
    if hasHiddenLayers { add("activation", .string(model.activation.rawValue)) }
    add("output_activation", .string(model.outputActivation.rawValue))
    add("tied", .boolean(false))
    add("loss", .string(model.objective.loss.rawValue))
    add("reduction", .string(model.objective.reduction.rawValue))
    for key in ["noise", "sparsity", "contraction"] { add(key, .none) }
    add("optimizer", training.descent.optimizer.configurationValue)
    add("schedule", .string("constant"))
    add("weight_decay", .number(training.descent.optimizer.weightDecay))
    add("clip_norm", .none)
    add("epochs", .integer(training.descent.epochs))
    add("batch_size", .integer(training.descent.batchSize))
    add("early_stopping", .none)
    add("watch", .list((training.watch ?? []).map { .string($0.rawValue) }))
    add("initialization", initialization)
    add("precision", .string("float32"))
    add("seed", .integer(Int(clamping: training.seed)))
    return settings
  }

  private var code: ConfigurationValue {
    model.codeActivation == .linear
      ? .integer(model.code)
      : .mapping([.init("size", .integer(model.code)), .init("activation", .string(model.codeActivation.rawValue))])
  }

  private var initialization: ConfigurationValue {
    .string(training.initialization?.rawValue ?? "he before ReLU and its kin, else glorot")
  }
}
