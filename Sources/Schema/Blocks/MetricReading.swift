package import Autoencoders
internal import Datasets
internal import NotebookSyntax

/// A metric as it was read, with its place.
struct MetricDraft: Sendable {
  let metric: Metric
  let spot: Spot
}

extension ValueReader {
  func metrics() -> [MetricDraft]? {
    guard let items = list("metrics") else { return nil }
    guard !items.isEmpty else { return refuse("a list with at least one metric") }
    var metrics: [MetricDraft] = []
    var isFine = true
    for item in items {
      guard let metric = item.metric() else {
        isFine = false
        continue
      }
      if metrics.contains(where: { $0.metric.name == metric.name }) {
        isFine = false
        findings.error(.duplicateItem, "'\(metric.name)' is listed twice in 'metrics'", at: item.node.spot)
      }
      metrics.append(.init(metric: metric, spot: item.node.spot))
    }
    return isFine ? metrics : nil
  }

  /// `psnr`, `{precision_at: 10}`, `{knn_accuracy: {k: 5, codes: binary}}`, `{auroc: {against: mnist}}`.
  private func metric() -> Metric? {
    guard let entries = node.entries else {
      guard let kind: Metric.Kind = choice() else { return nil }
      return plain(kind)
    }
    guard entries.count == 1, let entry = entries.first else {
      findings.error(.wrongType, "an item of 'metrics' names one metric, found \(entries.count)", at: node.spot)
      return nil
    }
    let key = YAMLNode(content: .scalar(.init(text: entry.key, isPlain: true)), spot: entry.keySpot)
    let found: Metric.Kind? = ValueReader(node: key, key: self.key, findings: findings)
      .choice()
    guard let kind = found, !entry.value.isUnknown else { return nil }
    guard !entry.value.isNull else {
      findings.error(
        .emptyValue, "'\(entry.key)' has no value", at: entry.keySpot, help: "the name alone is enough: - \(entry.key)")
      return nil
    }
    guard kind.takesArgument else {
      findings.error(
        .wrongType, "'\(kind.rawValue)' takes no argument", at: entry.keySpot, help: "write \(kind.rawValue)")
      return nil
    }
    return ValueReader(node: entry.value, key: kind.rawValue, findings: findings).argument(of: kind)
  }

  /// A metric by its name alone, with the argument that it has by default.
  private func plain(_ kind: Metric.Kind) -> Metric? {
    guard kind != .auroc else {
      findings.error(
        .missingKey, "'auroc' needs the data that it tells apart from the block's own", at: node.spot,
        help: "write {auroc: {against: mnist}}")
      return nil
    }
    return Metric(kind, count: kind == .knnAccuracy ? nil : kind.defaultCount)
  }

  private func argument(of kind: Metric.Kind) -> Metric? {
    if node.scalar != nil {
      guard kind.defaultCount != nil else {
        return reject(kind == .auroc ? "a mapping like {against: mnist}" : "a mapping like {codes: binary}")
      }
      return integer(1...kind.countAtMost).map { Metric(kind, count: $0) }
    }
    guard var reader = mapping() else { return reject(kind.defaultCount == nil ? "a mapping" : "an integer") }
    var metric = Metric(kind, count: kind == .knnAccuracy ? nil : kind.defaultCount)
    if kind == .auroc {
      metric.against = reader.read("against") { $0.choice(of: DatasetName.self) }?.value.rawValue
      if metric.against == nil, !reader.has("against") {
        findings.error(.missingKey, "'auroc' needs 'against'", at: node.spot, help: "write {auroc: {against: mnist}}")
      }
    } else {
      if kind.defaultCount != nil {
        metric.count =
          reader.read(kind.countKey) { $0.integer(1...kind.countAtMost) }?.value ?? metric.count
      }
      if kind.takesBinaryCodes {
        metric.usesBinaryCodes = reader.read("codes") { $0.choice(of: CodeKind.self) }?.value == .binary
      }
    }
    reader.finish()
    return reader.broken.isEmpty && (kind != .auroc || metric.against != nil) ? metric : nil
  }
}

private enum CodeKind: String, CaseIterable { case real, binary }

extension Metric.Kind {
  fileprivate var takesArgument: Bool { defaultCount != nil || takesBinaryCodes || self == .auroc }
  /// What the count is called in a mapping.
  fileprivate var countKey: String {
    switch self {
    case .psnrAtBytes: "bytes"
    case .nll: "draws"
    default: "k"
    }
  }

  fileprivate var countAtMost: Int { self == .psnrAtBytes ? 1_000_000 : 10_000 }
}

extension Metric {
  /// A metric by its name in paths and in `reference`: `precision_at_10`; nil where there is none of this name.
  package init?(name: String) {
    if let kind = Kind(rawValue: name), kind.defaultCount == nil || kind == .knnAccuracy, kind != .auroc {
      self.init(kind)
      return
    }
    var rest = Substring(name)
    let isBinary = rest.hasSuffix("_binary")
    if isBinary { rest = rest.dropLast(7) }
    // The longest name first: `precision_at` is not `precision` at something.
    let kinds = Kind.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
    guard let kind = kinds.first(where: { rest == $0.rawValue || rest.hasPrefix($0.rawValue + "_") }),
      !isBinary || kind.takesBinaryCodes
    else { return nil }
    let argument = rest.dropFirst(kind.rawValue.count + 1)
    var metric = Metric(kind, usesBinaryCodes: isBinary)
    if kind == .auroc {
      guard DatasetName(rawValue: String(argument)) != nil else { return nil }
      metric.against = String(argument)
    } else if argument.isEmpty {
      guard kind.defaultCount == nil || kind == .knnAccuracy else { return nil }
    } else {
      guard kind.defaultCount != nil, let count = strictInteger(String(argument)), count > 0 else { return nil }
      metric.count = count
    }
    guard metric.name == name else { return nil }
    self = metric
  }
}
