internal import NotebookSyntax

// `vary`: `{code: [2, 8, 32]}`, `{early_stopping: {never: none, early: {patience: 10}}}`.

extension ValueReader {
  /// The keys that are varied, with their values; nil where one of them is wrong.
  func family(of block: YAMLNode) -> FamilyDraft? {
    guard let entries = node.entries, var reader = mapping() else { return reject("a mapping like {code: [2, 8, 32]}") }
    guard !entries.isEmpty else { return refuse("a mapping with at least one key") }
    var keys: [FamilyDraft.Key] = []
    var isFine = true
    for entry in entries {
      guard !keys.contains(where: { $0.name == entry.key }) else {
        // The mapping's reader has said so.
        isFine = false
        continue
      }
      let values = reader.read(entry.key) { $0.memberValues(entry.keySpot) }
      let key = FamilyDraft.Key(name: entry.key, spot: entry.keySpot, values: values?.value ?? [])
      if values == nil || !check(key, others: keys, block) { isFine = false }
      keys.append(key)
    }
    reader.finish()
    let family = FamilyDraft(keys: keys)
    guard isFine else { return nil }
    guard family.count <= FamilyDraft.mostMembers else {
      findings.error(
        .outOfRange,
        "'vary' makes \(family.count == .max ? "too many" : grouped(family.count)) models, at most "
          + "\(FamilyDraft.mostMembers)", at: node.spot)
      return nil
    }
    return family
  }

  /// Whether a key can be varied, beside those before it.
  private func check(_ key: FamilyDraft.Key, others: [FamilyDraft.Key], _ block: YAMLNode) -> Bool {
    let parts = key.parts
    if let reason = Self.fixed[parts[0]] {
      findings.error(.meaningless, "'\(parts[0])' cannot be varied: \(reason)", at: key.spot)
      return false
    }
    guard parts.count <= FamilyDraft.deepestKey, !parts.contains("") else {
      findings.error(
        .unknownKey, "'\(quoted(key.name))' in 'vary' is not a key of the block", at: key.spot,
        help: "a key inside another one is written with a point: noise.gaussian")
      return false
    }
    if let other = others.first(where: { $0.parts.starts(with: parts) || parts.starts(with: $0.parts) }) {
      findings.error(
        .contradiction, "'\(quoted(key.name))' and '\(quoted(other.name))' vary the same value", at: key.spot)
      return false
    }
    if let own = block.entry(at: parts[...]) {
      findings.error(
        .contradiction, "'\(quoted(key.name))' is varied, so this value is never used", at: own.keySpot,
        help: "leave it out, or list it in 'vary'")
      return false
    }
    return true
  }

  /// Keys of a block that make no other model.
  private static let fixed: [String: String] = {
    var reasons = [
      "label": "its members are named by their values", "vary": "it says itself what is varied",
      "repeat": "it says how many models are trained, not which", "expect": "claims are the family's",
    ]
    let shown = [
      "title", "figures", "echo", "eval", "include", "fig_cap", "fig_alt", "tbl_cap", "layout_ncol",
    ]
    for key in shown { reasons[key] = "it is the family's, and makes no other model" }
    for key in ["max_time", "max_memory"] { reasons[key] = "a limit makes no other model" }
    return reasons
  }()

  /// A list of values that name themselves, or a mapping of named ones.
  private func memberValues(_ keySpot: Spot) -> [FamilyDraft.Value]? {
    if let entries = node.entries { return namedValues(entries) }
    guard let items = node.list else {
      return reject("a list of values, or a mapping of named ones")
    }
    guard !items.isEmpty else { return refuse("a list with at least one value") }
    var values: [FamilyDraft.Value] = []
    for item in items {
      guard let value = ValueReader(node: item, key: key, findings: findings).memberValue() else { return nil }
      let isDoubled = values.contains { value.name == $0.name || item.number != nil && item.number == $0.node.number }
      guard !isDoubled else {
        findings.error(.duplicateItem, "'\(value.name)' is listed twice in '\(quoted(key))'", at: item.spot)
        return nil
      }
      values.append(value)
    }
    return values
  }

  private func namedValues(_ entries: [YAMLNode.Entry]) -> [FamilyDraft.Value]? {
    guard !entries.isEmpty, var reader = mapping() else { return refuse("a mapping with at least one value") }
    var values: [FamilyDraft.Value] = []
    var isFine = true
    for entry in entries {
      guard let value = reader.entry(entry.key)?.value, !value.isUnknown else {
        isFine = false
        continue
      }
      if !isMemberName(entry.key) {
        isFine = false
        findings.error(
          .badLabel, "'\(quoted(entry.key))' cannot name a member: letters, digits, hyphens, points and underscores",
          at: entry.keySpot)
      }
      if values.contains(where: { $0.name == entry.key }) { isFine = false }
      values.append(.init(name: entry.key, node: value))
    }
    reader.finish()
    return isFine ? values : nil
  }

  private func memberValue() -> FamilyDraft.Value? {
    guard let scalar = node.scalar else {
      guard !node.isUnknown else { return nil }
      findings.error(
        .wrongType, "\(node.found) in 'vary' needs a name", at: node.spot,
        help: "write a mapping in the place of the list: \(quoted(key)): {NAME: …}")
      return nil
    }
    guard !node.isNull else {
      findings.error(.emptyValue, "an item of '\(quoted(key))' has no value", at: node.spot)
      return nil
    }
    guard isMemberName(scalar.text) else {
      findings.error(
        .badLabel,
        "'\(quoted(scalar.text))' cannot name a member: letters, digits, hyphens, points and underscores",
        at: node.spot, help: "give it a name: \(quoted(key)): {NAME: \(quoted(scalar.text))}")
      return nil
    }
    return .init(name: scalar.text, node: node)
  }
}

/// What can stand between the parentheses of a member's label: `8`, `1e-3`, `relu`, `fashion-mnist`.
private func isMemberName(_ text: String) -> Bool {
  !text.isEmpty && text.unicodeScalars.count <= 40 && text.unicodeScalars.allSatisfy(isMemberScalar)
}

func isMemberScalar(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "+", ".": true
  default: false
  }
}

/// A path's words: points inside the parentheses of a member part none.
package func pathWords(_ path: some StringProtocol) -> [Substring] {
  var words: [Substring] = []
  let text = Substring(path)
  var start = text.startIndex
  var depth = 0
  for index in text.indices {
    switch text[index] {
    case "(": depth += 1
    case ")": depth -= 1
    case "." where depth <= 0:
      words.append(text[start..<index])
      start = text.index(after: index)
    default: break
    }
  }
  return words + [text[start...]]
}
