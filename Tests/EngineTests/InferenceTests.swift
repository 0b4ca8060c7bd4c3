import Engine
import Testing

struct InferenceTests {
  static let network = makeNetwork([30, 17, 5, 17, 30], hidden: .relu)

  static func makeInference(threads: Int = 2) -> Inference {
    Inference(network: network, parameters: Parameters(drawnFor: network, seed: 6), threads: threads)
  }

  @Test("outputs agree with the plain version", arguments: Activation.allCases)
  func outputs(activation: Activation) {
    let network = makeNetwork([8, 3, 8], hidden: activation, output: activation)
    let parameters = Parameters(drawnFor: network, seed: 6)
    let samples = randomSamples(count: 5, width: 8)
    let found = Inference(network: network, parameters: parameters, threads: 1)
      .outputs(of: samples, rows: 0..<5, layers: 0..<2)
    let reference = ReferenceNetwork(network: network, objective: Objective(loss: .mse, reduction: .sum))
    let expected = doubles(samples).flatMap { reference.outputs(parameters.values.map(Double.init), $0) }
    #expect(zip(found.values, expected).allSatisfy { abs(Double($0) - $1) < 1e-6 })
  }

  @Test("decoding a code gives the bits of the forward pass", arguments: [0..<1, 0..<200, 3..<90, 64..<333])
  func decode(rows: Range<Int>) {
    let inference = Self.makeInference()
    let samples = randomBytes(count: 333, width: 30)
    let forward = inference.outputs(of: samples, rows: rows, layers: 0..<4)
    let code = inference.outputs(of: samples, rows: rows, layers: 0..<2)
    #expect(code.columns == 5)
    #expect(inference.outputs(of: code, layers: 2..<4) == forward)
  }

  @Test("without layers the samples come back as floats")
  func noLayers() {
    let samples = randomBytes(count: 3, width: 30)
    let outputs = Self.makeInference().outputs(of: samples, rows: 1..<3, layers: 0..<0)
    #expect(outputs.values == samples.row(1) + samples.row(2))
  }

  @Test("errors agree with those of the outputs", arguments: [Activation.sigmoid, .linear])
  func errors(activation: Activation) {
    let network = makeNetwork([8, 3, 8], output: activation)
    var parameters = Parameters(drawnFor: network, seed: 6)
    // Outputs well inside 0…1, where cross-entropy from outputs is not clamped.
    parameters.values = parameters.values.map { 0.4 * $0 }
    for index in parameters.values.indices.suffix(8) { parameters.values[index] += 0.5 }
    let samples = randomSamples(count: 150, width: 8)
    let inference = Inference(network: network, parameters: parameters, threads: 2)
    let errors = inference.errors(of: samples)
    let squares = ReferenceNetwork(network: network, objective: Objective(loss: .mse, reduction: .sum))
    let entropies = ReferenceNetwork(network: network, objective: Objective(loss: .bce, reduction: .sum))
    let values = parameters.values.map(Double.init)
    for (index, row) in doubles(samples).enumerated() {
      let absolute = zip(squares.outputs(values, row), row).reduce(0.0) { $0 + abs($1.0 - $1.1) }
      #expect(abs(errors.squared[index] - squares.loss(values, [row])) < 2e-6)
      #expect(abs(errors.absolute[index] - absolute) < 4e-6)
      #expect(abs(errors.crossEntropy[index] - entropies.loss(values, [row])) < 1e-5)
    }
  }

  @Test(
    "the mean loss is reduced as the objective says",
    arguments: [
      (Objective(loss: .mse, reduction: .sum), 2.0), (Objective(loss: .mse, reduction: .mean), 0.5),
      (Objective(loss: .bce, reduction: .sum), 6.0), (Objective(loss: .bce, reduction: .mean), 1.5),
    ])
  func mean(objective: Objective, expected: Double) {
    let errors = RowErrors(squared: [1, 3], absolute: [9, 9], crossEntropy: [4, 8])
    #expect(meanLoss(of: errors, objective: objective, width: 4) == expected)
  }

  @Test("the loss of training and the loss of evaluation are the same where nothing is learnt")
  func sameLoss() throws {
    let samples = randomBytes(count: 100, width: 30)
    for loss in Loss.allCases {
      let objective = Objective(loss: loss, reduction: .mean)
      let parameters = Parameters(drawnFor: Self.network, seed: 6)
      let trainer = makeTrainer(
        Self.network, parameters, objective: objective, optimizer: Optimizer(kind: .sgd, learningRate: 0))
      let trained = try trainer.runEpoch(samples, epoch: 1)
      let errors = Self.makeInference().errors(of: samples, withHuber: loss == .huber)
      #expect(abs(trained - meanLoss(of: errors, objective: objective, width: 30)) < 1e-6)
    }
  }

  @Test("cross-entropy from extreme logits is the logit, not infinity")
  func extremeLogits() {
    let network = Network(layers: [
      DenseLayer(inputs: 2, outputs: 2, activation: .sigmoid, initialization: .glorot)
    ])
    let samples = Samples(count: 1, width: 2, storage: .floats([0, 1]))
    for (logit, expected) in [(1e4 as Float, 1e4), (-1e4, 1e4), (100, 100), (-100, 100)] {
      let parameters = Parameters(of: network, values: [0, 0, 0, 0, logit, logit])
      let errors = Inference(network: network, parameters: parameters, threads: 1).errors(of: samples)
      #expect(abs(errors.crossEntropy[0] - expected) < 1e-3)
    }
  }

  @Test("a pixel's own entropy is the least cross-entropy, 0 at black and white and ln 2 at half")
  func pixelEntropies() {
    let samples = Samples(count: 4, width: 2, storage: .floats([0, 1, 0.5, 0.5, 0.25, 0, -1, 2]))
    let expected = [0, 2 * 0.693147181, 0.562335145, 0]
    #expect(zip(entropies(of: samples), expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }
}
