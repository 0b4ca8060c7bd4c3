import Engine
import Glibc
import Testing

/// What evaluation says of the terms of a loss, against the plain version and against many draws.
struct EvaluationTermTests {
  private static func dense(_ inputs: Int, _ outputs: Int, _ activation: Activation) -> NetworkLayer {
    .dense(DenseLayer(inputs: inputs, outputs: outputs, activation: activation, initialization: .uniform))
  }

  static let encoders: [(String, [NetworkLayer])] = [
    ("one layer", [dense(6, 4, .sigmoid)]),
    ("GELU", [dense(6, 4, .gelu)]),
    ("two layers", [dense(6, 5, .tanh), dense(5, 3, .softplus)]),
    ("wider than its input", [dense(6, 9, .tanh), dense(9, 3, .linear)]),
    ("batch normalisation", [dense(6, 5, .tanh), .batchNorm(BatchNormLayer(width: 5)), dense(5, 3, .linear)]),
    ("a Gaussian code", [dense(6, 5, .tanh), dense(5, 6, .linear), .gaussian(GaussianLayer(width: 3))]),
    ("the largest", [dense(6, 5, .linear), .largest(LargestLayer(width: 5, kept: 2))]),
  ]

  @Test("the Jacobian's norm is that of central differences", arguments: encoders.indices)
  func jacobian(place: Int) {
    let layers = Self.encoders[place].1
    let network = Network(layers: layers + [Self.dense(layers[layers.count - 1].outputs, 6, .linear)])
    var parameters = Parameters(drawnFor: network, seed: 4)
    for (index, layer) in network.layers.enumerated() {
      guard case .batchNorm = layer else { continue }
      parameters.values[Parameters.offset(of: index, in: network) + 1] = 1.7
    }
    let samples = randomSamples(count: 70, width: 6)
    let found = Inference(network: network, parameters: parameters, threads: 2)
      .jacobianSquares(of: samples, depth: layers.count)
    let reference = ReferenceNetwork(network: network, objective: Objective(loss: .mse, reduction: .sum))
    let numbers = parameters.values.map(Double.init)
    for (row, sample) in doubles(samples).enumerated() {
      var expected = 0.0
      for pixel in 0..<6 {
        var (above, below) = (sample, sample)
        above[pixel] += 1e-6
        below[pixel] -= 1e-6
        let codes = reference.rows(numbers, [above, below], after: layers.count)
        expected += zip(codes[0], codes[1]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / 4e-12 }
      }
      #expect(abs(found[row] - expected) < 1e-4 * max(expected, 1e-3))
    }
  }

  private let network = Network(layers: [
    dense(6, 6, .linear), .gaussian(GaussianLayer(width: 3)), dense(3, 6, .sigmoid),
  ])

  private func regularization(_ change: (inout Regularization) -> Void = { _ in }) -> Regularization {
    var regularization = Regularization()
    regularization.codeDepth = 2
    change(&regularization)
    return regularization
  }

  @Test("the divergence in closed form is the mean of ln q − ln p over many draws")
  func divergence() {
    let inference = Inference(network: network, parameters: Parameters(drawnFor: network, seed: 4), threads: 1)
    let samples = randomSamples(count: 40, width: 6)
    let closed = inference.divergences(of: samples).reduce(0, +)
    let draws = 4_000
    var sum = 0.0
    for draw in 0..<draws {
      sum -= inference.logRatios(of: samples, view: InferenceView(draw: draw, seed: 3)).reduce(0, +)
    }
    #expect(abs(sum / Double(draws) / closed - 1) < 0.01)
  }

