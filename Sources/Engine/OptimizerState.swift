import CKernels

/// What an optimiser keeps of every parameter, and its rule, as PyTorch computes it.
///
/// A class, since the threads of a step update different slices of it at once.
final class OptimizerState: Sendable {
  let optimizer: Optimizer
  /// Of every parameter: the velocity, the gradient's mean (Adam), or the mean or sum of its square.
  let first: Buffer<Float>?
  /// Of every parameter: the mean of the gradient's square (Adam), or of the change's (Adadelta).
  let second: Buffer<Float>?

  init(_ optimizer: Optimizer, parameters: Int) {
    self.optimizer = optimizer
    first = optimizer.kind.buffers > 0 ? Buffer(count: parameters) : nil
    second = optimizer.kind.buffers > 1 ? Buffer(count: parameters) : nil
  }

  /// Applies step `step`, counted from 1, with the learning rate `rate` to `count` parameters from `offset` on; false if
  /// one is no longer finite.
  func update(
    _ parameters: UnsafeMutablePointer<Float>, offset: Int, count: Int, gradient: UnsafePointer<Float>, step: Int,
    rate: Double, by kernels: Kernels
  ) -> Bool {
    let weights = unsafe parameters + offset
    let decay = Float(optimizer.weightDecay)
    let (momentum, rho, epsilon) = (Float(optimizer.momentum), optimizer.rho, Float(optimizer.epsilon))
    guard let first = unsafe first.map({ unsafe $0.start + offset }) else {
      return unsafe kernels.sgd(weights, gradient, Float(rate), decay, count) != 0
    }
    guard let second = unsafe second.map({ unsafe $0.start + offset }) else {
      let isFinite =
        switch optimizer.kind {
        case .nesterov: unsafe kernels.nesterov(weights, gradient, first, Float(rate), momentum, decay, count)
        case .rmsprop: unsafe kernels.rmsprop(weights, gradient, first, Float(rate), rho, epsilon, decay, count)
        case .adagrad: unsafe kernels.adagrad(weights, gradient, first, Float(rate), epsilon, decay, count)
        default: unsafe kernels.momentum(weights, gradient, first, Float(rate), momentum, decay, count)
        }
      return isFinite != 0
    }
    if optimizer.kind == .adadelta {
      return unsafe kernels.adadelta(weights, gradient, first, second, Float(rate), rho, epsilon, decay, count) != 0
    }
    return unsafe withUnsafePointer(to: adam(step: step, rate: rate)) { adam in
      unsafe kernels.adam(weights, gradient, first, second, adam, count) != 0
    }
  }

  private func adam(step: Int, rate: Double) -> codebook_adam {
    let isDecoupled = optimizer.kind == .adamw
    return codebook_adam(
      step_size: Float(rate / (1 - power(optimizer.beta1, step))),
      beta1: optimizer.beta1, beta2: optimizer.beta2,
      second_correction: Float(1 / (1 - power(optimizer.beta2, step)).squareRoot()),
      epsilon: Float(optimizer.epsilon), decay: isDecoupled ? 0 : Float(optimizer.weightDecay),
      shrinkage: isDecoupled ? Float(1 - rate * optimizer.weightDecay) : 1)
  }
}

extension Optimizer.Kind {
  /// Numbers kept for every parameter.
  var buffers: Int {
    switch self {
    case .sgd: 0
    case .momentum, .nesterov, .rmsprop, .adagrad: 1
    case .adam, .adamw, .adadelta: 2
    }
  }
}
