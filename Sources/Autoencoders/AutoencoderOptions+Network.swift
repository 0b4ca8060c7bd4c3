package import Engine

extension AutoencoderOptions {
  /// The network from pixels to pixels, and how many of its layers make the code.
  ///
  /// A baseline is a network too: PCA is a linear layer into the subspace and one out of it, the mean image a layer
  /// without inputs whose bias is the image. Traps where `tied` does not fit the decoder's widths.
  package func network(inputWidth: Int, initialization: Initialization? = nil) -> Network {
    var layers: [NetworkLayer] = []
    var width = inputWidth
    func appendDense(_ units: Int, _ activation: Activation, tiedTo: Int? = nil) {
      layers.append(
        .dense(
          DenseLayer(
            inputs: width, outputs: units, activation: activation,
            initialization: initialization ?? activation.customaryInitialization, tiedTo: tiedTo)))
      width = units
    }
    func append(_ hidden: [HiddenLayer], tiedTo originals: [Int] = []) {
      var originals = originals[...]
      for layer in hidden {
        switch layer {
        case .dense(let units, let own): appendDense(units, own ?? activation, tiedTo: originals.popLast())
        case .dropout(let rate): layers.append(.dropout(DropoutLayer(width: width, rate: rate)))
        case .batchNorm: layers.append(.batchNorm(BatchNormLayer(width: width)))
        }
      }
    }
    guard variant.isTrained else {
      if variant != .affine { appendDense(codeWidth, .linear) }
      appendDense(inputWidth, .linear)
      return Network(layers: layers)
    }
    append(encoder)
    if variant == .variational {
      appendDense(code.times(2), .linear)
      layers.append(.gaussian(GaussianLayer(width: code)))
      width = code
    } else {
      appendDense(code, binaryNoise == nil ? codeActivation : .linear)
    }
    if let binaryNoise { layers.append(.binary(BinaryLayer(width: code, noise: binaryNoise))) }
    if case .largest(let kept, let annealing, _) = sparsity {
      layers.append(.largest(LargestLayer(width: code, kept: kept, annealing: annealing)))
    }
    let originals = tied ? layers.indices.filter { layers[$0].dense != nil } : []
    append(resolvedDecoder, tiedTo: originals)
    appendDense(inputWidth, outputActivation, tiedTo: originals.first)
    return Network(layers: layers)
  }

  /// Layers from the input to the code; the rest lead from the code to the output.
  package var encoderDepth: Int {
    guard variant.isTrained else { return 1 }
    var depth = encoder.count + 1
    if variant == .variational { depth += 1 }
    if binaryNoise != nil { depth += 1 }
    if case .largest = sparsity { depth += 1 }
    return depth
  }

  /// What training adds to its loss.
  package var regularization: Regularization {
    var regularization = Regularization()
    regularization.codeDepth = encoderDepth
    regularization.corruption = corruption
    guard variant.isTrained else { return regularization }
    regularization.contraction = contraction
    regularization.divergenceWeight = beta
    regularization.divergenceWarmup = warmup
    switch sparsity {
    case .l1(let weight, let hasUnitColumns):
      regularization.sparsity = .absolute(weight: weight)
      regularization.hasUnitColumns = hasUnitColumns
    case .kl(let target, let weight): regularization.sparsity = .divergence(target: target, weight: weight)
    case .largest(_, _, let auxiliary): regularization.auxiliary = auxiliary
    case nil: break
    }
    return regularization
  }

  /// Width of the code that the model really has: the mean image needs none, and a map from pixels to pixels has none.
  package var codeWidth: Int { variant == .meanImage || variant == .affine ? 0 : code }

  /// Terms that the loss has beside the reconstruction, in their order.
  package var penalties: [Penalty] {
    guard variant.isTrained else { return [] }
    return Penalty.allCases.filter { penalty in
      switch (penalty, sparsity) {
      case (.l1, .l1), (.kl, .kl): true
      case (.kl, _): variant == .variational
      case (.contraction, _): contraction != nil
      case (.auxiliary, .largest(_, _, let auxiliary)): auxiliary != nil
      default: false
      }
    }
  }

  /// Terms of the loss that have curves: the loss alone where it is one. The terms that need training's own state are
  /// those of training only.
  package func terms(of split: Split) -> [LossTerm] {
    let penalties = penalties.filter { split == .train || $0 != .auxiliary }
    return self.penalties.isEmpty
      ? [.loss] : [.loss, .reconstruction] + penalties.flatMap { [.raw($0), .weighted($0)] }
  }

  /// The mirror of the encoder, or what was asked for.
  ///
  /// The mirror has the encoder's dense layers backwards, each with the activation of the encoder's layer of the same
  /// width and with the batch normalisation that follows it there; dropout is not repeated.
  package var resolvedDecoder: [HiddenLayer] {
    if let decoder { return decoder }
    var groups: [[HiddenLayer]] = []
    for layer in encoder {
      switch layer {
      case .dense: groups.append([layer])
      case .batchNorm where !groups.isEmpty: groups[groups.count - 1].append(layer)
      case .batchNorm, .dropout: break
      }
    }
    return groups.reversed().flatMap(\.self)
  }
}

extension Activation {
  /// He's before ReLU and its kin, Glorot's elsewhere.
  package var customaryInitialization: Initialization {
    switch self {
    case .relu, .leakyReLU, .elu, .selu, .gelu, .silu: .he
    case .tanh, .sigmoid, .softplus, .linear: .glorot
    }
  }
}
