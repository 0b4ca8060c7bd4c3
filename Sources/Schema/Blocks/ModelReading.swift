internal import Autoencoders
internal import Engine
internal import NotebookSyntax

// Values of the keys that say what a model is and how it is trained.

/// `code: 32` or `{size: 32, activation: sigmoid}`.
struct CodeLayer: Equatable, Sendable {
  var size: Int?
  var activation: Activation?
  /// Standard deviation of the noise of a code that is thresholded in evaluation.
  var binary: Double?
}

/// `decoder: mirror`, or layers.
enum DecoderValue: Equatable, Sendable {
  case mirror
  case layers([HiddenLayer])
}

/// `initialization: he`, or `{from: LABEL}`.
enum InitializationValue: Sendable {
  case drawn(Initialization)
  /// The label of the block whose weights are the first ones.
  case from(FigureDraft.Word)
}

enum WidthLimits {
  static let widths = 1...65_536
  static let mostLayers = 100
  static let mostParameters = 1 << 31
  /// Eigenvectors take width³ operations: about a minute for this many.
  static let mostPixelsOfPCA = 4_096
}

extension ValueReader {
  /// Widths or layers, from one side to the other.
  func layers() -> [HiddenLayer]? {
    guard let items = list("widths or layers") else { return nil }
    guard items.count <= WidthLimits.mostLayers else {
      return refuse("a list of at most \(WidthLimits.mostLayers) layers")
    }
    let layers = items.map { $0.layer() }
    return layers.contains(nil) ? nil : layers.compactMap(\.self)
  }

  private func layer() -> HiddenLayer? {
    guard var reader = mapping() else {
      return node.scalar == nil
        ? reject("a width or a layer like {dense: 256, activation: relu}")
        : width().map { .dense(units: $0) }
    }
    for kind in ["conv", "pool"] where reader.has(kind) {
      reader.later(kind)
      return nil
    }
    let units = reader.read("dense") { $0.integer(WidthLimits.widths) }
    let activation = reader.read("activation") { $0.choice(of: Activation.self) }
    let dropout = reader.read("dropout") { $0.number(.belowOne) }
    let batchNorm = reader.read("batch_norm") { $0.batchNorm() }
    reader.finish()
    let kinds = ["dense", "dropout", "batch_norm"].filter { reader.has($0) }
    guard let kind = kinds.first, kinds.count == 1 else {
      if kinds.isEmpty {
        findings.error(.missingKey, "a layer needs its width: {dense: 256}", at: node.spot)
      } else {
        findings.error(
          .contradiction, "a layer is of one kind, found \(kinds.conjunction)", at: node.spot,
          help: "write one after the other: [{dense: 256}, {batch_norm: true}, {dropout: 0.2}]")
      }
      return nil
    }
    if kind != "dense", let spot = reader.keySpot("activation") {
      findings.error(.meaningless, "'activation' has no meaning in a layer of '\(kind)'", at: spot)
      return nil
    }
    guard reader.broken.isEmpty else { return nil }
    if let units { return .dense(units: units.value, activation: activation?.value) }
    if let dropout { return .dropout(rate: dropout.value) }
    return batchNorm.map { _ in .batchNorm }
  }

  private func width() -> Int? {
    let remedies = ["dropout": "{dropout: 0.2}", "batch_norm": "{batch_norm: true}"]
    guard let word = node.scalar?.text, let remedy = remedies[word] else { return integer(WidthLimits.widths) }
    findings.error(
      .wrongType, "'\(key)' must be a list of widths or layers, found \(word)", at: node.spot,
      help: "write \(remedy)")
    return nil
  }

  private func batchNorm() -> Bool? {
    guard let isThere = boolean() else { return nil }
    guard !isThere else { return true }
    findings.error(
      .outOfRange, "'batch_norm' can only be true", at: node.spot, help: "leave the layer out")
    return nil
  }

  func decoder() -> DecoderValue? {
    if let word = node.scalar?.text {
      if word == "mirror" { return .mirror }
      findings.error(
        .wrongType, "'\(key)' must be mirror or a list of widths or layers, found \(node.found)", at: node.spot,
        help: findings.suggestion(for: word, among: ["mirror"]))
      return nil
    }
    return layers().map { .layers($0) }
  }

  func code() -> CodeLayer? {
    guard var reader = mapping() else {
      if node.scalar?.text == "last" {
        findings.error(.notSupported, "'last' is not supported yet", at: node.spot)
        return nil
      }
      return node.scalar == nil
        ? reject("a width or a mapping like {size: 32, activation: sigmoid}")
        : integer(WidthLimits.widths).map { CodeLayer(size: $0) }
    }
    let size = reader.read("size") { $0.integer(WidthLimits.widths) }
    let activation = reader.read("activation") { $0.choice(of: Activation.self) }
    let binary = reader.read("binary") { $0.binary() }
    reader.finish()
    return reader.broken.isEmpty
      ? CodeLayer(size: size?.value, activation: activation?.value, binary: binary?.value ?? nil) : nil
  }

  func splits() -> [Split]? {
    guard let items = list("splits") else { return nil }
    var splits: [Split] = []
    for item in items {
      guard let split = item.choice(of: Split.self) else { return nil }
      guard !splits.contains(split) else {
        findings.error(.duplicateItem, "'\(split.rawValue)' is listed twice in '\(key)'", at: item.node.spot)
        return nil
      }
      splits.append(split)
    }
    return splits
  }

  /// `he`, `{from: LABEL}`.
  func initialization() -> InitializationValue? {
    guard var reader = mapping(), node.entries?.isEmpty == false else {
      let words = Initialization.allCases.map(\.rawValue)
      let expected = (words + ["{from: LABEL}"]).alternatives
      guard let word = node.scalar?.text else { return reject(expected) }
      if let drawn = Initialization(rawValue: word) { return .drawn(drawn) }
      findings.error(
        .unknownValue, "'initialization' must be \(expected), found \(node.found)", at: node.spot,
        help: findings.suggestion(for: word, among: words))
      return nil
    }
    let label = reader.read("from") { $0.modelLabel() }
    reader.finish()
    return label.map { .from(.init(text: $0.value, spot: $0.spot)) }
  }

  /// What may be the label of a `train` block.
  func modelLabel() -> String? { word() }
}
