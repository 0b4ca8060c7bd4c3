internal import Engine
internal import NotebookSyntax

extension ValueReader {
  /// `adam`, `{adam: 0.001}` or `{kind: adam, learning_rate: 0.001, beta1: 0.9}`.
  func optimizer() -> Optimizer? {
    guard let reader = mapping() else {
      guard node.scalar != nil else { return reject("an optimizer like {adam: 0.001}") }
      return choice(of: Optimizer.Kind.self).map { Optimizer(kind: $0) }
    }
    return reader.has("kind") ? longForm(reader) : shortForm(reader)
  }

  private func shortForm(_ mapping: MappingReader) -> Optimizer? {
    var reader = mapping
    let found = Optimizer.Kind.allCases.compactMap { kind in
      reader.read(kind.rawValue) { $0.number(.positive) }.map { (kind, $0.value) }
    }
    let named = Optimizer.Kind.allCases.filter { reader.has($0.rawValue) }
    // 'momentum' is a kind and a setting: alone it is the kind.
    let settings = LanguageKeys.optimizer.filter { reader.has($0) && Optimizer.Kind(rawValue: $0) == nil }
    if !settings.isEmpty {
      let kind = named.first ?? .adam
      findings.error(
        .missingKey, "an optimizer with several settings needs its 'kind'", at: node.spot,
        help:
          "write {kind: \(kind.rawValue), learning_rate: \(ConfigurationValue.number(kind.customaryRate).yamlText), …}")
      return nil
    }
    reader.finish()
    if named.count > 1 {
      findings.error(
        .contradiction, "'optimizer' names \(named.map(\.rawValue).conjunction)", at: node.spot,
        help: named == [.sgd, .momentum] ? "write {kind: momentum, learning_rate: 0.001, momentum: 0.9}" : nil)
    } else if named.isEmpty, node.entries?.isEmpty == true {
      return reject("an optimizer like {adam: 0.001}")
    }
    guard named.count == 1, node.entries?.count == 1, let (kind, rate) = found.first else { return nil }
    return Optimizer(kind: kind, learningRate: rate)
  }

  private func longForm(_ mapping: MappingReader) -> Optimizer? {
    var reader = mapping
    let kind = reader.read("kind") { $0.choice(of: Optimizer.Kind.self) }
    let rate = reader.read("learning_rate") { $0.number(.positive) }
    let beta1 = reader.read("beta1") { $0.number(.belowOne) }
    let beta2 = reader.read("beta2") { $0.number(.belowOne) }
    let rho = reader.read("rho") { $0.number(.belowOne) }
    let epsilon = reader.read("epsilon") { $0.number(.positive) }
    let momentum = reader.read("momentum") { $0.number(.belowOne) }
    reader.finish()
    guard let kind = kind?.value else { return nil }
    var optimizer = Optimizer(kind: kind, learningRate: rate?.value)
    for key in ["beta1", "beta2", "rho", "epsilon", "momentum"] where reader.has(key) && !kind.settings.contains(key) {
      findings.error(.meaningless, "'\(key)' has no meaning in '\(kind.rawValue)'", at: reader.keySpot(key))
    }
    optimizer.beta1 = beta1?.value ?? optimizer.beta1
    optimizer.beta2 = beta2?.value ?? optimizer.beta2
    optimizer.rho = rho?.value ?? optimizer.rho
    optimizer.epsilon = epsilon?.value ?? optimizer.epsilon
    optimizer.momentum = momentum?.value ?? optimizer.momentum
    return reader.broken.isEmpty ? optimizer : nil
  }
}

extension Optimizer.Kind {
  /// The keys of the long form that it reads.
  var settings: [String] {
    switch self {
    case .sgd: []
    case .momentum, .nesterov: ["momentum"]
    case .adam, .adamw: ["beta1", "beta2", "epsilon"]
    case .rmsprop, .adadelta: ["rho", "epsilon"]
    case .adagrad: ["epsilon"]
    }
  }
}

extension Optimizer {
  /// The long form, whichever was written.
  var configurationValue: ConfigurationValue {
    var entries: [ConfigurationValue.Entry] = [
      .init("kind", .string(kind.rawValue)), .init("learning_rate", .number(learningRate)),
    ]
    for setting in kind.settings {
      switch setting {
      case "beta1": entries.append(.init(setting, .number(beta1)))
      case "beta2": entries.append(.init(setting, .number(beta2)))
      case "rho": entries.append(.init(setting, .number(rho)))
      case "epsilon": entries.append(.init(setting, .number(epsilon)))
      default: entries.append(.init(setting, .number(momentum)))
      }
    }
    return .mapping(entries)
  }
}
