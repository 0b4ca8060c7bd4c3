/// How the weights of a layer are drawn before training; the biases start at zero, but in `uniform`.
package enum Initialization: String, CaseIterable, Sendable, Codable {
  /// Uniform within ±√(6 / inputs): He et al. 2015, equation 10.
  case he
  /// Uniform within ±√(6 / (inputs + outputs)): Glorot and Bengio 2010, equation 16.
  case glorot
  /// Weights and biases uniform within ±1/√inputs: PyTorch's `Linear`.
  case uniform
}

/// A fully connected layer: `outputs = activation(inputs · weights + bias)`.
package struct DenseLayer: Equatable, Sendable, Codable {
  package var inputs: Int
  package var outputs: Int
  package var activation: Activation
  package var initialization: Initialization

  /// Either width may be 0: a layer without inputs gives its bias alone, through its activation.
  package init(inputs: Int, outputs: Int, activation: Activation, initialization: Initialization) {
    precondition(inputs >= 0 && outputs >= 0, "a layer of \(inputs) × \(outputs)")
    self.inputs = inputs
    self.outputs = outputs
    self.activation = activation
    self.initialization = initialization
  }

  /// Weights and biases; `Int.max` where they are too many to count.
  package var parameterCount: Int { inputs.times(outputs).plus(outputs) }
}

/// A feed-forward network: dense layers one after the other, each as wide as the next one's input.
package struct Network: Equatable, Sendable, Codable {
  package var layers: [DenseLayer]

  package init(layers: [DenseLayer]) {
    precondition(!layers.isEmpty, "a network has at least one layer")
    for (layer, next) in zip(layers, layers.dropFirst()) {
      precondition(layer.outputs == next.inputs, "\(layer.outputs) outputs feed \(next.inputs) inputs")
    }
    self.layers = layers
  }

  package var inputs: Int { layers[0].inputs }
  package var outputs: Int { layers[layers.count - 1].outputs }
  /// `Int.max` where they are too many to count.
  package var parameterCount: Int { layers.reduce(0) { $0.plus($1.parameterCount) } }
}

extension Int {
  /// The product of two sizes, `Int.max` where it overflows.
  func times(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  /// The sum of two sizes, `Int.max` where it overflows.
  func plus(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
