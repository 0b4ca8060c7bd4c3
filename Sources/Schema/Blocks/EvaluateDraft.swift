internal import Autoencoders
internal import NotebookSyntax

/// What an `evaluate` block's own keys say, each as far as it could be read.
struct EvaluateDraft {
  struct Score: Sendable {
    let model: String
    let modelSpot: Spot
    let metric: Metric
    let metricSpot: Spot
    let value: Double
  }

  var models: Found<[FigureDraft.Word]>?
  var noise: Found<EvaluateBlock.Noise>?
  var metrics: Found<[MetricDraft]>?
  var reference: Found<[Score]>?

  /// What a family measures of its members.
  init(models: Found<[FigureDraft.Word]>?, noise: Found<EvaluateBlock.Noise>) {
    self.models = models
    self.noise = noise
  }

  init(_ reader: inout MappingReader) {
    models = reader.read("models") { $0.models() }
    noise = reader.read("noise") { $0.evaluationNoise() }
    metrics = reader.read("metrics") { $0.metrics() }
    reference = reader.read("reference") { $0.reference() }
  }
}

extension ValueReader {
  /// `none`, `trained`, or a corruption.
  fileprivate func evaluationNoise() -> EvaluateBlock.Noise? {
    guard let word = node.scalar?.text, !node.isNone else {
      return noise().map { $0.map { .corruption($0) } ?? .none }
    }
    if word == "trained" { return .trained }
    findings.error(
      .unknownValue, "'noise' must be none, trained or a mapping like {gaussian: 0.5}, found \(node.found)",
      at: node.spot, help: findings.suggestion(for: word, among: ["none", "trained"]))
    return nil
  }

  fileprivate func models() -> [FigureDraft.Word]? {
    guard let items = list("labels") else { return nil }
    guard !items.isEmpty else { return refuse("a list with at least one label") }
    var words: [FigureDraft.Word] = []
    for item in items {
      guard let text = item.modelLabel() else { return nil }
      if words.contains(where: { $0.text == text }) {
        findings.error(.duplicateItem, "'\(quoted(text))' is listed twice in 'models'", at: item.node.spot)
        return nil
      }
      words.append(.init(text: text, spot: item.node.spot))
    }
    return words
  }

  /// `{denoising: {psnr: 18.5}}`.
  fileprivate func reference() -> [EvaluateDraft.Score]? {
    guard let reader = mapping(), let entries = node.entries else {
      return reject("a mapping like {denoising: {psnr: 18.5}}")
    }
    guard !entries.isEmpty else { return refuse("a mapping with at least one model") }
    var outer = reader
    var scores: [EvaluateDraft.Score] = []
    var isFine = true
    for entry in entries {
      guard let value = outer.entry(entry.key)?.value, !value.isUnknown else {
        isFine = false
        continue
      }
      guard var inner = ValueReader(node: value, key: entry.key, findings: findings).mapping(), let own = value.entries
      else {
        isFine = false
        findings.error(
          .wrongType,
          "the reference of '\(quoted(entry.key))' must be a mapping like {psnr: 18.5}, found \(value.found)",
          at: value.spot)
        continue
      }
      for score in own {
        let key = YAMLNode(content: .scalar(.init(text: score.key, isPlain: true)), spot: score.keySpot)
        let metric =
          Metric(name: score.key)
          ?? ValueReader(node: key, key: "reference", findings: findings)
          .choice(of: Metric.Kind.self).map { Metric($0, count: $0.defaultCount) }
        let number = inner.read(score.key) { $0.number(.any) }
        guard let metric, let number else {
          isFine = false
          continue
        }
        scores.append(
          .init(
            model: entry.key, modelSpot: entry.keySpot, metric: metric, metricSpot: score.keySpot, value: number.value))
      }
    }
    return isFine ? scores : nil
  }
}
