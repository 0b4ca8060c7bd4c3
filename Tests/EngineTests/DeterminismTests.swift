import Engine
import Testing

struct DeterminismTests {
  static let network = makeNetwork([30, 17, 5, 17, 30], hidden: .relu)

  func train(threads: Int, batchSize: Int, epochs: Int = 2) throws -> ([UInt32], [Double]) {
    let trainer = makeTrainer(
      Self.network, objective: Objective(loss: .bce, reduction: .mean),
      optimizer: Optimizer(kind: .adam, learningRate: 0.01), batchSize: batchSize, threads: threads)
    let samples = randomBytes(count: 333, width: 30)
    let losses = try (1...epochs).map { try trainer.runEpoch(samples, epoch: $0) }
    return (trainer.parameters.values.map(\.bitPattern), losses)
  }

  @Test("training gives the same bits on 1, 2, 3 and 4 threads", arguments: [1, 7, 32, 100, 129, 256, 1_000])
  func threads(batchSize: Int) throws {
    let one = try train(threads: 1, batchSize: batchSize)
    for threads in 2...4 {
      let several = try train(threads: threads, batchSize: batchSize)
      #expect(one == several, "\(threads) threads")
    }
  }

  @Test(
    "every kind of layer, clipping and bfloat16 give the same bits on any number of threads", arguments: [7, 129, 256])
  func everything(batchSize: Int) throws {
    let network = Network(layers: LayerTests.networks[9].1)
    let samples = randomBytes(count: 333, width: 6)
    for precision in Precision.allCases {
      var descent = Descent(optimizer: Optimizer(kind: .adadelta), epochs: 2, batchSize: batchSize)
      descent.schedule = .cosine(warmup: 1)
      descent.clipNorm = 0.01
      descent.precision = precision
      let results = try (1...4).map { threads in
        let trainer = Trainer(
          network: network, parameters: Parameters(drawnFor: network, seed: 2),
          objective: Objective(loss: .huber, reduction: .sum), descent: descent, threads: threads, seed: 4)
        for epoch in 1...2 { _ = try trainer.runEpoch(samples, epoch: epoch) }
        return trainer.parameters.values.map(\.bitPattern)
      }
      #expect(results.allSatisfy { $0 == results[0] })
    }
  }

  @Test("layers of several weight slices give the same bits on any number of threads")
  func weightSlices() throws {
    let wide = Network(layers: [
      DenseLayer(inputs: 600, outputs: 200, activation: .relu, initialization: .he),
      DenseLayer(inputs: 200, outputs: 600, activation: .sigmoid, initialization: .glorot),
    ])
    let samples = randomBytes(count: 70, width: 600)
    let results = try [1, 2, 4].map { threads in
      let trainer = makeTrainer(
        wide, optimizer: Optimizer(kind: .adamw, learningRate: 0.01), batchSize: 33, threads: threads)
      _ = try trainer.runEpoch(samples, epoch: 1)
      return trainer.parameters
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  @Test("evaluation gives the same bits on any number of threads")
  func evaluation() {
    let samples = randomBytes(count: 333, width: 30)
    let parameters = Parameters(drawnFor: Self.network, seed: 1)
    let results = (1...3).map { threads in
      Inference(network: Self.network, parameters: parameters, threads: threads).errors(of: samples)
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  @Test("another seed gives another order, and so other weights")
  func seeds() throws {
    let samples = randomBytes(count: 40, width: 30)
    let results = try [1, 2].map { seed in
      let trainer = Trainer(
        network: Self.network, parameters: Parameters(drawnFor: Self.network, seed: 1),
        objective: Objective(loss: .mse, reduction: .mean),
        descent: Descent(optimizer: Optimizer(kind: .sgd, learningRate: 1), epochs: 1, batchSize: 8), threads: 1,
        seed: UInt64(seed))
      _ = try trainer.runEpoch(samples, epoch: 1)
      return trainer.parameters
    }
    #expect(results[0] != results[1])
  }
}
