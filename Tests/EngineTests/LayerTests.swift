import Engine
import Testing

/// Layers beyond the plain dense one: their gradients, and what they do in evaluation.
struct LayerTests {
  private static func dense(_ inputs: Int, _ outputs: Int, _ activation: Activation, tiedTo: Int? = nil) -> NetworkLayer
  {
    .dense(
      DenseLayer(
        inputs: inputs, outputs: outputs, activation: activation, initialization: .uniform, tiedTo: tiedTo))
  }

  private static let dropout = NetworkLayer.dropout(DropoutLayer(width: 4, rate: 0.4))
  private static let norm = NetworkLayer.batchNorm(BatchNormLayer(width: 4))

  static let networks: [(String, [NetworkLayer])] = [
    ("dropout", [dense(6, 4, .tanh), dropout, dense(4, 6, .sigmoid)]),
    ("dropout of the input", [.dropout(DropoutLayer(width: 6, rate: 0.3)), dense(6, 4, .tanh), dense(4, 6, .sigmoid)]),
    ("two dropouts", [dense(6, 4, .gelu), dropout, dropout, dense(4, 6, .sigmoid)]),
    ("batch normalisation", [dense(6, 4, .tanh), norm, dense(4, 6, .sigmoid)]),
    (
      "batch normalisation of the input",
      [.batchNorm(BatchNormLayer(width: 6)), dense(6, 4, .tanh), dense(4, 6, .sigmoid)]
    ),
    (
      "several batch normalisations",
      [dense(6, 4, .softplus), norm, dense(4, 4, .tanh), norm, norm, dense(4, 6, .linear)]
    ),
    ("dropout before batch normalisation", [dense(6, 4, .tanh), dropout, norm, dense(4, 6, .sigmoid)]),
    ("tied weights", [dense(6, 4, .tanh), dense(4, 6, .sigmoid, tiedTo: 0)]),
    (
      "tied weights, two deep",
      [dense(6, 4, .tanh), dense(4, 2, .linear), dense(2, 4, .silu, tiedTo: 1), dense(4, 6, .sigmoid, tiedTo: 0)]
    ),
    (
      "all together",
      [
        dense(6, 4, .tanh), norm, dropout, dense(4, 2, .linear), dense(2, 4, .elu, tiedTo: 3), norm,
        dense(4, 6, .sigmoid, tiedTo: 0),
      ]
    ),
  ]

  /// Numbers in general position, also for scales and shifts.
  private static func parameters(of network: Network) -> Parameters {
    var stream = RandomStream(seed: 12, purpose: .weights)
    var parameters = Parameters(drawnFor: network, seed: 9)
    for index in parameters.values.indices { parameters.values[index] += 0.3 * (stream.nextUniform() - 0.5) }
    return parameters
  }

  @Test("gradients agree with central differences of the plain version", arguments: networks.indices)
  func gradients(place: Int) throws {
    let network = Network(layers: Self.networks[place].1)
    let parameters = Self.parameters(of: network)
    let samples = randomSamples(count: 80, width: 6)  // two row slices
    let objective = Objective(loss: .mse, reduction: .sum)
    let reference = ReferenceNetwork(
      network: network, objective: objective, dropout: (seed: 5, epoch: 1), isTraining: true)
    let numbers = parameters.values.map(Double.init)
    let expected = reference.gradient(numbers, doubles(samples))

    let trainer = makeTrainer(network, parameters, objective: objective, batchSize: 80, threads: 2)
    let loss = try trainer.runEpoch(samples, epoch: 1)
    #expect(abs(loss - reference.loss(numbers, doubles(samples))) < 1e-5)
    var statistics: Set<Int> = []
    for (index, layer) in network.layers.enumerated() {
      guard case .batchNorm(let norm) = layer else { continue }
      let start = Parameters.offset(of: index, in: network) + 2 * norm.width
      statistics.formUnion(start..<start + 2 * norm.width)
    }
    let after = trainer.parameters.values
    for index in numbers.indices where !statistics.contains(index) {
      #expect(abs(numbers[index] - Double(after[index]) - expected[index]) < 3e-5, "\(Self.networks[place].0) \(index)")
    }
    #expect(expected.map(abs).max() ?? 0 > 1e-2)
  }

  @Test("evaluation has no dropout, and normalises with the running statistics", arguments: networks.indices)
  func evaluation(place: Int) throws {
    let network = Network(layers: Self.networks[place].1)
    let trainer = makeTrainer(network, Self.parameters(of: network), batchSize: 16)
    let samples = randomSamples(count: 70, width: 6)
    _ = try trainer.runEpoch(samples, epoch: 1)
    let reference = ReferenceNetwork(network: network, objective: Objective(loss: .mse, reduction: .sum))
    let numbers = trainer.parameters.values.map(Double.init)
    let inference = Inference(network: network, parameters: trainer.parameters, threads: 2)
    let found = inference.outputs(of: samples, rows: 0..<70, layers: 0..<network.layers.count)
    for (row, sample) in doubles(samples).enumerated() {
      let expected = reference.outputs(numbers, sample)
      #expect(expected.indices.allSatisfy { abs(Double(found.values[row * 6 + $0]) - expected[$0]) < 1e-5 })
    }
    let errors = inference.errors(of: samples)
    let total = doubles(samples).reduce(0) { $0 + reference.loss(numbers, [$1]) }
    #expect(abs(errors.squared.reduce(0, +) - total) < 1e-4 * total)
  }

  @Test("encoding and decoding give the bits of the whole way", arguments: Precision.allCases)
  func encodeAndDecode(precision: Precision) {
    let network = Network(layers: Self.networks[9].1)
    let inference = Inference(
      network: network, parameters: Self.parameters(of: network), threads: 2, precision: precision)
    let samples = randomBytes(count: 150, width: 6)
    let codes = inference.outputs(of: samples, rows: 0..<150, layers: 0..<4)
    let whole = inference.outputs(of: samples, rows: 0..<150, layers: 0..<7)
    #expect(inference.outputs(of: codes, layers: 4..<7) == whole)
  }

  @Test("running statistics move a tenth of the way to each batch's")
  func runningStatistics() throws {
    let network = Network(layers: [.batchNorm(BatchNormLayer(width: 1)), Self.dense(1, 1, .linear)])
    let trainer = makeTrainer(network, optimizer: Optimizer(kind: .sgd, learningRate: 1e-9), batchSize: 4)
    _ = try trainer.runEpoch(Samples(count: 4, width: 1, storage: .floats([1, 2, 3, 6])), epoch: 1)
    let numbers = trainer.parameters.values
    #expect(abs(numbers[2] - 0.3) < 1e-6)  // of a mean of 3
    #expect(abs(numbers[3] - (0.9 + 0.1 * 14 / 3)) < 1e-6)  // of an unbiased variance of 14/3
  }

  @Test("other epochs and samples are dropped out differently")
  func freshDropout() throws {
    let network = Network(layers: [.dropout(DropoutLayer(width: 50, rate: 0.5)), Self.dense(50, 50, .linear)])
    let losses = try (1...3).map { epoch in
      let trainer = makeTrainer(network, optimizer: Optimizer(kind: .sgd, learningRate: 1e-9), batchSize: 8)
      return try trainer.runEpoch(randomSamples(count: 8, width: 50), epoch: max(epoch - 1, 1))
    }
    #expect(losses[0] == losses[1])
    #expect(losses[1] != losses[2])
  }
}
