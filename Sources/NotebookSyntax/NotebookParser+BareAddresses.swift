/// Bare `https://…`, `http://…` and `www.…` in text become links, by the rules of GitHub Flavored Markdown 6.9; the
/// library's own extension for it is unsafe.
extension NotebookParser {
  mutating func linkBareAddresses() {
    for entry in entries where entry.kind == .text && !entry.isInLink && !entry.isInImage {
      let text = entry.node.literal
      guard text.utf8.contains(UInt8(ascii: ".")) || text.utf8.contains(UInt8(ascii: ":")) else { continue }
      link(bareAddresses(in: text, startsWord: entry.node.startsWord), in: text, of: entry.node)
    }
  }

  private mutating func link(_ ranges: [Range<Int>], in text: String, of node: MarkdownNode) {
    guard !ranges.isEmpty else { return }
    let scalars = Array(text.unicodeScalars)
    var end = 0
    func string(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return String(view)
    }
    for range in ranges {
      let address = string(range)
      let url = address.lowercased().hasPrefix("www.") ? "http://" + address : address
      if let before = MarkdownNode.text(string(end..<range.lowerBound)) { tree.insert(before, before: node) }
      if let link = MarkdownNode.link(to: url), let label = MarkdownNode.text(address) {
        tree.append(label, to: link)
        tree.insert(link, before: node)
      }
      end = range.upperBound
    }
    node.setLiteral(string(end..<scalars.count))
  }
}

extension MarkdownNode {
  /// Whether nothing, or a line break, stands before it, so that a word may begin with its first character.
  fileprivate var startsWord: Bool {
    switch previous?.kind {
    case nil, .softBreak, .lineBreak: true
    default: false
    }
  }
}

/// Where addresses stand in a text, counted in its scalars. `startsWord` says whether its first scalar may begin one.
func bareAddresses(in text: String, startsWord: Bool) -> [Range<Int>] {
  let scalars = Array(text.unicodeScalars)
  var ranges: [Range<Int>] = []
  var index = 0
  while index < scalars.count {
    let canStart = index == 0 ? startsWord : scalars[index - 1].mayPrecedeAddress
    if canStart, let end = endOfAddress(scalars, from: index) {
      ranges.append(index..<end)
      index = end
    } else {
      index += 1
    }
  }
  return ranges
}

private func endOfAddress(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
  let prefixes = ["https://", "http://", "www."]
  guard let prefix = prefixes.first(where: { hasPrefix($0, scalars, at: start) }) else { return nil }
  let isBare = prefix == "www."
  let domainStart = isBare ? start : start + prefix.unicodeScalars.count
  let domain = scalars[domainStart...].prefix { $0.isInDomain || $0 == "." }
  guard isDomain(domain, needsDot: isBare) else { return nil }
  let end = scalars[domainStart...].firstIndex { $0.properties.isWhitespace || $0 == "<" } ?? scalars.count
  return trimmedEnd(scalars, start: start, minimum: domainStart + 1, end: end)
}

private func hasPrefix(_ prefix: String, _ scalars: [Unicode.Scalar], at start: Int) -> Bool {
  let prefix = prefix.unicodeScalars
  return scalars.count - start > prefix.count
    && zip(prefix, scalars[start...]).allSatisfy { $0 == $1 || "A"..."Z" ~= $1 && $0.value == $1.value + 32 }
}

/// Segments with periods between, no underscore in the last two of them.
private func isDomain(_ domain: ArraySlice<Unicode.Scalar>, needsDot: Bool) -> Bool {
  let trimmed = domain.reversed().drop { $0 == "." }.reversed()
  let segments = trimmed.split(separator: ".", omittingEmptySubsequences: false)
  return !trimmed.isEmpty && segments.allSatisfy { !$0.isEmpty } && (segments.count > 1 || !needsDot)
    && !segments.suffix(2).contains { $0.contains("_") }
}

/// Leaves out punctuation, a character reference and parentheses without partner at the end. Cost: linear.
private func trimmedEnd(_ scalars: [Unicode.Scalar], start: Int, minimum: Int, end: Int) -> Int? {
  var end = end
  var surplus = scalars[start..<end].reduce(0) { $1 == ")" ? $0 + 1 : $1 == "(" ? $0 - 1 : $0 }
  while end > minimum {
    let last = scalars[end - 1]
    if last == ")" {
      guard surplus > 0 else { break }
      surplus -= 1
      end -= 1
    } else if last == ";" {
      let name = scalars[start..<(end - 1)].reversed().prefix { $0.properties.isAlphabetic || "0"..."9" ~= $0 }
      let ampersand = end - 2 - name.count
      end = !name.isEmpty && ampersand > start && scalars[ampersand] == "&" ? ampersand : end - 1
    } else if "?!.,:*_~'\"".unicodeScalars.contains(last) {
      end -= 1
    } else {
      break
    }
  }
  return end > minimum || end == minimum && scalars[minimum - 1].isInDomain ? end : nil
}

extension Unicode.Scalar {
  fileprivate var mayPrecedeAddress: Bool { properties.isWhitespace || "*_~(".unicodeScalars.contains(self) }

  fileprivate var isInDomain: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
    default: value >= 0x80 && (properties.isAlphabetic || properties.numericType != nil)
    }
  }
}
