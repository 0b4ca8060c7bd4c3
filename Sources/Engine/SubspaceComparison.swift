import Glibc

/// How much of the samples' variance a subspace holds, and how far it is turned from the principal components' one.
package struct SubspaceComparison: Equatable, Sendable {
  /// The samples' variance inside the subspace over that inside the principal components' of the same width: at most 1.
  package let capturedVariance: Double
  /// The largest principal angle between the two subspaces, in degrees: Björck and Golub 1973. Where two eigenvalues at
  /// the cut nearly tie it may be large although nothing is lost.
  package let principalAngle: Double

  /// The subspace is spanned by the first `width` principal directions of `reconstructions`, which a model made of samples
  /// like these: after training the decoder's own columns are not orthogonal, and a nonlinear decoder has none.
  /// As `PrincipalComponents`. Traps unless `width` is in 1…pixels.
  package init(of reconstructions: Samples, with samples: Samples, width: Int, threads: Int) throws(EigenvectorError) {
    precondition(width > 0 && width <= samples.width, "\(width) directions of \(samples.width)")
    let best = try PrincipalComponents(of: samples, count: width, threads: threads)
    let own = try PrincipalComponents(of: reconstructions, count: width, threads: threads)
    let pixels = samples.width
    let scatter = CrossProducts(of: samples, threads: threads).scatter
    let directions = own.directions.values.map(Double.init)
    let principal = best.directions.values.map(Double.init)
    let divisor = Double(max(samples.count - 1, 1))
    var captured = 0.0
    for column in 0..<width {
      let vector = (0..<pixels).map { directions[$0 * width + column] }
      for i in 0..<pixels {
        let row = i * pixels
        var sum = scatter[row + i] * vector[i]
        for j in i + 1..<max(pixels, i + 1) { sum += 2 * scatter[row + j] * vector[j] }
        captured += vector[i] * sum
      }
    }
    let all = best.variances.reduce(0, +)
    capturedVariance = all > 0 ? min(captured / divisor / all, 1) : 1
    // C = VᵀU has the cosines of the principal angles as its singular values, U − VC their sines.
    var cosines = [Double](repeating: 0, count: width * width)
    for pixel in 0..<pixels {
      for i in 0..<width {
        let v = principal[pixel * width + i]
        for j in 0..<width { cosines[i * width + j] += v * directions[pixel * width + j] }
      }
    }
    var rest = directions
    for pixel in 0..<pixels {
      for i in 0..<width {
        let v = principal[pixel * width + i]
        for j in 0..<width { rest[pixel * width + j] -= v * cosines[i * width + j] }
      }
    }
    let sine = try Self.singularValues(of: rest, rows: pixels, columns: width).first ?? 0
    let cosine = try Self.singularValues(of: cosines, rows: width, columns: width).last ?? 1
    principalAngle = atan2(sine, cosine) * 180 / .pi
  }

  /// Descending.
  private static func singularValues(of matrix: [Double], rows: Int, columns: Int) throws(EigenvectorError) -> [Double]
  {
    var products = [Double](repeating: 0, count: columns * columns)
    for row in 0..<rows {
      for i in 0..<columns {
        let x = matrix[row * columns + i]
        for j in i..<columns { products[i * columns + j] += x * matrix[row * columns + j] }
      }
    }
    let eigen = try symmetricEigenvectors(ofUpper: products, size: columns, count: columns)
    return eigen.values.map { max($0, 0).squareRoot() }
  }
}
