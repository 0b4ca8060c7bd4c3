internal import Autoencoders
internal import Datasets
internal import NotebookSyntax

/// Makes a program's blocks from their drafts, now that it is known what each of them makes.
struct ProgramAssembly {
  let drafts: [BlockDraft]
  var resolver: PathResolver

  private var findings: Findings { resolver.findings }
  private var table: ResultTable { resolver.table }
  private let evaluations: [Int: Evaluation]

  /// What an `evaluate` block measures, with every label known.
  struct Evaluation {
    var models: [String] = []
    var metrics: [Metric] = []
    var noise = EvaluateBlock.Noise.none
    var wrongModels: Set<String> = []
    /// The list of models could not be read, or a block that may be one of them.
    var areModelsUnknown = false
    var areMetricsUnknown = false

    /// What depends on the models is not checked.
    var isUnknown: Bool { areModelsUnknown || !wrongModels.isEmpty }
  }

  init(drafts: [BlockDraft], table: ResultTable, parameters: Parameters, findings: Findings) {
    self.drafts = drafts
    let trained = drafts.compactMap { $0.kind == .train && $0.common.display.isEvaluated ? $0.label : nil }
    let hasTrain =
      drafts.contains { $0.kind == .train && $0.common.display.isEvaluated } || table.hasUnnamedBlock
      || table.hasUnreadableModel
    var evaluations: [Int: Evaluation] = [:]
    for (index, draft) in drafts.enumerated() {
      guard case .evaluate(let evaluate, _, let split) = draft.body else { continue }
      let models = ModelReferences(draft: draft, evaluate: evaluate, split: split, table: table, findings: findings)
      evaluations[index] = models.resolve(all: trained, hasTrain: hasTrain)
    }
    // Only now, since a table that is shared would be copied for each change.
    var table = table
    for (index, draft) in drafts.enumerated() {
      if let label = draft.label, let evaluation = evaluations[index] { table.setModels(of: label, evaluation) }
    }
    self.evaluations = evaluations
    StartReferences(drafts: drafts, table: table, findings: findings).check()
    resolver = PathResolver(table: table, parameters: parameters, findings: findings)
  }

  /// The blocks in the order of the file, nil where one is wrong.
  mutating func blocks() -> [Program.Block?] {
    var blocks = drafts.indices.map { block($0) }
    for (place, draft) in drafts.enumerated() {
      guard let count = draft.family?.members.count, case .evaluate(var block)? = blocks[place] else { continue }
      let members = blocks[(place + 1)...].prefix(count).compactMap { member -> TrainBlock? in
        if case .train(let train)? = member { train } else { nil }
      }
      block.common.configuration = block.common.framing(block.settings(of: members), draft)
      blocks[place] = .evaluate(block)
    }
    return blocks
  }

  /// A value of the prose.
  mutating func value(_ value: InlineValue) -> FormattedValue? {
    let length = max(value.text.unicodeScalars.count, 1)
    return resolver.value(
      .init(text: value.text, spot: Spot(value.position, length: length), origin: value.position, own: nil))
  }

  private mutating func block(_ index: Int) -> Program.Block? {
    let draft = drafts[index]
    let label = draft.label
    // A family of one leaves no doubt whose a number is.
    let own = draft.family?.members.count == 1 ? draft.family?.members.first : label
    let claims = draft.common.claims?.value.map { claim($0, own: own) } ?? []
    let display = display(draft.common, own: own)
    let figures = figures(draft, evaluations[index])
    guard let label else { return nil }
    let common = BlockOptions(
      label: label, title: draft.common.title?.value ?? label, figures: figures ?? [],
      claims: claims.compactMap(\.self),
      display: display, configuration: [], position: draft.position, labelPosition: draft.spot.position)
    switch draft.body {
    case .train(let data, let model, let training):
      var train = TrainBlock(common: common, data: data, autoencoder: model, training: training)
      train.start = draft.start?.text
      train.repeats = draft.repeats ?? 1
      let configuration = TrainConfiguration(block: train) { draft.given.contains($0) }
      train.common.configuration = common.framing(configuration.settings, draft)
      return .train(train)
    case .evaluate(let evaluate, let data, let split):
      guard let evaluation = evaluations[index] else { return nil }
      var block = EvaluateBlock(
        common: common, models: evaluation.models, data: data, split: split, metrics: evaluation.metrics,
        reference: (evaluate.reference?.value ?? []).map { .init(model: $0.model, metric: $0.metric, value: $0.value) })
      block.noise = evaluation.noise
      block.repeatedModels = evaluation.models.filter { table[$0]?.mayRepeat ?? false }
      block.family = draft.family.map { $0.family(members: $0.members) }
      block.common.configuration = common.framing(block.settings { draft.given.contains($0) }, draft)
      return .evaluate(block)
    case .broken: return nil
    }
  }

