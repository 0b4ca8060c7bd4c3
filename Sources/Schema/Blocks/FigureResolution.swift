internal import Autoencoders
internal import Datasets
internal import Engine
internal import NotebookSyntax

/// Holds a figure to the block that it stands in: its rows, curves and places have to exist.
struct FigureResolution {
  let draft: BlockDraft
  let evaluation: ProgramAssembly.Evaluation?
  let table: ResultTable
  let findings: Findings
  /// The list of figures comes from the defaults or a profile: what has no meaning here is passed over.
  let isInherited: Bool

  func request(_ figure: FigureDraft, _ words: FigureRequest.Words) -> FigureRequest? {
    switch figure.name {
    case .loss: loss(figure, words)
    case .reconstructions: reconstructions(figure, words)
    case .architecture: architecture(figure, words)
    default: picture(figure, words)
    }
  }

  /// Pictures and charts of codes: what their models have to have is checked here.
  private func picture(_ figure: FigureDraft, _ words: FigureRequest.Words) -> FigureRequest? {
    if let kind = figure.name.chart {
      if kind == .rateDistortion { requireVariational(figure) }
      var options = FigureRequest.ChartOptions(kind)
      options.words = words
      return .chart(options)
    }
    guard let kind = figure.pictures else { return nil }
    var options = FigureRequest.PictureOptions(kind)
    options.words = words
    switch kind {
    case .manifold:
      if let code = codes.first(where: { $0.width != 2 }) {
        guard !isInherited else { return nil }
        findings.error(
          .meaningless, "'manifold' shows codes of two units, and '\(code.label)' has \(grouped(code.width))",
          at: figure.spot, help: "'code: 2' makes one")
      }
    case .interpolation(let from, let to, _):
      for case .place(let place) in [from, to] { checkPlaces([place], [figure.spot]) }
      for case .ofClass(let found) in [from, to] {
        if let data = shownData, !data.hasLabels {
          findings.error(.meaningless, "'\(data.name)' has no classes", at: figure.spot)
          break
        }
        if let classes = shownData?.classes, !classes.contains(found) {
          findings.error(
            .outOfRange, "class \(found) is not one of the classes of the data", at: figure.spot)
        }
      }
    case .retrieval:
      if let data = shownData, !data.hasLabels {
        findings.error(.meaningless, "'retrieval' needs classes, and '\(data.name)' has none", at: figure.spot)
      }
    case .samples: requireVariational(figure)
    case .filters, .images: break
    }
    return .pictures(options)
  }

  private func architecture(_ figure: FigureDraft, _ words: FigureRequest.Words) -> FigureRequest? {
    if !codes.isEmpty, codes.allSatisfy({ $0.width == 0 }) {
      guard !isInherited else { return nil }
      findings.error(
        .meaningless, "'architecture' shows an encoder and a decoder, and '\(codes[0].label)' has no code",
        at: figure.spot)
    }
    var options = FigureRequest.ArchitectureOptions()
    options.style = figure.style ?? options.style
    options.words = words
    return .architecture(options)
  }

  /// At least one model has a prior to draw from.
  private func requireVariational(_ figure: FigureDraft) {
    let isThere: Bool =
      switch draft.body {
      case .train(_, let model, _): model.variant == .variational
      case .evaluate:
        (evaluation?.isUnknown ?? true) || (evaluation?.models ?? []).contains { table[$0]?.isVariational ?? true }
      case .broken: true
      }
    guard !isThere, !isInherited else { return }
    findings.error(
      .meaningless, "'\(figure.name.rawValue)' needs a model of the variant 'variational'", at: figure.spot)
  }

  /// Of the block's models, as far as they are known.
  private var codes: [(label: String, width: Int)] {
    switch draft.body {
    case .train(_, let model, _):
      [(draft.label ?? "", model.variant == .meanImage || model.variant == .affine ? 0 : model.code)]
    case .evaluate: (evaluation?.models ?? []).compactMap { label in table[label]?.code.map { (label, $0) } }
    case .broken: []
    }
  }

  /// The data whose images are shown, where they are known here.
  private var shownData: DataOptions? {
    switch draft.body {
    case .train(let data, _, _): data
    case .evaluate(_, let data, _): data ?? evaluation?.models.lazy.compactMap { table[$0]?.data }.first
    case .broken: nil
    }
  }

