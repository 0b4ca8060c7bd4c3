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
  /// The place in the network of an earlier dense layer whose weights, transposed, are this layer's; it keeps a bias of
  /// its own.
  package var tiedTo: Int?

  /// Either width may be 0: a layer without inputs gives its bias alone, through its activation.
  package init(
    inputs: Int, outputs: Int, activation: Activation, initialization: Initialization, tiedTo: Int? = nil
  ) {
    precondition(inputs >= 0 && outputs >= 0, "a layer of \(inputs) × \(outputs)")
    self.inputs = inputs
    self.outputs = outputs
    self.activation = activation
    self.initialization = initialization
    self.tiedTo = tiedTo
  }

  /// Weights of its own, and biases; `Int.max` where they are too many to count.
  package var parameterCount: Int { (tiedTo == nil ? inputs.times(outputs) : 0).plus(outputs) }
}

/// While training, each value is zero with probability `rate`, and the others are divided by 1 − rate; otherwise nothing
/// changes. Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov 2014, with the scaling at training time.
package struct DropoutLayer: Equatable, Sendable, Codable {
  package var width: Int
  /// In 0..<1.
  package var rate: Double

  package init(width: Int, rate: Double) {
    precondition(width >= 0 && rate >= 0 && rate < 1, "dropout of \(rate) over \(width)")
    self.width = width
    self.rate = rate
  }
}

/// `y = γ · (x − mean) / √(variance + ε) + β` for each column: over the batch while training, otherwise with running
/// statistics. Ioffe and Szegedy 2015, algorithm 1; ε = 10⁻⁵ and a share of 0.1 of each batch as in PyTorch's
/// `BatchNorm1d`, which keeps the unbiased variance.
package struct BatchNormLayer: Equatable, Sendable, Codable {
  package var width: Int
  package static let epsilon: Float = 1e-5
  package static let newShare: Float = 0.1

  package init(width: Int) {
    precondition(width >= 0, "batch normalisation over \(width)")
    self.width = width
  }
}

/// A layer of a network.
package enum NetworkLayer: Equatable, Sendable, Codable {
  case dense(DenseLayer)
  case dropout(DropoutLayer)
  case batchNorm(BatchNormLayer)
  case gaussian(GaussianLayer)
  case binary(BinaryLayer)
  case largest(LargestLayer)

  package var inputs: Int {
    switch self {
    case .dense(let layer): layer.inputs
    case .dropout(let layer): layer.width
    case .batchNorm(let layer): layer.width
    case .gaussian(let layer): layer.width.times(2)
    case .binary(let layer): layer.width
    case .largest(let layer): layer.width
    }
  }

  package var outputs: Int {
    switch self {
    case .dense(let layer): layer.outputs
    case .dropout(let layer): layer.width
    case .batchNorm(let layer): layer.width
    case .gaussian(let layer): layer.width
    case .binary(let layer): layer.width
    case .largest(let layer): layer.width
    }
  }

  /// Numbers that training changes: weights and biases, scales and shifts; `Int.max` where they are too many to count.
  package var parameterCount: Int {
    switch self {
    case .dense(let layer): layer.parameterCount
    case .dropout, .gaussian, .binary, .largest: 0
    case .batchNorm(let layer): layer.width.times(2)
    }
  }

  /// With the running statistics of batch normalisation, which are kept beside the parameters and not trained.
  package var storedCount: Int {
    switch self {
    case .dense, .dropout, .gaussian, .binary, .largest: parameterCount
    case .batchNorm(let layer): layer.width.times(4)
    }
  }

  /// The dense layer, if it is one.
  package var dense: DenseLayer? {
    if case .dense(let layer) = self { layer } else { nil }
  }

  /// Whether its errors take the place of those that come in: it has no products, and is as wide as its inputs.
  var passesErrorsOn: Bool {
    switch self {
    case .dense, .gaussian: false
    case .dropout, .batchNorm, .binary, .largest: true
    }
  }

  /// Of a dense layer; the others have none, which is linear.
  package var activation: Activation { dense?.activation ?? .linear }

  /// Multiply-adds of a sample's way through it.
  package var multiplyAdds: Int { dense.map { $0.inputs.times($0.outputs) } ?? 0 }
}

/// A feed-forward network: layers one after the other, each as wide as the next one's input.
package struct Network: Equatable, Sendable, Codable {
  package var layers: [NetworkLayer]

  /// Traps unless the widths fit, and every tied layer has the transposed shape of an earlier dense layer with weights
  /// of its own, which no other is tied to.
  package init(layers: [NetworkLayer]) {
    precondition(!layers.isEmpty, "a network has at least one layer")
    for (layer, next) in zip(layers, layers.dropFirst()) {
      precondition(layer.outputs == next.inputs, "\(layer.outputs) outputs feed \(next.inputs) inputs")
    }
    var tied: Set<Int> = []
    for (index, layer) in layers.enumerated() {
      guard let dense = layer.dense, let place = dense.tiedTo else { continue }
      precondition(place >= 0 && place < index, "layer \(index) is tied to layer \(place)")
      let original = layers[place].dense
      precondition(original?.tiedTo == nil && tied.insert(place).inserted, "layer \(place) cannot be shared")
      precondition(
        original?.inputs == dense.outputs && original?.outputs == dense.inputs,
        "the weights of layer \(place) do not fit layer \(index)")
    }
    self.layers = layers
  }

  /// A network of dense layers alone.
  package init(layers: [DenseLayer]) { self.init(layers: layers.map { .dense($0) }) }

  package var inputs: Int { layers[0].inputs }
  package var outputs: Int { layers[layers.count - 1].outputs }
  /// Numbers that training changes; `Int.max` where they are too many to count.
  package var parameterCount: Int { layers.reduce(0) { $0.plus($1.parameterCount) } }
  /// Numbers that are kept: the parameters, and the running statistics; `Int.max` where they are too many to count.
  package var storedCount: Int { layers.reduce(0) { $0.plus($1.storedCount) } }
  /// The layer that makes a Gaussian code, and its place.
  package var gaussianLayer: (place: Int, layer: GaussianLayer)? {
    for (place, layer) in layers.enumerated() {
      if case .gaussian(let gaussian) = layer { return (place, gaussian) }
    }
    return nil
  }
  /// Of a sample's way through all layers; `Int.max` where they are too many to count.
  package var multiplyAdds: Int { layers.reduce(0) { $0.plus($1.multiplyAdds) } }
}

extension Int {
  /// The product of two sizes, `Int.max` where it overflows.
  package func times(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  /// The sum of two sizes, `Int.max` where it overflows.
  package func plus(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
