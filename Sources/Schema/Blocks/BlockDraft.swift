internal import Autoencoders
internal import Datasets
internal import Engine
internal import NotebookSyntax

/// A block after its own keys were read, before it is known what the others are.
struct BlockDraft {
  enum Body {
    case train(DataOptions, AutoencoderOptions, TrainingOptions)
    /// The data where the block names some, and the split.
    case evaluate(EvaluateDraft, DataOptions?, Split)
    /// Something in it could not be read, so that nothing is said about what depends on it.
    case broken
  }

  let kind: BlockKind
  let position: SourcePosition
  var common: CommonDraft
  var body: Body
  /// Whether a key was given, in the block or above it.
  var given: Set<String> = []
  /// Where those keys stand.
  var lines: [String: Int] = [:]
  /// Keys that are there but could not be read.
  var broken: Set<String> = []
  /// Of a `train` block: the block whose weights it starts from.
  var start: FigureDraft.Word?
  /// Of a `train` block: how many models it trains; nil where that could not be read.
  var repeats: Int? = 1
  /// The data could not be read: what depends on them is not checked.
  var isDataUnknown = false
  /// Of `split` or `data`, of an `evaluate` block.
  var dataSpot: Spot?
  /// Of a family: what is varied. Its members are drafts of their own behind it, and it is read as their evaluation.
  var family: FamilyDraft?
  /// Whether it is a member of a family.
  var isMember = false
  /// `vary` could not be read, so that there may be any member.
  var isFamilyUnknown = false

  var label: String? { common.label?.value }

  /// The label's place, else the block's.
  var spot: Spot { common.label?.spot ?? Spot(position) }
}

extension BlockDraft {
  /// A family and its members, from the members as they were read: claims, figures and captions are the family's alone.
  fileprivate static func family(_ family: FamilyDraft, first: BlockDraft, members drafts: [BlockDraft]) -> [BlockDraft]
  {
    var members = drafts
    for (place, values) in family.combinations.enumerated() {
      let names = values.map(\.name)
      members[place].isMember = true
      members[place].common.label?.value += names.map { "(\($0))" }.joined()
      members[place].common.title?.value += " (\(names.joined(separator: ", ")))"
      members[place].common.figures = Found(value: [], spot: first.spot, isInherited: true)
      members[place].common.claims = nil
      members[place].common.figureCaption = nil
      members[place].common.figureAlternative = nil
      members[place].common.tableCaption = nil
    }
    var family = family
    family.members = members.compactMap(\.label)
    let isNoisy = members.contains { $0.corruption != nil }
    let words = family.members.map { FigureDraft.Word(text: $0, spot: first.spot) }
    let evaluate = EvaluateDraft(
      models: words.isEmpty ? nil : Found(value: words, spot: first.spot, isInherited: false),
      noise: Found(value: isNoisy ? .trained : .none, spot: first.spot, isInherited: false))
    var whole = BlockDraft(
      kind: .evaluate, position: first.position, common: first.common, body: .evaluate(evaluate, nil, .test))
    whole.family = family
    whole.given = first.given
    whole.lines = first.lines
    whole.broken = first.broken
    if words.isEmpty { whole.broken.insert("models") }
    return [whole] + members
  }

  private var corruption: Corruption? {
    if case .train(_, let model, _) = body { model.corruption } else { nil }
  }
}

/// Reads the blocks of a notebook, one after the other.
struct BlockReader {
  let layers: Layers
  let findings: Findings

  /// A block's draft; of a family those of its members behind it. `members` counts those of the notebook so far.
  func drafts(
    _ tree: YAMLNode, _ kind: BlockKind, position: SourcePosition, members: inout Int
  ) -> [BlockDraft] {
    let vary = tree.entries?.filter { $0.key == "vary" } ?? []
    guard kind == .train, let entry = vary.first, !entry.value.isNull, !entry.value.isNone else {
      return [draft(tree, kind, position: position)]
    }
    let reader = ValueReader(node: entry.value, key: "vary", findings: findings)
    var family = vary.count == 1 ? reader.family(of: tree) : nil
    if let count = family?.count, members + count > FamilyDraft.mostMembersOfAll {
      findings.error(
        .outOfRange, "the families of a notebook have at most \(grouped(FamilyDraft.mostMembersOfAll)) models together",
        at: entry.keySpot)
      family = nil
    }
    guard let family else {
      return [unknownFamily(tree, position)]
    }
    members += family.count
    let defaults = layers.defaults.entries(of: kind)
    let drafts = family.combinations.map { values in
      tree.choosing(values, for: family.keys, defaults: defaults, findings)
        .map { draft($0, kind, position: position) }
    }
    guard let first = drafts.first, let first, !drafts.contains(where: { $0 == nil }) else {
      return [unknownFamily(tree, position)]
    }
    return BlockDraft.family(family, first: first, members: drafts.compactMap(\.self))
  }

