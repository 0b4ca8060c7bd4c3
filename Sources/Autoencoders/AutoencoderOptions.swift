package import Engine

/// A hidden layer of an encoder or decoder.
package enum HiddenLayer: Equatable, Sendable, Codable {
  /// The options' `activation` where it is nil.
  case dense(units: Int, activation: Activation? = nil)
  /// While training, each value is zero with this probability, in 0..<1.
  case dropout(rate: Double)
  case batchNorm

  /// Of a dense layer.
  package var units: Int? {
    if case .dense(let units, _) = self { units } else { nil }
  }
}

/// What keeps most of a code's units near zero.
package enum Sparsity: Equatable, Sendable {
  /// `weight · Σ |h|`; the columns of the decoder may be held to unit length, without which the code only shrinks.
  case l1(weight: Double, hasUnitColumns: Bool)
  /// `weight · Σ KL(target ‖ mean activation)`; the code is a sigmoid.
  case kl(target: Double, weight: Double)
  /// The `kept` largest units of each sample, the others are 0: Makhzani and Frey 2014. Over `annealing` epochs from all
  /// units to these; `auxiliary` is the weight of a second loss for dead units, Gao et al. 2024.
  case largest(kept: Int, annealing: Int, auxiliary: Double?)
}

/// What an autoencoder is: plain data, from which the network is made.
package struct AutoencoderOptions: Equatable, Sendable {
  package var variant = Variant.undercomplete
  /// From the input to the code.
  package var encoder: [HiddenLayer] = [.dense(units: 256), .dense(units: 64)]
  /// Width of the code h.
  package var code = 32
  package var codeActivation = Activation.linear
  /// From the code to the output; the encoder's mirror where it is nil.
  package var decoder: [HiddenLayer]?
  /// Of hidden layers that do not name their own.
  package var activation = Activation.relu
  package var outputActivation = Activation.sigmoid
  /// The decoder's dense layers use the encoder's weights, transposed; their widths must be the encoder's backwards.
  package var tied = false
  package var objective = Objective(loss: .mse, reduction: .mean)
  /// Noise on the input; the target stays clean.
  package var corruption: Corruption?
  package var sparsity: Sparsity?
  /// Weight of the encoder's Jacobian.
  package var contraction: Double?
  /// Standard deviation of the noise before a sigmoid code, which is thresholded in evaluation; nil for other codes.
  package var binaryNoise: Double?
  /// Weight of a Gaussian code's divergence from N(0, 1), and the epochs over which it rises from 0; of `variational`.
  package var beta = 1.0
  package var warmup = 0

  package init() {}
}
