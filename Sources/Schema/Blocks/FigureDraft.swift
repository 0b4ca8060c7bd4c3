internal import NotebookSyntax

/// A figure as the block asks for it; rows and curves are words until it is known which models there are.
struct FigureDraft: Sendable {
  enum Name: String, CaseIterable, Sendable {
    case loss, reconstructions, filters
    case codeScatter = "code_scatter"
    case codeHistogram = "code_histogram"
    case manifold, interpolation, samples
    case rateDistortion = "rate_distortion"
    case bytesPSNR = "bytes_psnr"
    case retrieval
    case errorHistogram = "error_histogram"
    case spectrum, architecture, images
  }

  struct Word: Sendable {
    let text: String
    let spot: Spot
  }

  var name: Name
  var spot: Spot
  var curves: [Word]?
  var isLogarithmic = false
  var count: Int?
  var pick: FigureRequest.ReconstructionOptions.Pick?
  var pickSpots: [Spot] = []
  var rows: [Word]?
  var pictures: FigureRequest.PictureOptions.Kind?
  var style: FigureRequest.ArchitectureOptions.Style?
  var caption: YAMLNode?
  var alternative: YAMLNode?

  /// Whether both would draw the same.
  func isSame(as other: FigureDraft) -> Bool {
    name == other.name && curves?.map(\.text) == other.curves?.map(\.text) && isLogarithmic == other.isLogarithmic
      && count == other.count && pictures == other.pictures && style == other.style && pick == other.pick
      && rows?.map(\.text) == other.rows?.map(\.text)
  }

  static let mostColumns = 100
}

private enum Scale: String, CaseIterable { case linear, log }

private enum PickWord: String, CaseIterable {
  case onePerClass = "one_per_class"
  case first, random, worst

  var pick: FigureRequest.ReconstructionOptions.Pick {
    switch self {
    case .onePerClass: .onePerClass
    case .first: .first
    case .random: .random
    case .worst: .worst
    }
  }
}

extension ValueReader {
  /// A list of figures by name or with options; a figure that is wrong leaves the others standing.
  func figures() -> [FigureDraft]? {
    guard let items = list("figures") else { return nil }
    let figures = items.map { $0.figure() }
    var seen: [FigureDraft] = []
    for figure in figures.compactMap(\.self) {
      if seen.contains(where: { $0.isSame(as: figure) }) {
        findings.error(.duplicateItem, "'\(figure.name.rawValue)' is listed twice in 'figures'", at: figure.spot)
      }
      seen.append(figure)
    }
    return figures.contains { $0 == nil } ? nil : figures.compactMap(\.self)
  }

  private func figure() -> FigureDraft? {
    if node.scalar != nil {
      let name: FigureDraft.Name? = choice()
      guard let name else { return nil }
      var figure = FigureDraft(name: name, spot: node.spot)
      figure.pictures = name.pictures
      if name == .interpolation {
        findings.error(
          .missingKey, "'interpolation' needs 'from' and 'to'", at: node.spot,
          help: "write {interpolation: {from: 17, to: 4}}, or {class: 3} for the first of a class")
        return nil
      }
      return figure
    }
    guard let entries = node.entries else { return reject("a list of names, or of mappings like {loss: {scale: log}}") }
    guard entries.count == 1, let entry = entries.first else {
      findings.error(.wrongType, "an item of 'figures' names one figure, found \(entries.count)", at: node.spot)
      return nil
    }
    let key = YAMLNode(content: .scalar(.init(text: entry.key, isPlain: true)), spot: entry.keySpot)
    let reader = ValueReader(node: key, key: "figures", findings: findings)
    guard let name: FigureDraft.Name = reader.choice() else { return nil }
    guard let options = ValueReader(node: entry.value, key: entry.key, findings: findings).mapping() else {
      if entry.value.isNull {
        findings.error(
          .emptyValue, "'\(entry.key)' has no value", at: entry.keySpot,
          help: "the name alone is enough: - \(entry.key)")
      } else if !entry.value.isUnknown {
        findings.error(
          .wrongType, "'\(entry.key)' must be a mapping of options, found \(entry.value.found)", at: entry.value.spot)
      }
      return nil
    }
    return FigureDraft(name, options, spot: entry.keySpot)
  }

