import Engine

/// A network whose hidden layers all have `activation`.
func makeNetwork(_ widths: [Int], hidden: Activation = .tanh, output: Activation = .sigmoid) -> Network {
  Network(
    layers: zip(widths, widths.dropFirst()).enumerated().map { index, pair in
      DenseLayer(
        inputs: pair.0, outputs: pair.1, activation: index == widths.count - 2 ? output : hidden,
        initialization: .uniform)
    })
}

/// Samples of random floats in 0..<1.
func randomSamples(count: Int, width: Int) -> Samples {
  var stream = RandomStream(seed: 7, purpose: .data)
  return Samples(count: count, width: width, storage: .floats((0..<count * width).map { _ in stream.nextUniform() }))
}

/// Samples of random bytes.
func randomBytes(count: Int, width: Int) -> Samples {
  var stream = RandomStream(seed: 8, purpose: .data)
  let bytes = (0..<count * width).map { _ in UInt8(truncatingIfNeeded: stream.nextBits()) }
  return Samples(count: count, width: width, storage: .bytes(bytes))
}

/// The samples as rows in double precision.
func doubles(_ samples: Samples) -> [[Double]] { (0..<samples.count).map { samples.row($0).map(Double.init) } }

/// A trainer on one thread, for squared errors and plain gradient descent unless said otherwise.
func makeTrainer(
  _ network: Network, _ parameters: Parameters? = nil, objective: Objective = Objective(loss: .mse, reduction: .mean),
  optimizer: Optimizer = Optimizer(kind: .sgd, learningRate: 1), batchSize: Int = 32, threads: Int = 1
) -> Trainer {
  Trainer(
    network: network, parameters: parameters ?? Parameters(drawnFor: network, seed: 3), objective: objective,
    descent: Descent(optimizer: optimizer, epochs: 1, batchSize: batchSize), threads: threads, seed: 5)
}
