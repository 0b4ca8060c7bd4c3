import Engine
import Testing

/// What lies between gradients and weights: clipping, schedules and precision, in the trainer.
struct DescentTests {
  private static let network = makeNetwork([8, 3, 8])

  private func change(_ descent: Descent, _ samples: Samples, epochs: Int = 1) throws -> [Double] {
    let parameters = Parameters(drawnFor: Self.network, seed: 3)
    let trainer = Trainer(
      network: Self.network, parameters: parameters, objective: Objective(loss: .mse, reduction: .sum),
      descent: descent, threads: 1, seed: 5)
    for epoch in 1...epochs { _ = try trainer.runEpoch(samples, epoch: epoch) }
    return zip(parameters.values, trainer.parameters.values).map { Double($0) - Double($1) }
  }

  private func norm(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  @Test("a long gradient is shortened to the norm, over all parameters at once")
  func clipping() throws {
    let samples = randomSamples(count: 16, width: 8)
    var descent = Descent(optimizer: Optimizer(kind: .sgd, learningRate: 1), epochs: 1, batchSize: 16)
    let gradient = try change(descent, samples)
    let length = norm(gradient)
    descent.clipNorm = length / 4
    let clipped = try change(descent, samples)
    #expect(abs(norm(clipped) - length / 4) < 1e-5)
    #expect(zip(gradient, clipped).allSatisfy { abs($0 / 4 - $1) < 1e-5 })
  }

  @Test("a short gradient stays as it is, to the bit")
  func noClipping() throws {
    let samples = randomSamples(count: 16, width: 8)
    var descent = Descent(optimizer: Optimizer(kind: .adam), epochs: 3, batchSize: 4)
    let free = try change(descent, samples, epochs: 3)
    descent.clipNorm = 1e3
    #expect(try change(descent, samples, epochs: 3) == free)
  }

  @Test("each step has the schedule's rate, in the epochs to come too")
  func schedule() throws {
    let samples = randomSamples(count: 4, width: 8)
    var descent = Descent(optimizer: Optimizer(kind: .sgd, learningRate: 1), epochs: 2, batchSize: 4)
    let constant = try change(descent, samples)
    descent.schedule = .step(every: 1, factor: 0)
    #expect(try change(descent, samples, epochs: 2) == constant)
  }

  @Test("bfloat16 products round their factors and nothing else")
  func bfloat16() throws {
    let samples = randomBytes(count: 64, width: 8)
    var descent = Descent(optimizer: Optimizer(kind: .sgd, learningRate: 1e-4), epochs: 1, batchSize: 16)
    let exact = try change(descent, samples)
    descent.precision = .bfloat16
    let rounded = try change(descent, samples)
    #expect(rounded != exact)
    #expect(norm(zip(rounded, exact).map { $0 - $1 }) < 0.01 * norm(exact))
  }
}
