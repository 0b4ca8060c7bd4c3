internal import Autoencoders
internal import NotebookSyntax

extension BlockOptions {
  /// The settings that decide a result, between those that only the page shows: the title before them, figures and
  /// claims behind. The display keys are no part of a configuration.
  func framing(_ settings: [Setting], _ draft: BlockDraft) -> [Setting] {
    func shown(_ key: String, _ value: ConfigurationValue) -> Setting {
      Setting(key: key, value: value, isDefault: !draft.given.contains(key), decidesResult: false)
    }
    let names = figures.map { ConfigurationValue.string($0.name) }
    var behind = [shown("figures", .list(names))]
    if case .evaluate(let evaluate, _, _) = draft.body {
      behind.append(shown("reference", evaluate.referenceValue))
    }
    let texts = draft.common.claims?.value.compactMap { $0.scalar.map { ConfigurationValue.string($0.text) } } ?? []
    behind.append(shown("expect", texts.isEmpty ? .none : .list(texts)))
    return ([shown("title", .string(title))] + settings + behind).map { setting in
      var placed = setting
      placed.line = draft.lines[setting.key]
      return placed
    }
  }
}

extension EvaluateDraft {
  fileprivate var referenceValue: ConfigurationValue {
    guard let scores = reference?.value, !scores.isEmpty else { return .none }
    var models: [String] = []
    for score in scores where models.last != score.model { models.append(score.model) }
    return .mapping(
      models.map { model in
        .init(
          model,
          .mapping(scores.filter { $0.model == model }.map { .init($0.metric.name, .number($0.value)) }))
      })
  }
}
