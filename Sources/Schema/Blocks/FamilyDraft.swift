internal import NotebookSyntax

/// What `vary` asks for, as far as it could be read: keys with their values, and a member for each combination.
struct FamilyDraft: Sendable {
  struct Key: Sendable {
    /// As it was written: `code`, `noise.gaussian`.
    var name: String
    var spot: Spot
    var values: [Value]

    var parts: [String] { name.split(separator: ".", omittingEmptySubsequences: false).map(String.init) }

    /// The place of one of the key's parts.
    func spot(of part: Int) -> Spot {
      guard spot.length == name.unicodeScalars.count else { return spot }
      let before = parts[..<part].reduce(0) { $0 + $1.unicodeScalars.count + 1 }
      return Spot(
        SourcePosition(line: spot.position.line, column: spot.position.column + before),
        length: parts[part].unicodeScalars.count)
    }
  }

  struct Value: Sendable {
    /// What stands between the parentheses of a member's label.
    var name: String
    var node: YAMLNode
  }

  var keys: [Key]
  /// Labels of the members, in their order.
  var members: [String] = []

  static let mostMembers = 100
  /// Of all families of a notebook together.
  static let mostMembersOfAll = 2000
  static let deepestKey = 3

  var count: Int {
    keys.reduce(1) { count, key in
      let (product, overflows) = count.multipliedReportingOverflow(by: key.values.count)
      return overflows ? Int.max : product
    }
  }

  /// Every choice of one value a key; the last key changes first.
  var combinations: [[Value]] {
    keys.reduce([[]]) { combinations, key in combinations.flatMap { start in key.values.map { start + [$0] } } }
  }

  /// For the program: names, and numbers where the values are some.
  func family(members: [String]) -> Family {
    Family(
      keys: keys.map(\.name),
      members: zip(members, combinations).map { label, values in
        Family.Member(label: label, names: values.map(\.name), numbers: values.map(\.node.number))
      })
  }
}

extension YAMLNode {
  /// The block with one value for each key, where `defaults` are what a dotted key finds if the block has no mapping of
  /// its own. Nil with a diagnostic where a key leads into something that is no mapping.
  func choosing(
    _ values: [FamilyDraft.Value], for keys: [FamilyDraft.Key], defaults: [Entry], _ findings: Findings
  ) -> YAMLNode? {
    guard var entries else { return nil }
    entries.removeAll { $0.key == "vary" }
    for (key, value) in zip(keys, values) {
      let root = key.parts[0]
      if key.parts.count > 1, root != "data", !entries.contains(where: { $0.key == root }),
        let inherited = defaults.first(where: { $0.key == root })
      {
        entries.append(inherited)
      }
      guard let changed = Self.placing(value.node, key, from: 0, in: entries, findings) else { return nil }
      entries = changed
    }
    var copy = self
    copy.content = .mapping(entries)
    return copy
  }

  private static func placing(
    _ value: YAMLNode, _ key: FamilyDraft.Key, from part: Int, in entries: [Entry], _ findings: Findings
  ) -> [Entry]? {
    let (name, spot) = (key.parts[part], key.spot(of: part))
    let place = entries.firstIndex { $0.key == name }
    var entry = Entry(key: name, keySpot: spot, value: value)
    if part + 1 < key.parts.count {
      let old = place.map { entries[$0] }
      guard let inner = old.map({ $0.value.inside(name) }) ?? [] else {
        findings.error(
          .contradiction, "'\(name)' is \(old?.value.found ?? "") here, so it has no '\(key.parts[part + 1])' to vary",
          at: key.spot(of: part + 1))
        return nil
      }
      guard let changed = placing(value, key, from: part + 1, in: inner, findings) else { return nil }
      entry = Entry(
        key: name, keySpot: old?.keySpot ?? spot,
        value: YAMLNode(content: .mapping(changed), spot: old?.value.spot ?? spot))
    }
    var entries = entries
    if let place { entries[place] = entry } else { entries.append(entry) }
    return entries
  }

  /// The value as a mapping: a name alone is that of data, a number the size of a code, and `none` is empty.
  private func inside(_ key: String) -> [Entry]? {
    if let entries { return entries }
    guard scalar != nil, !isNull else { return nil }
    if isNone { return [] }
    switch key {
    case "data": return [Entry(key: "name", keySpot: spot, value: self)]
    case "code": return [Entry(key: "size", keySpot: spot, value: self)]
    default: return nil
    }
  }

  /// The entry that a dotted key names, where the mapping has it.
  func entry(at parts: ArraySlice<String>) -> Entry? {
    guard let first = parts.first, let entry = entries?.first(where: { $0.key == first }) else { return nil }
    return parts.count == 1 ? entry : entry.value.entry(at: parts.dropFirst())
  }
}