  @Test(
    "the loss of a Gaussian code is the likelihood of a drawn code and the divergence; another draw is another loss")
  func evidence() {
    let inference = Inference(network: network, parameters: Parameters(drawnFor: network, seed: 4), threads: 2)
    let samples = randomSamples(count: 100, width: 6)
    let objective = Objective(loss: .mse, reduction: .sum, deviation: 0.5)
    let terms = inference.terms(
      of: samples, objective, regularization { $0.divergenceWeight = 0.5 }, view: InferenceView(seed: 3))
    let errors = inference.errors(of: samples, view: InferenceView(draw: 0, seed: 3)).squared.reduce(0, +) / 100
    #expect(abs(terms.reconstruction - (errors / 0.5 + 3 * log(2 * .pi * 0.25))) < 1e-9)
    #expect(terms[.kl] == inference.divergences(of: samples).reduce(0, +) / 100)
    #expect(abs(terms.loss - terms.reconstruction - 0.5 * terms[.kl]) < 1e-12)
    let other = inference.terms(of: samples, objective, regularization(), view: InferenceView(draw: 1, seed: 3))
    #expect(other.reconstruction != terms.reconstruction)
    #expect(other[.kl] == terms[.kl])
  }

  @Test("evaluation's noise depends on seed and place alone, and the errors are from the clean samples")
  func noise() {
    let network = makeNetwork([6, 4, 6])
    let inference = Inference(network: network, parameters: Parameters(drawnFor: network, seed: 4), threads: 2)
    let samples = randomBytes(count: 100, width: 6)
    let view = InferenceView(corruption: Corruption(.gaussian, 0.5), seed: 3)
    let errors = inference.errors(of: samples, view: view).squared
    #expect(inference.errors(of: samples, view: view).squared == errors)
    let noisy = samples.gathered(rows: [70, 3]).corrupted(by: Corruption(.gaussian, 0.5), seed: 3, places: [70, 3])
    let outputs = inference.outputs(of: noisy, rows: 0..<2, layers: 0..<2)
    for (row, place) in [70, 3].enumerated() {
      let clean = samples.row(place)
      let expected = (0..<6).reduce(0.0) { sum, pixel in
        let error = Double(outputs.values[row * 6 + pixel] - clean[pixel])
        return sum + error * error
      }
      #expect(abs(errors[place] - expected) < 1e-5)
    }
  }

  @Test(
    "noise has the moments that it is named after",
    arguments: [
      (Corruption.Kind.gaussian, 0.2, 0.5, 0.2), (.masking, 0.25, 0.375, 0.2165), (.saltAndPepper, 0.2, 0.5, 0.2236),
    ])
  func moments(kind: Corruption.Kind, amount: Double, mean: Double, deviation: Double) {
    let samples = Samples(count: 200, width: 500, storage: .floats(Array(repeating: 0.5, count: 100_000)))
    var corruption = Corruption(kind, amount)
    corruption.clips = false
    let noisy = samples.corrupted(by: corruption, seed: 1, places: Array(0..<200)).asMatrix().values.map(Double.init)
    let found = noisy.reduce(0, +) / 100_000
    let square = noisy.reduce(0) { $0 + ($1 - found) * ($1 - found) } / 100_000
    #expect(abs(found - mean) < 0.003)
    #expect(abs(square.squareRoot() - deviation) < 0.003)
  }

  @Test("exactly so many units are kept, of equal ones the first, and annealing begins with all of them")
  func largest() {
    let layer = LargestLayer(width: 5, kept: 2, annealing: 3)
    #expect([1, 2, 3, 4, 9].map(layer.kept(inEpoch:)) == [5, 4, 3, 2, 2])
    let network = Network(layers: [.largest(LargestLayer(width: 5, kept: 2)), Self.dense(5, 5, .linear)])
    let inference = Inference(network: network, parameters: Parameters(drawnFor: network, seed: 1), threads: 1)
    let codes = inference.outputs(
      of: Matrix(rows: 2, columns: 5, values: [1, -3, 1, 1, 0.5, -1, -2, -3, -4, -0.5]), layers: 0..<1)
    #expect(codes.values == [1, 0, 1, 0, 0, -1, 0, 0, 0, -0.5])
  }

