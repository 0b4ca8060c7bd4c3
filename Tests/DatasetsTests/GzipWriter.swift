/// Gzip data made by hand, so that a test can say exactly what is wrong with them: RFC 1951 and 1952.
struct GzipWriter {
  private var bits: [UInt8] = []
  private var used = 0  // bits of the last byte
  private var checksum = Checksum()
  private var length = 0

  /// `bytes` as they are, in stored blocks.
  mutating func store(_ bytes: [UInt8]) {
    for start in stride(from: 0, to: bytes.count, by: 65535) {
      let block = bytes[start..<min(start + 65535, bytes.count)]
      add(0b000, 3)
      if used > 0 { add(0, 8 - used) }
      add(block.count, 16)
      add(block.count ^ 0xFFFF, 16)
      bits += block
      used = 0
    }
    count(bytes)
  }

  /// 258 zeros in 13 bits, `times` over, behind a first zero: what a bomb is made of.
  mutating func zeros(_ times: Int) {
    add(0b010, 3)
    addReversed(0b0011_0000, 8)  // the literal 0
    for _ in 0..<times {
      addReversed(0b1100_0101, 8)  // length 258
      addReversed(0, 5)  // distance 1
    }
    addReversed(0, 7)  // end of block
    count([UInt8](repeating: 0, count: 1 + 258 * times))
  }

  /// A whole member, with its checksum wrong by `damage`.
  mutating func finish(damage: UInt32 = 0) -> [UInt8] {
    add(0b011, 3)
    addReversed(0, 7)
    if used > 0 { add(0, 8 - used) }
    let check = checksum.value ^ damage
    var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    member += bits
    for word in [check, UInt32(length)] {
      for place in [UInt32(0), 8, 16, 24] { member.append(UInt8(truncatingIfNeeded: word >> place)) }
    }
    return member
  }

  private mutating func count(_ bytes: [UInt8]) {
    checksum.add(bytes)
    length += bytes.count
  }

  /// The lowest bit first.
  private mutating func add(_ value: Int, _ count: Int) {
    for place in 0..<count {
      if used == 0 { bits.append(0) }
      bits[bits.count - 1] |= UInt8((value >> place) & 1) << UInt8(used)
      used = (used + 1) % 8
    }
  }

  /// The highest bit first, as Huffman codes are.
  private mutating func addReversed(_ value: Int, _ count: Int) {
    for place in (0..<count).reversed() { add((value >> place) & 1, 1) }
  }
}

/// CRC-32.
private struct Checksum {
  private static let table: [UInt32] = (0..<256).map { byte in
    var value = UInt32(byte)
    for _ in 0..<8 { value = (value >> 1) ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
    return value
  }
  private var register = UInt32.max

  var value: UInt32 { ~register }

  mutating func add(_ bytes: [UInt8]) {
    let table = Self.table
    for byte in bytes { register = table[Int((register ^ UInt32(byte)) & 255)] ^ (register >> 8) }
  }
}

/// `bytes` as one gzip member.
func gzipped(_ bytes: [UInt8], damage: UInt32 = 0) -> [UInt8] {
  var writer = GzipWriter()
  writer.store(bytes)
  return writer.finish(damage: damage)
}
