/// What hides dollars beside code: a link's address, an address in the text, a tag, a comment.
extension FormulaScanner {
  /// Behind what begins at a place and hides dollars; nil where nothing does.
  func endOfHidden(_ index: Int, before limit: Int) -> Int? {
    switch bytes[index] {
    case UInt8(ascii: "]") where index + 1 < limit && bytes[index + 1] == UInt8(ascii: "("):
      endOfDestination(from: index + 2, before: limit)
    case UInt8(ascii: "<"): endOfTag(index, before: limit)
    case UInt8(ascii: "h"), UInt8(ascii: "w"): endOfAddress(index, before: limit)
    default: nil
    }
  }

  /// `address "title")` or `<address>)`. Addresses of over 2,048 bytes hide nothing.
  private func endOfDestination(from start: Int, before limit: Int) -> Int? {
    let limit = min(limit, start + 2_048)
    var index = start
    var depth = 0
    var quote: UInt8?
    if index < limit, bytes[index] == UInt8(ascii: "<") {
      guard let close = bytes[index..<limit].firstIndex(where: { $0 == UInt8(ascii: ">") || $0 == SourceText.newline }),
        bytes[close] == UInt8(ascii: ">")
      else { return nil }
      index = close + 1
    }
    while index < limit {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        index += 1
      } else if let open = quote {
        if byte == open { quote = nil }
      } else if byte.isWhiteSpace {
        // Only a title or the end may follow.
        guard let next = bytes[index..<limit].firstIndex(where: { !$0.isWhiteSpace }) else { return nil }
        guard "\"')".utf8.contains(bytes[next]) else { return nil }
        if bytes[next] != UInt8(ascii: ")") { quote = bytes[next] }
        index = bytes[next] == UInt8(ascii: ")") ? next - 1 : next
      } else if byte == UInt8(ascii: "(") {
        depth += 1
      } else if byte == UInt8(ascii: ")") {
        if depth == 0 { return index + 1 }
        depth -= 1
      }
      index += 1
    }
    return nil
  }

  /// An address in the text, up to the next blank.
  private func endOfAddress(_ index: Int, before limit: Int) -> Int? {
    guard index == 0 || !bytes[index - 1].isLatinLetter,
      ["https://", "http://", "www."].contains(where: { bytes[index..<limit].starts(with: $0.utf8) })
    else { return nil }
    return bytes[index..<limit].firstIndex { $0.isWhiteSpace || $0 == UInt8(ascii: "<") } ?? limit
  }

  /// A tag, an address between angle brackets, or a comment (CommonMark 6.5 and 6.6). Nothing longer than 2,048 bytes.
  private func endOfTag(_ index: Int, before limit: Int) -> Int? {
    let limit = min(limit, index + 2_048)
    let rest = bytes[index..<limit]
    if rest.starts(with: "<!--".utf8) {
      var start = min(index + 6, limit)
      while let close = bytes[start..<limit].firstIndex(of: UInt8(ascii: ">")) {
        if bytes[(close - 2)..<close].allSatisfy({ $0 == UInt8(ascii: "-") }) { return close + 1 }
        start = close + 1
      }
      return nil
    }
    guard let first = rest.dropFirst().first, first.isLatinLetter || first == UInt8(ascii: "/") else { return nil }
    if let colon = rest.firstIndex(where: { !($0.isLatinLetter || $0 == UInt8(ascii: "<")) }),
      bytes[colon] == UInt8(ascii: ":")
    {
      let close = rest.firstIndex { $0.isWhiteSpace || $0 == UInt8(ascii: ">") }
      return close.flatMap { bytes[$0] == UInt8(ascii: ">") ? $0 + 1 : nil }
    }
    var next = index + (first == UInt8(ascii: "/") ? 2 : 1)
    next = skip(next, limit) { $0.isLatinLetter || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
    while next < limit {
      let start = next
      next = skip(next, limit, \.isWhiteSpace)
      guard next < limit else { return nil }
      if bytes[next] == UInt8(ascii: ">") { return next + 1 }
      if bytes[next] == UInt8(ascii: "/"), next + 1 < limit, bytes[next + 1] == UInt8(ascii: ">") { return next + 2 }
      guard next > start, bytes[next].isLatinLetter || "_:".utf8.contains(bytes[next]) else { return nil }
      next = skip(next, limit) { $0.isLatinLetter || (48...57).contains($0) || "_.:-".utf8.contains($0) }
      guard let end = endOfValue(next, limit) else { return nil }
      next = end
    }
    return nil
  }

  /// Behind `="value"`; where it begins if there is none.
  private func endOfValue(_ index: Int, _ limit: Int) -> Int? {
    var next = skip(index, limit, \.isWhiteSpace)
    guard next < limit, bytes[next] == UInt8(ascii: "=") else { return index }
    next = skip(next + 1, limit, \.isWhiteSpace)
    guard next < limit else { return nil }
    if bytes[next] == UInt8(ascii: "\"") || bytes[next] == UInt8(ascii: "'") {
      return bytes[(next + 1)..<limit].firstIndex(of: bytes[next]).map { $0 + 1 }
    }
    let end = skip(next, limit) { !$0.isWhiteSpace && !"\"'=<>`".utf8.contains($0) }
    return end > next ? end : nil
  }

  private func skip(_ index: Int, _ limit: Int, _ isSkipped: (UInt8) -> Bool) -> Int {
    bytes[index..<limit].firstIndex { !isSkipped($0) } ?? limit
  }
}
