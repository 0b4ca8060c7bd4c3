import CKernels

/// How far each sample's reconstruction is from it, summed over the pixels.
package struct RowErrors: Equatable, Sendable {
  package var squared: [Double]  // samples
  package var absolute: [Double]  // samples
  /// In nats: from logits where the last layer is a sigmoid, else from outputs clamped to 1e-7…1−1e-7.
  package var crossEntropy: [Double]  // samples
  /// Huber's, where it was asked for.
  package var huber: [Double]?  // samples

  package init(squared: [Double], absolute: [Double], crossEntropy: [Double], huber: [Double]? = nil) {
    self.squared = squared
    self.absolute = absolute
    self.crossEntropy = crossEntropy
    self.huber = huber
  }

  /// What `loss` is the mean of. Traps where it is Huber's and was not asked for.
  package subscript(loss: Loss) -> [Double] {
    switch loss {
    case .mse: return squared
    case .mae: return absolute
    case .bce: return crossEntropy
    case .huber:
      guard let huber else { preconditionFailure("Huber's errors were not asked for") }
      return huber
    }
  }
}

/// The pixels' own entropy, summed over each sample: −Σ t ln t + (1 − t) ln(1 − t) in nats, the least cross-entropy that
/// any reconstruction of it can have. Floats are clamped to 0…1.
package func entropies(of samples: Samples) -> [Double] {
  let kernels = unsafe Kernels.best
  let row = Buffer<Float>(count: samples.width)
  var result = [Double](repeating: 0, count: samples.count)
  samples.withSource { source in
    for index in 0..<samples.count {
      unsafe source.gather(index, into: row.start, by: kernels)
      unsafe kernels.entropies(row.start, &result[index], 1, samples.width)
    }
  }
  return result
}

/// The mean over samples of `width` pixels of the reduced loss; 0 without samples.
package func meanLoss(of errors: RowErrors, objective: Objective, width: Int) -> Double {
  let rows = errors[objective.loss]
  guard !rows.isEmpty else { return 0 }
  let mean = rows.reduce(0, +) / Double(rows.count)
  guard objective.deviation != nil else {
    return objective.reduction == .mean ? mean / Double(max(width, 1)) : mean
  }
  let pixels = Double(max(width, 1))
  let sum = mean * objective.factor + pixels * objective.constant
  return objective.reduction == .mean ? sum / pixels : sum
}
