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

  var findings: Findings { reader.findings }
  var variant: Variant { draft.variant?.value ?? .undercomplete }

  /// The keys without a meaning in a variant; a value among these is one that changes nothing.
  private static let meaningless: [Variant: [(key: String, reason: String)]] = {
    let trained = [
      "loss", "reduction", "optimizer", "schedule", "weight_decay", "clip_norm", "epochs", "batch_size",
      "early_stopping", "watch", "initialization", "precision", "repeat",
    ]
    let shape = ["encoder", "decoder", "activation", "output_activation", "tied"]
    let penalties = ["sparsity", "contraction", "beta", "kl_warmup", "sigma"]
    let atOnce = (shape + trained + penalties).map { ($0, "which is computed at once") }
    let noise = [("noise", "which is computed from clean images")]
    return [
      .pca: atOnce + noise, .meanImage: [("code", "which has none")] + atOnce + noise,
      .affine: [("code", "which has none")] + atOnce,
    ]
  }()

  func resolve() -> (AutoencoderOptions, TrainingOptions)? {
    reportMeaninglessKeys()
    var options = AutoencoderOptions()
    options.variant = variant
    resolveShape(&options)
    resolveTied(&options)
    resolveObjective(&options)
    resolvePenalties(&options)
    let training = resolveTraining()
    checkWidths(options)
    return (options, training)
  }

  private func reportMeaninglessKeys() {
    for (key, reason) in Self.meaningless[variant] ?? [] {
      guard isOwn(key), !reader.broken.contains(key), let spot = reader.keySpot(key) else { continue }
      if let isOff = switchedOff[key], isOff { continue }
      // The language gives these as the defaults of 'pca', so they may be said.
      if variant == .pca, key == "encoder", draft.encoder?.value.isEmpty == true { continue }
      if variant == .pca, key == "output_activation", draft.outputActivation?.value == .linear { continue }
      findings.error(.meaningless, "'\(key)' has no meaning in '\(variant.rawValue)', \(reason)", at: spot)
    }
  }

  /// Keys that say `none`, which changes nothing anywhere.
  private var switchedOff: [String: Bool] {
    [
      "noise": draft.noise.map { $0.value == nil } ?? false,
      "sparsity": draft.sparsity.map { $0.value == nil } ?? false,
      "contraction": draft.contraction.map { $0.value == nil } ?? false,
    ]
  }

  /// Whether the block itself gives a key; what is inherited gives way to the variant.
  private func isOwn(_ key: String) -> Bool { reader.has(key) && !reader.isInherited(key) }
}

// MARK: - Shape and objective

extension TrainResolution {
  private func resolveShape(_ options: inout AutoencoderOptions) {
    options.code = draft.code?.value.size ?? options.code
    switch variant {
    case .pca, .meanImage, .affine:
      options.encoder = []
      options.outputActivation = .linear
      if let found = draft.code, let activation = found.value.activation, activation != .linear, !found.isInherited {
        contradict("the code of '\(variant.rawValue)' is linear, found \(activation.rawValue)", found.spot)
      }
    case .linear, .logisticPCA: resolveLinear(&options)
    case .undercomplete, .overcomplete, .sparse, .denoising, .contractive, .variational:
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
    var mirrored = options
    mirrored.decoder = nil
    if options.decoder == mirrored.resolvedDecoder { options.decoder = nil }
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

  /// A layer can use another one's weights only where it is as wide the other way round.
  private func resolveTied(_ options: inout AutoencoderOptions) {
    guard variant.isTrained, let tied = draft.tied, tied.value else { return }
    options.tied = true
    guard let decoder = options.decoder else { return }
    let (wanted, found) = (Array(options.encoder.compactMap(\.units).reversed()), decoder.compactMap(\.units))
    guard wanted != found else { return }
    options.tied = false
    let spot = draft.decoder.flatMap { $0.isInherited && !tied.isInherited ? nil : $0.spot } ?? tied.spot
    func text(_ widths: [Int]) -> String { quoted("[" + widths.map { String($0) }.joined(separator: ", ") + "]") }
    contradict(
      "a tied decoder has the encoder's widths backwards, \(text(wanted)), found \(text(found))", spot,
      help: "leave 'decoder' out, or write 'tied: false'")
  }

  private func resolveObjective(_ options: inout AutoencoderOptions) {
    guard variant.isTrained else { return }
    options.objective.reduction = draft.reduction?.value ?? (variant == .variational ? .sum : .mean)
    if variant == .variational { resolveLikelihood(&options) }
    if variant == .logisticPCA {
      options.objective.loss = .bce
      if let loss = draft.loss, loss.value != .bce, !loss.isInherited {
        contradict("'loss' must be bce in 'logistic_pca', found \(loss.value.rawValue)", loss.spot)
      }
    } else if let loss = draft.loss, variant != .variational || loss.value == .bce || loss.value == .mse {
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

  /// Bernoulli, unless a Gaussian is asked for; a loss that is no likelihood is refused. What is inherited gives way.
  private func resolveLikelihood(_ options: inout AutoencoderOptions) {
    options.objective.loss = .bce
    if let loss = draft.loss, loss.value != .bce, loss.value != .mse, !loss.isInherited {
      contradict(
        "'loss' is a likelihood in 'variational', bce or mse, found \(loss.value.rawValue)", loss.spot)
    }
    if draft.loss == nil, options.outputActivation != .sigmoid, let found = draft.outputActivation {
      contradict(
        "'variational' has 'loss: bce' by default, which needs 'output_activation: sigmoid', found "
          + found.value.rawValue, found.spot, help: "or 'loss: mse', a Gaussian likelihood")
    }
  }

  func contradict(_ message: String, _ spot: Spot, help: String? = nil) {
    findings.error(.contradiction, message, at: spot, help: help)
  }
}