  @Test("unit columns stay unit vectors, from the first weights on")
  func unitColumns() throws {
    let network = makeNetwork([6, 4, 6])
    let trainer = Trainer(
      network: network, parameters: Parameters(drawnFor: network, seed: 2),
      objective: Objective(loss: .mse, reduction: .sum),
      regularization: {
        var regularization = Regularization()
        regularization.hasUnitColumns = true
        return regularization
      }(), descent: Descent(optimizer: Optimizer(kind: .adam, learningRate: 0.1), epochs: 1, batchSize: 8), threads: 2,
      seed: 1)
    for epoch in 0...2 {
      if epoch > 0 { _ = try trainer.runEpoch(randomSamples(count: 40, width: 6), epoch: epoch) }
      let start = Parameters.offset(of: 1, in: network)
      for unit in 0..<4 {
        let row = trainer.parameters.values[start + unit * 6..<start + unit * 6 + 6]
        #expect(abs(row.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
      }
    }
  }

  @Test("the best affine denoiser is the least-squares solution: no other map near it is better on its samples")
  func affine() throws {
    var stream = RandomStream(seed: 2, purpose: .data)
    let values = (0..<400).flatMap { _ in
      let base = stream.nextUniform()
      return [base, base, 1 - base, stream.nextUniform()]
    }
    let samples = Samples(count: 400, width: 4, storage: .floats(values))
    let corruption = Corruption(.gaussian, 0.4)
    let results = try [1, 3].map { try AffineDenoiser(of: samples, corruption, seed: 5, threads: $0) }
    #expect(results[0].weights == results[1].weights)
    let (weights, bias) = (results[0].weights, results[0].bias)
    let noisy = (1...40).map { pass in
      samples.corrupted(by: corruption, seed: UInt64(100 + pass), places: Array(0..<400)).asMatrix().values
    }
    func error(_ weights: [Float], _ bias: [Float]) -> Double {
      var sum = 0.0
      for inputs in noisy {
        for row in 0..<400 {
          for j in 0..<4 {
            var output = bias[j]
            for i in 0..<4 { output += inputs[row * 4 + i] * weights[i * 4 + j] }
            let error = Double(output - values[row * 4 + j])
            sum += error * error
          }
        }
      }
      return sum
    }
    let least = error(weights, bias)
    for place in 0..<16 {
      for step in [Float(-0.05), 0.05] {
        var other = weights
        other[place] += step
        #expect(error(other, bias) > least)
      }
    }
    #expect(error(weights, bias.map { $0 + 0.05 }) > least)
  }

  @Test("dead units learn to make what the others leave over")
  func auxiliary() throws {
    // Four units whose bias keeps them from ever being among the largest two.
    let network = Network(layers: [
      Self.dense(6, 6, .linear), .largest(LargestLayer(width: 6, kept: 2)), Self.dense(6, 6, .linear),
    ])
    var parameters = Parameters(drawnFor: network, seed: 2)
    for unit in 0..<2 { parameters.values[36 + unit] = 50 }
    var regularization = Regularization()
    regularization.codeDepth = 2
    regularization.auxiliary = 0.5
    let trainer = Trainer(
      network: network, parameters: parameters, objective: Objective(loss: .mse, reduction: .mean),
      regularization: regularization,
      descent: Descent(optimizer: Optimizer(kind: .sgd, learningRate: 1e-4), epochs: 9, batchSize: 20), threads: 2,
      seed: 1)
    let samples = randomSamples(count: 40, width: 6)
    let before = trainer.parameters.values
    #expect(try trainer.runEpochTerms(samples, epoch: 1)[.auxiliary] == 0)
    let first = trainer.parameters.values
    #expect((36 + 2..<42).allSatisfy { first[$0] == before[$0] })
    let second = try trainer.runEpochTerms(samples, epoch: 2)
    #expect(second[.auxiliary] > 0)
    #expect((36 + 2..<42).contains { trainer.parameters.values[$0] != first[$0] })
  }
}
