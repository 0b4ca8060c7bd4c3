import Engine
import Testing

/// Noise and penalties: their gradients against central differences of the plain version, and their bits.
struct PenaltyGradientTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let layers: [NetworkLayer]
    var objective = Objective(loss: .mse, reduction: .sum)
    let depth: Int
    var change: @Sendable (inout Regularization) -> Void = { _ in }

    var testDescription: String { name }
    var network: Network { Network(layers: layers) }
    var regularization: Regularization {
      var regularization = Regularization()
      regularization.codeDepth = depth
      change(&regularization)
      return regularization
    }
  }

  private static func dense(_ inputs: Int, _ outputs: Int, _ activation: Activation) -> NetworkLayer {
    .dense(DenseLayer(inputs: inputs, outputs: outputs, activation: activation, initialization: .uniform))
  }

  private static let plain = [dense(6, 4, .tanh), dense(4, 6, .sigmoid)]
  private static let deep = [dense(6, 5, .tanh), dense(5, 4, .sigmoid), dense(4, 5, .elu), dense(5, 6, .sigmoid)]
  private static let drawn = [
    dense(6, 5, .tanh), dense(5, 6, .linear), .gaussian(GaussianLayer(width: 3)), dense(3, 6, .sigmoid),
  ]

  static let noises = [Corruption(.gaussian, 0.4), Corruption(.masking, 0.3), Corruption(.saltAndPepper, 0.3)]
  static let cases: [Case] =
    noises.map { noise in
      Case(name: noise.kind.rawValue, layers: plain, depth: 1) { $0.corruption = noise }
    } + [
      Case(name: "l1", layers: deep, depth: 2) { $0.sparsity = .absolute(weight: 0.3) },
      Case(name: "kl", layers: deep, depth: 2) { $0.sparsity = .divergence(target: 0.1, weight: 0.7) },
      Case(
        name: "kl behind batch normalisation",
        layers: [
          dense(6, 4, .tanh), .batchNorm(BatchNormLayer(width: 4)), dense(4, 3, .sigmoid), dense(3, 6, .sigmoid),
        ], depth: 3
      ) { $0.sparsity = .divergence(target: 0.1, weight: 0.7) },
      Case(
        name: "kl on the first layer before batch normalisation",
        layers: [dense(6, 4, .sigmoid), .batchNorm(BatchNormLayer(width: 4)), dense(4, 6, .sigmoid)], depth: 1
      ) { $0.sparsity = .divergence(target: 0.2, weight: 0.5) },
      Case(
        name: "the largest",
        layers: [dense(6, 5, .linear), .largest(LargestLayer(width: 5, kept: 2)), dense(5, 6, .sigmoid)], depth: 2),
      Case(
        name: "binary codes",
        layers: [dense(6, 4, .linear), .binary(BinaryLayer(width: 4, noise: 0.8)), dense(4, 6, .sigmoid)], depth: 2),
      Case(name: "Bernoulli", layers: drawn, objective: Objective(loss: .bce, reduction: .sum), depth: 3) {
        $0.divergenceWeight = 0.7
      },
      Case(
        name: "Gaussian likelihood", layers: drawn,
        objective: Objective(loss: .mse, reduction: .sum, deviation: 0.5), depth: 3
      ) { $0.corruption = noises[0] },
      Case(name: "contraction of tanh", layers: plain, depth: 1) { $0.contraction = 0.3 },
      Case(name: "contraction of sigmoid", layers: [dense(6, 4, .sigmoid), dense(4, 6, .sigmoid)], depth: 1) {
        $0.contraction = 0.3
      },
      Case(name: "contraction of softplus", layers: [dense(6, 4, .softplus), dense(4, 6, .sigmoid)], depth: 1) {
        $0.contraction = 0.3
        $0.corruption = noises[0]
      },
      Case(
        name: "contraction of several layers",
        layers: [
          dense(6, 5, .selu), .dropout(DropoutLayer(width: 5, rate: 0.3)), dense(5, 4, .softplus), dense(4, 3, .tanh),
          dense(3, 6, .sigmoid),
        ], depth: 4
      ) {
        $0.contraction = 0.2
        $0.sparsity = .absolute(weight: 0.1)
      },
    ]

  @Test("gradients agree with central differences of the plain version", arguments: cases)
  func gradients(example: Case) throws {
    let (network, samples) = (example.network, randomSamples(count: 80, width: 6))  // two row slices
    let parameters = Parameters(drawnFor: network, seed: 9)
    let plain = ReferenceTraining(network, example.objective, example.regularization, samples, seed: 5)
    let trainer = Trainer(
      network: network, parameters: parameters, objective: example.objective, regularization: example.regularization,
      descent: Descent(optimizer: Optimizer(kind: .sgd, learningRate: 1), epochs: 1, batchSize: 80), threads: 2, seed: 5
    )
    let terms = try trainer.runEpochTerms(samples, epoch: 1)
    let numbers = parameters.values.map(Double.init)
    let targets = doubles(samples)
    #expect(abs(terms.loss - plain.loss(numbers, targets)) < 2e-5 * max(terms.loss, 1))
    for penalty in example.regularization.penalties(of: network) {
      #expect(abs(terms[penalty] - plain.value(of: penalty, numbers)) < 2e-5 * max(terms[penalty], 1))
      #expect(abs(terms.weighted(penalty) - example.regularization.weight(of: penalty) * terms[penalty]) < 1e-9)
    }
    var trained = Set(numbers.indices)
    for (index, layer) in network.layers.enumerated() {
      guard case .batchNorm(let norm) = layer else { continue }
      let start = Parameters.offset(of: index, in: network) + 2 * norm.width
      trained.subtract(start..<start + 2 * norm.width)
    }
    let after = trainer.parameters.values
    for index in trained {
      var (above, below) = (numbers, numbers)
      above[index] += 1e-4
      below[index] -= 1e-4
      let expected = (plain.loss(above, targets) - plain.loss(below, targets)) / 2e-4
      #expect(abs(numbers[index] - Double(after[index]) - expected) < 6e-5, "parameter \(index)")
    }
  }

  @Test("training gives the same bits on 1, 2, 3 and 4 threads, in bfloat16 too", arguments: cases)
  func threads(example: Case) throws {
    let samples = randomBytes(count: 333, width: 6)
    for precision in Precision.allCases {
      var descent = Descent(optimizer: Optimizer(kind: .adam), epochs: 2, batchSize: 129)
      descent.precision = precision
      descent.clipNorm = precision == .bfloat16 ? 0.1 : nil
      let results = try (1...4).map { threads in
        let trainer = Trainer(
          network: example.network, parameters: Parameters(drawnFor: example.network, seed: 9),
          objective: example.objective, regularization: example.regularization, descent: descent, threads: threads,
          seed: 5)
        let terms = try (1...2).map { try trainer.runEpochTerms(samples, epoch: $0) }
        return (terms, trainer.parameters.values.map(\.bitPattern))
      }
      #expect(results.allSatisfy { $0 == results[0] })
      #expect(results[0].0.allSatisfy { $0.loss.isFinite })
    }
  }

  @Test("a divergence's weight rises over its epochs step by step, and noise is fresh in each epoch")
  func warmth() throws {
    let example = Self.cases.first { $0.name == "Bernoulli" }
    let network = try #require(example?.network)
    var regularization = try #require(example?.regularization)
    regularization.divergenceWarmup = 2
    regularization.divergenceWeight = 1
    let trainer = Trainer(
      network: network, parameters: Parameters(drawnFor: network, seed: 9),
      objective: Objective(loss: .bce, reduction: .sum), regularization: regularization,
      descent: Descent(optimizer: Optimizer(kind: .sgd, learningRate: 1e-12), epochs: 3, batchSize: 10), threads: 1,
      seed: 5)
    let terms = try (1...3).map { try trainer.runEpochTerms(randomSamples(count: 40, width: 6), epoch: $0) }
    // Four steps an epoch: shares of 0 to 3 eighths, then of 4 to 7, then 1.
    for (epoch, share) in [1.5 / 8, 5.5 / 8, 1].enumerated() {
      #expect(abs(terms[epoch].weighted(.kl) / terms[epoch][.kl] - share) < 0.02)
    }
    #expect(terms[0].reconstruction != terms[1].reconstruction)
  }
}
