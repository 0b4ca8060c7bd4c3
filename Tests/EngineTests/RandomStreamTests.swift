import Engine
import Testing

struct RandomStreamTests {
  @Test(
    "Philox4x32-10 gives the known answers that its authors publish with Random123",
    arguments: [
      (
        SIMD4<UInt32>(repeating: 0), SIMD2<UInt32>(repeating: 0),
        SIMD4<UInt32>(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
      ),
      (
        SIMD4<UInt32>(repeating: .max), SIMD2<UInt32>(repeating: .max),
        SIMD4<UInt32>(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
      ),
      (
        SIMD4<UInt32>(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), SIMD2<UInt32>(0xa409_3822, 0x299f_31d0),
        SIMD4<UInt32>(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
      ),
    ])
  func philox(counter: SIMD4<UInt32>, key: SIMD2<UInt32>, expected: SIMD4<UInt32>) {
    #expect(Philox.block(counter: counter, key: key) == expected)
  }

  @Test("a stream made again gives the same numbers")
  func repeatable() {
    var first = RandomStream(seed: 9, purpose: .noise, layer: 1, epoch: 2, sample: 3)
    var second = RandomStream(seed: 9, purpose: .noise, layer: 1, epoch: 2, sample: 3)
    #expect((0..<100).map { _ in first.nextBits() } == (0..<100).map { _ in second.nextBits() })
  }

  @Test("streams that differ in any part of their address differ")
  func addressed() {
    let streams = [
      RandomStream(seed: 1, purpose: .noise), RandomStream(seed: 1 << 32, purpose: .noise),
      RandomStream(seed: 1, purpose: .code), RandomStream(seed: 1, purpose: .noise, layer: 1),
      RandomStream(seed: 1, purpose: .noise, epoch: 1), RandomStream(seed: 1, purpose: .noise, sample: 1),
    ]
    let words = streams.map { stream in
      var stream = stream
      return (0..<4).map { _ in stream.nextBits() }
    }
    #expect(Set(words).count == streams.count)
  }

  @Test("uniform numbers lie in 0..<1 and have the mean and variance of the uniform distribution")
  func uniform() {
    var stream = RandomStream(seed: 2, purpose: .data)
    let values = (0..<20_000).map { _ in Double(stream.nextUniform()) }
    let mean = values.reduce(0, +) / 20_000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(mean - 0.5) < 0.01)
    #expect(abs(variance - 1 / 12.0) < 0.003)
  }

  @Test("Gaussian numbers have mean 0, variance 1 and the normal distribution's tails")
  func gaussian() {
    var stream = RandomStream(seed: 2, purpose: .noise)
    let values = (0..<40_000).map { _ in Double(stream.nextGaussian()) }
    let mean = values.reduce(0, +) / 40_000
    let variance = values.reduce(0) { $0 + $1 * $1 } / 40_000
    let outside = Double(values.count { abs($0) > 1.96 }) / 40_000
    #expect(abs(mean) < 0.02)
    #expect(abs(variance - 1) < 0.03)
    #expect(abs(outside - 0.05) < 0.005)
  }

  @Test("random indices reach every number below the bound equally often")
  func indices() {
    var stream = RandomStream(seed: 4, purpose: .split)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<14_000 { counts[stream.nextIndex(below: 7)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 2_000) < 200 })
  }

  @Test("a permutation holds every index once", arguments: [0, 1, 2, 1_000])
  func permutation(count: Int) {
    let order = RandomStream.permutation(of: count, seed: 1, purpose: .shuffle, epoch: 1)
    #expect(order.sorted() == (0..<Int32(count)).map { $0 })
  }

  @Test("every epoch is shuffled differently, and the same epoch always the same")
  func epochs() {
    func order(_ epoch: Int) -> [Int32] {
      RandomStream.permutation(of: 100, seed: 1, purpose: .shuffle, epoch: epoch)
    }
    #expect(order(1) != order(2))
    #expect(order(1) == order(1))
    #expect(order(1) != (0..<100).map { Int32($0) })
  }
}
