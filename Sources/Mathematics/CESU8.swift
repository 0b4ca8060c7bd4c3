/// The encoding of JavaScript's strings in Duktape: UTF-8 of the UTF-16 units, so that a scalar beyond U+FFFF takes two
/// times three bytes (Unicode Technical Report 26).
extension String {
  var cesu8: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    for unit in utf16 {
      switch unit {
      case ..<0x80: bytes.append(UInt8(unit))
      case ..<0x800:
        bytes.append(0xC0 | UInt8(unit >> 6))
        bytes.append(0x80 | UInt8(unit & 0x3F))
      default:
        bytes.append(0xE0 | UInt8(unit >> 12))
        bytes.append(0x80 | UInt8(unit >> 6 & 0x3F))
        bytes.append(0x80 | UInt8(unit & 0x3F))
      }
    }
    return bytes
  }

  /// What is no pair of halves becomes U+FFFD.
  init(cesu8 bytes: some Sequence<UInt8>) {
    var units: [UInt16] = []
    var value: UInt32 = 0
    var missing = 0
    for byte in bytes {
      switch byte {
      case ..<0x80: units.append(UInt16(byte))
      case ..<0xC0:
        value = value << 6 | UInt32(byte & 0x3F)
        missing -= 1
        if missing == 0 {
          units.append(contentsOf: Unicode.Scalar(value).map { Array($0.utf16) } ?? [UInt16(value & 0xFFFF)])
        }
      case ..<0xE0: (value, missing) = (UInt32(byte & 0x1F), 1)
      case ..<0xF0: (value, missing) = (UInt32(byte & 0x0F), 2)
      default: (value, missing) = (UInt32(byte & 0x07), 3)
      }
    }
    self.init(decoding: units, as: UTF16.self)
  }
}

extension Unicode.Scalar {
  fileprivate var utf16: [UInt16] { Array(String(self).utf16) }
}
