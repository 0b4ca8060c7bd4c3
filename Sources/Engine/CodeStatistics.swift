/// Mean and variance of each column of a matrix, in double precision, about the mean; the variance divides by the rows.
package struct ColumnMoments: Equatable, Sendable {
  package let means: [Double]  // columns
  package let variances: [Double]  // columns

  package init(of matrix: Matrix) {
    let (rows, columns) = (matrix.rows, matrix.columns)
    let count = Double(max(rows, 1))
    var means = [Double](repeating: 0, count: columns)
    var variances = means
    unsafe matrix.values.withUnsafeBufferPointer { values in
      for row in 0..<rows {
        for column in 0..<columns { unsafe means[column] += Double(values[row * columns + column]) }
      }
      for column in 0..<columns { means[column] /= count }
      for row in 0..<rows {
        for column in 0..<columns {
          let offset = unsafe Double(values[row * columns + column]) - means[column]
          variances[column] += offset * offset
        }
      }
    }
    self.means = means
    self.variances = variances.map { $0 / count }
  }
}

/// How sparse the rows of a matrix are, and which of its columns are ever in use.
package struct CodeSparsity: Equatable, Sendable {
  /// Entries other than 0, mean over the rows.
  package let nonZeros: Double
  /// Hoyer 2004, equation 4: (√n − ‖h‖₁ / ‖h‖₂) / (√n − 1), mean over the rows; a row of zeros counts as 1, rows of one
  /// entry as 0.
  package let hoyer: Double
  /// Columns with no entry beyond ±10⁻⁶.
  package let deadColumns: Int

  package init(of matrix: Matrix) {
    let (rows, columns) = (matrix.rows, matrix.columns)
    var largest = [Float](repeating: 0, count: columns)
    var (nonZeros, hoyer) = (0, 0.0)
    let root = Double(columns).squareRoot()
    unsafe matrix.values.withUnsafeBufferPointer { values in
      for row in 0..<rows {
        var (sum, squares) = (0.0, 0.0)
        for column in 0..<columns {
          let magnitude = unsafe abs(values[row * columns + column])
          if magnitude != 0 { nonZeros += 1 }
          if magnitude > largest[column] { largest[column] = magnitude }
          sum += Double(magnitude)
          squares += Double(magnitude) * Double(magnitude)
        }
        guard columns > 1 else { continue }
        hoyer += squares > 0 ? (root - sum / squares.squareRoot()) / (root - 1) : 1
      }
    }
    let count = Double(max(rows, 1))
    self.nonZeros = Double(nonZeros) / count
    self.hoyer = hoyer / count
    deadColumns = largest.count { $0 <= 1e-6 }
  }
}

extension Matrix {
  /// 1 where an entry is above its column's threshold, else 0. Traps unless there is a threshold for each column.
  package func binarized(above thresholds: [Float]) -> Matrix {
    precondition(thresholds.count == columns, "\(thresholds.count) thresholds for \(columns) columns")
    var result = self
    for row in 0..<rows {
      for column in 0..<columns {
        result.values[row * columns + column] = values[row * columns + column] > thresholds[column] ? 1 : 0
      }
    }
    return result
  }

  /// The median of each column: of an even number of entries the lower of the middle two; 0 without rows.
  package func columnMedians() -> [Float] {
    (0..<columns).map { column in
      let entries = (0..<rows).map { values[$0 * columns + column] }.sorted()
      return entries.isEmpty ? 0 : entries[(entries.count - 1) / 2]
    }
  }

  /// The differences of the entries of two matrices of one shape.
  package func subtracting(_ other: Matrix) -> Matrix {
    precondition(rows == other.rows && columns == other.columns, "matrices of different shapes")
    return Matrix(rows: rows, columns: columns, values: zip(values, other.values).map { $0 - $1 })
  }

  /// The largest absolute difference between two matrices of one shape; 0 where they have no entries.
  package func largestDifference(from other: Matrix) -> Double {
    precondition(rows == other.rows && columns == other.columns, "matrices of different shapes")
    var largest: Float = 0
    for index in values.indices {
      let difference = abs(values[index] - other.values[index])
      // Not-a-number is the largest of all.
      if !(difference <= largest) { largest = difference }
    }
    return Double(largest)
  }

  /// The sum of the squared differences between the entries of two matrices of one shape.
  package func squaredDistance(from other: Matrix) -> Double {
    precondition(rows == other.rows && columns == other.columns, "matrices of different shapes")
    var sum = 0.0
    for index in values.indices {
      let difference = Double(values[index]) - Double(other.values[index])
      sum += difference * difference
    }
    return sum
  }
}
