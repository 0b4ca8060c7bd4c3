import Engine
import Testing

struct TrainerTests {
  @Test("a network without a code learns the mean image")
  func noCode() throws {
    let network = makeNetwork([6, 0, 6], output: .linear)
    let samples = randomSamples(count: 10, width: 6)
    let trainer = makeTrainer(
      network, objective: Objective(loss: .mse, reduction: .sum),
      optimizer: Optimizer(kind: .sgd, learningRate: 0.5), batchSize: 10)
    _ = try trainer.runEpoch(samples, epoch: 1)
    let mean = (0..<6).map { j in (0..<10).reduce(0) { $0 + samples.row($1)[j] } / 10 }
    #expect(network.parameterCount == 6)
    #expect(zip(trainer.parameters.values, mean).allSatisfy { abs($0 - $1) < 1e-6 })
    let outputs = Inference(network: network, parameters: trainer.parameters, threads: 1)
      .outputs(of: samples, rows: 0..<2, layers: 0..<2)
    #expect(Array(outputs.values.prefix(6)) == trainer.parameters.values)
  }

  @Test("the epoch's loss is the mean over its samples, a smaller last batch weighing less")
  func meanOverSamples() throws {
    let network = makeNetwork([4, 2, 4])
    let samples = randomSamples(count: 11, width: 4)
    func loss(_ batchSize: Int) throws -> Double {
      try makeTrainer(network, optimizer: Optimizer(kind: .sgd, learningRate: 0), batchSize: batchSize)
        .runEpoch(samples, epoch: 1)
    }
    let (small, whole) = (try loss(4), try loss(11))
    #expect(abs(small - whole) < 1e-7)
  }

  @Test("training goes on where it stopped: two epochs in one trainer differ from twice the first")
  func steps() throws {
    let network = makeNetwork([4, 2, 4])
    let samples = randomSamples(count: 16, width: 4)
    let first = makeTrainer(network, optimizer: Optimizer(kind: .adam, learningRate: 0.1), batchSize: 16)
    let before = try first.runEpoch(samples, epoch: 1)
    for epoch in 2...60 { _ = try first.runEpoch(samples, epoch: epoch) }
    let after = try first.runEpoch(samples, epoch: 61)
    #expect(after < before / 2)
  }

  @Test("a rate that is far too high is named with its epoch and step")
  func divergence() throws {
    let network = makeNetwork([4, 8, 4], hidden: .linear, output: .linear)
    let samples = randomSamples(count: 64, width: 4)
    let trainer = makeTrainer(network, optimizer: Optimizer(kind: .sgd, learningRate: 1e30), batchSize: 4)
    let error = #expect(throws: EpochError.self) { try trainer.runEpoch(samples, epoch: 3) }
    guard case .diverged(let epoch, let step, _)? = error else { return #expect(Bool(false), "it did not diverge") }
    #expect(epoch == 3)
    #expect((1...3).contains(step))
  }

  @Test("a pixel that is not a number stops training in its batch, and leaves the weights finite")
  func notANumber() throws {
    let network = makeNetwork([4, 3, 4], hidden: .relu)
    let samples = Samples(count: 8, width: 4, storage: .floats([Float](repeating: .nan, count: 32)))
    let trainer = makeTrainer(network, batchSize: 4)
    let error = #expect(throws: EpochError.self) { try trainer.runEpoch(samples, epoch: 1) }
    guard case .diverged(_, let step, let loss)? = error else { return #expect(Bool(false), "it did not diverge") }
    #expect(step == 1)
    #expect(loss.isNaN)
    #expect(trainer.parameters.values.allSatisfy { $0.isFinite })
  }

  @Test("infinite weights stop training even where the loss stays finite")
  func infiniteWeights() throws {
    let network = makeNetwork([4, 2, 4])
    var parameters = Parameters(drawnFor: network, seed: 1)
    parameters.values[parameters.values.count - 1] = .infinity
    let trainer = makeTrainer(network, parameters)
    let error = #expect(throws: EpochError.self) {
      try trainer.runEpoch(randomSamples(count: 8, width: 4), epoch: 1)
    }
    guard case .diverged(_, let step, _)? = error else { return #expect(Bool(false), "it did not diverge") }
    #expect(step == 1)
  }

  @Test("asked to end, an epoch ends before its next step", arguments: [1, 2])
  func interruption(threads: Int) throws {
    let network = makeNetwork([4, 2, 4])
    let trainer = Trainer(
      network: network, parameters: Parameters(drawnFor: network, seed: 1),
      objective: Objective(loss: .mse, reduction: .mean),
      descent: Descent(optimizer: Optimizer(kind: .adam, learningRate: 0.01), epochs: 1, batchSize: 4),
      threads: threads, seed: 1)
    let before = trainer.parameters
    #expect(throws: EpochError.interrupted) {
      try trainer.runEpoch(randomSamples(count: 8, width: 4), epoch: 1, isInterrupted: { true })
    }
    #expect(trainer.parameters == before)
  }

  @Test("no samples are no steps")
  func noSamples() throws {
    let network = makeNetwork([4, 2, 4])
    let trainer = makeTrainer(network)
    let before = trainer.parameters
    #expect(try trainer.runEpoch(Samples(count: 0, width: 4, storage: .bytes([])), epoch: 1) == 0)
    #expect(trainer.parameters == before)
  }

  @Test("working memory counts weights, the optimiser's state and activations, and never overflows")
  func memory() {
    let small = makeNetwork([784, 32, 784])
    let parameters = small.parameterCount * 4
    let activations = 256 * (784 + 2 * 32 + 784) * 4
    func memory(_ network: Network) -> Int {
      Trainer.workingMemory(
        network: network, objective: Objective(loss: .mse, reduction: .mean),
        descent: Descent(optimizer: Optimizer(kind: .adam), epochs: 1, batchSize: 256), samples: 1000, threads: 1)
    }
    let found = memory(small)
    #expect(found > 3 * parameters + activations)
    #expect(found < 3 * parameters + activations + 1 << 21)
    let huge = makeNetwork([1 << 40, 1 << 40, 1 << 40])
    #expect(huge.parameterCount == .max)
    #expect(memory(huge) == .max)
  }
}
