import Engine
import Testing

struct PrincipalComponentsTests {
  /// Points on a line in the direction (3, 4) / 5, with a little beside it.
  static let line = Samples(
    count: 4, width: 2, storage: .floats([0.3, 0.4, -0.3, -0.4, 0.08, -0.06, -0.08, 0.06].map { Float($0) + 1 }))

  @Test("the components of a small case are those found by hand")
  func byHand() throws {
    let components = try PrincipalComponents(of: Self.line, count: 2, threads: 1)
    #expect(components.mean.allSatisfy { abs($0 - 1) < 1e-7 })
    #expect(abs(components.variances[0] - 0.5 / 3) < 1e-7)
    #expect(abs(components.variances[1] - 0.02 / 3) < 1e-7)
    #expect(abs(components.totalVariance - 0.52 / 3) < 1e-7)
    // Columns (0.6, 0.8) and (0.8, -0.6): the largest entry is positive.
    let expected: [Float] = [0.6, 0.8, 0.8, -0.6]
    #expect(zip(components.directions.values, expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test("bytes and the same pixels as floats have the same components", arguments: [1, 2])
  func bytesAndFloats(threads: Int) throws {
    let bytes = randomBytes(count: 700, width: 70)
    let floats = Samples(count: 700, width: 70, storage: .floats((0..<700).flatMap { bytes.row($0) }))
    let ofBytes = try PrincipalComponents(of: bytes, count: 5, threads: threads)
    let ofFloats = try PrincipalComponents(of: floats, count: 5, threads: threads)
    #expect(zip(ofBytes.mean, ofFloats.mean).allSatisfy { abs($0 - $1) < 5e-8 })
    #expect(zip(ofBytes.variances, ofFloats.variances).allSatisfy { abs($0 - $1) < 1e-8 })
    #expect(zip(ofBytes.directions.values, ofFloats.directions.values).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test("the covariance of bytes agrees with the plain version to twelve digits")
  func exact() throws {
    let samples = randomBytes(count: 600, width: 9)
    let rows = (0..<600).map { samples.pixels(row: $0).map { Double($0) / 255 } }
    let means = (0..<9).map { j in rows.reduce(0) { $0 + $1[j] } / 600 }
    let total = rows.reduce(0) { sum, row in
      sum + zip(row, means).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    let components = try PrincipalComponents(of: samples, count: 9, threads: 1)
    #expect(abs(components.totalVariance / (total / 599) - 1) < 1e-12)
    #expect(abs(components.variances.reduce(0, +) / components.totalVariance - 1) < 1e-12)
    #expect(zip(components.mean, means).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  @Test("directions are orthonormal, variances descend, and the number of threads changes no bit")
  func orthonormal() throws {
    let samples = randomBytes(count: 300, width: 130)
    let components = try PrincipalComponents(of: samples, count: 6, threads: 1)
    let matrix = components.directions
    for a in 0..<6 {
      for b in 0..<6 {
        let product = (0..<130).reduce(0) { $0 + matrix.values[$1 * 6 + a] * matrix.values[$1 * 6 + b] }
        #expect(abs(product - (a == b ? 1 : 0)) < 1e-5)
      }
    }
    #expect(components.variances == components.variances.sorted(by: >))
    #expect(try PrincipalComponents(of: samples, count: 6, threads: 3) == components)
  }

  @Test("no components leave the mean")
  func none() throws {
    let components = try PrincipalComponents(of: Self.line, count: 0, threads: 1)
    #expect(components.variances.isEmpty)
    #expect(components.directions.columns == 0)
    #expect(components.mean.count == 2)
  }

  @Test("samples that are not finite are refused")
  func notFinite() {
    let samples = Samples(count: 2, width: 2, storage: .floats([1, .nan, 1, 2]))
    #expect(throws: EigenvectorError.notFinite) { try PrincipalComponents(of: samples, count: 1, threads: 1) }
  }
}
