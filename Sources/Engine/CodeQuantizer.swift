import Glibc

/// Codes rounded to whole multiples of a step and what they cost: an ideal entropy coder's bits, with one table of
/// frequencies a unit, learned from some codes and used for others.
///
/// A table counts the training codes' multiples between the smallest and the largest, each with half a count more
/// (Krichevsky and Trofimov 1981); what lies outside costs as much as the end that it passes, and as Elias' gamma code of
/// how far it does.
package struct CodeQuantizer: Sendable {
  package let step: Float
  private let columns: Int
  private let lowest: [Int]  // columns
  private let bits: [[Double]]  // of each column: from the lowest multiple on

  /// Traps unless the step is positive and finite; codes beyond 2³⁰ steps count as that.
  package init(of codes: Matrix, step: Float) {
    precondition(step > 0 && step.isFinite, "a step of \(step)")
    self.step = step
    columns = codes.columns
    var lowest: [Int] = []
    var bits: [[Double]] = []
    for column in 0..<codes.columns {
      let multiples = (0..<codes.rows).map { Self.multiple(codes.values[$0 * codes.columns + column], of: step) }
      let low = multiples.min() ?? 0
      let high = max(multiples.max() ?? 0, low)
      var counts = [Double](repeating: 0.5, count: min(high - low, 1 << 20) + 1)
      for multiple in multiples { counts[min(multiple - low, counts.count - 1)] += 1 }
      let all = counts.reduce(0, +)
      lowest.append(low)
      bits.append(counts.map { -log2($0 / all) })
    }
    self.lowest = lowest
    self.bits = bits
  }

  /// Bits of a row, mean over the rows.
  package func meanBits(of codes: Matrix) -> Double {
    var total = 0.0
    for row in 0..<codes.rows {
      for column in 0..<columns {
        let place = Self.multiple(codes.values[row * columns + column], of: step) - lowest[column]
        let inside = min(max(place, 0), bits[column].count - 1)
        total += bits[column][inside]
        if place != inside { total += 2 * log2(Double(abs(place - inside))).rounded(.down) + 1 }
      }
    }
    return total / Double(max(codes.rows, 1))
  }

  /// The codes as the decoder gets them.
  package func rounded(_ codes: Matrix) -> Matrix {
    var result = codes
    for row in 0..<codes.rows {
      for column in 0..<columns {
        let index = row * columns + column
        result.values[index] = Float(Self.multiple(codes.values[index], of: step)) * step
      }
    }
    return result
  }

  private static func multiple(_ value: Float, of step: Float) -> Int {
    let multiple = (value / step).rounded()
    return multiple.isFinite ? Int(min(max(multiple, -0x1p30), 0x1p30)) : 0
  }
}
