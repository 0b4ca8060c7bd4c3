internal import Autoencoders
internal import Datasets
internal import Engine
internal import NotebookSyntax

/// A `train` block's model and training with every default; whatever contradicts itself has its diagnostic.
struct TrainResolution {
  let draft: TrainDraft
  let data: DataOptions?
  let reader: MappingReader
  /// Where the block begins, for what is wrong with no key in particular.
  let blockSpot: Spot

  private var findings: Findings { reader.findings }
  private var variant: Variant { draft.variant?.value ?? .undercomplete }

  /// The keys without a meaning in a variant; a value among these is one that changes nothing.
  private static let meaningless: [Variant: [(key: String, reason: String)]] = {
    let trained = ["loss", "reduction", "optimizer", "weight_decay", "epochs", "batch_size", "watch", "initialization"]
    let shape = ["encoder", "decoder", "activation", "output_activation"]
    let atOnce = (shape + trained).map { ($0, "which is computed at once") }
    return [.pca: atOnce, .meanImage: [("code", "which has none")] + atOnce]
  }()

  func resolve() -> (AutoencoderOptions, TrainingOptions)? {
    reportMeaninglessKeys()
    guard !draft.isVariantLater else { return nil }
    var options = AutoencoderOptions()
    options.variant = variant
    resolveShape(&options)
    resolveObjective(&options)
    let training = resolveTraining(options)
    checkWidths(options)
    return (options, training)
  }

  private func reportMeaninglessKeys() {
    for (key, reason) in Self.meaningless[variant] ?? [] {
      guard isOwn(key), !reader.broken.contains(key), let spot = reader.keySpot(key) else { continue }
      // The language gives these as the defaults of 'pca', so they may be said.
      if variant == .pca, key == "encoder", draft.encoder?.value.isEmpty == true { continue }
      if variant == .pca, key == "output_activation", draft.outputActivation?.value == .linear { continue }
      findings.error(.meaningless, "'\(key)' has no meaning in '\(variant.rawValue)', \(reason)", at: spot)
    }
  }

  /// Whether the block itself gives a key; what is inherited gives way to the variant.
  private func isOwn(_ key: String) -> Bool { reader.has(key) && !reader.isInherited(key) }
}

// MARK: - Shape and objective

extension TrainResolution {
  private func resolveShape(_ options: inout AutoencoderOptions) {
    options.code = draft.code?.value.size ?? options.code
    switch variant {
    case .pca, .meanImage:
      options.encoder = []
      options.outputActivation = .linear
      if let found = draft.code, let activation = found.value.activation, activation != .linear, !found.isInherited {
        contradict("the code of '\(variant.rawValue)' is linear, found \(activation.rawValue)", found.spot)
      }
    case .linear, .logisticPCA: resolveLinear(&options)
    case .undercomplete, .overcomplete:
      options.activation = draft.activation?.value ?? options.activation
      options.encoder = draft.encoder?.value ?? options.encoder
      if case .layers(let layers)? = draft.decoder?.value { options.decoder = layers }
      options.codeActivation = draft.code?.value.activation ?? options.codeActivation
      options.outputActivation = draft.outputActivation?.value ?? options.outputActivation
      normalise(&options)
    }
  }

  /// Layers that name the common activation, and decoders that are the mirror, are the same as without.
  private func normalise(_ options: inout AutoencoderOptions) {
    let common = options.activation
    func plain(_ layer: HiddenLayer) -> HiddenLayer {
      guard case .dense(let units, let activation) = layer else { return layer }
      return .dense(units: units, activation: activation == common ? nil : activation)
    }
    options.encoder = options.encoder.map(plain)
    options.decoder = options.decoder?.map(plain)
    if options.decoder == options.encoder.reversed() { options.decoder = nil }
  }

  /// `linear` and `logistic_pca`: no hidden layers, and the activations that the name stands for.
  private func resolveLinear(_ options: inout AutoencoderOptions) {
    let output: Activation = variant == .linear ? .linear : .sigmoid
    options.encoder = []
    options.outputActivation = output
    let name = variant.rawValue
    if let encoder = draft.encoder, !encoder.isInherited, !encoder.value.isEmpty {
      contradict("'\(name)' has no hidden layers; 'encoder' can only be []", encoder.spot)
    }
    if let decoder = draft.decoder, !decoder.isInherited, case .layers(let layers) = decoder.value, !layers.isEmpty {
      contradict("'\(name)' has no hidden layers; 'decoder' can only be mirror or []", decoder.spot)
    }
    if let found = draft.activation, !found.isInherited, found.value != .linear {
      contradict("'\(name)' has no hidden layers, so 'activation' can only be linear", found.spot)
    }
    if let found = draft.code, !found.isInherited, let activation = found.value.activation, activation != .linear {
      contradict("the code of '\(name)' is linear, found \(activation.rawValue)", found.spot)
    }
    if let found = draft.outputActivation, !found.isInherited, found.value != output {
      contradict(
        "'output_activation' must be \(output.rawValue) in '\(name)', found \(found.value.rawValue)", found.spot)
    }
  }

