/// The kinds of autoencoder, and the baselines beside them.
package enum Variant: String, CaseIterable, Sendable, Codable {
  /// A code narrower than the input: Goodfellow, Bengio and Courville 2016, section 14.1.
  case undercomplete
  /// A code at least as wide as the input.
  case overcomplete
  /// A penalty on the code's activations, or only the largest of them: Goodfellow, Bengio and Courville 2016, section
  /// 14.2.1.
  case sparse
  /// Reconstructs the clean input from a noisy one: Vincent, Larochelle, Lajoie, Bengio and Manzagol 2010, equation 4.
  case denoising
  /// A penalty on the encoder's Jacobian: Rifai, Vincent, Muller, Glorot and Bengio 2011, equation 4.
  case contractive
  /// A Gaussian code, whose loss is the negative evidence lower bound: Kingma and Welling 2014, equation 10.
  case variational
  /// No activations at all and no hidden layers: spans the subspace of PCA (Baldi and Hornik 1989).
  case linear
  /// Principal component analysis, exact.
  case pca
  /// A linear code, a sigmoid output and cross-entropy: logistic PCA, trained.
  case logisticPCA = "logistic_pca"
  /// The mean image of the training split, whatever the input.
  case meanImage = "mean_image"

  /// The affine map with the smallest squared error from noisy to clean training images: the best linear denoiser.
  case affine

  /// Whether weights are found by gradient descent; the others are computed at once.
  package var isTrained: Bool { self != .pca && self != .meanImage && self != .affine }
}
