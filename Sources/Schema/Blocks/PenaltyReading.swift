internal import Autoencoders
internal import Engine
internal import NotebookSyntax

// Values of the keys for noise and penalties.

extension NumberRange {
  fileprivate static let share = NumberRange(description: "a number above 0 and below 1") { $0 > 0 && $0 < 1 }
}

extension ValueReader {
  /// `none`, `{gaussian: 0.5}`, `{masking: 0.25}`, `{salt_pepper: 0.1}`; the inner nil is `none`.
  func noise() -> Corruption?? {
    if node.isNone { return .some(nil) }
    guard var reader = mapping(), let entries = node.entries, !entries.isEmpty else {
      return reject("none or a mapping like {gaussian: 0.5}")
    }
    let found = Corruption.Kind.allCases.compactMap { kind in
      reader.read(kind.rawValue) { $0.number(kind == .gaussian ? .positive : .share) }
        .map { Corruption(kind, $0.value) }
    }
    reader.finish()
    guard entries.count == 1 else {
      findings.error(
        .contradiction, "'noise' is of one kind, found \(entries.map { quoted($0.key) }.conjunction)", at: node.spot)
      return nil
    }
    return found.first.map { .some($0) }
  }

  /// `none`, `{l1: …}`, `{kl: …}`, `{top_k: …}`; the inner nil is `none`.
  func sparsity() -> Sparsity?? {
    if node.isNone { return .some(nil) }
    guard var reader = mapping(), let entries = node.entries, !entries.isEmpty else {
      return reject("none or a mapping like {l1: 0.0001}")
    }
    let found = [
      reader.read("l1") { $0.absolute() }, reader.read("kl") { $0.divergence() }, reader.read("top_k") { $0.largest() },
    ].compactMap(\.self)
    reader.finish()
    guard entries.count == 1 else {
      findings.error(
        .contradiction, "'sparsity' is of one kind, found \(entries.map { quoted($0.key) }.conjunction)",
        at: node.spot)
      return nil
    }
    return found.first.map { .some($0.value) }
  }

  private func absolute() -> Sparsity? {
    guard var reader = mapping() else {
      return number(.positive).map { .l1(weight: $0, hasUnitColumns: false) }
    }
    let weight = reader.read("weight") { $0.number(.positive) }
    let isUnit = reader.read("unit_norm") { $0.boolean() }
    reader.finish()
    guard require(["weight"], in: reader), let weight else { return nil }
    return .l1(weight: weight.value, hasUnitColumns: isUnit?.value ?? false)
  }

  private func divergence() -> Sparsity? {
    guard var reader = mapping() else { return reject("a mapping like {target: 0.05, weight: 0.1}") }
    let target = reader.read("target") { $0.number(.share) }
    let weight = reader.read("weight") { $0.number(.positive) }
    reader.finish()
    guard require(["target", "weight"], in: reader), let target, let weight else { return nil }
    return .kl(target: target.value, weight: weight.value)
  }

  private func largest() -> Sparsity? {
    guard var reader = mapping() else {
      return node.scalar == nil
        ? reject("a number of units or a mapping like {k: 25, anneal: 5}")
        : integer(WidthLimits.widths).map { .largest(kept: $0, annealing: 0, auxiliary: nil) }
    }
    let kept = reader.read("k") { $0.integer(WidthLimits.widths) }
    let annealing = reader.read("anneal") { $0.integer(0...1_000_000) }
    let auxiliary = reader.read("auxiliary") { value -> Double?? in
      value.node.isNone ? .some(nil) : value.number(.positive).map { .some($0) }
    }
    reader.finish()
    guard require(["k"], in: reader), let kept else { return nil }
    return .largest(kept: kept.value, annealing: annealing?.value ?? 0, auxiliary: auxiliary?.value ?? nil)
  }

  /// `none`, `{weight: 0.1}`; the inner nil is `none`.
  func contraction() -> Double?? {
    if node.isNone { return .some(nil) }
    guard var reader = mapping() else { return reject("none or a mapping like {weight: 0.1}") }
    let weight = reader.read("weight") { $0.number(.positive) }
    reader.finish()
    guard require(["weight"], in: reader), let weight else { return nil }
    return .some(weight.value)
  }

  /// `none`, `{noise: 1}`; the inner nil is `none`.
  func binary() -> Double?? {
    if node.isNone { return .some(nil) }
    guard var reader = mapping() else { return reject("none or a mapping like {noise: 1}") }
    let noise = reader.read("noise") { $0.number(.notNegative) }
    reader.finish()
    guard require(["noise"], in: reader), let noise else { return nil }
    return .some(noise.value)
  }

  /// Reports the keys that a mapping lacks; false where one is missing or could not be read.
  private func require(_ keys: [String], in reader: MappingReader) -> Bool {
    for missing in keys where !reader.has(missing) {
      findings.error(.missingKey, "'\(key)' needs '\(missing)'", at: node.spot)
    }
    return keys.allSatisfy { reader.has($0) } && reader.broken.isEmpty
  }
}

extension Corruption {
  /// As it is written.
  var configurationValue: ConfigurationValue { .mapping([.init(kind.rawValue, .number(amount))]) }
}

extension Sparsity {
  /// As it is written, with every default.
  var configurationValue: ConfigurationValue {
    switch self {
    case .l1(let weight, let hasUnitColumns):
      .mapping([
        .init("l1", .mapping([.init("weight", .number(weight)), .init("unit_norm", .boolean(hasUnitColumns))]))
      ])
    case .kl(let target, let weight):
      .mapping([.init("kl", .mapping([.init("target", .number(target)), .init("weight", .number(weight))]))])
    case .largest(let kept, let annealing, let auxiliary):
      .mapping([
        .init(
          "top_k",
          .mapping([
            .init("k", .integer(kept)), .init("anneal", .integer(annealing)),
            .init("auxiliary", auxiliary.map { .number($0) } ?? .none),
          ]))
      ])
    }
  }
}
