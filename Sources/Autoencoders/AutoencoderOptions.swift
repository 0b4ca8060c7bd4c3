package import Engine

/// A hidden layer of an encoder or decoder.
package struct HiddenLayer: Equatable, Sendable, Codable {
  package var units: Int
  /// The options' `activation` where it is nil.
  package var activation: Activation?

  package init(units: Int, activation: Activation? = nil) {
    self.units = units
    self.activation = activation
  }
}

/// What an autoencoder is: plain data, from which the network is made.
package struct AutoencoderOptions: Equatable, Sendable {
  package var variant = Variant.undercomplete
  /// From the input to the code.
  package var encoder = [HiddenLayer(units: 256), HiddenLayer(units: 64)]
  /// Width of the code h.
  package var code = 32
  package var codeActivation = Activation.linear
  /// From the code to the output; the encoder's mirror where it is nil.
  package var decoder: [HiddenLayer]?
  /// Of hidden layers that do not name their own.
  package var activation = Activation.relu
  package var outputActivation = Activation.sigmoid
  package var objective = Objective(loss: .mse, reduction: .mean)

  package init() {}
}
