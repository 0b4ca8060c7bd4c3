import CKernels
import Engine
import Glibc
import Testing

/// The kernels that measure rows beside their plain versions, in every instruction set that this processor has.
struct ErrorKernelTests {
  /// Each row's squared, absolute and Huber errors, and its cross-entropy.
  struct Errors {
    var squared: [Double], absolute: [Double], crossEntropy: [Double], huber: [Double]

    init(rows: Int) {
      squared = [Double](repeating: -1, count: rows)
      (absolute, crossEntropy, huber) = (squared, squared, squared)
    }

    /// `entropy` is what an output's cross-entropy is, given its index.
    init(outputs: [Double], targets: [Float], rows: Int, entropy: (Int) -> Double) {
      self.init(rows: rows)
      let columns = outputs.count / rows
      for row in 0..<rows {
        let indices = row * columns..<(row + 1) * columns
        let errors = indices.map { abs(outputs[$0] - Double(targets[$0])) }
        squared[row] = errors.reduce(0) { $0 + $1 * $1 }
        absolute[row] = errors.reduce(0, +)
        huber[row] = errors.reduce(0) { $0 + ($1 < 1 ? $1 * $1 / 2 : $1 - 0.5) }
        crossEntropy[row] = indices.reduce(0) { $0 + entropy($1) }
      }
    }

    func agrees(with other: Errors) -> Bool {
      let pairs = [
        (squared, other.squared), (absolute, other.absolute), (crossEntropy, other.crossEntropy), (huber, other.huber),
      ]
      return pairs.allSatisfy { zip($0.0, $0.1).allSatisfy { abs($0 - $1) < 2e-6 * $1 } }
    }
  }

  @Test("errors of logits agree with the plain version", arguments: kernelLevels, [1, 41, 1_003, 2_001])
  func logits(level: Int, columns: Int) {
    let rows = 3
    let products = sweep(9, count: rows * columns)
    let (bias, targets) = (noise(columns), noise(rows * columns, sample: 1).map { 0.5 + 0.5 * $0 })
    let logits = products.indices.map { Double(products[$0] + bias[$0 % columns]) }
    let outputs = logits.map { ReferenceNetwork.activate(.sigmoid, $0) }
    let expected = Errors(outputs: outputs, targets: targets, rows: rows) { index in
      max(logits[index], 0) - logits[index] * Double(targets[index]) + log1p(exp(-abs(logits[index])))
    }
    var found = Errors(rows: rows)
    kernels(level).logit_errors(
      products, bias, targets, &found.squared, &found.absolute, &found.crossEntropy, rows, columns)
    kernels(level).huber_errors(products, bias, targets, &found.huber, rows, columns)
    #expect(found.agrees(with: expected))
  }

  @Test("errors of outputs agree with the plain version", arguments: kernelLevels, [1, 41, 1_003])
  func outputs(level: Int, columns: Int) {
    let rows = 3
    let outputs = sweep(2, count: rows * columns)
    let targets = noise(rows * columns, sample: 1).map { 0.5 + 0.5 * $0 }
    let expected = Errors(outputs: outputs.map(Double.init), targets: targets, rows: rows) { index in
      let (output, target) = (Double(outputs[index]), Double(targets[index]))
      return -(target * log(min(max(output, 1e-7), 1)) + (1 - target) * log(min(max(1 - output, 1e-7), 1)))
    }
    var found = Errors(rows: rows)
    kernels(level).output_errors(
      outputs, targets, &found.squared, &found.absolute, &found.crossEntropy, rows, columns)
    kernels(level).huber_errors(outputs, nil, targets, &found.huber, rows, columns)
    #expect(found.agrees(with: expected))
  }
}
