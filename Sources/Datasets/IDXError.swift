/// Why bytes are not the IDX file that was wanted. The description is a line without the file's name.
package enum IDXError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Its first four bytes, or fewer.
  case notIDX(start: [UInt8])
  /// The type's code in the header; only bytes (0x08) are read.
  case wrongType(UInt8)
  case wrongDimensions(found: Int, wanted: Int)
  case headerCutOff
  /// A dimension of the header is 0.
  case empty
  /// Even one image of the header is larger than any file.
  case impossible(count: UInt32, width: UInt32, height: UInt32, bytes: Int)
  case tooFew(says: UInt32, holds: Int, noun: String)
  case tooMany(says: UInt32, noun: String)
  /// Unpacked, in bytes.
  case overLimit(Int)
  case gzipCutOff
  case gzipDamaged(String)

  package var description: String {
    switch self {
    case .notIDX(let start):
      start.isEmpty
        ? "it is empty"
        : "not an IDX file: it starts with the bytes " + start.map { Self.hex($0) }.joined(separator: " ")
    case .wrongType(let type): "its values have type 0x\(Self.hex(type)), only bytes (type 0x08) can be read"
    case .wrongDimensions(let found, let wanted):
      "its header has \(found) dimension\(found == 1 ? "" : "s"), expected \(wanted)"
    case .headerCutOff: "it ends within its header"
    case .empty: "its header has a dimension of 0"
    case .impossible(let count, let width, let height, let bytes):
      "the header says \(grouped(count)) images of \(grouped(width)) × \(grouped(height)) pixels, "
        + "the file has \(grouped(bytes)) bytes"
    case .tooFew(let says, let holds, let noun):
      "the header says \(grouped(says)) \(noun), the file holds \(grouped(holds))"
    case .tooMany(let says, let noun): "the header says \(grouped(says)) \(noun), the file holds more"
    case .overLimit(let limit): "it unpacks to more than \(grouped(limit)) bytes"
    case .gzipCutOff: "its gzip data are cut off"
    case .gzipDamaged(let reason): "its gzip data are damaged: \(reason)"
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
