import CKernels
import Engine
import Glibc
import Testing

/// The losses' kernels beside their plain versions, in every instruction set that this processor has.
struct LossKernelTests {
  typealias Fused = (level: Int, activation: Activation, loss: Loss)
  static let fused: [Fused] = kernelLevels.flatMap { level in
    [Activation.sigmoid, .linear].flatMap { activation in Loss.allCases.map { (level, activation, $0) } }
  }.filter { $0.activation == .sigmoid || $0.loss != .bce }
  static let losses = kernelLevels.flatMap { level in Loss.allCases.map { (level, $0) } }

  /// What an output costs, in double precision.
  func cost(_ loss: Loss, _ output: Double, _ target: Double) -> Double {
    let error = abs(output - target)
    switch loss {
    case .mse: return error * error
    case .bce: return -(target * log(output) + (1 - target) * log(1 - output))
    case .mae: return error
    case .huber: return error < 1 ? error * error / 2 : error - 0.5
    }
  }

  @Test("fused losses and their gradients agree with the plain version", arguments: fused, [1, 37, 1_003, 4_100])
  func fusedLoss(kernel: Fused, columns: Int) {
    let (level, activation, loss) = kernel
    let rows = 3
    let products = sweep(12, count: rows * columns)
    let bias = noise(columns)
    let targets = noise(rows * columns, sample: 1).map { 0.5 + 0.5 * $0 }
    var gradient = products
    let found = kernels(level).fused_loss(code(loss), code(activation), &gradient, bias, targets, 0.25, rows, columns)
    var expected = 0.0
    var worst = 0.0
    for index in products.indices {
      let target = Double(targets[index])
      func pixelLoss(_ x: Double) -> Double {
        if loss == .bce { return max(x, 0) - x * target + log1p(exp(-abs(x))) }
        return cost(loss, ReferenceNetwork.activate(activation, x), target)
      }
      let x = Double(products[index] + bias[index % columns])
      expected += pixelLoss(x)
      let slope = 0.25 * (pixelLoss(x + 1e-5) - pixelLoss(x - 1e-5)) / 2e-5
      worst = max(worst, abs(Double(gradient[index]) - slope) / max(abs(slope), 1))
    }
    #expect(worst < 2e-6)
    #expect(abs(found - expected) < 1e-6 * expected)
  }

  @Test("cross-entropy stays exact where all outputs are certain", arguments: kernelLevels)
  func certainty(level: Int) {
    for (size, target) in [(30, 1), (30, 0), (200, 1), (1e30, 0)] as [(Float, Float)] {
      var values = [Float](repeating: size, count: 2_005)
      let loss = kernels(level).fused_loss(
        code(.bce), code(.sigmoid), &values, zeros(2_005), [Float](repeating: target, count: 2_005), 1, 1, 2_005)
      let expected = 2_005 * (target == 1 ? exp(-Double(size)) : Double(size))
      #expect(abs(loss - expected) <= 4e-6 * expected + 1e-6)
      #expect(values.allSatisfy { abs($0 - (1 - target)) < 1e-12 })
    }
  }

  @Test("a sample's loss and gradient do not depend on the other rows", arguments: fused)
  func rows(kernel: Fused) {
    let (level, activation, loss) = kernel
    let (products, targets) = (sweep(9, count: 3 * 77), noise(3 * 77).map { 0.5 + 0.5 * $0 })
    var together = products
    let sum = kernels(level).fused_loss(
      code(loss), code(activation), &together, zeros(77), targets, 1, 3, 77)
    var separate: [Float] = []
    var separateSum = 0.0
    for row in 0..<3 {
      let slice = row * 77..<(row + 1) * 77
      var values = Array(products[slice])
      separateSum += kernels(level).fused_loss(
        code(loss), code(activation), &values, zeros(77), Array(targets[slice]), 1, 1, 77)
      separate += values
    }
    #expect(abs(sum - separateSum) < 1e-12 * abs(sum))
    #expect(together == separate)
  }

  @Test("what is not a number makes the loss so", arguments: fused)
  func notANumber(kernel: Fused) {
    for place in [0, 17, 36] {
      var values = sweep(3, count: 37)
      values[place] = .nan
      let loss = kernels(kernel.level).fused_loss(
        code(kernel.loss), code(kernel.activation), &values, zeros(37), zeros(37), 1, 1, 37)
      #expect(loss.isNaN)
    }
  }

  @Test("losses of outputs and their gradients agree with the plain version", arguments: losses)
  func loss(level: Int, loss: Loss) {
    let count = 1_101
    let outputs = noise(count).map { loss == .bce ? 0.5 + 0.49 * $0 : 2 * $0 }
    let targets = noise(count, sample: 1).map { 0.5 + 0.5 * $0 }
    var errors = zeros(count)
    let found = kernels(level).loss(code(loss), outputs, targets, &errors, 0.25, count)
    var expected = 0.0
    var worst = 0.0
    for index in 0..<count {
      let (output, target) = (Double(outputs[index]), Double(targets[index]))
      expected += cost(loss, output, target)
      let slope = 0.25 * (cost(loss, output + 1e-6, target) - cost(loss, output - 1e-6, target)) / 2e-6
      worst = max(worst, abs(Double(errors[index]) - slope) / max(abs(slope), 1))
    }
    #expect(worst < 2e-6)
    #expect(abs(found - expected) < 1e-6 * expected)
  }

  @Test("an absolute error of 0 has no slope", arguments: kernelLevels)
  func noError(level: Int) {
    var errors: [Float] = [7, 7, 7]
    #expect(kernels(level).loss(code(.mae), [0.5, 1, 0], [0.5, 0, 1], &errors, 2, 3) == 2)
    #expect(errors == [0, 2, -2])
  }
}
