import CKernels
import Engine
import Glibc
import Testing

/// Activations and sums beside their plain versions, in every instruction set that this processor has.
struct KernelTests {
  static let activations = kernelLevels.flatMap { level in Activation.allCases.map { (level, $0) } }

  @Test("activations are within a few units in the last place of the plain version", arguments: activations)
  func activate(level: Int, activation: Activation) {
    for span in [0.01, 1, 20] as [Float] {
      let inputs = sweep(span)
      var outputs = inputs
      kernels(level).activate(code(activation), &outputs, zeros(1_003), nil, 1, 1_003)
      let expected = inputs.map { ReferenceNetwork.activate(activation, Double($0)) }
      #expect(
        zip(outputs, expected).allSatisfy { abs(Double($0) - $1) < 4e-7 * max(abs($1), 0.3 * Double(min(span, 1))) })
    }
  }

  @Test("derivatives agree with central differences of the plain version", arguments: activations)
  func derivatives(level: Int, activation: Activation) {
    let inputs = sweep(6, count: 1_000)  // an even number leaves out the kinks at 0
    var outputs = inputs
    var slopes = zeros(1_000)
    var errors = [Float](repeating: 2, count: 1_000)
    kernels(level).activate(code(activation), &outputs, zeros(1_000), &slopes, 1, 1_000)
    let keepsSlopes = codebook_keeps_slopes(code(activation)) != 0
    kernels(level).backpropagate(code(activation), &errors, keepsSlopes ? slopes : outputs, 1_000)
    for (input, error) in zip(inputs, errors) {
      let above = ReferenceNetwork.activate(activation, Double(input) + 1e-5)
      let below = ReferenceNetwork.activate(activation, Double(input) - 1e-5)
      #expect(abs(Double(error) - 2 * (above - below) / 2e-5) < 3e-6)
    }
  }

  @Test("an element's bits do not depend on its place in the row", arguments: activations)
  func places(level: Int, activation: Activation) {
    let inputs = sweep(5, count: 101)
    var together = inputs
    kernels(level).activate(code(activation), &together, zeros(101), nil, 1, 101)
    let alone = inputs.map { input in
      var value = [input]
      kernels(level).activate(code(activation), &value, [0], nil, 1, 1)
      return value[0]
    }
    #expect(together == alone)
  }

  @Test("what is not a number stays so through every activation", arguments: activations)
  func notANumber(level: Int, activation: Activation) {
    var values = [Float](repeating: .nan, count: 9)
    kernels(level).activate(code(activation), &values, zeros(9), nil, 1, 9)
    #expect(values.allSatisfy { $0.isNaN })
  }

  @Test("activations reach their limits at extreme inputs and never overflow", arguments: kernelLevels)
  func extremes(level: Int) {
    func value(_ activation: Activation, _ input: Float) -> Float {
      var value = [input]
      kernels(level).activate(code(activation), &value, [0], nil, 1, 1)
      return value[0]
    }
    for input in [90, 1e4, 1e30] as [Float] {
      #expect(value(.sigmoid, input) == 1)
      #expect(value(.sigmoid, -input) < 1e-37)
      #expect(value(.tanh, input) == 1)
      #expect(value(.tanh, -input) == -1)
      #expect(value(.softplus, input) == input)
      #expect(value(.silu, input) == input)
      #expect(value(.gelu, input) == input)
      #expect(value(.gelu, -input) > -1e-6)
      #expect(value(.elu, -input) == -1)
    }
  }

  @Test("biases are added to their columns", arguments: kernelLevels)
  func biases(level: Int) {
    var values: [Float] = [1, 2, 3, 4, 5, 6]
    kernels(level).activate(code(.linear), &values, [10, 20, 30], nil, 2, 3)
    #expect(values == [11, 22, 33, 14, 25, 36])
  }

  @Test("column sums agree with the plain version, and add to what is there", arguments: kernelLevels)
  func columnSums(level: Int) {
    let matrix = sweep(1, count: 7 * 11)
    var sums = [Float](repeating: 1, count: 11)
    kernels(level).add_columns(matrix, &sums, 7, 11)
    for column in 0..<11 {
      let expected = (0..<7).reduce(1.0) { $0 + Double(matrix[$1 * 11 + column]) }
      #expect(abs(Double(sums[column]) - expected) < 1e-6)
    }
  }

  @Test("the sum of squares agrees with the plain version and does not overflow in float", arguments: kernelLevels)
  func squares(level: Int) {
    let values = sweep(3)
    let expected = values.reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(abs(kernels(level).squares(values, 1_003) - expected) < 1e-12 * expected)
    #expect(
      kernels(level).squares([3e30, 4e30, 0], 2) == Double(3e30 as Float).squared + Double(4e30 as Float).squared)
  }

  @Test("floats are added to what is there in double precision", arguments: kernelLevels)
  func accumulate(level: Int) {
    let terms = noise(77)
    var totals = [Double](repeating: 1, count: 77)
    kernels(level).accumulate(terms, &totals, 77)
    #expect(totals == terms.map { 1 + Double($0) })
  }

  @Test("every value is multiplied by one factor, or by its own", arguments: kernelLevels)
  func products(level: Int) {
    let (values, factors) = (sweep(2, count: 67), sweep(5, count: 67))
    var scaled = values
    kernels(level).scale(&scaled, 0.3, 67)
    #expect(scaled == values.map { $0 * 0.3 })
    var multiplied = values
    kernels(level).multiply(factors, &multiplied, 67)
    #expect(multiplied == zip(values, factors).map { $0 * $1 })
  }

  @Test("entropies agree with the plain version", arguments: kernelLevels)
  func entropies(level: Int) {
    let targets = sweep(0.5, count: 257).map { $0 + 0.5 }
    var found = 0.0
    kernels(level).entropies(targets, &found, 1, 257)
    func term(_ share: Double) -> Double { share > 0 ? -share * log(share) : 0 }
    var expected = 0.0
    for target in targets { expected += term(Double(target)) + term(1 - Double(target)) }
    #expect(abs(found - expected) < 1e-6 * expected)
  }

  @Test("double-precision products of columns agree with the plain version", arguments: kernelLevels)
  func crossProducts(level: Int) {
    let (rows, columns) = (6, 9)
    let numbers = sweep(1, count: rows * columns).map(Double.init)
    var totals = [Double](repeating: 0, count: 3 * columns)
    kernels(level).cross_products(numbers, &totals, 4, 7, rows, columns)
    for i in 4..<7 {
      for j in i..<columns {
        let expected = (0..<rows).reduce(0.0) { $0 + numbers[$1 * columns + i] * numbers[$1 * columns + j] }
        #expect(abs(totals[(i - 4) * columns + j] - expected) < 1e-13)
      }
    }
  }
}

extension Double {
  fileprivate var squared: Double { self * self }
}
