package import Engine

/// How well a model reconstructs a split: every number that needs nothing but the errors of its rows.
package struct Measurement: Sendable {
  /// Mean squared error over the pixels and images.
  package let mse: Double
  /// Mean absolute error.
  package let mae: Double
  /// Binary cross-entropy, nats a pixel.
  package let bce: Double
  /// The model's own loss with its own reduction, and its terms.
  package let terms: LossTerms
  /// Pixels of a sample.
  package let width: Int
  private let samples: Samples

  /// Measures a model on a whole split, on its own noisy input where it was trained with noise. O(samples × parameters).
  package init(of model: TrainedModel, on samples: Samples, threads: Int) {
    self.init(of: model, on: samples, threads: threads, view: model.view)
  }

  /// Measures a model on a whole split as `view` shows it.
  package init(of model: TrainedModel, on samples: Samples, threads: Int, view: InferenceView) {
    self.init(
      by: model.inference(threads: threads), of: samples, objective: model.objective,
      regularization: model.regularization, view: view)
  }

  /// Measures the network at work in `inference` on a whole split. A code that is drawn while training is its mean here,
  /// but in the terms of the loss.
  package init(
    by inference: Inference, of samples: Samples, objective: Objective, regularization: Regularization,
    view: InferenceView
  ) {
    let errors = inference.errors(of: samples, withHuber: objective.loss == .huber, view: view)
    let pixels = Double(max(samples.count * samples.width, 1))
    mse = errors.squared.reduce(0, +) / pixels
    mae = errors.absolute.reduce(0, +) / pixels
    bce = errors.crossEntropy.reduce(0, +) / pixels
    terms =
      inference.drawsCodes
      ? inference.terms(of: samples, objective, regularization, view: view)
      : inference.terms(of: samples, objective, regularization, view: view, errors: errors)
    width = samples.width
    self.samples = samples
  }

  /// The model's own loss.
  package var loss: Double { terms.loss }

  /// Squared error summed over the pixels of an image, mean over images.
  package var sse: Double { mse * Double(width) }

  /// Those of the metrics that are sums of errors; nil for the others. Constant time, but for `excess_bce`, which goes
  /// through the pixels again for their own entropy.
  package subscript(metric: Metric.Kind) -> Double? {
    switch metric {
    case .mse: mse
    case .sse: sse
    case .bce: bce
    case .excessBCE: bce - meanEntropy(of: samples)
    case .mae: mae
    case .psnr: mse > 0 ? -10 * mse.commonLogarithm : .infinity
    default: nil
    }
  }

  /// The number that early stopping looks at.
  package subscript(monitor: EarlyStopping.Monitor) -> Double {
    switch monitor {
    case .validationLoss: loss
    case .validationReconstruction: terms.reconstruction
    case .validationMSE: mse
    case .validationSSE: sse
    }
  }
}
