internal import Engine
import Files

/// Data of known rank: `x = z · B + noise · e`, where the rows of B are orthonormal and drawn by seed, and the entries of
/// z (as many as the rank) and e (as many as the pixels) are standard normal. So the mean is 0, the variance is 1 + noise²
/// along each of the `rank` directions and noise² along every other.
struct Subspace {
  /// Goes into the fingerprint: other bits from the same options need another version.
  static let version = 1
  /// Of all splits together: a gigabyte of floats.
  static let largestElementCount = 1 << 28
  /// Multiplications to make the data: some seconds.
  static let largestCost = 1 << 34

  let options: SubspaceOptions
  let seed: UInt64

  var testCount: Int { options.count / 4 }

  init(_ options: SubspaceOptions, seed: UInt64) throws(DataError) {
    try Self.check("size", options.size, 1...65536)
    try Self.check("count", options.count, 4...Self.largestElementCount * 4 / 5 / options.size)
    try Self.check("rank", options.rank, 1...min(options.size, Self.largestRank(options)))
    guard options.noise >= 0, options.noise <= 1000 else {
      throw .outOfRange(key: "noise", found: "\(options.noise)", allowed: "0 to 1,000")
    }
    self.options = options
    self.seed = seed
  }

  var fingerprint: String {
    var digest = SHA256Digest()
    digest.update("subspace \(Self.version) seed \(seed) rank \(options.rank) size \(options.size) ")
    digest.update("count \(options.count) noise \(options.noise)")
    return digest.hex
  }

  /// The training and the test split. In time proportional to (count + rank) × rank × size.
  func samples() -> (train: Samples, test: Samples) {
    let basis = basis()
    return (samples(options.count, from: 0, basis), samples(testCount, from: options.count, basis))
  }

  private func samples(_ count: Int, from first: Int, _ basis: [[Float]]) -> Samples {
    Samples(
      count: count, from: first, around: basis, width: options.size, noise: Float(options.noise), seed: seed)
  }

  /// Gaussian directions made orthonormal by the modified Gram-Schmidt process, twice for accuracy: Golub and Van Loan,
  /// section 5.2. Rank × size.
  private func basis() -> [[Float]] {
    var basis: [[Double]] = []
    for index in 0..<options.rank {
      var stream = RandomStream(seed: seed, purpose: .data, layer: 1, epoch: 0, sample: index)
      var direction = (0..<options.size).map { _ in Double(stream.nextGaussian()) }
      for earlier in basis + basis {
        var product = 0.0
        for pixel in direction.indices { product += direction[pixel] * earlier[pixel] }
        for pixel in direction.indices { direction[pixel] -= product * earlier[pixel] }
      }
      var square = 0.0
      for value in direction { square += value * value }
      let length = square.squareRoot()
      basis.append(direction.map { $0 / length })
    }
    return basis.map { $0.map { Float($0) } }
  }

  /// The samples take count × 5/4 × rank × size multiplications, the basis 4 × rank² × size. 4,096 stands for the second
  /// rank: at sizes where more directions fit, the first bound is lower than that. At least 1.
  private static func largestRank(_ options: SubspaceOptions) -> Int {
    largestCost / options.size / (options.count * 5 / 4 + 4 * min(options.size, 4096))
  }

  private static func check(_ key: String, _ found: Int, _ allowed: ClosedRange<Int>) throws(DataError) {
    guard allowed.contains(found) else {
      let range = "\(grouped(allowed.lowerBound)) to \(grouped(allowed.upperBound))"
      throw .outOfRange(key: key, found: grouped(found), allowed: range)
    }
  }
}
