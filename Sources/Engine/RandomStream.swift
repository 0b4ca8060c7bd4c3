import Glibc

/// A sequence of random numbers that depends on nothing but its address: seed, purpose, layer, epoch and sample.
///
/// Two streams with different addresses share no numbers, and a stream can be made again at any time, in any order, on
/// any thread. It holds 2³² blocks of four words and then repeats.
package struct RandomStream: Sendable {
  /// What the numbers are for. The raw values are part of every result: they never change.
  package enum Purpose: UInt32, CaseIterable, Sendable {
    case weights = 0
    case shuffle = 1
    case noise = 2
    case code = 3
    case dropout = 4
    case data = 5
    case labels = 6
    case split = 7
    case jacobian = 8
  }

  /// Key and counter of a stream's first block.
  struct Address {
    let key: SIMD2<UInt32>
    let counter: SIMD4<UInt32>  // block, sample, epoch, purpose and layer

    init(seed: UInt64, purpose: Purpose, layer: Int, epoch: Int, sample: Int) {
      key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
      counter = SIMD4(
        0, UInt32(truncatingIfNeeded: sample), UInt32(truncatingIfNeeded: epoch),
        purpose.rawValue << 16 | UInt32(UInt16(truncatingIfNeeded: layer)))
    }
  }

  private let key: SIMD2<UInt32>
  private var counter: SIMD4<UInt32>
  private var words = SIMD4<UInt32>()
  private var used = 4
  private var spareGaussian: Float?

  /// `layer` counts modulo 2¹⁶, `epoch` and `sample` modulo 2³².
  package init(seed: UInt64, purpose: Purpose, layer: Int = 0, epoch: Int = 0, sample: Int = 0) {
    let address = Address(seed: seed, purpose: purpose, layer: layer, epoch: epoch, sample: sample)
    key = address.key
    counter = address.counter
  }

  /// The next 32 random bits.
  package mutating func nextBits() -> UInt32 {
    if used == 4 {
      words = Philox.block(counter: counter, key: key)
      counter[0] &+= 1
      used = 0
    }
    defer { used += 1 }
    return words[used]
  }

  /// A number in 0..<1, one of 2²⁴ with equal distances.
  package mutating func nextUniform() -> Float { Float(nextBits() >> 8) * 0x1p-24 }

  /// A number from the standard normal distribution: Box and Muller 1958, computed in double precision.
  package mutating func nextGaussian() -> Float {
    if let spare = spareGaussian {
      spareGaussian = nil
      return spare
    }
    let radius = (-2 * log((Double(nextBits()) + 1) * 0x1p-32)).squareRoot()
    let angle = 2 * Double.pi * Double(nextBits()) * 0x1p-32
    spareGaussian = Float(radius * sin(angle))
    return Float(radius * cos(angle))
  }

  /// A number in 0..<`bound`, each with the same probability: Lemire 2019. Traps unless `bound` is in 1…2³²−1.
  package mutating func nextIndex(below bound: Int) -> Int {
    precondition(bound > 0 && bound <= Int(UInt32.max), "a random index below \(bound)")
    let bound = UInt32(bound)
    var product = UInt64(nextBits()) * UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let excess = (0 &- bound) % bound
      while UInt32(truncatingIfNeeded: product) < excess { product = UInt64(nextBits()) * UInt64(bound) }
    }
    return Int(product >> 32)
  }

  /// 0..<`count` in random order: Fisher and Yates. Traps unless `count` fits in 31 bits.
  package static func permutation(of count: Int, seed: UInt64, purpose: Purpose, epoch: Int = 0) -> [Int32] {
    precondition(count >= 0 && count <= Int(Int32.max), "a permutation of \(count)")
    var stream = RandomStream(seed: seed, purpose: purpose, epoch: epoch)
    var order = (0..<Int32(count)).map { $0 }
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, stream.nextIndex(below: last + 1))
    }
    return order
  }
}
