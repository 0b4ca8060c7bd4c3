import Engine
import Testing

struct ParametersTests {
  @Test(
    "weights are drawn uniformly within the initialisation's bound",
    arguments: [
      (Initialization.he, (6.0 / 200).squareRoot()), (.glorot, (6.0 / 300).squareRoot()),
      (.uniform, 1 / 200.0.squareRoot()),
    ])
  func bounds(initialization: Initialization, bound: Double) {
    let layer = DenseLayer(inputs: 200, outputs: 100, activation: .relu, initialization: initialization)
    let values = Parameters(drawnFor: Network(layers: [layer]), seed: 1).values.prefix(20_000).map(Double.init)
    let variance = values.reduce(0) { $0 + $1 * $1 } / 20_000
    #expect(values.allSatisfy { abs($0) <= bound })
    #expect(abs(variance / (bound * bound / 3) - 1) < 0.03)
  }

  @Test("biases start at zero, but in PyTorch's uniform initialisation")
  func biases() {
    func bias(_ initialization: Initialization) -> [Float] {
      let layer = DenseLayer(inputs: 3, outputs: 4, activation: .relu, initialization: initialization)
      return Parameters(drawnFor: Network(layers: [layer]), seed: 1).values.suffix(4)
    }
    #expect(bias(.he) == [0, 0, 0, 0])
    #expect(bias(.glorot) == [0, 0, 0, 0])
    #expect(bias(.uniform).allSatisfy { $0 != 0 })
  }

  @Test("a layer's weights depend on the seed and its place alone")
  func streams() {
    let short = Parameters(drawnFor: makeNetwork([5, 4, 3]), seed: 1).values
    let long = Parameters(drawnFor: makeNetwork([5, 4, 3, 2]), seed: 1).values
    #expect(Array(long.prefix(short.count)) == short)
    #expect(Parameters(drawnFor: makeNetwork([5, 4, 3]), seed: 2).values != short)
  }

  @Test("a layer's parameters begin where the layers before it end")
  func offsets() {
    let network = makeNetwork([5, 4, 3])
    #expect(Parameters.offset(of: 0, in: network) == 0)
    #expect(Parameters.offset(of: 1, in: network) == 24)
    #expect(Parameters.offset(of: 2, in: network) == network.parameterCount)
  }
}
