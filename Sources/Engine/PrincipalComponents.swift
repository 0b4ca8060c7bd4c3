import CLAPACK

/// LAPACK found no eigenvectors.
package enum EigenvectorError: Error, Equatable, Sendable {
  /// The samples hold an infinite number or not a number.
  case notFinite
  /// `dsyevr` returned this code.
  case notConverged(code: Int)
  /// So many columns that LAPACK cannot count them.
  case tooWide(Int)
}

/// The directions in which samples vary most: the first eigenvectors of their covariance, exact up to the rounding of
/// double precision. Pearson 1901; Hotelling 1933.
package struct PrincipalComponents: Equatable, Sendable {
  /// Of the samples, bytes standing for 0…1.
  package let mean: [Double]  // width
  /// The covariance's largest eigenvalues, descending; it divides by the number of samples less 1.
  package let variances: [Double]  // count
  /// One unit vector a column; its entry of largest magnitude, the first of equals, is positive.
  package let directions: Matrix  // width × count
  /// The sum of all the covariance's eigenvalues.
  package let totalVariance: Double

  /// The first `count` components, and the mean alone for 0. Time grows with samples × width² + width³, memory with
  /// width². Traps unless `count` is in 0…width.
  package init(of samples: Samples, count: Int, threads: Int) throws(EigenvectorError) {
    let width = samples.width
    precondition(count >= 0 && count <= width, "\(count) components of samples of \(width)")
    guard width <= 46_340 else { throw .tooWide(width) }
    let products = CrossProducts(of: samples, threads: threads)
    let divisor = Double(max(samples.count - 1, 1))
    let total = (0..<width).reduce(0.0) { $0 + products.scatter[$1 * width + $1] } / divisor
    guard total.isFinite, products.means.allSatisfy(\.isFinite) else { throw .notFinite }
    let eigen = try symmetricEigenvectors(ofUpper: products.scatter, size: width, count: count)
    mean = products.means
    totalVariance = total
    variances = eigen.values.map { max($0, 0) / divisor }
    var values = [Float](repeating: 0, count: width * count)
    for (column, vector) in eigen.vectors.enumerated() {
      let largest = vector.indices.max {
        abs(vector[$0]) < abs(vector[$1]) || (abs(vector[$0]) == abs(vector[$1]) && $0 > $1)
      }
      let sign: Double = if let largest, vector[largest] < 0 { -1 } else { 1 }
      for row in 0..<width { values[row * count + column] = Float(sign * vector[row]) }
    }
    directions = Matrix(rows: width, columns: count, values: values)
  }
}

/// The `count` largest eigenvalues, descending, and their unit eigenvectors, of a symmetric matrix given by its upper
/// triangle, row-major.
func symmetricEigenvectors(
  ofUpper matrix: [Double], size: Int, count: Int
) throws(EigenvectorError) -> (values: [Double], vectors: [[Double]]) {
  guard count > 0 else { return ([], []) }
  var matrix = matrix
  var n = Int32(size)
  var (low, high, tolerance) = (0.0, 0.0, 0.0)
  var (first, last) = (Int32(size - count + 1), Int32(size))
  var found: Int32 = 0
  var values = [Double](repeating: 0, count: size)
  var vectors = [Double](repeating: 0, count: size * count)
  var support = [Int32](repeating: 0, count: 2 * size)
  var workSize = [0.0]
  var integerWorkSize: [Int32] = [0]
  var code: Int32 = 0

  func solve(_ work: inout [Double], _ integerWork: inout [Int32], isQuery: Bool) {
    var workLength = isQuery ? Int32(-1) : Int32(work.count)
    var integerLength = isQuery ? Int32(-1) : Int32(integerWork.count)
    var (vectorsToo, byIndex, lower) = (CChar(86), CChar(73), CChar(76))  // 'V', 'I', 'L': row-major upper
    var (leading, vectorLeading) = (n, n)
    unsafe dsyevr_(
      &vectorsToo, &byIndex, &lower, &n, &matrix, &leading, &low, &high, &first, &last, &tolerance, &found, &values,
      &vectors, &vectorLeading, &support, &work, &workLength, &integerWork, &integerLength, &code)
  }

  solve(&workSize, &integerWorkSize, isQuery: true)
  guard code == 0 else { throw .notConverged(code: Int(code)) }
  var work = [Double](repeating: 0, count: Int(workSize[0]))
  var integerWork = [Int32](repeating: 0, count: Int(integerWorkSize[0]))
  solve(&work, &integerWork, isQuery: false)
  guard code == 0, Int(found) == count else { throw .notConverged(code: Int(code)) }
  let order = (0..<count).reversed()
  return (order.map { values[$0] }, order.map { Array(vectors[$0 * size..<($0 + 1) * size]) })
}
