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
  var metrics: Found<[Metric]>?
  var reference: Found<[Score]>?

  static let laterMetrics = [
    "psnr_gain", "ssim", "elbo", "neg_elbo", "distortion", "kl", "nll", "active_units", "l0", "hoyer",
    "mean_activation", "dead_units", "jacobian_norm", "roundtrip", "knn_accuracy", "probe_accuracy", "precision_at",
    "mean_average_precision", "trustworthiness", "bits_per_pixel", "psnr_at_bytes", "auroc", "captured_variance",
    "principal_angle",
  ]

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

  fileprivate func metrics() -> [Metric]? {
    guard let items = list("metrics") else { return nil }
    guard !items.isEmpty else { return refuse("a list with at least one metric") }
    var metrics: [Metric] = []
    var isFine = true
    for item in items {
      guard let metric = item.metric() else {
        isFine = false
        continue
      }
      if metrics.contains(metric) {
        isFine = false
        findings.error(.duplicateItem, "'\(metric.rawValue)' is listed twice in 'metrics'", at: item.node.spot)
      }
      metrics.append(metric)
    }
    return isFine ? metrics : nil
  }

  private func metric() -> Metric? {
    guard let entry = node.entries?.first else { return choice(later: EvaluateDraft.laterMetrics) }
    let key = YAMLNode(content: .scalar(.init(text: entry.key, isPlain: true)), spot: entry.keySpot)
    let metric: Metric? = ValueReader(node: key, key: self.key, findings: findings)
      .choice(later: EvaluateDraft.laterMetrics)
    if let metric {
      findings.error(
        .wrongType, "'\(metric.rawValue)' takes no argument", at: entry.keySpot, help: "write \(metric.rawValue)")
    }
    return nil
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
        let metric: Metric? = ValueReader(node: key, key: "reference", findings: findings)
          .choice(later: EvaluateDraft.laterMetrics)
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
