import Autoencoders
import Engine
import Schema

extension TrainBlock {
  /// What training makes small, in words, with its reduction and the weights of its penalties; nil for a baseline.
  var lossInWords: String? {
    guard autoencoder.variant.isTrained else { return nil }
    let terms = autoencoder.penalties.map { "\(autoencoder.weightInWords($0)) × \(autoencoder.words($0))" }
    return ([autoencoder.objective.words] + terms).joined(separator: " + ")
  }

  /// The noise on the input, in words.
  var noiseInWords: String? {
    autoencoder.corruption.map { corruption in
      let when = autoencoder.variant.isTrained ? "drawn anew every epoch, the same in every evaluation" : "drawn anew"
      return "\(corruption.words); \(when); the target is clean"
    }
  }
}

extension Objective {
  /// The error, and how it is reduced.
  var words: String {
    let reduced = reduction == .mean ? "mean over pixels and images" : "summed over pixels, mean over images"
    switch loss {
    case .mse:
      guard let deviation else { return "squared error, \(reduced)" }
      return "negative Gaussian log-likelihood in nats (deviation \(deviation.short), constants included), \(reduced)"
    case .bce: return "binary cross-entropy in nats, \(reduced)"
    case .mae: return "absolute error, \(reduced)"
    case .huber: return "Huber error, \(reduced)"
    }
  }
}

extension Corruption {
  /// `Gaussian noise with a deviation of 0.5, clipped to 0…1`
  var words: String {
    let percent = NumberFormat(kind: .general, precision: 3).format(amount * 100)
    let what =
      switch kind {
      case .gaussian: "Gaussian noise with a deviation of \(amount.short)"
      case .masking: "masking noise: \(percent) % of the pixels become 0"
      case .saltAndPepper: "salt-and-pepper noise: \(percent) % of the pixels become 0 or 1"
      }
    return kind == .gaussian && clips ? what + ", clipped to 0…1" : what
  }
}

extension AutoencoderOptions {
  fileprivate func weightInWords(_ penalty: Penalty) -> String {
    let weight = regularization.weight(of: penalty).short
    guard penalty == .kl, variant == .variational, warmup > 0 else { return weight }
    return "\(weight) (rising from 0 over \(warmup) \(warmup == 1 ? "epoch" : "epochs"))"
  }

  fileprivate func words(_ penalty: Penalty) -> String {
    switch penalty {
    case .l1:
      let columns = if case .l1(_, true) = sparsity { ", with unit columns in the decoder" } else { "" }
      return "Σ|h| over the code, mean over images\(columns)"
    case .kl:
      if case .kl(let target, _) = sparsity {
        return "Σ KL(\(target.short) ‖ mean activation) over the code, activations averaged over the batch"
      }
      return "KL(q(h|x) ‖ N(0, 1)) in nats, mean over images"
    case .contraction:
      return encoder.isEmpty
        ? "‖∂h/∂x‖² (squared Frobenius norm, closed form), mean over images"
        : "‖∂h/∂x‖² (squared Frobenius norm), mean over images: while training estimated without bias from one random "
          + "direction an image, in evaluation exact"
    case .auxiliary: return "the squared error that dead units leave of the residual"
    }
  }
}