  fileprivate func words(_ expected: String) -> [FigureDraft.Word]? {
    guard let items = list(expected) else { return nil }
    var words: [FigureDraft.Word] = []
    for item in items {
      guard let text = item.word() else { return nil }
      if words.contains(where: { $0.text == text }) {
        findings.error(.duplicateItem, "'\(quoted(text))' is listed twice in '\(key)'", at: item.node.spot)
        return nil
      }
      words.append(.init(text: text, spot: item.node.spot))
    }
    return words.isEmpty ? refuse("a list with at least one item") : words
  }

  fileprivate func pick() -> (FigureRequest.ReconstructionOptions.Pick, [Spot])? {
    guard node.list != nil else {
      guard node.scalar != nil, node.integer == nil else {
        return reject(PickWord.allCases.map(\.rawValue).alternatives + ", or a list of places like [17, 4]")
      }
      return choice(of: PickWord.self).map { ($0.pick, []) }
    }
    guard let items = list("places") else { return nil }
    guard (1...FigureDraft.mostColumns).contains(items.count) else {
      return refuse("a list of 1 to \(FigureDraft.mostColumns) places")
    }
    let places = items.map { $0.integer(0...Int.max) }
    return places.contains(nil) ? nil : (.places(places.compactMap(\.self)), items.map(\.node.spot))
  }
}

extension FigureDraft {
  fileprivate init?(_ name: Name, _ mapping: MappingReader, spot: Spot) {
    self.init(name: name, spot: spot)
    var reader = mapping
    switch name {
    case .loss:
      curves = reader.read("curves") { $0.words("curves") }?.value
      isLogarithmic = reader.read("scale") { $0.choice(of: Scale.self) }?.value == .log
    case .reconstructions:
      count = reader.read("count") { $0.integer(1...Self.mostColumns) }?.value
      if let found = reader.read("pick", { value in value.pick().map { PickFound(pick: $0.0, spots: $0.1) } })?.value {
        pick = found.pick
        pickSpots = found.spots
      }
      rows = reader.read("rows") { $0.words("rows") }?.value
      if let count, case .places(let places)? = pick, places.count != count {
        reader.findings.error(
          .contradiction, "'count' is \(count), but 'pick' lists \(places.count)", at: reader.keySpot("count"))
      }
    case .architecture: style = reader.read("style") { $0.choice() }?.value
    default: pictures = reader.pictures(of: name)
    }
    caption = reader.caption("fig_cap")
    alternative = reader.caption("fig_alt")
    reader.finish()
    guard reader.broken.isEmpty else { return nil }
  }

  private struct PickFound: Sendable {
    let pick: FigureRequest.ReconstructionOptions.Pick
    let spots: [Spot]
  }
}

extension MappingReader {
  /// A caption or an alternative text; a comment behind it is most likely a part of it.
  mutating func caption(_ key: String) -> YAMLNode? {
    let found = read(key) { value in value.text().map { _ in value.node } }
    if let node = found?.value, let scalar = node.scalar, scalar.comment != .none {
      ValueReader(node: node, key: key, findings: findings).warnOfComment()
    }
    return found?.value
  }

  /// A title, where a comment may well stand apart: only `#1` directly behind it looks like a part of it.
  mutating func title(_ key: String) -> Found<String>? {
    read(key) { value in
      if let scalar = value.node.scalar, scalar.comment == .tight { value.warnOfComment() }
      return value.text()
    }
  }
}

extension ValueReader {
  fileprivate func warnOfComment() {
    findings.warning(
      .swallowedComment, "what follows '#' is a comment and not a part of '\(key)'", at: node.spot,
      help: "put the text in quotes: \(key): '\(quoted(node.scalar?.text ?? "")) #…'")
  }
}
