import Autoencoders
import Schema

/// What is different between two recorded runs: settings, results, curves, claims. Blocks are matched by their labels.
package struct RunComparison: Sendable {
  /// A setting in words; nil where a run does not have it.
  package struct Setting: Equatable, Sendable {
    package let name: String
    package let before: String?
    package let after: String?
  }

  /// A result; nil where a run does not have it.
  package struct Number: Equatable, Sendable {
    package enum Better: Sendable { case lower, higher, neither }

    package let name: String
    package let before: Double?
    package let after: Double?
    package let better: Better
    /// The limit that the change is beyond.
    package var exceeded: ChangeLimit?
  }

  /// A curve that both runs have; one value an epoch.
  package struct Curve: Equatable, Sendable {
    package let name: String
    package let before: [Double]
    package let after: [Double]
  }

  package struct Block: Sendable {
    package enum Presence: Sendable { case both, onlyBefore, onlyAfter }

    package let label: String
    package let kind: String
    package let presence: Presence
    /// What differs, by name. Errors and claims are among the settings' like: in words.
    package let settings: [Setting]
    package let claims: [Setting]
    package let error: Setting?
    /// What differs; with limits also what they are about.
    package var results: [Number]
    /// How many are the same in both.
    package let equalResults: Int
    /// All of them, where any differs.
    package let curves: [Curve]

    package var isDifferent: Bool {
      presence != .both || !settings.isEmpty || !claims.isEmpty || error != nil || !results.isEmpty || !curves.isEmpty
    }
  }

  /// Parameters, the profile, the data.
  package let settings: [Setting]
  /// Notebook and engine: told, but no difference of the runs.
  package let surroundings: [Setting]
  /// In the order of the first run, then those that only the second has.
  package private(set) var blocks: [Block]

  package init(of before: RecordedRun, and after: RecordedRun) {
    func words(_ values: [String: ConfigurationValue]) -> [String: String] { values.mapValues(\.yamlText) }
    settings =
      changes(words(before.params), words(after.params)) { "params.\($0)" }
      + changes(before.profile.map { ["profile": $0] } ?? [:], after.profile.map { ["profile": $0] } ?? [:])
      + changes(before.data, after.data) { "data \($0)" }
    surroundings =
      changes(["notebook": before.notebook], ["notebook": after.notebook])
      + changes(before.engine, after.engine) { "engine \($0)" }
    let later = Dictionary(after.blocks.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
    let earlier = Set(before.blocks.map(\.label))
    blocks =
      before.blocks.map { Block($0, later[$0.label]) }
      + after.blocks.filter { !earlier.contains($0.label) }.map { Block(nil, $0) }
  }

  package var isDifferent: Bool { !settings.isEmpty || blocks.contains(where: \.isDifferent) }

  /// Notes what changed by more than the limits allow. A result that only the first run has is beyond any.
  package mutating func judge(by limits: [ChangeLimit]) {
    for place in blocks.indices {
      for index in blocks[place].results.indices {
        let number = blocks[place].results[index]
        blocks[place].results[index].exceeded = limits.first {
          $0.concerns(number.name, of: blocks[place].label) && $0.isExceeded(by: number)
        }
      }
    }
  }

  package var exceeded: Int { blocks.reduce(0) { $0 + $1.results.count { $0.exceeded != nil } } }
}

extension RunComparison.Block {
  /// One of the two is there.
  fileprivate init(_ before: RecordedRun.Block?, _ after: RecordedRun.Block?) {
    label = before?.label ?? after?.label ?? ""
    kind = (after ?? before)?.kind ?? ""
    presence = before == nil ? .onlyAfter : after == nil ? .onlyBefore : .both
    guard let before, let after else {
      (settings, claims, error, curves, equalResults) = ([], [], nil, [], 0)
      results = (before?.results ?? [:]).inOrder.map { name, value in
        RunComparison.Number(name: name, before: value, after: nil, better: .neither)
      }
      return
    }
    settings =
      changes(["kind": before.kind], ["kind": after.kind])
      + changes(before.config.mapValues(\.yamlText), after.config.mapValues(\.yamlText))
    claims = changes(before.verdicts, after.verdicts)
    error = changes(before.error.map { ["error": $0] } ?? [:], after.error.map { ["error": $0] } ?? [:]).first
    let names = Set(before.results.keys).union(after.results.keys).inOrder
    let numbers = names.map { name in
      RunComparison.Number(
        name: name, before: before.results[name], after: after.results[name],
        better: RunComparison.better(name, kind: after.kind))
    }
    results = numbers.filter { !isSame($0.before, $0.after) }
    equalResults = numbers.count - results.count
    let shared = Set(before.curves.keys).intersection(after.curves.keys).inOrder
    let isEqual =
      Set(before.curves.keys) == Set(after.curves.keys)
      && shared.allSatisfy { name in
        let (one, other) = (before.curves[name] ?? [], after.curves[name] ?? [])
        return one.count == other.count && zip(one, other).allSatisfy { isSame($0, $1) }
      }
    // Training before what is watched.
    let ordered = shared.filter { $0.hasPrefix("train.") } + shared.filter { !$0.hasPrefix("train.") }
    curves =
      isEqual
      ? []
      : ordered.map { RunComparison.Curve(name: $0, before: before.curves[$0] ?? [], after: after.curves[$0] ?? []) }
  }
}

extension RunComparison {
  /// By the name of a result: `test.mse` of a `train` block, `MODEL.METRIC` of an `evaluate` block.
  fileprivate static func better(_ name: String, kind: String) -> Number.Better {
    let last = name.split(separator: ".").last.map(String.init) ?? ""
    if let metric = Metric(name: last) {
      switch metric.better {
      case .lower: return .lower
      case .higher: return .higher
      case .neither: return .neither
      }
    }
    return kind == "train" && ["loss", "reconstruction"].contains(last) ? .lower : .neither
  }
}

extension RecordedRun.Block {
  /// Of claims by their texts; of one text that stands there twice the first.
  fileprivate var verdicts: [String: String] {
    Dictionary(
      claims.map { ($0.text, $0.holds.map { $0 ? "holds" : "failed" } ?? "not judged") },
      uniquingKeysWith: { first, _ in first })
  }
}

/// What is not the same in both, by name.
private func changes(
  _ before: [String: String], _ after: [String: String], name: (String) -> String = { $0 }
) -> [RunComparison.Setting] {
  Set(before.keys).union(after.keys).inOrder.filter { before[$0] != after[$0] }
    .map { RunComparison.Setting(name: name($0), before: before[$0], after: after[$0]) }
}

/// Equal, or both not a number, or both missing.
private func isSame(_ one: Double?, _ other: Double?) -> Bool {
  guard let one, let other else { return one == nil && other == nil }
  return one == other || (one.isNaN && other.isNaN)
}

extension Set<String> {
  /// By their UTF-8.
  fileprivate var inOrder: [String] {
    sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }
}

extension [String: Double] {
  fileprivate var inOrder: [(String, Double)] { Set(keys).inOrder.compactMap { key in self[key].map { (key, $0) } } }
}
