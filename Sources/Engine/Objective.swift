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

  package init(loss: Loss, reduction: Reduction) {
    self.loss = loss
    self.reduction = reduction
  }
}
