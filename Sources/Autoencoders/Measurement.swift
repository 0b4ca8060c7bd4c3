package import Engine

/// How well a model reconstructs a split: every number that needs nothing but the errors of its rows.
package struct Measurement: Sendable {
  /// Mean squared error over the pixels and images.
  package let mse: Double
  /// Mean absolute error.
  package let mae: Double
  /// Binary cross-entropy, nats a pixel.
  package let bce: Double
  /// The pixels' own entropy, nats a pixel: the floor of `bce`.
  package let entropy: Double
  /// The model's own loss with its own reduction.
  package let loss: Double
  /// Pixels of a sample.
  package let width: Int

  /// Measures a model on a whole split. O(samples × parameters).
  package init(of model: TrainedModel, on samples: Samples, threads: Int) {
    let errors = model.errors(of: samples, threads: threads)
    let pixels = Double(max(samples.count * samples.width, 1))
    mse = errors.squared.reduce(0, +) / pixels
    mae = errors.absolute.reduce(0, +) / pixels
    bce = errors.crossEntropy.reduce(0, +) / pixels
    entropy = entropies(of: samples).reduce(0, +) / pixels
    loss = meanLoss(of: errors, objective: model.objective, width: samples.width)
    width = samples.width
  }

  package subscript(metric: Metric) -> Double {
    switch metric {
    case .mse: mse
    case .sse: mse * Double(width)
    case .bce: bce
    case .excessBCE: bce - entropy
    case .mae: mae
    case .psnr: mse > 0 ? -10 * mse.commonLogarithm : .infinity
    }
  }
}
