internal import NotebookSyntax

/// A parameter's mention in a text.
struct Placeholder {
  let name: String
  /// Of the whole mention, with `$` and braces, in scalars.
  let range: Range<Int>

  /// The first `${name}` of a text from an offset on.
  static func find(in text: String, from start: Int = 0) -> Placeholder? {
    find(in: Array(text.unicodeScalars), from: start)
  }

  static func find(in scalars: [Unicode.Scalar], from start: Int) -> Placeholder? {
    var index = start
    while index + 2 < scalars.count {
      if scalars[index] == "$", scalars[index + 1] == "{" {
        let name = String(name(in: scalars[(index + 2)...]))
        let end = index + 2 + name.unicodeScalars.count
        if !name.isEmpty, end < scalars.count, scalars[end] == "}" {
          return Placeholder(name: name, range: index..<(end + 1))
        }
      }
      index += 1
    }
    return nil
  }

  /// The name of a text that is `$name` and nothing else.
  static func whole(_ text: String) -> String? {
    guard text.first == "$" else { return nil }
    let name = name(in: text.unicodeScalars.dropFirst())
    return !name.isEmpty && name == text.dropFirst() ? String(name) : nil
  }

  /// A letter, then letters, digits and underscores; empty where there is none.
  static func name(in scalars: some Sequence<Unicode.Scalar>) -> Substring {
    var name = Substring()
    for scalar in scalars {
      switch scalar {
      case "a"..."z", "A"..."Z": break
      case "0"..."9", "_": if name.isEmpty { return "" }
      default: return name
      }
      name.unicodeScalars.append(scalar)
    }
    return name
  }
}

extension Parameters {
  /// The tree with every `$name` and `${name}` replaced by its value; the places stay those of the mentions.
  mutating func substitute(_ node: YAMLNode, _ findings: Findings) -> YAMLNode {
    switch node.content {
    case .scalar(let scalar):
      guard scalar.text.utf8.contains(UInt8(ascii: "$")) else { return node }
      return substitute(scalar, at: node.spot, findings) ?? YAMLNode(content: .unknown, spot: node.spot)
    case .list(let list):
      var copy = node
      copy.content = .list(list.map { substitute($0, findings) })
      return copy
    case .mapping(let entries):
      var copy = node
      copy.content = .mapping(
        entries.map {
          var entry = $0
          entry.value = substitute(entry.value, findings)
          return entry
        })
      return copy
    case .unknown: return node
    }
  }

  private mutating func substitute(_ scalar: YAMLNode.Scalar, at spot: Spot, _ findings: Findings) -> YAMLNode? {
    if let name = Placeholder.whole(scalar.text) {
      guard var value = use(name, at: spot, findings)?.node else { return nil }
      guard spend(value.list?.count ?? 1, at: spot, findings) else { return nil }
      value.spot = spot
      if let list = value.list {
        value.content = .list(
          list.map {
            var item = $0
            item.spot = spot
            return item
          })
      }
      return value.withoutOrigin
    }
    return substituteInside(scalar, at: spot, findings)
  }

  private mutating func substituteInside(_ scalar: YAMLNode.Scalar, at spot: Spot, _ findings: Findings) -> YAMLNode? {
    let scalars = Array(scalar.text.unicodeScalars)
    var text = String.UnicodeScalarView()
    var start = 0
    var isKnown = true
    while let mention = Placeholder.find(in: scalars, from: start) {
      text.append(contentsOf: scalars[start..<mention.range.lowerBound])
      start = mention.range.upperBound
      let place = scalar.origin.map {
        Spot(
          SourcePosition(line: $0.line, column: $0.column + mention.range.lowerBound), length: mention.range.count)
      }
      guard let value = use(mention.name, at: place ?? spot, findings)?.node else {
        isKnown = false
        continue
      }
      guard let inner = value.scalar, spend(inner.text.utf8.count, at: place ?? spot, findings) else {
        isKnown = false
        guard value.list != nil else { continue }
        findings.error(.parameterType, "'\(mention.name)' is a list and cannot stand inside a text", at: place ?? spot)
        continue
      }
      text.append(contentsOf: inner.text.unicodeScalars)
    }
    guard isKnown else { return nil }
    guard start > 0 else { return YAMLNode(content: .scalar(scalar), spot: spot) }
    text.append(contentsOf: scalars[start...])
    var copy = scalar
    copy.text = String(text)
    copy.origin = nil
    return YAMLNode(content: .scalar(copy), spot: spot)
  }
}

extension YAMLNode {
  /// The value somewhere else than where it was written.
  fileprivate var withoutOrigin: YAMLNode {
    switch content {
    case .scalar(var scalar):
      scalar.origin = nil
      scalar.comment = .none
      return YAMLNode(content: .scalar(scalar), spot: spot)
    case .list(let list): return YAMLNode(content: .list(list.map(\.withoutOrigin)), spot: spot)
    case .mapping, .unknown: return self
    }
  }
}
