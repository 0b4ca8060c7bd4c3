import Autoencoders
import Figures

extension Metric {
  var column: ScoreTable.Column {
    let better: ScoreTable.Better =
      switch better {
      case .lower: .lower
      case .higher: .higher
      case .neither: .neither
      }
    let (name, decimals) = heading
    return ScoreTable.Column(
      title: name + (usesBinaryCodes ? ", binary" : ""), better: better, decimals: decimals)
  }

  private var heading: (String, Int) {
    let count = count ?? kind.defaultCount ?? 0
    return switch kind {
    case .mse: ("MSE", 5)
    case .sse: ("SSE", 3)
    case .bce: ("BCE", 4)
    case .excessBCE: ("excess BCE", 4)
    case .mae: ("MAE", 4)
    case .psnr: ("PSNR (dB)", 2)
    case .psnrGain: ("PSNR gained (dB)", 2)
    case .elbo: ("ELBO (nats)", 2)
    case .negELBO: ("−ELBO (nats)", 2)
    case .distortion: ("distortion (nats)", 2)
    case .kl: ("KL (nats)", 2)
    case .nll: ("NLL, \(count) draws (nats)", 2)
    case .ssim: ("SSIM", 4)
    case .l0: ("L0", 1)
    case .hoyer: ("Hoyer", 3)
    case .meanActivation: ("mean activation", 4)
    case .deadUnits: ("dead units", 0)
    case .activeUnits: ("active units", 0)
    case .jacobianNorm: ("‖Jacobian‖", 3)
    case .roundtrip: ("round trip", 1)
    case .knnAccuracy: ("\(count)-NN accuracy", 3)
    case .probeAccuracy: ("probe accuracy", 3)
    case .precisionAt: ("precision at \(count)", 4)
    case .meanAveragePrecision: ("mean average precision", 4)
    case .trustworthiness: ("trustworthiness", 4)
    case .bitsPerPixel: ("bits per pixel", 4)
    case .psnrAtBytes: ("PSNR at \(count) bytes (dB)", 2)
    case .auroc: ("AUROC, \(against ?? "")", 4)
    case .capturedVariance: ("captured variance", 5)
    case .principalAngle: ("principal angle (°)", 2)
    }
  }

  /// A sentence for the caption of a table, with its source where it has one.
  var definition: String {
    let count = count ?? kind.defaultCount ?? 0
    let codes = usesBinaryCodes ? "binary codes" : "codes"
    return switch kind {
    case .mse: "MSE: squared error, mean over pixels."
    case .sse: "SSE: squared error summed over an image’s pixels, mean over images."
    case .bce: "BCE: binary cross-entropy in nats, mean over pixels."
    case .excessBCE: "Excess BCE: BCE less the pixels’ own entropy."
    case .mae: "MAE: absolute error, mean over pixels."
    case .psnr: "PSNR: −10 log₁₀ MSE, in decibels."
    case .psnrGain: "PSNR gained: over the noisy input’s own."
    case .elbo:
      "ELBO: the evidence lower bound of an image at β = 1, one code drawn for each (Kingma and Welling 2014)."
    case .negELBO: "−ELBO: distortion + KL."
    case .distortion: "Distortion: −ln p(x|h) of an image, one code drawn for each."
    case .kl: "KL: divergence of an image’s code from the prior, in closed form."
    case .nll:
      "NLL: a bound on −ln p(x) of an image from \(count) importance-weighted draws (Burda et al. 2016)."
    case .ssim: "SSIM: structural similarity in a Gaussian window of 11 × 11, mean over images (Wang et al. 2004)."
    case .l0: "L0: entries of the code other than 0, mean over images."
    case .hoyer: "Hoyer: sparseness of the code from 0 (all alike) to 1 (one unit), mean over images (Hoyer 2004)."
    case .meanActivation: "Mean activation: the code’s mean over units and images."
    case .deadUnits: "Dead units: units of the code that are 0 for every image."
    case .activeUnits: "Active units: units whose variance over the images exceeds 0.01 (Burda et al. 2016)."
    case .jacobianNorm: "‖Jacobian‖: Frobenius norm of the encoder’s derivatives by the pixels, mean over images."
    case .roundtrip: "Round trip: the largest difference between decoding the code and the whole forward pass."
    case .knnAccuracy:
      "\(count)-NN accuracy: share of the first 1,000 images whose class is that of most of the \(count) nearest training \(codes)."
    case .probeAccuracy:
      "Probe accuracy: share of images whose class a logistic regression on the training \(codes) tells."
    case .precisionAt:
      "Precision at \(count): share of a query’s class among its \(count) nearest training \(codes), mean over the first 1,000 images."
    case .meanAveragePrecision:
      "Mean average precision: of the training split ranked by the distance of \(codes), over the first 1,000 images."
    case .trustworthiness:
      "Trustworthiness: how far the 5 nearest codes are near as images, among the first 1,000 (Venna and Kaski 2001)."
    case .bitsPerPixel: "Bits per pixel: of the rounded, entropy-coded code that loses 0.1 dB; without the decoder."
    case .psnrAtBytes:
      "PSNR at \(count) bytes: of codes rounded and entropy-coded to \(count) bytes an image; without the decoder."
    case .auroc: "AUROC, \(against ?? ""): how well the squared error tells these images from those."
    case .capturedVariance:
      "Captured variance: the training images’ variance in the model’s subspace over that in PCA’s of the same width."
    case .principalAngle: "Principal angle: the largest between these two subspaces."
    }
  }
}
