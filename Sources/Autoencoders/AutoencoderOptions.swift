package import Engine

/// A hidden layer of an encoder or decoder.
package enum HiddenLayer: Equatable, Sendable, Codable {
  /// The options' `activation` where it is nil.
  case dense(units: Int, activation: Activation? = nil)
  /// While training, each value is zero with this probability, in 0..<1.
  case dropout(rate: Double)
  case batchNorm

  /// Of a dense layer.
  package var units: Int? {
    if case .dense(let units, _) = self { units } else { nil }
  }
}

/// What an autoencoder is: plain data, from which the network is made.
package struct AutoencoderOptions: Equatable, Sendable {
  package var variant = Variant.undercomplete
  /// From the input to the code.
  package var encoder: [HiddenLayer] = [.dense(units: 256), .dense(units: 64)]
  /// Width of the code h.
  package var code = 32
  package var codeActivation = Activation.linear
  /// From the code to the output; the encoder's mirror where it is nil.
  package var decoder: [HiddenLayer]?
  /// Of hidden layers that do not name their own.
  package var activation = Activation.relu
  package var outputActivation = Activation.sigmoid
  /// The decoder's dense layers use the encoder's weights, transposed; their widths must be the encoder's backwards.
  package var tied = false
  package var objective = Objective(loss: .mse, reduction: .mean)

  package init() {}
}
