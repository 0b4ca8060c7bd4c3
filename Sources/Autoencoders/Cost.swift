import Engine

/// What a model costs, known before anything runs.
package struct Cost: Equatable, Sendable {
  /// Weights and biases.
  package let parameters: Int
  /// Multiply-adds of one image's way through encoder and decoder.
  package let multiplyAdds: Int
  package let use: MemoryUse
  /// Rough, from the machine's arithmetic alone.
  package let seconds: Double

  /// Bytes at the peak of a run of this model alone, the program and the data included.
  package var memory: Int { use.peak }
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
  /// What training costs. Of `use` the data's part is given; `speed` is the machine's; `models` are trained after each
  /// other.
  package func cost(
    _ training: TrainingOptions, models: Int = 1, inputWidth: Int, counts: SplitCounts, use: MemoryUse,
    speed: ArithmeticSpeed
  ) -> Cost {
    let network = network(inputWidth: inputWidth)
    let multiplyAdds = network.multiplyAdds
    var use = use
    (use.models, use.working) = memory(of: network, training, models: models, counts: counts)
    // The estimate of a deep encoder's Jacobian goes its way there and back again, as the batch does.
    let encoder = network.layers[..<encoderDepth].reduce(0) { $0.plus($1.multiplyAdds) }
    let extra = contraction != nil && encoderDepth > 1 ? encoder : 0
    let one = seconds(
      variant.isTrained ? training : nil, multiplyAdds: multiplyAdds.plus(extra), width: inputWidth, counts: counts,
      speed: speed)
    return Cost(
      parameters: network.parameterCount, multiplyAdds: multiplyAdds, use: use, seconds: one * Double(models))
  }

  private func seconds(
    _ training: TrainingOptions?, multiplyAdds: Int, width: Int, counts: SplitCounts, speed: ArithmeticSpeed
  ) -> Double {
    let forward = 2 * Double(multiplyAdds)
    let measuring = forward * Double(counts.total)
    guard let training else {
      let products = 2 * Double(counts.train) * Double(width) * Double(width)
      let cube = Double(width) * Double(width) * Double(width)
      switch variant {
      case .pca: return (products + measuring) / speed.parallel + 4 * cube / speed.serial
      case .affine:
        let passes = Double(AffineDenoiser.passes(over: counts.train))
        return (2 * passes * products + measuring) / speed.parallel + 8 * cube / speed.serial
      default: return measuring / speed.parallel
      }
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
