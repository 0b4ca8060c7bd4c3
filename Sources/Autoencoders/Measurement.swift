package import Engine

/// How well a model reconstructs a split: every number that needs nothing but the errors of its rows.
package struct Measurement: Sendable {
  /// Mean squared error over the pixels and images.
  package let mse: Double
  /// Mean absolute error.
  package let mae: Double
  /// Binary cross-entropy, nats a pixel.
  package let bce: Double
  /// The model's own loss with its own reduction.
  package let loss: Double
  /// Pixels of a sample.
  package let width: Int
  private let samples: Samples

  /// Measures a model on a whole split. O(samples × parameters).
  package init(of model: TrainedModel, on samples: Samples, threads: Int) {
    self.init(by: model.inference(threads: threads), of: samples, objective: model.objective)
  }

  /// Measures the network at work in `inference` on a whole split.
  package init(by inference: Inference, of samples: Samples, objective: Objective) {
    let errors = inference.errors(of: samples, withHuber: objective.loss == .huber)
    let pixels = Double(max(samples.count * samples.width, 1))
    mse = errors.squared.reduce(0, +) / pixels
    mae = errors.absolute.reduce(0, +) / pixels
    bce = errors.crossEntropy.reduce(0, +) / pixels
    loss = meanLoss(of: errors, objective: objective, width: samples.width)
    width = samples.width
    self.samples = samples
  }

  /// Constant time, but for `excess_bce`, which goes through the pixels again for their own entropy.
  package subscript(metric: Metric) -> Double {
    switch metric {
    case .mse: mse
    case .sse: mse * Double(width)
    case .bce: bce
    case .excessBCE: bce - meanEntropy(of: samples)
    case .mae: mae
    case .psnr: mse > 0 ? -10 * mse.commonLogarithm : .infinity
    }
  }

  /// The number that early stopping looks at.
  package subscript(monitor: EarlyStopping.Monitor) -> Double {
    switch monitor {
    case .validationLoss, .validationReconstruction: loss
    case .validationMSE: mse
    case .validationSSE: self[.sse]
    }
  }
}
