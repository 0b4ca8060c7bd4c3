/// Where a link or an image leads, as far as safety asks.
enum Address: Equatable {
  /// A path, a query or a fragment of its own.
  case relative
  /// Its scheme in lower case: `https`.
  case absolute(scheme: String)
  /// `//host/path`, or something that a reader could take for a scheme and cannot be told apart.
  case doubtful

  /// Looks at an address as a browser would: controls and blanks do not count, and percent signs are resolved in case
  /// somebody else does so.
  init(_ url: String) {
    let decoded = percentDecoded(Array(url.utf8))
    let bytes = decoded.filter { $0 > 0x20 && $0 != 0x7F }
    let start = bytes.prefix(2)
    if start.count == 2, start.allSatisfy({ $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }) {
      self = .doubtful
      return
    }
    let head = bytes.prefix { !"/?#\\".utf8.contains($0) }
    guard let colon = head.firstIndex(of: UInt8(ascii: ":")) else {
      self = .relative
      return
    }
    let scheme = String(decoding: head[..<colon], as: UTF8.self).lowercased()
    let isScheme = scheme.unicodeScalars.first.map { "a"..."z" ~= $0 } ?? false
    let isPlain = scheme.unicodeScalars.allSatisfy {
      "a"..."z" ~= $0 || "0"..."9" ~= $0 || "+-.".unicodeScalars.contains($0)
    }
    // What only becomes a scheme by resolving percent signs is nobody's honest link.
    let isHonest = url.utf8.starts(with: bytes[...colon])
    self = isScheme && isPlain && isHonest ? .absolute(scheme: scheme) : .doubtful
  }

  /// Whether a report may link to it.
  var isLinkable: Bool {
    switch self {
    case .relative: true
    case .absolute(let scheme): ["http", "https", "mailto"].contains(scheme)
    case .doubtful: false
    }
  }
}

private func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
  var decoded: [UInt8] = []
  var index = 0
  while index < bytes.count {
    if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
      let byte = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
    {
      decoded.append(byte)
      index += 3
    } else {
      decoded.append(bytes[index])
      index += 1
    }
  }
  return decoded
}
