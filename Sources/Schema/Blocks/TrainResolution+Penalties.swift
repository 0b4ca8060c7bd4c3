internal import Autoencoders
internal import Datasets
internal import Engine
internal import NotebookSyntax

// Noise, penalties and Gaussian codes: what a variant's name needs, and what cannot be together.

extension TrainResolution {
  func resolvePenalties(_ options: inout AutoencoderOptions) {
    requireNamesakes()
    if variant.isTrained || variant == .affine {
      options.corruption = draft.noise?.value
      options.corruption?.clips = data?.isInUnitRange ?? true
    }
    guard variant.isTrained else { return }
    options.binaryNoise = draft.code?.value.binary
    if options.binaryNoise != nil { options.codeActivation = .sigmoid }
    options.sparsity = draft.sparsity?.value
    options.contraction = draft.contraction?.value
    resolveGaussianCode(&options)
    checkBinary(options)
    checkSparsity(&options)
    checkContraction(options)
  }

  /// A variant that is named after a key has it.
  private func requireNamesakes() {
    let needs: [Variant: (key: String, example: String, isThere: Bool)] = [
      .sparse: (
        "sparsity", "{l1: 0.0001}, {kl: {target: 0.05, weight: 0.1}} or {top_k: 25}", draft.sparsity?.value != nil
      ),
      .denoising: ("noise", "{gaussian: 0.5}, {masking: 0.25} or {salt_pepper: 0.1}", draft.noise?.value != nil),
      .affine: ("noise", "{gaussian: 0.5}, {masking: 0.25} or {salt_pepper: 0.1}", draft.noise?.value != nil),
      .contractive: ("contraction", "{weight: 0.1}", draft.contraction?.value != nil),
    ]
    guard let need = needs[variant], !need.isThere, !reader.broken.contains(need.key) else { return }
    findings.error(
      .missingKey, "'\(variant.rawValue)' needs '\(need.key)'", at: draft.variant?.spot ?? blockSpot,
      help: "\(need.key): \(need.example)")
  }

  private func resolveGaussianCode(_ options: inout AutoencoderOptions) {
    guard variant == .variational else {
      guard !reader.broken.contains("variant") else { return }
      for key in ["beta", "kl_warmup", "sigma"] {
        guard reader.has(key), !reader.isInherited(key), let spot = reader.keySpot(key) else { continue }
        findings.error(.meaningless, "'\(key)' has a meaning in 'variational' alone", at: spot)
      }
      return
    }
    options.beta = draft.beta?.value ?? 1
    options.warmup = draft.warmup?.value ?? 0
    checkDivergenceWarmup(options.warmup)
    if options.objective.loss == .mse {
      options.objective.deviation = draft.deviation?.value ?? 1
    } else if let spot = reader.keySpot("sigma"), !reader.isInherited("sigma") {
      findings.error(
        .meaningless, "'sigma' has no meaning with 'loss: \(options.objective.loss.rawValue)'", at: spot,
        help: "it is the deviation of the Gaussian likelihood, 'loss: mse'")
    }
    let drawn = "the code of 'variational' is drawn from a Gaussian"
    if let code = draft.code, let activation = code.value.activation, activation != .linear {
      contradict("\(drawn) and has no activation, found \(activation.rawValue)", code.spot)
    }
    if let code = draft.code, code.value.binary != nil { contradict("\(drawn) and cannot be binary", code.spot) }
    if let tied = draft.tied, tied.value, !tied.isInherited {
      contradict("\(drawn): its layer gives means and variances, which no decoder can be tied to", tied.spot)
    }
    for (key, spot) in [
      ("sparsity", draft.sparsity.flatMap { $0.value == nil || $0.isInherited ? nil : $0.spot }),
      ("contraction", draft.contraction.flatMap { $0.value == nil || $0.isInherited ? nil : $0.spot }),
    ] {
      if let spot { contradict("\(drawn), which '\(key)' cannot hold", spot) }
    }
    (options.sparsity, options.contraction, options.binaryNoise) = (nil, nil, nil)
    options.codeActivation = .linear
    options.tied = false
  }

  /// A warm-up that outlasts training would leave another loss than the one that is measured.
  private func checkDivergenceWarmup(_ warmup: Int) {
    let epochs = draft.epochs?.value ?? TrainingOptions().descent.epochs
    guard let found = draft.warmup, epochs > 0, warmup > epochs, !reader.broken.contains("epochs") else { return }
    contradict(
      "'kl_warmup' is \(grouped(warmup)) of \(grouped(epochs)) epochs and never ends", found.spot,
      help: "at most 'epochs', which is \(grouped(epochs)) here")
  }

  private func checkBinary(_ options: AutoencoderOptions) {
    guard options.binaryNoise != nil, let code = draft.code else { return }
    if let activation = code.value.activation, activation != .sigmoid {
      contradict("a binary code is a sigmoid that is thresholded, found \(activation.rawValue)", code.spot)
    }
    if case .largest = options.sparsity { contradict("a binary code cannot be of the largest units too", code.spot) }
    if options.contraction != nil { contradict("a binary code has no Jacobian for 'contraction'", code.spot) }
  }

  private func checkSparsity(_ options: inout AutoencoderOptions) {
    guard let found = draft.sparsity, let sparsity = options.sparsity, !reader.broken.contains("code") else { return }
    switch sparsity {
    case .l1(_, let hasUnitColumns):
      guard hasUnitColumns, options.tied else { return }
      contradict(
        "'unit_norm' holds the decoder's columns, which are the encoder's where they are tied", found.spot,
        help: "leave one of them out")
    case .kl:
      guard options.codeActivation != .sigmoid else { return }
      contradict(
        "'kl' takes a unit's mean activation for a probability and needs a sigmoid code, which is "
          + "\(options.codeActivation.rawValue) here", found.spot,
        help: "write code: {size: \(options.code), activation: sigmoid}")
    case .largest(let kept, let annealing, let auxiliary):
      if kept >= options.code {
        contradict("'top_k' keeps \(grouped(kept)) of \(grouped(options.code)) units, which is all of them", found.spot)
        options.sparsity = nil  // no such network can be made
      }
      let epochs = draft.epochs?.value ?? TrainingOptions().descent.epochs
      if annealing >= epochs, epochs > 0, annealing > 0, !reader.broken.contains("epochs") {
        contradict(
          "'anneal' is \(grouped(annealing)) of \(grouped(epochs)) epochs and leaves none for the \(grouped(kept)) units",
          found.spot)
      }
      guard auxiliary != nil else { return }
      if !options.resolvedDecoder.isEmpty {
        contradict("'auxiliary' needs a decoder of one layer", found.spot, help: "write 'decoder: []'")
      } else if options.tied {
        contradict("'auxiliary' needs a decoder with weights of its own", found.spot, help: "write 'tied: false'")
      }
    }
  }

  private func checkContraction(_ options: AutoencoderOptions) {
    guard options.contraction != nil, let found = draft.contraction, !reader.broken.contains("encoder") else { return }
    if options.encoder.contains(.batchNorm) {
      contradict(
        "'contraction' needs a code that depends on one image alone; with batch normalisation it depends on the batch",
        found.spot)
    }
    let activations = options.encoder.compactMap { layer in
      if case .dense(_, let own) = layer { own ?? options.activation } else { nil }
    }
    guard let smooth = (activations + [options.codeActivation]).first(where: { $0 == .gelu || $0 == .silu }) else {
      return
    }
    contradict(
      "'contraction' needs an encoder of relu, leaky_relu, elu, selu, tanh, sigmoid, softplus or linear layers, found "
        + smooth.rawValue, found.spot)
  }
}