  private func loss(_ figure: FigureDraft, _ words: FigureRequest.Words) -> FigureRequest? {
    guard hasCurves else {
      guard !isInherited else { return nil }
      if case .train(_, let model, _) = draft.body {
        findings.error(
          .meaningless, "'loss' has no meaning in '\(model.variant.rawValue)', which is computed at once",
          at: figure.spot)
      } else {
        findings.error(.meaningless, "none of the models has a curve of its loss", at: figure.spot)
      }
      return nil
    }
    var options = FigureRequest.LossOptions()
    options.isLogarithmic = figure.isLogarithmic
    options.words = words
    options.curves = figure.curves?.map(\.text)
    if let known = curves {
      for curve in figure.curves ?? [] where !known.contains(curve.text) {
        findings.error(
          .unknownPath, "there is no curve '\(quoted(curve.text))'", at: curve.spot,
          help: findings.suggestion(for: curve.text, among: known) ?? "there are \(known.conjunction)")
      }
    }
    return .loss(options)
  }

  private var hasCurves: Bool {
    if case .train(_, let model, _) = draft.body { return model.variant.isTrained }
    guard let evaluation, !evaluation.isUnknown else { return true }
    return evaluation.models.contains { table[$0]?.isTrained == true || table[$0]?.isUnreadable == true }
  }

  /// The curves that training makes: the batches' mean, each split that is watched, and the one that decides when it
  /// ends.
  private var curves: [String]? {
    switch draft.body {
    case .train(_, let model, let training):
      Self.curves(of: (training.watch ?? []) + (training.earlyStopping == nil ? [] : [.validation])) {
        model.terms(of: $0).map(\.name)
      }
    case .evaluate:
      if let evaluation, !evaluation.isUnknown { curves(of: evaluation.models) } else { nil }
    case .broken: nil
    }
  }

  private static func curves(of watch: [Split], terms: (Split) -> [String]) -> [String] {
    Split.allCases.filter { $0 == .train || watch.contains($0) }
      .flatMap { split in terms(split).map { "\(split.rawValue).\($0)" } }
  }

  /// Those that one of several models may have.
  private func curves(of models: [String]) -> [String] {
    var penalties: [Penalty] = []
    for model in models { penalties += (table[model]?.penalties ?? []).filter { !penalties.contains($0) } }
    let terms =
      penalties.isEmpty
      ? [LossTerm.loss] : [.loss, .reconstruction] + penalties.flatMap { [.raw($0), .weighted($0)] }
    return Self.curves(of: Split.allCases) { _ in terms.map(\.name) }
  }

  private func reconstructions(_ figure: FigureDraft, _ words: FigureRequest.Words) -> FigureRequest? {
    var options = FigureRequest.ReconstructionOptions()
    options.words = words
    options.pick = figure.pick ?? options.pick
    options.count = figure.count ?? options.count
    if case .places(let places) = options.pick {
      options.count = places.count
      checkPlaces(places, figure.pickSpots)
    }
    options.rows = figure.rows.map { table.expanding($0).compactMap { row($0) } }
    return .reconstructions(options)
  }

  private func row(_ word: FigureDraft.Word) -> FigureRequest.ReconstructionOptions.Row? {
    switch word.text {
    case "clean": return .clean
    case "input": return .input
    case "error": return .error
    default: break
    }
    let models = evaluation?.models ?? [draft.label].compactMap(\.self)
    if models.contains(word.text) { return .model(word.text) }
    guard let evaluation else { return unknownRow(word, among: models) }
    guard !evaluation.areModelsUnknown, !evaluation.wrongModels.contains(word.text) else { return nil }
    return unknownRow(word, among: models)
  }

  private func unknownRow(_ word: FigureDraft.Word, among models: [String]) -> FigureRequest.ReconstructionOptions.Row?
  {
    if draft.kind == .evaluate, evaluation == nil { return nil }
    guard draft.label != nil else { return nil }
    findings.error(
      .unknownModel, "'\(quoted(word.text))' is not a row: rows are clean, input, error and the block's models",
      at: word.spot, help: findings.suggestion(for: word.text, among: models + ["clean", "input", "error"]))
    return nil
  }

  /// Places count from 0 in the split that is shown.
  private func checkPlaces(_ places: [Int], _ spots: [Spot]) {
    let images: Int? =
      switch draft.body {
      case .train(let data, _, _): data.shownTestImages
      case .evaluate(_, let data?, .test): data.shownTestImages
      default: nil
      }
    guard let images else { return }
    for (place, spot) in zip(places, spots) where place >= images {
      findings.error(
        .tooManyImages, "'pick' asks for image \(grouped(place)); the test split has 0 to \(grouped(images - 1))",
        at: spot)
    }
  }
}

extension DataOptions {
  fileprivate var shownTestImages: Int { testLimit ?? testImages }
}

extension BlockDraft {
  /// A `train` block shows its curves, where it has some, and its reconstructions; an `evaluate` block its table.
  var defaultFigures: [FigureRequest] {
    switch body {
    case .train(_, let model, _): (model.variant.isTrained ? [.loss(.init())] : []) + [.reconstructions(.init())]
    case .evaluate, .broken: []
    }
  }
}
