/// The numbers of a network, in one allocation, layer by layer: weights (inputs × outputs, row-major), then the bias
/// (outputs); of batch normalisation scales, shifts, running means and running variances.
package struct Parameters: Equatable, Sendable {
  package var values: [Float]  // network.storedCount

  /// Given numbers. Traps unless there are as many as the network keeps.
  package init(of network: Network, values: [Float]) {
    let expected = network.storedCount
    precondition(values.count == expected, "\(values.count) values for \(expected) parameters")
    self.values = values
  }

  /// Weights drawn as each layer's initialisation says; every dense layer has a random
  /// stream of its own. Batch
  /// normalisation starts at a scale of 1 and a shift of 0, with a running mean of 0 and variance of 1.
  package init(drawnFor network: Network, seed: UInt64) {
    var values: [Float] = []
    values.reserveCapacity(network.storedCount)
    var place = 0  // among the dense layers: the others don't change what is drawn
    for layer in network.layers {
      switch layer {
      case .dense(let layer):
        var stream = RandomStream(seed: seed, purpose: .weights, layer: place)
        place += 1
        let bound = layer.initialBound
        func draw() -> Float { Float(bound * (2 * Double(stream.nextUniform()) - 1)) }
        for _ in 0..<layer.weightCount { values.append(draw()) }
        for _ in 0..<layer.outputs { values.append(layer.initialization == .uniform ? draw() : 0) }
      case .dropout, .gaussian, .binary, .largest: break
      case .batchNorm(let layer):
        for start in [Float(1), 0, 0, 1] { values.append(contentsOf: repeatElement(start, count: layer.width)) }
      }
    }
    self.values = values
  }

  /// Where the numbers of `layer` begin: a dense layer's weights, then its bias (a tied layer has only this); a batch
  /// normalisation's scales, shifts, running means and running variances.
  package static func offset(of layer: Int, in network: Network) -> Int {
    network.layers[..<layer].reduce(0) { $0 + $1.storedCount }
  }
}

extension DenseLayer {
  /// Weights of its own.
  var weightCount: Int { tiedTo == nil ? inputs.times(outputs) : 0 }

  /// Weights start uniform within ± this.
  fileprivate var initialBound: Double {
    switch initialization {
    case .he: (6 / Double(max(inputs, 1))).squareRoot()
    case .glorot: (6 / Double(max(inputs + outputs, 1))).squareRoot()
    case .uniform: 1 / Double(max(inputs, 1)).squareRoot()
    }
  }
}
