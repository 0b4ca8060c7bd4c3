import CKernels
import Engine
import Testing

/// Rounding to bfloat16 beside its plain version, in every instruction set that this processor has.
struct BFloat16KernelTests {
  /// The nearest number whose lower 16 bits are zero, even on a tie.
  func rounded(_ value: Float) -> Float {
    let down = Float(bitPattern: value.bitPattern & 0xffff_0000)
    if value.isNaN { return value }
    let up = Float(bitPattern: (value.bitPattern & 0xffff_0000) &+ 0x1_0000)
    let rest = value.bitPattern & 0xffff
    if rest == 0x8000 { return down.bitPattern & 0x1_0000 == 0 ? down : up }
    return rest < 0x8000 ? down : up
  }

  static let values: [Float] =
    noise(1_003).map { $0 * 1e3 } + noise(203, sample: 1).map { $0 * Float.leastNormalMagnitude } + [
      0, -0.0, 1, 1.00390625, 1.01171875, -1.00390625, 3.4e38, -3.4e38, .infinity, -.infinity,
      Float.leastNonzeroMagnitude, Float.greatestFiniteMagnitude,
    ]

  @Test("floats become the nearest bfloat16, even on a tie", arguments: kernelLevels)
  func round(level: Int) {
    let values = Self.values
    var found = zeros(values.count)
    kernels(level).round_bfloat16(values, &found, values.count)
    #expect(found.map(\.bitPattern) == values.map { rounded($0).bitPattern })
  }

  @Test("narrowed floats are the upper bits of rounded ones", arguments: kernelLevels)
  func narrow(level: Int) {
    let values = Self.values
    var found = [UInt16](repeating: 0, count: values.count)
    kernels(level).narrow_bfloat16(values, &found, values.count)
    #expect(found == values.map { UInt16(rounded($0).bitPattern >> 16) })
  }

  @Test("what is not a number stays so, whatever its lower bits", arguments: kernelLevels)
  func notANumber(level: Int) {
    let values = [0x7fc0_0000, 0x7f80_0001, 0xffff_ffff, 0x7fff_8000].map { Float(bitPattern: $0) }
    var (found, narrow) = (zeros(4), [UInt16](repeating: 0, count: 4))
    kernels(level).round_bfloat16(values, &found, 4)
    kernels(level).narrow_bfloat16(values, &narrow, 4)
    #expect(found.allSatisfy { $0.isNaN })
    #expect(narrow.allSatisfy { Float(bitPattern: UInt32($0) << 16).isNaN })
  }
}
