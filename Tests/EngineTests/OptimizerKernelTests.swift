import CKernels
import Engine
import Testing

/// The optimisers' kernels beside plain versions in double precision, in every instruction set that this processor has.
struct OptimizerKernelTests {
  typealias Kernel = (level: Int, kind: Optimizer.Kind)
  static let kernels: [Kernel] = kernelLevels.flatMap { level in Optimizer.Kind.allCases.map { (level, $0) } }
  static let (rate, momentum, rho, epsilon, decay) = (0.1, 0.9, 0.95, 1e-3, 0.2)
  static let (beta1, beta2) = (0.8, 0.99)

  /// One parameter with what its optimiser keeps of it.
  struct Parameter {
    var weight: Double
    var first = 0.0
    var second = 0.0

    mutating func step(_ kind: Optimizer.Kind, gradient: Double, step: Int) {
      if kind == .adamw { weight *= 1 - rate * decay }
      let g = kind == .adamw ? gradient : gradient + decay * weight
      switch kind {
      case .sgd: weight -= rate * g
      case .momentum, .nesterov:
        first = momentum * first + g
        weight -= rate * (kind == .nesterov ? g + momentum * first : first)
      case .rmsprop, .adagrad:
        first = kind == .rmsprop ? rho * first + (1 - rho) * g * g : first + g * g
        weight -= rate * g / (first.squareRoot() + epsilon)
      case .adadelta:
        first = rho * first + (1 - rho) * g * g
        let change = ((second + epsilon) / (first + epsilon)).squareRoot() * g
        second = rho * second + (1 - rho) * change * change
        weight -= rate * change
      case .adam, .adamw:
        first = beta1 * first + (1 - beta1) * g
        second = beta2 * second + (1 - beta2) * g * g
        let (mean, square) = (first / (1 - power(beta1, step)), second / (1 - power(beta2, step)))
        weight -= rate * mean / (square.squareRoot() + epsilon)
      }
    }
  }

  static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { result, _ in result * base }
  }

  /// One call of the kernel of `kind`.
  func update(
    _ kernel: Kernel, _ weights: inout [Float], _ gradient: [Float], _ first: inout [Float], _ second: inout [Float],
    step: Int = 1
  ) -> Bool {
    let kernels = EngineTests.kernels(kernel.level)
    let count = weights.count
    let (rate, momentum, decay) = (Float(Self.rate), Float(Self.momentum), Float(Self.decay))
    let (rho, epsilon) = (Self.rho, Float(Self.epsilon))
    let isFinite =
      switch kernel.kind {
      case .sgd: kernels.sgd(&weights, gradient, rate, decay, count)
      case .momentum: kernels.momentum(&weights, gradient, &first, rate, momentum, decay, count)
      case .nesterov: kernels.nesterov(&weights, gradient, &first, rate, momentum, decay, count)
      case .rmsprop: kernels.rmsprop(&weights, gradient, &first, rate, rho, epsilon, decay, count)
      case .adagrad: kernels.adagrad(&weights, gradient, &first, rate, epsilon, decay, count)
      case .adadelta: kernels.adadelta(&weights, gradient, &first, &second, rate, rho, epsilon, decay, count)
      case .adam, .adamw: adam(kernels, kernel.kind, &weights, gradient, &first, &second, step: step)
      }
    return isFinite != 0
  }

  private func adam(
    _ kernels: codebook_kernels, _ kind: Optimizer.Kind, _ weights: inout [Float], _ gradient: [Float],
    _ first: inout [Float], _ second: inout [Float], step: Int
  ) -> Int32 {
    var scalars = codebook_adam(
      step_size: Float(Self.rate / (1 - Self.power(Self.beta1, step))), beta1: Self.beta1,
      beta2: Self.beta2, second_correction: Float(1 / (1 - Self.power(Self.beta2, step)).squareRoot()),
      epsilon: Float(Self.epsilon), decay: kind == .adamw ? 0 : Float(Self.decay),
      shrinkage: kind == .adamw ? Float(1 - Self.rate * Self.decay) : 1)
    return kernels.adam(&weights, gradient, &first, &second, &scalars, weights.count)
  }

  @Test("four steps agree with the plain version, in weights and in what is kept", arguments: kernels)
  func steps(kernel: Kernel) {
    let count = 77
    var weights = sweep(1, count: count)
    var (first, second) = (zeros(count), zeros(count))
    var expected = weights.map { Parameter(weight: Double($0)) }
    for step in 1...4 {
      let gradient = noise(count, sample: step)
      #expect(update(kernel, &weights, gradient, &first, &second, step: step))
      for index in 0..<count { expected[index].step(kernel.kind, gradient: Double(gradient[index]), step: step) }
    }
    for index in 0..<count {
      #expect(abs(Double(weights[index]) - expected[index].weight) < 1e-6)
      #expect(abs(Double(first[index]) - expected[index].first) < 1e-6)
      #expect(abs(Double(second[index]) - expected[index].second) < 1e-6)
    }
  }

  @Test("a parameter's bits do not depend on its place in the slice", arguments: kernels)
  func places(kernel: Kernel) {
    let (start, gradient) = (noise(53), noise(53, sample: 1))
    var (together, first, second) = (start, zeros(53), zeros(53))
    _ = update(kernel, &together, gradient, &first, &second)
    let alone = zip(start, gradient).map { weight, gradient in
      var (weights, first, second) = ([weight], zeros(1), zeros(1))
      _ = update(kernel, &weights, [gradient], &first, &second)
      return weights[0]
    }
    #expect(together == alone)
  }

  @Test("optimisers say whether all weights are finite", arguments: kernels)
  func finite(kernel: Kernel) {
    for broken in [Float.infinity, -.infinity, .nan] {
      for place in [0, 16, 18, 66] {
        var (weights, first, second) = (sweep(1, count: 67), zeros(67), zeros(67))
        #expect(update(kernel, &weights, zeros(67), &first, &second))
        weights[place] = broken
        #expect(!update(kernel, &weights, zeros(67), &first, &second))
      }
    }
  }
}
