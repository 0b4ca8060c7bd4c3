import CKernels

/// What an optimiser keeps of every parameter, and its rule, as PyTorch computes it.
///
/// A class, since the threads of a step update different slices of it at once.
final class OptimizerState: Sendable {
  let optimizer: Optimizer
  let first: Buffer<Float>?  // of every parameter: the velocity, or the gradient's mean
  let second: Buffer<Float>?  // of every parameter: the mean of the gradient's square

  init(_ optimizer: Optimizer, parameters: Int) {
    self.optimizer = optimizer
    first = optimizer.kind.buffers > 0 ? Buffer(count: parameters) : nil
    second = optimizer.kind.buffers > 1 ? Buffer(count: parameters) : nil
  }

  /// Applies step `step`, counted from 1, to `count` parameters from `offset` on; false if one is no longer finite.
  func update(
    _ parameters: UnsafeMutablePointer<Float>, offset: Int, count: Int, gradient: UnsafePointer<Float>, step: Int,
    by kernels: Kernels
  ) -> Bool {
    let weights = unsafe parameters + offset
    let rate = Float(optimizer.learningRate)
    let decay = Float(optimizer.weightDecay)
    if let first = unsafe first?.start, let second = unsafe second?.start {
      return unsafe withUnsafePointer(to: adam(step: step)) { adam in
        unsafe kernels.adam(weights, gradient, first + offset, second + offset, adam, count) != 0
      }
    }
    if let velocity = unsafe first?.start {
      let momentum = Float(optimizer.momentum)
      return unsafe kernels.momentum(weights, gradient, velocity + offset, rate, momentum, decay, count) != 0
    }
    return unsafe kernels.sgd(weights, gradient, rate, decay, count) != 0
  }

  private func adam(step: Int) -> codebook_adam {
    let isDecoupled = optimizer.kind == .adamw
    return codebook_adam(
      step_size: Float(optimizer.learningRate / (1 - power(optimizer.beta1, step))),
      beta1: Float(optimizer.beta1), beta2: Float(optimizer.beta2),
      second_correction: Float(1 / (1 - power(optimizer.beta2, step)).squareRoot()),
      epsilon: Float(optimizer.epsilon), decay: isDecoupled ? 0 : Float(optimizer.weightDecay),
      shrinkage: isDecoupled ? Float(1 - optimizer.learningRate * optimizer.weightDecay) : 1)
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

/// `base` to a whole power by repeated squaring: the same bits wherever multiplication is IEEE's.
private func power(_ base: Double, _ exponent: Int) -> Double {
  var result = 1.0
  var square = base
  var rest = exponent
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}
