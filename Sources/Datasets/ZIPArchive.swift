import CZlib

/// A ZIP archive whose files are stored as they are (PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16). Every
/// file bears the earliest date that the format has, so that the same files give the same bytes.
struct ZIPArchive {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  /// The format's fields that both headers share: version, flags, method, time, date.
  private static let features: [UInt8] = [20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]

  /// Traps past 4 GB.
  mutating func append(_ file: [UInt8], as name: String) {
    let place = UInt32(bytes.count)
    var sizes: [UInt8] = []
    sizes.append(littleEndian: Self.checksum(of: file))
    sizes.append(littleEndian: UInt32(file.count))
    sizes.append(littleEndian: UInt32(file.count))
    sizes.append(littleEndian: UInt16(name.utf8.count))
    sizes += [0, 0]  // no extra field

    bytes += Array("PK".utf8) + [3, 4] + Self.features + sizes + Array(name.utf8) + file

    directory += Array("PK".utf8) + [1, 2, 20, 0] + Self.features + sizes
    directory += [UInt8](repeating: 0, count: 10)  // no comment, first disk, no attributes
    directory.append(littleEndian: place)
    directory += Array(name.utf8)
    count += 1
  }

  consuming func finish() -> [UInt8] {
    var end = Array("PK".utf8) + [5, 6, 0, 0, 0, 0]
    end.append(littleEndian: count)
    end.append(littleEndian: count)
    end.append(littleEndian: UInt32(directory.count))
    end.append(littleEndian: UInt32(bytes.count))
    end += [0, 0]  // no comment
    return bytes + directory + end
  }

  private static func checksum(of file: [UInt8]) -> UInt32 {
    unsafe file.withUnsafeBufferPointer { buffer in
      var sum = crc32(0, nil, 0)
      var start = 0
      while start < buffer.count {
        let length = min(buffer.count - start, 1 << 30)
        sum = unsafe crc32(sum, buffer.baseAddress.map { unsafe $0 + start }, UInt32(length))
        start += length
      }
      return UInt32(truncatingIfNeeded: sum)
    }
  }
}
