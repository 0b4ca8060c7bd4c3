import Glibc

/// What a training adds to its loss: penalties on the code, which its encoder's layers make.
package struct Regularization: Equatable, Sendable, Codable {
  /// A penalty on the code's activations.
  package enum Sparsity: Equatable, Sendable, Codable {
    /// Σ |h|, mean over the batch: Olshausen and Field 1996; Goodfellow, Bengio and Courville 2016, equation 14.9.
    case absolute(weight: Double)
    /// Σ KL(ρ ‖ ρ̂), where ρ̂ is a unit's activation averaged over the batch, and ρ the target: Ng 2011, "Sparse
    /// autoencoder", section 3; Lee, Ekanadham and Ng 2008. Activations lie in 0…1.
    case divergence(target: Double, weight: Double)
  }

  /// Layers of the network that make the code.
  package var codeDepth = 1
  package var corruption: Corruption?
  package var sparsity: Sparsity?
  /// Weight of ‖∂h/∂x‖², the squared Frobenius norm of the encoder's Jacobian, mean over the batch: Rifai, Vincent,
  /// Muller, Glorot and Bengio 2011, equation 3.
  package var contraction: Double?
  /// Of a Gaussian code: the weight of its divergence from N(0, 1), Higgins et al. 2017, equation 4; 1 is the evidence
  /// lower bound of Kingma and Welling 2014, equation 10.
  package var divergenceWeight = 1.0
  /// Epochs over which that weight rises linearly from 0, step by step: Sønderby et al. 2016, section 2.3.
  package var divergenceWarmup = 0
  /// Weight of the reconstruction of the errors by units that are never among the largest: Gao et al. 2024, appendix A.2.
  package var auxiliary: Double?
  /// Whether each unit's outgoing weights in the decoder are made a unit vector after every step.
  package var hasUnitColumns = false

  package init() {}
}

/// A term of a loss beside the reconstruction.
package enum Penalty: Int, CaseIterable, Sendable, Codable {
  /// Σ |h| of the code.
  case l1
  /// Of the units' mean activations from their target, or of a Gaussian code from N(0, 1), in nats.
  case kl
  /// ‖∂h/∂x‖² of the encoder.
  case contraction
  /// What units that are never among the largest leave of the errors.
  case auxiliary

  /// Its name in curves and results; weighted it is `weighted_NAME`.
  package var name: String {
    switch self {
    case .l1: "l1"
    case .kl: "kl"
    case .contraction: "contraction"
    case .auxiliary: "auxiliary"
    }
  }
}

extension Regularization {
  /// The penalties that a network has with it, in their order.
  package func penalties(of network: Network) -> [Penalty] {
    Penalty.allCases.filter { penalty in
      switch (penalty, sparsity) {
      case (.l1, .absolute): true
      case (.kl, .divergence): true
      case (.kl, _): network.gaussianLayer != nil
      case (.contraction, _): contraction != nil
      case (.auxiliary, _): auxiliary != nil
      default: false
      }
    }
  }

  /// The weight of a penalty once all warm-ups are over.
  package func weight(of penalty: Penalty) -> Double {
    switch (penalty, sparsity) {
    case (.l1, .absolute(let weight)): weight
    case (.kl, .divergence(_, let weight)): weight
    case (.kl, _): divergenceWeight
    case (.contraction, _): contraction ?? 0
    case (.auxiliary, _): auxiliary ?? 0
    default: 0
    }
  }

  /// The share of the divergence's weight in a step, counted from 0 over the whole training.
  func warmth(step: Int, stepsPerEpoch: Int) -> Double {
    let rising = divergenceWarmup.times(stepsPerEpoch)
    return step < rising ? Double(step) / Double(rising) : 1
  }

  /// The divergence of a unit's mean activation from its target in nats, and its derivative. Activations are kept 10⁻⁶
  /// away from 0 and 1.
  static func divergence(from target: Double, of activation: Double) -> (value: Double, slope: Double) {
    let mean = min(max(activation, 1e-6), 1 - 1e-6)
    let value =
      target * log(target / mean) + (1 - target) * log((1 - target) / (1 - mean))
    return (value, (1 - target) / (1 - mean) - target / mean)
  }
}

/// A term of a loss, by itself or with the weight that it has in the loss.
package enum LossTerm: Hashable, Sendable {
  /// All terms together.
  case loss
  case reconstruction
  case raw(Penalty)
  case weighted(Penalty)

  /// Its name in curves and results: `loss`, `reconstruction`, `kl`, `weighted_kl`.
  package var name: String {
    switch self {
    case .loss: "loss"
    case .reconstruction: "reconstruction"
    case .raw(let penalty): penalty.name
    case .weighted(let penalty): "weighted_\(penalty.name)"
    }
  }
}

/// The terms of a loss, each a mean over samples.
package struct LossTerms: Equatable, Sendable {
  /// The reduced loss between reconstruction and target.
  package var reconstruction = 0.0
  private var raw = SIMD4<Double>()  // by penalty
  private var weighted = SIMD4<Double>()

  package init() {}

  /// All of it: what training makes small.
  package var loss: Double {
    Penalty.allCases.reduce(reconstruction) { $0 + weighted[$1.rawValue] }
  }

  /// A penalty without its weight.
  package subscript(penalty: Penalty) -> Double { raw[penalty.rawValue] }

  /// A penalty with its weight.
  package func weighted(_ penalty: Penalty) -> Double { weighted[penalty.rawValue] }

  package subscript(term: LossTerm) -> Double {
    switch term {
    case .loss: loss
    case .reconstruction: reconstruction
    case .raw(let penalty): self[penalty]
    case .weighted(let penalty): weighted(penalty)
    }
  }

  package mutating func set(_ penalty: Penalty, to value: Double, weight: Double) {
    raw[penalty.rawValue] = value
    weighted[penalty.rawValue] = weight * value
  }

  /// Adds the terms of `count` samples.
  mutating func add(_ terms: LossTerms, count: Int) {
    reconstruction += terms.reconstruction * Double(count)
    raw += terms.raw * Double(count)
    weighted += terms.weighted * Double(count)
  }

  /// Sums over `count` samples as means.
  func divided(by count: Int) -> LossTerms {
    var terms = self
    terms.reconstruction /= Double(count)
    terms.raw /= Double(count)
    terms.weighted /= Double(count)
    return terms
  }
}
