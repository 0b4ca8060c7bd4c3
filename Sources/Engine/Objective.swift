import Glibc

/// What training makes small, between a reconstruction and its target.
package enum Loss: String, CaseIterable, Sendable, Codable {
  /// Squared error.
  case mse
  /// Binary cross-entropy in nats; computed from logits where the last layer is a sigmoid.
  case bce
  /// Absolute error.
  case mae
  /// Half the squared error up to an error of 1, beyond it the absolute error less ½: Huber 1964, as PyTorch's
  /// `HuberLoss` with δ = 1.
  case huber
}

/// How the errors of an image's pixels become one number; over a batch it is always the mean.
package enum Reduction: String, CaseIterable, Sendable, Codable {
  case mean, sum
}

/// A loss with its reduction over the pixels.
package struct Objective: Equatable, Sendable, Codable {
  package var loss: Loss
  package var reduction: Reduction
  /// Where it is not nil, the squared error stands for the negative logarithm of a Gaussian likelihood with this
  /// deviation, constants included: (x − r)² / 2σ² + ½ ln 2πσ² a pixel. Kingma and Welling 2014, appendix C.2.
  package var deviation: Double?

  package init(loss: Loss, reduction: Reduction, deviation: Double? = nil) {
    precondition(deviation == nil || loss == .mse, "a Gaussian likelihood of \(loss)")
    self.loss = loss
    self.reduction = reduction
    self.deviation = deviation
  }

  /// What the error of a pixel is multiplied by.
  package var factor: Double { deviation.map { 1 / (2 * $0 * $0) } ?? 1 }

  /// What each pixel adds whatever its error.
  package var constant: Double { deviation.map { 0.5 * log(2 * .pi * $0 * $0) } ?? 0 }
}
