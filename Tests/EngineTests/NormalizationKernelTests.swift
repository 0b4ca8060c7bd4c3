import CKernels
import Engine
import Testing

/// Batch normalisation's and dropout's kernels beside their plain versions, in every instruction set that this
/// processor has.
struct NormalizationKernelTests {
  let rows = 7
  let columns = 37

  /// The sum over the rows of what `term` makes of each element's index, for every column.
  func columnSums(_ term: (Int) -> Double) -> [Double] {
    (0..<columns).map { column in (0..<rows).reduce(0.0) { $0 + term($1 * columns + column) } }
  }

  func agree(_ found: [Double], _ expected: [Double], within tolerance: Double) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < tolerance }
  }

  @Test("moments agree with the plain version, and add to what is there", arguments: kernelLevels)
  func moments(level: Int) {
    let x = noise(rows * columns)
    var sums = [Double](repeating: 1, count: columns)
    var squares = [Double](repeating: 2, count: columns)
    kernels(level).moments(x, &sums, &squares, rows, columns)
    #expect(agree(sums, columnSums { Double(x[$0]) }.map { $0 + 1 }, within: 1e-13))
    #expect(agree(squares, columnSums { Double(x[$0]) * Double(x[$0]) }.map { $0 + 2 }, within: 1e-13))
  }

  @Test("normalising agrees with the plain version, whether the normalised values are kept", arguments: kernelLevels)
  func normalize(level: Int) {
    let x = noise(rows * columns)
    let (mean, deviation, scale) = (noise(columns, sample: 1), noise(columns, sample: 2), noise(columns, sample: 3))
    let shift = noise(columns, sample: 4)
    var (normalized, outputs, alone) = (zeros(rows * columns), zeros(rows * columns), zeros(rows * columns))
    kernels(level).normalize(x, mean, deviation, scale, shift, &normalized, &outputs, rows, columns)
    kernels(level).normalize(x, mean, deviation, scale, shift, nil, &alone, rows, columns)
    let expected = x.indices.map { index in
      let column = index % columns
      return (Double(x[index]) - Double(mean[column])) * Double(deviation[column])
    }
    let expectedOutputs = x.indices.map { index in
      Double(scale[index % columns]) * expected[index] + Double(shift[index % columns])
    }
    #expect(agree(normalized.map(Double.init), expected, within: 5e-7))
    #expect(agree(outputs.map(Double.init), expectedOutputs, within: 5e-7))
    #expect(alone == outputs)
  }

  @Test("sums of the errors agree with the plain version, and add to what is there", arguments: kernelLevels)
  func sums(level: Int) {
    let (errors, normalized) = (noise(rows * columns), noise(rows * columns, sample: 1))
    var sums = [Double](repeating: 1, count: columns)
    var dots = [Double](repeating: 2, count: columns)
    kernels(level).batch_norm_sums(errors, normalized, &sums, &dots, rows, columns)
    #expect(agree(sums, columnSums { Double(errors[$0]) }.map { $0 + 1 }, within: 1e-13))
    #expect(agree(dots, columnSums { Double(errors[$0]) * Double(normalized[$0]) }.map { $0 + 2 }, within: 1e-13))
  }

  @Test("errors through a normalisation agree with the plain version", arguments: kernelLevels)
  func errors(level: Int) {
    let (errors, normalized) = (noise(rows * columns), noise(rows * columns, sample: 1))
    let (factor, meanError, meanDot) = (noise(columns, sample: 2), noise(columns, sample: 3), noise(columns, sample: 4))
    var found = errors
    kernels(level).batch_norm_errors(&found, normalized, factor, meanError, meanDot, rows, columns)
    let expected = errors.indices.map { index in
      let column = index % columns
      let rest = Double(errors[index]) - Double(meanError[column])
      return Double(factor[column]) * (rest - Double(normalized[index]) * Double(meanDot[column]))
    }
    #expect(agree(found.map(Double.init), expected, within: 5e-7))
  }

  @Test(
    "dropout's factors are drawn from the stream of their address", arguments: kernelLevels, [1, 3, 255, 257, 1_003])
  func dropoutFactors(level: Int, count: Int) {
    for rate in [0, 0.1, 0.5, 0.999] as [Float] {
      let seed = 0x1234_5678_9abc_def0 as UInt64
      let (epoch, sample, layer) = (3, 70_000, 2)
      var stream = RandomStream(seed: seed, purpose: .dropout, layer: layer, epoch: epoch, sample: sample)
      let expected = (0..<count).map { _ in stream.nextUniform() < rate ? 0 : 1 / (1 - rate) }
      let counter: [UInt32] = [
        0, UInt32(sample), UInt32(epoch), RandomStream.Purpose.dropout.rawValue << 16 | UInt32(layer),
      ]
      var factors = [Float](repeating: -1, count: count + 1)
      let (low, high) = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
      kernels(level).dropout_factors(low, high, counter, rate, &factors, count)
      #expect(factors == expected + [-1])
    }
  }
}
