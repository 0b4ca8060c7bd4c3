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
      appendDense(codeWidth, .linear)
      appendDense(inputWidth, .linear)
      return Network(layers: layers)
    }
    append(encoder)
    appendDense(code, codeActivation)
    let originals = tied ? layers.indices.filter { layers[$0].dense != nil } : []
    append(resolvedDecoder, tiedTo: originals)
    appendDense(inputWidth, outputActivation, tiedTo: originals.first)
    return Network(layers: layers)
  }

  /// Layers from the input to the code; the rest lead from the code to the output.
  package var encoderDepth: Int { variant.isTrained ? encoder.count + 1 : 1 }

  /// Width of the code that the model really has: the mean image needs none.
  package var codeWidth: Int { variant == .meanImage ? 0 : code }

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