  private mutating func claim(_ node: YAMLNode, own: String?) -> Claim? {
    guard let scalar = node.scalar else { return nil }
    return resolver.claim(.init(text: scalar.text, spot: node.spot, origin: scalar.origin, own: own))
  }

  private mutating func display(_ common: CommonDraft, own: String?) -> DisplayOptions {
    var display = common.display
    display.figureCaption = resolver.caption(common.figureCaption, own: own)
    display.figureAlternative = resolver.caption(common.figureAlternative, own: own)
    display.tableCaption = resolver.caption(common.tableCaption, own: own)
    return display
  }

  private mutating func figures(_ draft: BlockDraft, _ evaluation: Evaluation?) -> [FigureRequest]? {
    guard let found = draft.common.figures else {
      return draft.family == nil ? draft.defaultFigures : curve(of: draft) + familyFigures(evaluation?.models ?? [])
    }
    var requests: [FigureRequest?] = []
    for figure in found.value {
      var words = FigureRequest.Words()
      words.caption = resolver.caption(figure.caption, own: draft.label)
      words.alternative = resolver.caption(figure.alternative, own: draft.label)
      let resolution = FigureResolution(
        draft: draft, evaluation: evaluation, table: table, findings: findings, isInherited: found.isInherited)
      requests.append(resolution.request(figure, words))
    }
    let figures = requests.compactMap(\.self)
    // The author's words are for the first of the author's figures.
    return figures.isEmpty ? figures : figures + curve(of: draft)
  }

  private func curve(of draft: BlockDraft) -> [FigureRequest] {
    guard let family = draft.family, family.family(members: family.members).curveKey != nil else { return [] }
    return [.variation]
  }
}

extension ProgramAssembly {
  /// What a family shows: its curves, where it has some, and its reconstructions, where all were tested on the same
  /// images.
  private func familyFigures(_ models: [String]) -> [FigureRequest] {
    let blocks = models.compactMap { table[$0] }
    let images = blocks.compactMap { block in block.data?.images(of: .test, seed: block.seed) }
    return (blocks.contains(where: \.isTrained) ? [.loss(.init())] : [])
      + (images.allSatisfy { $0 == images.first } ? [.reconstructions(.init())] : [])
  }
}

extension EvaluateBlock {
  /// Of a family: what is varied, then what its members have in common, and where they differ a list of what they have.
  fileprivate func settings(of members: [TrainBlock]) -> [BlockOptions.Setting] {
    let varied = (family?.keys ?? []).enumerated().map { place, key in
      var names: [String] = []
      for member in family?.members ?? [] where !names.contains(member.names[place]) {
        names.append(member.names[place])
      }
      return ConfigurationValue.Entry(key, .list(names.map { .string($0) }))
    }
    var settings = [
      BlockOptions.Setting(key: "vary", value: .mapping(varied), isDefault: false, decidesResult: true)
    ]
    let all = members.flatMap(\.common.configuration).filter(\.decidesResult)
    for setting in all where !settings.contains(where: { $0.key == setting.key }) {
      let same = all.filter { $0.key == setting.key }
      var values: [ConfigurationValue] = []
      for value in same.map(\.value) where !values.contains(value) { values.append(value) }
      var shared = setting
      shared.value = values.count == 1 ? setting.value : .list(values)
      shared.isDefault = same.allSatisfy(\.isDefault)
      settings.append(shared)
    }
    return settings
  }
}

extension ResultTable {
  /// A block that could not be read may be one that trains.
  fileprivate var hasUnreadableModel: Bool {
    labels.contains { self[$0]?.kind == .train && self[$0]?.isUnreadable == true }
  }
}
