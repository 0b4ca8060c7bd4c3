import Engine

/// What a model costs, known before anything runs.
package struct Cost: Equatable, Sendable {
  /// Weights and biases.
  package let parameters: Int
  /// Multiply-adds of one image's way through encoder and decoder.
  package let multiplyAdds: Int
  /// Bytes while training: parameters, optimiser, gradients, activations, and the data.
  package let memory: Int
  /// Rough, from the machine's arithmetic alone.
  package let seconds: Double
}

/// How many samples each split has, as far as their headers tell.
package struct SplitCounts: Equatable, Sendable {
  package var train: Int
  package var validation: Int
  package var test: Int

  package init(train: Int, validation: Int, test: Int) {
    self.train = train
    self.validation = validation
    self.test = test
  }

  package var total: Int { train + validation + test }
}

extension AutoencoderOptions {
  /// What training costs. `bytesPerSample` is what a sample takes in memory; `speed` is the machine's.
  package func cost(
    _ training: TrainingOptions, inputWidth: Int, counts: SplitCounts, bytesPerSample: Int, speed: ArithmeticSpeed
  ) -> Cost {
    let network = network(inputWidth: inputWidth)
    let multiplyAdds = network.multiplyAdds
    let data = counts.total * bytesPerSample
    let gradual = variant.isTrained ? training : nil
    let working =
      gradual.map { Trainer.workingMemory(network: network, descent: $0.descent) }
      ?? (4 * network.parameterCount + 3 * 8 * inputWidth * inputWidth)
    return Cost(
      parameters: network.parameterCount, multiplyAdds: multiplyAdds, memory: data + working,
      seconds: seconds(gradual, multiplyAdds: multiplyAdds, width: inputWidth, counts: counts, speed: speed))
  }

  private func seconds(
    _ training: TrainingOptions?, multiplyAdds: Int, width: Int, counts: SplitCounts, speed: ArithmeticSpeed
  ) -> Double {
    let forward = 2 * Double(multiplyAdds)
    let measuring = forward * Double(counts.total)
    guard let training else {
      let products = 2 * Double(counts.train) * Double(width) * Double(width)
      let decomposition = 4 * Double(width) * Double(width) * Double(width)
      return variant == .pca
        ? (products + measuring) / speed.parallel + decomposition / speed.serial : measuring / speed.parallel
    }
    let watched = counts.validation > 0 ? counts.validation : counts.test
    let epoch = 3 * forward * Double(counts.train) + forward * Double(watched)
    // A small batch leaves the products no room: half the speed at 16 rows.
    let efficiency = Double(training.descent.batchSize) / Double(training.descent.batchSize + 16)
    return (Double(training.descent.epochs) * epoch / efficiency + measuring) / speed.parallel
  }
}

/// Floating-point operations a second that a machine of this kind does in practice.
package struct ArithmeticSpeed: Equatable, Sendable {
  /// Matrix products on all threads.
  package let parallel: Double
  /// LAPACK on one thread.
  package let serial: Double

  package init(parallel: Double, serial: Double) {
    self.parallel = parallel
    self.serial = serial
  }
}
