internal import Autoencoders
internal import Engine
internal import NotebookSyntax

// Values of the keys that say what a model is and how it is trained.

/// `code: 32` or `{size: 32, activation: sigmoid}`.
struct CodeLayer: Equatable, Sendable {
  var size: Int?
  var activation: Activation?
}

/// `decoder: mirror`, or layers.
enum DecoderValue: Equatable, Sendable {
  case mirror
  case layers([HiddenLayer])
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
        : integer(WidthLimits.widths).map { .dense(units: $0) }
    }
    for kind in ["dropout", "batch_norm", "conv", "pool"] where reader.has(kind) {
      reader.later(kind)
      return nil
    }
    let units = reader.read("dense") { $0.integer(WidthLimits.widths) }
    let activation = reader.read("activation") { $0.choice(of: Activation.self) }
    reader.finish()
    if !reader.has("dense") {
      findings.error(.missingKey, "a layer needs its width: {dense: 256}", at: node.spot)
    }
    guard let units, reader.broken.isEmpty else { return nil }
    return .dense(units: units.value, activation: activation?.value)
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
    reader.later("binary") { $0.isNone }
    reader.finish()
    return reader.broken.isEmpty ? CodeLayer(size: size?.value, activation: activation?.value) : nil
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

  func initialization() -> Initialization? {
    if let entries = node.entries {
      if entries.contains(where: { $0.key == "from" }) {
        findings.error(.notSupported, "'from' is not supported yet", at: entries[0].keySpot)
        return nil
      }
      return reject("he, glorot or uniform")
    }
    return choice()
  }
}
