import CKernels

/// The element kernels, in the best instruction set that this processor has.
typealias Kernels = codebook_kernels

extension codebook_kernels {
  static var best: Kernels { unsafe codebook_best_kernels().pointee }
}

extension Activation {
  /// Its number in the kernels.
  var code: Int32 {
    let code =
      switch self {
      case .relu: codebook_relu
      case .leakyReLU: codebook_leaky_relu
      case .elu: codebook_elu
      case .selu: codebook_selu
      case .gelu: codebook_gelu
      case .silu: codebook_silu
      case .tanh: codebook_tanh
      case .sigmoid: codebook_sigmoid
      case .softplus: codebook_softplus
      case .linear: codebook_linear
      }
    return Int32(code.rawValue)
  }

  /// Whether its derivatives are kept as it is computed, not found from its outputs.
  var keepsSlopes: Bool { codebook_keeps_slopes(code) != 0 }
}

extension Regularization {
  /// Whether the outputs themselves are not kept: the last layer, the loss and its derivative are one kernel.
  func fusesLoss(of network: Network, _ objective: Objective) -> Bool {
    auxiliary == nil && objective.loss.isFused(after: network.layers[network.layers.count - 1].activation)
  }
}

extension Loss {
  /// Its number in the kernels.
  var code: Int32 {
    let code =
      switch self {
      case .mse: codebook_mse
      case .bce: codebook_bce
      case .mae: codebook_mae
      case .huber: codebook_huber
      }
    return Int32(code.rawValue)
  }

  /// Whether a last layer's activation, the loss and its derivative are one kernel.
  func isFused(after activation: Activation) -> Bool {
    activation == .sigmoid || (activation == .linear && self != .bce)
  }
}
