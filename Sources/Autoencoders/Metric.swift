/// What `evaluate` measures of a model on a split: a number with a name, `psnr` or `precision_at_10`.
package struct Metric: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
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
    /// `psnr` over that of the noisy input itself, in dB.
    case psnrGain = "psnr_gain"
    /// Structural similarity, mean over images: Wang, Bovik, Sheikh and Simoncelli 2004.
    case ssim
    /// The evidence lower bound in nats per image at β = 1, with one code drawn for each: Kingma and Welling 2014.
    case elbo
    /// `distortion` + `kl`.
    case negELBO = "neg_elbo"
    /// −ln p(x|h) in nats per image, with one code drawn for each.
    case distortion
    /// KL(q(h|x) ‖ N(0, 1)) in nats per image, in closed form.
    case kl
    /// An upper bound on −ln p(x) in nats per image from many draws: Burda, Grosse and Salakhutdinov 2016, equation 8.
    case nll
    /// Entries of the code other than 0, mean over images.
    case l0
    /// Sparseness of the code, 0 (all alike) to 1 (one unit), mean over images: Hoyer 2004, equation 4.
    case hoyer
    /// The code's mean over units and images.
    case meanActivation = "mean_activation"
    /// Units of the code that no image moves further than 10⁻⁶ from 0.
    case deadUnits = "dead_units"
    /// Units of the code whose variance over the images exceeds 0.01: Burda, Grosse and Salakhutdinov 2016, section 5.2.
    case activeUnits = "active_units"
    /// Frobenius norm of the encoder's derivatives by the pixels, mean over images.
    case jacobianNorm = "jacobian_norm"
    /// The largest |decode(encode(x)) − forward(x)| over pixels and images: 0.
    case roundtrip
    /// Share of images whose class is that of most of their k nearest training images' codes.
    case knnAccuracy = "knn_accuracy"
    /// Share of images whose class a multinomial logistic regression on the training codes tells.
    case probeAccuracy = "probe_accuracy"
    /// Share of the k nearest training images' codes that are of the query's class, mean over queries.
    case precisionAt = "precision_at"
    /// Mean over queries of the average precision of all training images, ranked by their codes' distance.
    case meanAveragePrecision = "mean_average_precision"
    /// How far nearness among the codes is nearness among the images, with 5 neighbours: Venna and Kaski 2001.
    case trustworthiness
    /// Bits of an entropy-coded code that costs 0.1 dB of PSNR by its rounding, a pixel.
    case bitsPerPixel = "bits_per_pixel"
    /// PSNR in dB where the code is rounded and entropy-coded to so many bytes an image.
    case psnrAtBytes = "psnr_at_bytes"
    /// How well the error tells these images from another data set's: area under the receiver operating characteristic.
    case auroc
    /// The training images' variance inside the model's subspace over that inside PCA's of the same width: at most 1.
    case capturedVariance = "captured_variance"
    /// The largest angle between the model's subspace and PCA's of the same width, in degrees.
    case principalAngle = "principal_angle"
  }

  package enum Better: Sendable { case lower, higher, neither }

  package var kind: Kind
  /// How many: neighbours, ranks, bytes. Nil where the kind takes none, or for its default.
  package var count: Int?
  /// The other data set of `auroc`.
  package var against: String?
  /// Whether codes are reduced to one bit a unit first: above ½ for a sigmoid's, else above the training median.
  package var usesBinaryCodes: Bool

  package init(_ kind: Kind, count: Int? = nil, against: String? = nil, usesBinaryCodes: Bool = false) {
    self.kind = kind
    self.count = count
    self.against = against
    self.usesBinaryCodes = usesBinaryCodes
  }

  package static let mse = Metric(.mse)
  package static let psnr = Metric(.psnr)

  /// `knn_accuracy`, `precision_at_10`, `auroc_mnist`, `probe_accuracy_binary`
  package var name: String {
    kind.rawValue + (count.map { "_\($0)" } ?? "") + (against.map { "_\($0)" } ?? "")
      + (usesBinaryCodes ? "_binary" : "")
  }

  package var better: Better {
    switch kind {
    case .mse, .sse, .bce, .excessBCE, .mae, .roundtrip, .bitsPerPixel, .principalAngle, .deadUnits, .negELBO,
      .distortion, .nll:
      .lower
    case .psnr, .psnrGain, .elbo, .ssim, .knnAccuracy, .probeAccuracy, .precisionAt, .meanAveragePrecision,
      .trustworthiness,
      .psnrAtBytes, .auroc, .capturedVariance:
      .higher
    case .kl, .l0, .hoyer, .meanActivation, .activeUnits, .jacobianNorm: .neither
    }
  }
}

extension Metric.Kind {
  /// The `count` of a metric that is named without one; nil where it takes none.
  package var defaultCount: Int? {
    switch self {
    case .knnAccuracy: 5
    case .precisionAt: 10
    case .psnrAtBytes: 32
    case .nll: 50
    default: nil
    }
  }

  /// Whether the classes of the images are needed.
  package var needsLabels: Bool {
    switch self {
    case .knnAccuracy, .probeAccuracy, .precisionAt, .meanAveragePrecision: true
    default: false
    }
  }

  /// Whether it is about a Gaussian code and its likelihood.
  package var needsGaussianCode: Bool {
    switch self {
    case .elbo, .negELBO, .distortion, .kl, .nll: true
    default: false
    }
  }

  /// Whether it is about the code, which some baselines don't have.
  package var needsCode: Bool {
    switch self {
    case .mse, .sse, .bce, .excessBCE, .mae, .psnr, .psnrGain, .ssim, .auroc, .roundtrip: false
    default: true
    }
  }

  /// Whether it may be measured on codes of one bit a unit.
  package var takesBinaryCodes: Bool { needsLabels }

  /// Whether training images are needed beside those that are measured.
  package var needsTraining: Bool {
    switch self {
    case .bitsPerPixel, .psnrAtBytes, .capturedVariance, .principalAngle: true
    default: needsLabels
    }
  }
}
