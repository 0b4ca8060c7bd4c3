import Engine
import Testing

/// The engine's gradient is what one step of plain gradient descent at rate 1 takes from the parameters.
struct GradientTests {
  static let cases = Activation.allCases.flatMap { activation in
    Loss.allCases.flatMap { loss in Reduction.allCases.map { (activation, Objective(loss: loss, reduction: $0)) } }
  }

  @Test("a training step's gradient agrees with central differences of the plain version", arguments: cases)
  func gradient(activation: Activation, objective: Objective) {
    let network = makeNetwork([5, 4, 3, 5], hidden: activation, output: activation)
    var parameters = Parameters(drawnFor: network, seed: 11)
    // Outputs well inside 0…1, where cross-entropy from outputs is neither steep nor clamped.
    parameters.values = parameters.values.map { 0.4 * $0 }
    for index in parameters.values.indices.suffix(5) {
      parameters.values[index] += activation == .softplus ? -0.4 : 0.6
    }
    let samples = randomSamples(count: 6, width: 5)
    let reference = ReferenceNetwork(network: network, objective: objective)
    let expected = reference.gradient(parameters.values.map(Double.init), doubles(samples))

    let trainer = makeTrainer(network, parameters, objective: objective, batchSize: 6)
    let loss = try? trainer.runEpoch(samples, epoch: 1)
    let found = zip(parameters.values, trainer.parameters.values).map { Double($0) - Double($1) }

    let largest = expected.map(abs).max() ?? 0
    #expect(largest > 1e-3)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 * max(largest, 0.1) })
    let expectedLoss = reference.loss(parameters.values.map(Double.init), doubles(samples))
    #expect(abs((loss ?? .nan) - expectedLoss) < 2e-6 * max(expectedLoss, 1))
  }

  @Test("layers of one kind after another have right gradients", arguments: Loss.allCases)
  func mixed(loss: Loss) {
    let kinds: [Activation] = [.gelu, .relu, .softplus, .silu, .elu, .sigmoid]
    let layers = kinds.map { DenseLayer(inputs: 4, outputs: 4, activation: $0, initialization: .glorot) }
    let network = Network(layers: layers)
    let parameters = Parameters(drawnFor: network, seed: 2)
    let samples = randomSamples(count: 3, width: 4)
    let objective = Objective(loss: loss, reduction: .sum)
    let expected = ReferenceNetwork(network: network, objective: objective)
      .gradient(parameters.values.map(Double.init), doubles(samples))
    let trainer = makeTrainer(network, parameters, objective: objective, batchSize: 3)
    _ = try? trainer.runEpoch(samples, epoch: 1)
    let found = zip(parameters.values, trainer.parameters.values).map { Double($0) - Double($1) }
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test("the gradient of a batch of many slices is that of the plain version")
  func manySlices() {
    let network = makeNetwork([6, 3, 6])
    let parameters = Parameters(drawnFor: network, seed: 4)
    let samples = randomSamples(count: 301, width: 6)
    let objective = Objective(loss: .bce, reduction: .sum)
    let expected = ReferenceNetwork(network: network, objective: objective)
      .gradient(parameters.values.map(Double.init), doubles(samples))
    let trainer = makeTrainer(network, parameters, objective: objective, batchSize: 301, threads: 2)
    _ = try? trainer.runEpoch(samples, epoch: 1)
    let found = zip(parameters.values, trainer.parameters.values).map { Double($0) - Double($1) }
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 2e-5 })
  }
}
