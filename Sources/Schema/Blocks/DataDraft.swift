internal import Autoencoders
internal import Datasets
internal import NotebookSyntax

/// A `data` value as far as it was read.
struct DataDraft {
  var name: Found<DataName>?
  var rank: Found<Int>?
  var size: Found<Int>?
  var count: Found<Int>?
  var clusters: Found<Int>?
  var noise: Found<Double>?
  /// The inner nil is `none`, in these.
  var classes: Found<[Int]?>?
  var limit: Found<Int?>?
  var testLimit: Found<Int?>?
  var validation: Found<DataOptions.Validation>?
  var shufflesLabels: Found<Bool>?
  var split: Found<Split>?
  /// Something in it could not be read: what depends on the data is not checked.
  var isBroken = false
  /// Of the value, for what is wrong with it as a whole.
  var spot: Spot?
}

/// The names that `data` knows.
enum DataName: Equatable, Sendable {
  case catalogued(DatasetName)
  case subspace
  case made(MadeOptions.Kind)
}

enum DataKeys {
  /// With these a mapping says whose images it means, and not only how many.
  static let naming: Set<String> = ["name", "images", "idx", "npy", "csv"]
  static let laterNames = ["kmnist"]
  static let names =
    DatasetName.allCases.map(\.rawValue) + ["subspace"] + MadeOptions.Kind.allCases.map(\.rawValue)
}

extension DataDraft {
  static let widest = 65_536
  static let mostSamples = 1_000_000

  /// Reads layers of data keys, the later ones over the earlier ones.
  init(_ layers: [DataLayer], kind: BlockKind?, _ findings: Findings) {
    self.init()
    var entries: [YAMLNode.Entry] = []
    for layer in layers {
      spot = layer.node.spot
      guard let own = layer.entries else {
        isBroken = true
        guard !layer.node.isUnknown else { continue }
        findings.error(
          .wrongType, "'data' must be a name or a mapping, found \(layer.node.found)", at: layer.node.spot)
        continue
      }
      // Keys doubled within a layer are left doubled, for the reader to report.
      let keys = Set(own.map(\.key))
      entries = entries.filter { !keys.contains($0.key) } + own
    }
    guard let spot else { return }
    read(MappingReader(entries, name: "data", spot: spot, findings: findings), kind: kind)
  }

  private mutating func read(_ mapping: MappingReader, kind: BlockKind?) {
    var reader = mapping
    let findings = reader.findings
    // The keys beside them are theirs, and not held against the schema of named data.
    for key in ["images", "idx", "npy", "csv"] where reader.has(key) {
      reader.later(key)
      isBroken = true
      return
    }
    name = reader.read("name") { $0.dataName() }
    rank = reader.read("rank") { $0.integer(1...Self.widest) }
    size = reader.read("size") { $0.integer(1...Self.widest) }
    count = reader.read("count") { $0.integer(4...Self.mostSamples) }
    noise = reader.read("noise") { $0.number(.notNegative) }
    clusters = reader.read("clusters") { $0.integer(1...10) }
    classes = reader.read("classes") { $0.node.isNone ? .some(nil) : $0.classes() }
    limit = reader.read("limit") { $0.optionalCount() }
    testLimit = reader.read("test_limit") { $0.optionalCount() }
    validation = reader.read("validation") { $0.validation() }
    reader.later("binarize") { $0.isNone }
    shufflesLabels = reader.read("shuffle_labels") { $0.boolean() }
    if kind == .evaluate {
      split = reader.read("split") { $0.choice() }
    } else if reader.has("split"), let spot = reader.keySpot("split") {
      _ = reader.entry("split")
      findings.error(.meaningless, "'split' has a meaning in 'evaluate' alone", at: spot)
    }
    reader.finish()
    isBroken = isBroken || !reader.broken.isEmpty
  }
}

extension ValueReader {
  fileprivate func dataName() -> DataName? {
    guard let word = word() else { return nil }
    if let name = DatasetName(rawValue: word) { return .catalogued(name) }
    if word == "subspace" { return .subspace }
    if let kind = MadeOptions.Kind(rawValue: word) { return .made(kind) }
    let reader = ValueReader(node: node, key: "data", findings: findings)
    reader.unknownWord(word, DataKeys.names, later: DataKeys.laterNames)
    return nil
  }

  fileprivate func optionalCount() -> Int?? {
    node.isNone ? .some(nil) : integer(1...Int.max).map { .some($0) }
  }

  fileprivate func classes() -> [Int]?? {
    guard let items = list("classes"), !items.isEmpty else {
      return node.list?.isEmpty == true ? refuse("a list with at least one class") : nil
    }
    var classes: [Int] = []
    for item in items {
      guard let number = item.integer(0...9) else { return nil }
      if classes.contains(number) {
        findings.error(.duplicateItem, "class \(number) is listed twice", at: item.node.spot)
        return nil
      }
      classes.append(number)
    }
    return .some(classes.sorted())
  }

  fileprivate func validation() -> DataOptions.Validation? {
    let expected = "none, a share between 0 and 1, or a count of at least 1"
    if node.isNone { return DataOptions.Validation.none }
    if let count = node.integer { return count >= 1 ? .count(count) : refuse(expected) }
    guard let share = node.number else { return reject(expected) }
    return share > 0 && share < 1 ? .share(share) : refuse(expected)
  }
}