  private func resolveObjective(_ options: inout AutoencoderOptions) {
    guard variant.isTrained else { return }
    options.objective.reduction = draft.reduction?.value ?? .mean
    if variant == .logisticPCA {
      options.objective.loss = .bce
      if let loss = draft.loss, loss.value != .bce, !loss.isInherited {
        contradict("'loss' must be bce in 'logistic_pca', found \(loss.value.rawValue)", loss.spot)
      }
    } else if let loss = draft.loss {
      let isReadable = !reader.broken.contains("output_activation")
      if loss.value == .bce, options.outputActivation != .sigmoid, isReadable {
        // A loss from the defaults is not a linear model's, which has its own output.
        guard variant != .linear || !loss.isInherited else { return }
        contradict(
          "'bce' needs 'output_activation: sigmoid', which is \(options.outputActivation.rawValue) here", loss.spot)
      } else {
        options.objective.loss = loss.value
      }
    }
    if options.objective.loss == .bce, let data, !data.isInUnitRange {
      findings.warning(
        .crossEntropyOutsideRange, "the values of '\(data.name)' leave 0…1, where 'bce' means nothing",
        at: draft.loss?.spot ?? draft.variant?.spot ?? blockSpot, help: "use mse")
    }
  }

  private func contradict(_ message: String, _ spot: Spot, help: String? = nil) {
    findings.error(.contradiction, message, at: spot, help: help)
  }
}

// MARK: - Training

extension TrainResolution {
  private func resolveTraining(_ options: AutoencoderOptions) -> TrainingOptions {
    var training = TrainingOptions()
    training.seed = draft.seed?.value ?? 0
    guard variant.isTrained else { return training }
    var optimizer = draft.optimizer?.value ?? training.descent.optimizer
    optimizer.weightDecay = draft.weightDecay?.value ?? optimizer.weightDecay
    training.descent.optimizer = optimizer
    training.descent.epochs = draft.epochs?.value ?? training.descent.epochs
    training.descent.batchSize = draft.batchSize?.value ?? training.descent.batchSize
    training.initialization = draft.initialization?.value
    if let data {
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
}

// MARK: - Widths

extension TrainResolution {
  private func checkWidths(_ options: AutoencoderOptions) {
    guard variant != .meanImage, !reader.broken.contains("code"), let data else { return }
    let pixels = data.shape.pixels
    let spot = draft.code?.spot ?? draft.variant?.spot ?? blockSpot
    let found = "'code' is \(grouped(options.code))" + (draft.code?.value.size == nil ? " by default" : "")
    let wide = "\(grouped(pixels)) pixels of '\(data.name)'"
    switch variant {
    case .undercomplete:
      if options.code >= pixels {
        contradict(
          "\(found), but 'undercomplete' wants fewer units than the \(wide)", spot, help: "or 'variant: overcomplete'")
      }
    case .overcomplete:
      guard draft.code?.value.size != nil else {
        findings.error(
          .missingKey, "'overcomplete' needs 'code'", at: draft.variant?.spot ?? blockSpot,
          help: "at least the \(wide)")
        return
      }
      if options.code < pixels {
        contradict("\(found), but 'overcomplete' wants at least as many units as the \(wide)", spot)
      } else {
        warnOfWideCode(options, wide, spot)
      }
    case .linear, .logisticPCA:
      if options.code >= pixels { warnOfWideCode(options, wide, spot) }
    case .pca:
      if options.code > pixels {
        contradict("\(found), but there are only the \(wide) to combine", spot)
      } else if options.code > data.trainingCount {
        contradict("\(found), but there are only \(grouped(data.trainingCount)) training samples to find them in", spot)
      } else if pixels > WidthLimits.mostPixelsOfPCA {
        contradict(
          "'pca' is computed exactly, for at most \(grouped(WidthLimits.mostPixelsOfPCA)) pixels; there are the \(wide)",
          draft.variant?.spot ?? blockSpot)
      }
    case .meanImage: break
    }
    checkParameters(options, pixels: pixels, spot)
  }

  private func warnOfWideCode(_ options: AutoencoderOptions, _ wide: String, _ spot: Spot) {
    findings.warning(
      .wideCode, "a code of \(grouped(options.code)) units for \(wide), without a penalty, can copy its input", at: spot
    )
  }

  private func checkParameters(_ options: AutoencoderOptions, pixels: Int, _ spot: Spot) {
    guard !reader.broken.contains("encoder"), !reader.broken.contains("decoder") else { return }
    // At most 202 layers of 65,536 units each: far from overflow.
    let decoder = options.decoder ?? options.encoder.reversed()
    let widths = [pixels] + options.encoder.compactMap(\.units) + [options.code] + decoder.compactMap(\.units) + [pixels]
    let parameters = zip(widths, widths.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
    guard parameters > WidthLimits.mostParameters else { return }
    findings.error(
      .modelTooLarge,
      "the model has \(grouped(parameters)) parameters; at most \(grouped(WidthLimits.mostParameters)) are possible",
      at: draft.encoder?.spot ?? spot)
  }
}
