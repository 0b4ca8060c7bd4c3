import Files
import Foundation

/// A file of the cache: what it is, its key, its contents, and a checksum over all of it.
///
/// | bytes | what |
/// | --- | --- |
/// | 8 | `CODEBOOK` |
/// | 1 | version of this format |
/// | 1 | kind |
/// | 64 | key, hexadecimal digits |
/// | 8 | length of the contents, little-endian |
/// | … | contents: a binary property list |
/// | 64 | SHA-256 of everything before, hexadecimal digits |
struct CacheEntry: Equatable {
  /// What an entry holds; the name ends its file's.
  enum Kind: UInt8, CaseIterable {
    /// Models that a `train` block made, with their curves and results.
    case models = 1
    /// What the metrics of an `evaluate` block said.
    case scores
    /// Figures, tables and whatever else of a block is on the page.
    case exhibits
    /// What was made of a text, such as a formula's markup.
    case text

    var name: String {
      switch self {
      case .models: "models"
      case .scores: "scores"
      case .exhibits: "exhibits"
      case .text: "text"
      }
    }
  }

  static let mark = Array("CODEBOOK".utf8)
  /// Raised whenever older entries can no longer be read.
  static let version: UInt8 = 1
  private static let headSize = mark.count + 2 + 64 + 8
  private static let sumSize = 64

  let kind: Kind
  let key: String
  let contents: [UInt8]

  init(kind: Kind, key: String, contents: [UInt8]) {
    self.kind = kind
    self.key = key
    self.contents = contents
  }

  /// Nil where a single bit is not as it was written, or where it is another entry than the one asked for.
  init?(_ bytes: [UInt8], kind: Kind, key: String) {
    guard bytes.count >= Self.headSize + Self.sumSize else { return nil }
    var length: UInt64 = 0
    for byte in bytes[(Self.headSize - 8)..<Self.headSize].reversed() { length = length << 8 | UInt64(byte) }
    let end = bytes.count - Self.sumSize
    guard length == UInt64(end - Self.headSize), bytes[..<Self.headSize].elementsEqual(Self.head(kind, key, length))
    else { return nil }
    let contents = Array(bytes[Self.headSize..<end])
    guard bytes[end...].elementsEqual(Self.sum(Array(bytes[..<Self.headSize]), contents)) else { return nil }
    self.init(kind: kind, key: key, contents: contents)
  }

  var bytes: [UInt8] {
    let head = Self.head(kind, key, UInt64(contents.count))
    return head + contents + Self.sum(head, contents)
  }

  private static func head(_ kind: Kind, _ key: String, _ length: UInt64) -> [UInt8] {
    mark + [version, kind.rawValue] + Array(key.utf8) + (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
  }

  private static func sum(_ head: [UInt8], _ contents: [UInt8]) -> [UInt8] {
    var digest = SHA256Digest()
    digest.update(head)
    digest.update(contents)
    return Array(digest.hex.utf8)
  }
}