  /// A block whose `vary` could not be read: its other keys are checked one by one, since it is not known what they say
  /// together.
  private func unknownFamily(_ tree: YAMLNode, _ position: SourcePosition) -> BlockDraft {
    let own = tree.entries ?? []
    let data = own.first { $0.key == "data" && !$0.value.isNull }
    var draft = read(own, data.map { [DataLayer($0.value, isInherited: false)] } ?? [], .train, position)
    draft.isFamilyUnknown = true
    return draft
  }

  func draft(_ tree: YAMLNode, _ kind: BlockKind, position: SourcePosition) -> BlockDraft {
    guard let own = tree.entries else {
      findings.error(
        .wrongType, "a '\(kind.rawValue)' block is 'key: value' lines, found \(tree.found)", at: tree.spot)
      return BlockDraft(kind: kind, position: position, common: CommonDraft(), body: .broken)
    }
    if !layers.isEmpty {
      // What a profile overrides is still checked.
      _ = read(
        own, own.first { $0.key == "data" }.map { [DataLayer($0.value, isInherited: false)] } ?? [], kind, position)
    }
    var draft = read(
      layers.merged(own, kind) + own.filter { $0.key == "data" }, layers.data(own, kind), kind, position, isWhole: true)
    if !draft.given.contains("label") {
      findings.error(
        .missingKey, "the block has no 'label'", at: Spot(position),
        help: "figures, claims and other blocks call it by that")
      draft.body = .broken
    }
    return draft
  }

  /// Checks what stands in `defaults` and `profiles`, whether a block uses it or not.
  func check(_ layer: Layers.Layer) {
    for kind in BlockKind.allCases {
      let entries = layer.entries(of: kind)
      for entry in entries where entry.key == "label" || entry.key == "vary" && kind == .train {
        findings.error(
          .meaningless, "'\(entry.key)' cannot have a default: each block has its own", at: entry.keySpot)
      }
      let data = entries.first { $0.key == "data" && !$0.value.isNull }
      _ = read(
        entries, data.map { [DataLayer($0.value, isInherited: true)] } ?? [], kind, SourcePosition(line: 1, column: 1))
    }
    if let data = layer.data { _ = DataDraft([DataLayer(data, isInherited: true)], kind: nil, findings) }
  }

  /// Reads keys; only a whole block is held to what its keys say together.
  private func read(
    _ entries: [YAMLNode.Entry], _ data: [DataLayer], _ kind: BlockKind, _ position: SourcePosition,
    isWhole: Bool = false
  ) -> BlockDraft {
    var reader = MappingReader(entries, name: kind.rawValue, spot: Spot(position), findings: findings)
    var common = CommonDraft(&reader)
    var train = kind == .train ? TrainDraft(&reader) : nil
    if isWhole, !reader.has("seed") { train?.seed = layers.seed }
    let evaluate = kind == .evaluate ? EvaluateDraft(&reader) : nil
    _ = reader.entry("data")
    common.readRest(&reader)
    reader.finish()
    let dataDraft = DataDraft(data, kind: kind, findings)
    var draft = BlockDraft(kind: kind, position: position, common: common, body: .broken)
    draft.given = Set(entries.map(\.key))
    draft.lines = Dictionary(entries.map { ($0.key, $0.keySpot.position.line) }, uniquingKeysWith: { _, last in last })
    if !data.isEmpty { draft.given.insert("data") }
    if layers.seed != nil { draft.given.insert("seed") }
    draft.broken = reader.broken
    draft.dataSpot = dataDraft.split?.spot ?? dataDraft.spot
    guard isWhole else { return draft }
    if let train {
      let options = dataDraft.resolved(findings)
      let resolution = TrainResolution(draft: train, data: options, reader: reader, blockSpot: draft.spot)
      draft.start = resolution.start
      draft.repeats = resolution.repeats
      if let (model, training) = resolution.resolve(), let options { draft.body = .train(options, model, training) }
    } else if let evaluate {
      let known = evaluationData(dataDraft, data)
      draft.isDataUnknown = known == nil
      draft.body = .evaluate(evaluate, known?.0, known?.1 ?? .test)
    }
    return draft
  }

  /// The data of an `evaluate` block: nil options are each model's own. Nil where they cannot be known.
  private func evaluationData(_ draft: DataDraft, _ layers: [DataLayer]) -> (DataOptions?, Split)? {
    guard !draft.isBroken else { return nil }
    let split = draft.split?.value ?? .test
    guard layers.contains(where: \.isNamed) else {
      for layer in layers where !layer.isInherited {
        for entry in layer.entries ?? [] where entry.key != "split" {
          findings.error(
            .missingKey, "'\(entry.key)' needs the data's 'name'", at: entry.keySpot,
            help: "without a name each model is measured on the data that it was trained on")
        }
      }
      return (nil, split)
    }
    return draft.resolved(findings).map { ($0, split) }
  }
}
