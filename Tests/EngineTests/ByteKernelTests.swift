import CKernels
import Engine
import Testing

/// Bytes, floats and bfloat16 turned into each other beside their plain versions, in every instruction set that this
/// processor has.
struct ByteKernelTests {
  static let bytes = (0..<771).map { UInt8(truncatingIfNeeded: $0) }

  @Test("every byte becomes a pixel, correctly rounded", arguments: kernelLevels)
  func gather(level: Int) {
    var pixels = zeros(771)
    kernels(level).gather_bytes(Self.bytes, &pixels, 771)
    #expect(pixels == Self.bytes.map { Float($0) / 255 })
  }

  @Test("every byte becomes the same number", arguments: kernelLevels)
  func widenBytes(level: Int) {
    var numbers = zeros(771)
    kernels(level).widen_bytes(Self.bytes, &numbers, 771)
    #expect(numbers == Self.bytes.map { Float($0) })
  }

  @Test("pixels become the nearest bytes, within 0 and 255", arguments: kernelLevels)
  func narrowPixels(level: Int) {
    let pixels = sweep(1.5, count: 501) + [.nan, .infinity, -.infinity, 1, 0, 1e30]
    var bytes = [UInt8](repeating: 7, count: pixels.count)
    kernels(level).narrow_pixels(pixels, &bytes, pixels.count)
    let expected = pixels.map { $0.isNaN ? 0 : UInt8(min(max($0 * 255, 0), 255).rounded()) }
    #expect(bytes == expected)
  }

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

  @Test("narrowed floats are the upper bits of rounded ones", arguments: kernelLevels)
  func narrow(level: Int) {
    let values = Self.values
    var found = [UInt16](repeating: 0, count: values.count)
    kernels(level).narrow_bfloat16(values, &found, values.count)
    #expect(found == values.map { UInt16(rounded($0).bitPattern >> 16) })
  }

  @Test("widened bits are the rounded floats", arguments: kernelLevels)
  func widenBFloats(level: Int) {
    let values = Self.values
    var found = zeros(values.count)
    kernels(level).widen_bfloat16(values.map { UInt16(rounded($0).bitPattern >> 16) }, &found, values.count)
    #expect(found.map(\.bitPattern) == values.map { rounded($0).bitPattern })
  }

  @Test("what is not a number stays so, whatever its lower bits", arguments: kernelLevels)
  func notANumber(level: Int) {
    let values = [0x7fc0_0000, 0x7f80_0001, 0xffff_ffff, 0x7fff_8000].map { Float(bitPattern: $0) }
    var narrow = [UInt16](repeating: 0, count: 4)
    kernels(level).narrow_bfloat16(values, &narrow, 4)
    #expect(narrow.allSatisfy { Float(bitPattern: UInt32($0) << 16).isNaN })
  }
}
