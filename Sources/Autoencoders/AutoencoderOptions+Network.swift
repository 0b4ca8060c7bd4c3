package import Engine

extension AutoencoderOptions {
  /// The network from pixels to pixels, and how many of its layers make the code.
  ///
  /// A baseline is a network too: PCA is a linear layer into the subspace and one out of it, the mean image a layer
  /// without inputs whose bias is the image. The mirror of an encoder has its widths backwards; a mirrored layer has
  /// the activation of the encoder's layer of the same width.
  package func network(inputWidth: Int, initialization: Initialization? = nil) -> Network {
    Network(layers: layers(inputWidth: inputWidth, initialization: initialization))
  }

  /// Layers from the input to the code; the rest lead from the code to the output.
  package var encoderDepth: Int { variant.isTrained ? encoder.count + 1 : 1 }

  /// Width of the code that the model really has: the mean image needs none.
  package var codeWidth: Int { variant == .meanImage ? 0 : code }

  /// The mirror of the encoder, or what was asked for.
  package var resolvedDecoder: [HiddenLayer] { decoder ?? encoder.reversed() }

  private func layers(inputWidth: Int, initialization: Initialization?) -> [DenseLayer] {
    var widths: [(units: Int, activation: Activation)] = []
    if variant.isTrained {
      widths += encoder.map { ($0.units, $0.activation ?? activation) }
      widths.append((code, codeActivation))
      widths += resolvedDecoder.map { ($0.units, $0.activation ?? activation) }
      widths.append((inputWidth, outputActivation))
    } else {
      widths = [(codeWidth, .linear), (inputWidth, .linear)]
    }
    var inputs = inputWidth
    return widths.map { units, activation in
      defer { inputs = units }
      return DenseLayer(
        inputs: inputs, outputs: units, activation: activation,
        initialization: initialization ?? activation.customaryInitialization)
    }
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
