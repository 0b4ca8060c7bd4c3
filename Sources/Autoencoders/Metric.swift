/// What `evaluate` measures of a model on a split.
package enum Metric: String, CaseIterable, Sendable, Codable {
  /// Squared error, mean over pixels and images.
  case mse
  /// Squared error summed over the pixels of an image, mean over images.
  case sse
  /// Binary cross-entropy in nats, mean over pixels and images.
  case bce
  /// `bce` over the pixels' own entropy, below which no model gets.
  case excessBCE = "excess_bce"
  /// Absolute error, mean over pixels and images.
  case mae
  /// Peak signal-to-noise ratio in dB, of the mean squared error: −10 log₁₀ mse, since the peak is 1.
  case psnr

  package enum Better: Sendable { case lower, higher }

  package var better: Better { self == .psnr ? .higher : .lower }
}
