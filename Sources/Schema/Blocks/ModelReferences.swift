internal import Autoencoders
internal import Datasets
internal import NotebookSyntax

/// Looks up which models an `evaluate` block means, and whether they fit its data.
struct ModelReferences {
  let draft: BlockDraft
  let evaluate: EvaluateDraft
  let split: Split
  let table: ResultTable
  let findings: Findings

  /// `all` are the labels of the `train` blocks that are run, the default.
  func resolve(all: [String], hasTrain: Bool) -> ProgramAssembly.Evaluation {
    var evaluation = ProgramAssembly.Evaluation()
    evaluation.metrics = evaluate.metrics?.value.map(\.metric) ?? [.mse, .psnr]
    evaluation.areMetricsUnknown = draft.broken.contains("metrics")
    evaluation.areModelsUnknown = draft.broken.contains("models")
    if let models = evaluate.models?.value {
      for word in table.expanding(models) {
        guard !evaluation.models.contains(word.text) else {
          findings.error(.duplicateItem, "'\(quoted(word.text))' is listed twice in 'models'", at: word.spot)
          continue
        }
        if table.isModel(word, isNeeded: draft.common.display.isEvaluated, findings) {
          evaluation.models.append(word.text)
        } else {
          evaluation.wrongModels.insert(word.text)
        }
      }
    } else if !draft.broken.contains("models") {
      evaluation.models = all
      // A block without a readable label would be one of the models.
      if table.hasUnnamedBlock { evaluation.areModelsUnknown = true }
      if !hasTrain {
        evaluation.areModelsUnknown = true
        findings.error(.nothingToEvaluate, "there is no 'train' block to evaluate", at: draft.spot)
      }
    }
    evaluation.noise = noise(on: evaluation.models)
    checkData(evaluation.models)
    checkMetrics(evaluation)
    checkReference(evaluation)
    return evaluation
  }

  /// Which noise is meant has to be said once a model was trained with some.
  private func noise(on models: [String]) -> EvaluateBlock.Noise {
    guard let found = evaluate.noise else {
      let noisy = models.first { table[$0]?.corruption != nil }
      if let noisy, !draft.broken.contains("noise") {
        findings.error(
          .missingKey, "'noise' is missing: '\(noisy)' was trained with noise", at: draft.spot,
          help: "noise: trained, noise: none, or one for all such as noise: {gaussian: 0.5}")
      }
      return .none
    }
    guard case .corruption(var corruption) = found.value else { return found.value }
    let data: DataOptions? =
      if case .evaluate(_, let own?, _) = draft.body { own } else { models.first.flatMap { table[$0]?.data } }
    corruption.clips = data?.isInUnitRange ?? true
    return .corruption(corruption)
  }

  /// The split has to exist, and images to be as large as those that a model was trained on.
  private func checkData(_ models: [String]) {
    guard case .evaluate(_, let data, _) = draft.body, !draft.isDataUnknown else { return }
    let spot = draft.dataSpot ?? draft.spot
    if let data {
      if split == .validation, data.validation == .none {
        findings.error(
          .missingSplit, "'\(data.name)' has no split 'validation' here", at: spot,
          help: "add 'validation' to the data, or evaluate on test")
      }
      for model in models {
        guard let pixels = table[model]?.pixels, pixels != data.shape.pixels else { continue }
        findings.error(
          .widthMismatch,
          "'\(data.name)' has \(grouped(data.shape.pixels)) pixels, but '\(model)' takes \(grouped(pixels))", at: spot)
      }
      warnOfCrossEntropy(data.isInUnitRange ? nil : data.name)
      return
    }
    for model in models where split == .validation {
      guard let block = table[model], !block.isUnreadable, !block.splits.contains(.validation) else { continue }
      findings.error(
        .missingSplit, "the data of '\(model)' have no split 'validation'", at: spot,
        help: "add 'validation' to its data, or evaluate on test")
    }
    let used = models.compactMap { table[$0]?.data }
    warnOfCrossEntropy(used.first { !$0.isInUnitRange }?.name)
    checkShownImages(models)
  }

  /// What a metric needs has to be there: classes, images as large as a model takes.
  private func checkMetrics(_ evaluation: ProgramAssembly.Evaluation) {
    let models = evaluation.models
    guard case .evaluate(_, let own, _) = draft.body, !draft.isDataUnknown else { return }
    let used = own.map { [$0] } ?? models.compactMap { table[$0]?.data }
    for item in evaluate.metrics?.value ?? [] {
      if item.metric.kind.needsLabels, let data = used.first(where: { !$0.hasLabels }) {
        findings.error(
          .meaningless, "'\(item.metric.name)' needs classes, and '\(data.name)' has none", at: item.spot)
      }
      if item.metric.kind.needsGaussianCode, let model = models.first(where: { table[$0]?.isVariational == false }) {
        findings.error(
          .meaningless, "'\(item.metric.name)' has a meaning in 'variational' alone, and '\(model)' is none",
          at: item.spot)
      }
      if item.metric.kind.needsCode, let model = models.first(where: { table[$0]?.code == 0 }) {
        findings.error(
          .meaningless, "'\(item.metric.name)' needs a code, and '\(model)' has none", at: item.spot)
      }
      if item.metric.kind == .psnrGain, evaluation.noise == .trained,
        let model = models.first(where: { table[$0].map { !$0.isUnreadable && $0.corruption == nil } ?? false })
      {
        findings.error(
          .meaningless, "'psnr_gain' is over a noisy input, and '\(model)' was trained with none", at: item.spot)
      }
      if item.metric.kind == .psnrGain, evaluation.noise == .none, !draft.broken.contains("noise") {
        findings.error(
          .meaningless, "'psnr_gain' is over a noisy input, and the block has no noise", at: item.spot,
          help: "noise: trained, or one for all such as noise: {gaussian: 0.5}")
      }
      guard let name = item.metric.against.flatMap({ DatasetName(rawValue: $0) }) else { continue }
      let other = DataOptions(source: .named(name))
      if let data = used.first(where: { $0.shape.pixels != other.shape.pixels }) {
        findings.error(
          .widthMismatch,
          "'\(other.name)' has \(grouped(other.shape.pixels)) pixels, but '\(data.name)' \(grouped(data.shape.pixels))",
          at: item.spot)
      } else if let data = used.first(where: { $0.source == other.source }) {
        findings.error(
          .contradiction, "'auroc' tells '\(data.name)' apart from other data, not from itself", at: item.spot)
      }
    }
  }

