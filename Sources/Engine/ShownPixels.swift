// What figures need of samples and reconstructions: small numbers of rows, as grey pixels.

extension Samples {
  /// All samples as floats, bytes standing for 0…1.
  package func asMatrix() -> Matrix {
    Matrix(rows: count, columns: width, values: (0..<count).flatMap { row($0) })
  }

  /// The values between black and white: 0…1 for images, else from the least value to the largest.
  package var range: ClosedRange<Float> {
    switch storage {
    case .bytes: return 0...1
    case .floats(let values):
      let finite = values.lazy.filter(\.isFinite)
      guard let least = finite.min(), let most = finite.max(), least < 0 || most > 1 else { return 0...1 }
      return least...most
    }
  }
}

extension Matrix {
  /// Each row as pixels of 0…255, the lower bound of `range` black and the upper one white; clamped.
  package func pixels(in range: ClosedRange<Float>) -> [[UInt8]] {
    let scale = range.upperBound > range.lowerBound ? 1 / (range.upperBound - range.lowerBound) : 0
    let stretched = Matrix(
      rows: rows, columns: columns,
      values: range == 0...1 ? values : values.map { ($0 - range.lowerBound) * scale })
    return (0..<rows).map { stretched.pixels(row: $0) }
  }

  /// The absolute difference of each element. Traps unless the shapes are equal.
  package func absoluteDifference(from other: Matrix) -> Matrix {
    precondition(
      rows == other.rows && columns == other.columns, "\(rows) × \(columns) and \(other.rows) × \(other.columns)")
    return Matrix(rows: rows, columns: columns, values: zip(values, other.values).map { abs($0 - $1) })
  }
}
