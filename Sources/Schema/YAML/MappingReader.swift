internal import NotebookSyntax

/// A value that was read, with its place and its origin.
struct Found<Value: Sendable>: Sendable {
  var value: Value
  var spot: Spot
  var isInherited: Bool
}

/// A mapping whose known keys are those that are asked for: what nobody asked for is an unknown key.
struct MappingReader {
  let name: String
  let spot: Spot
  let findings: Findings
  /// Keys that are there but could not be read; what depends on them is not checked any further.
  private(set) var broken: Set<String> = []
  private let entries: [YAMLNode.Entry]
  private let places: [String: Int]
  private var asked: [String] = []
  private var askedKeys: Set<String> = []

  init(_ entries: [YAMLNode.Entry], name: String, spot: Spot, findings: Findings) {
    self.name = name
    self.spot = spot
    self.findings = findings
    self.entries = entries
    var places: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      if let first = places[entry.key] {
        let place = entries[first].keySpot.position
        findings.error(
          .duplicateKey, "'\(quoted(entry.key))' is given twice, first at \(place.line):\(place.column)",
          at: entry.keySpot)
      } else {
        places[entry.key] = index
      }
    }
    self.places = places
  }

  /// The entry of a key, nil where it is absent or empty.
  mutating func entry(_ key: String) -> YAMLNode.Entry? {
    if askedKeys.insert(key).inserted { asked.append(key) }
    guard let index = places[key] else { return nil }
    let entry = entries[index]
    guard !entry.value.isNull else {
      broken.insert(key)
      findings.error(
        .emptyValue, "'\(key)' has no value", at: entry.keySpot,
        help: "write a value, or leave the key out; off is none")
      return nil
    }
    return entry
  }

  /// The value of a key, read; a key that cannot be read is remembered as broken.
  mutating func read<Value>(_ key: String, _ reading: (ValueReader) -> Value?) -> Found<Value>? {
    guard let entry = entry(key) else { return nil }
    if entry.value.isUnknown {
      broken.insert(key)
      return nil
    }
    guard let value = reading(ValueReader(node: entry.value, key: key, findings: findings)) else {
      broken.insert(key)
      return nil
    }
    return Found(value: value, spot: entry.value.spot, isInherited: entry.isInherited)
  }

  /// A key of the language that this version cannot run yet, unless it has the value that changes nothing.
  mutating func later(_ key: String, unless isDefault: (YAMLNode) -> Bool = { _ in false }) {
    guard let entry = entry(key), !entry.value.isUnknown, !isDefault(entry.value) else { return }
    findings.error(.notSupported, "'\(key)' is not supported yet", at: entry.keySpot)
  }

  /// Whether a key is there, readable or not.
  func has(_ key: String) -> Bool { places[key] != nil }

  /// The place of a key, for what is wrong with several keys together.
  func keySpot(_ key: String) -> Spot? { places[key].map { entries[$0].keySpot } }

  func isInherited(_ key: String) -> Bool { places[key].map { entries[$0].isInherited } ?? false }

  /// Reports the keys that nobody asked for.
  func finish() {
    for entry in entries where !askedKeys.contains(entry.key) {
      if entry.key == "<<" {
        findings.error(
          .yamlFeature, "merge keys are not allowed: a block is plain data", at: entry.keySpot,
          help: "what several blocks share can stand in 'defaults'")
      } else {
        findings.error(
          .unknownKey, "unknown key '\(quoted(entry.key))' in '\(name)'", at: entry.keySpot, help: help(entry.key))
      }
    }
  }

  private func help(_ key: String) -> String? {
    if let nearest = findings.suggestion(for: key, among: asked) { return nearest }
    let other = Self.otherNames[key] == nil ? findings.nearest(to: key, among: Self.otherNames.keys.sorted()) : key
    if let known = other.flatMap({ Self.otherNames[$0] }), askedKeys.contains(known) {
      return "did you mean '\(known)'?"
    }
    if let kind = LanguageKeys.home(of: key), kind != name { return "'\(key)' is a key of '\(kind)'" }
    return asked.count <= 10 ? "known keys: \(asked.joined(separator: ", "))" : nil
  }

  /// What other tools call a key.
  private static let otherNames = [
    "name": "label", "id": "label", "model": "variant", "dataset": "data", "latent_dim": "code", "latent": "code",
    "bottleneck": "code", "hidden": "encoder", "layers": "encoder", "lr": "optimizer", "learning_rate": "optimizer",
    "batch": "batch_size", "num_epochs": "epochs", "n_epochs": "epochs", "random_state": "seed", "random_seed": "seed",
    "init": "initialization", "objective": "loss", "claims": "expect", "caption": "fig_cap", "alt": "fig_alt",
    "scheduler": "schedule", "lr_schedule": "schedule", "grad_clip": "clip_norm", "gradient_clipping": "clip_norm",
    "dtype": "precision", "tie_weights": "tied", "tied_weights": "tied", "runs": "repeat", "step_size": "every",
    "gamma": "factor", "alpha": "rho",
    "language": "lang", "authors": "author", "parameters": "params", "tags": "keywords",
  ]
}