  /// Without data of its own a block shows the images that its models were tested on, which have to be the same.
  private func checkShownImages(_ models: [String]) {
    guard let figure = draft.common.figures?.value.first(where: { $0.name == .reconstructions }) else { return }
    let images = models.compactMap { model in
      table[model].flatMap { block in block.data?.images(of: split, seed: block.seed) }
    }
    guard let first = images.first, images.contains(where: { $0 != first }) else { return }
    findings.error(
      .widthMismatch, "the models were trained on different data, so there are no images to show for all of them",
      at: figure.spot, help: "say which: 'data: \(first.options.name)'")
  }

  private func warnOfCrossEntropy(_ name: String?) {
    guard let name, let metrics = evaluate.metrics,
      metrics.value.contains(where: { $0.metric.kind == .bce || $0.metric.kind == .excessBCE })
    else { return }
    findings.warning(
      .crossEntropyOutsideRange, "the values of '\(name)' leave 0…1, where 'bce' means nothing", at: metrics.spot,
      help: "use mse")
  }

  private func checkReference(_ evaluation: ProgramAssembly.Evaluation) {
    for score in evaluate.reference?.value ?? [] {
      let isModel = evaluation.models.contains(score.model) || evaluation.wrongModels.contains(score.model)
      if !isModel, !evaluation.areModelsUnknown {
        findings.error(
          .unknownModel, "'\(quoted(score.model))' is not one of the block's models", at: score.modelSpot,
          help: table.members(of: score.model) ?? findings.suggestion(for: score.model, among: evaluation.models))
      } else if !evaluation.metrics.contains(score.metric), !evaluation.areMetricsUnknown {
        findings.error(
          .unknownModel, "'\(score.metric.name)' is not one of the block's metrics", at: score.metricSpot,
          help: "its metrics are \(evaluation.metrics.map(\.name).conjunction)")
      }
    }
  }
}

extension ResultTable {
  /// Whether a word is the label of a `train` block, one that is run if the asking block is; what is not is reported.
  func isModel(_ word: FigureDraft.Word, isNeeded: Bool, _ findings: Findings) -> Bool {
    guard let block = self[word.text] else {
      let trained = labels.filter { self[$0]?.kind == .train || self[$0]?.members.isEmpty == false }
      let nearest = findings.suggestion(for: word.text, among: trained)
      guard nearest != nil || !hasUnnamedBlock else { return false }
      findings.error(
        .unknownModel, "no 'train' block has the label '\(quoted(word.text))'", at: word.spot,
        help: nearest ?? members(of: word.text)
          ?? (trained.isEmpty ? nil : "there are \(trained.prefix(12).map { String($0) }.joined(separator: ", "))"))
      return false
    }
    if !block.members.isEmpty {
      findings.error(
        .unknownModel, "'\(word.text)' is a family of \(grouped(block.members.count)) models, and one is wanted",
        at: word.spot, help: members(of: word.text))
      return false
    }
    if block.kind == .evaluate {
      findings.error(
        .unknownModel, "'\(word.text)' is an 'evaluate' block and has no model", at: word.spot)
      return false
    }
    if !block.isRun, isNeeded {
      findings.error(
        .notRun, "'\(word.text)' is not run, so it has no model", at: word.spot, help: "it has 'eval: false'")
      return false
    }
    return true
  }
}

extension EvaluateBlock.Noise {
  fileprivate var configurationValue: ConfigurationValue {
    switch self {
    case .none: .none
    case .trained: .string("trained")
    case .corruption(let corruption): corruption.configurationValue
    }
  }
}

extension EvaluateBlock {
  /// The settings that decide the result, in the schema's order.
  func settings(_ isGiven: (String) -> Bool) -> [BlockOptions.Setting] {
    func setting(_ key: String, _ value: ConfigurationValue) -> BlockOptions.Setting {
      .init(key: key, value: value, isDefault: !isGiven(key), decidesResult: true)
    }
    var modelSetting = setting("models", .list(models.map { .string($0) }))
    modelSetting.valueWithoutLabels = .integer(models.count)
    return [
      modelSetting,
      setting(
        "data", data?.configurationValue(split: split) ?? .mapping([.init("split", .string(split.rawValue))])),
      setting("noise", noise.configurationValue),
      setting("metrics", .list(metrics.map { .string($0.name) })),
    ]
  }
}
