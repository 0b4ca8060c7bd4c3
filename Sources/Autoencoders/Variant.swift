/// The kinds of autoencoder, and the baselines beside them.
package enum Variant: String, CaseIterable, Sendable, Codable {
  /// A code narrower than the input: Goodfellow, Bengio and Courville 2016, section 14.1.
  case undercomplete
  /// A code at least as wide as the input.
  case overcomplete
  /// No activations at all and no hidden layers: spans the subspace of PCA (Baldi and Hornik 1989).
  case linear
  /// Principal component analysis, exact.
  case pca
  /// A linear code, a sigmoid output and cross-entropy: logistic PCA, trained.
  case logisticPCA = "logistic_pca"
  /// The mean image of the training split, whatever the input.
  case meanImage = "mean_image"

  /// Whether weights are found by gradient descent; the others are computed at once.
  package var isTrained: Bool { self != .pca && self != .meanImage }
}
