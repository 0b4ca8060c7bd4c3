import Crypto

/// SHA-256 of contents that come in pieces: keys, fingerprints, checksums. The one place that knows the library.
package struct SHA256Digest {
  private var hasher = SHA256()

  package init() {}

  package mutating func update(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
  }

  /// As UTF-8.
  package mutating func update(_ text: String) { update(Array(text.utf8)) }

  /// 64 lower-case hexadecimal digits of what came so far.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in hasher.finalize() { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// The digest of `bytes`, in hexadecimal digits.
  package static func hex(of bytes: [UInt8]) -> String {
    var digest = SHA256Digest()
    digest.update(bytes)
    return digest.hex
  }
}
