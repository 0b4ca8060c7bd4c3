/// The weights and biases of a network, in one allocation.
///
/// Layer by layer: the weights (inputs × outputs, row-major), then the bias (outputs).
package struct Parameters: Equatable, Sendable {
  package var values: [Float]  // network.parameterCount

  /// Given weights and biases. Traps unless there are as many as the network has.
  package init(of network: Network, values: [Float]) {
    let expected = network.parameterCount
    precondition(values.count == expected, "\(values.count) values for \(expected) parameters")
    self.values = values
  }

  /// Weights drawn as each layer's initialisation says; every layer has a random stream of its own.
  package init(drawnFor network: Network, seed: UInt64) {
    var values: [Float] = []
    values.reserveCapacity(network.parameterCount)
    for (index, layer) in network.layers.enumerated() {
      var stream = RandomStream(seed: seed, purpose: .weights, layer: index)
      let bound = layer.initialBound
      func draw() -> Float { Float(bound * (2 * Double(stream.nextUniform()) - 1)) }
      for _ in 0..<layer.inputs * layer.outputs { values.append(draw()) }
      for _ in 0..<layer.outputs { values.append(layer.initialization == .uniform ? draw() : 0) }
    }
    self.values = values
  }

  /// Where the parameters of `layer` begin: its weights; its bias begins inputs × outputs later.
  package static func offset(of layer: Int, in network: Network) -> Int {
    network.layers[..<layer].reduce(0) { $0 + $1.parameterCount }
  }
}

extension DenseLayer {
  /// Weights start uniform within ± this.
  fileprivate var initialBound: Double {
    switch initialization {
    case .he: (6 / Double(max(inputs, 1))).squareRoot()
    case .glorot: (6 / Double(max(inputs + outputs, 1))).squareRoot()
    case .uniform: 1 / Double(max(inputs, 1)).squareRoot()
    }
  }
}
