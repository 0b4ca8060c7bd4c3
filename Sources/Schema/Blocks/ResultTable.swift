internal import Autoencoders
internal import Datasets
internal import Engine
internal import NotebookSyntax

/// The values that the blocks of a notebook will make: what paths may name.
struct ResultTable {
  /// What one block makes.
  struct Block {
    let kind: BlockKind
    let spot: Spot
    let isRun: Bool
    /// The block could not be read: any path into it is taken as right.
    var isUnreadable = false
    /// Of a `train` block: results without a split.
    var fields: [String] = []
    var splits: [Split] = []
    /// Of a `train` block: what its loss has beside the reconstruction.
    var penalties: [Penalty] = []
    /// Of a `train` block: the noise that it is trained with.
    var corruption: Corruption?
    /// Of an `evaluate` block, in their order.
    var models: [String] = []
    var modelSet: Set<String> = []
    /// Listed as models, but none: what is said of them is not held against the author a second time.
    var wrongModels: Set<String> = []
    var areModelsUnknown = false
    var metrics: [Metric] = []
    var areMetricsUnknown = false
    var pixels: Int?
    var data: DataOptions?
    var seed: UInt64 = 0
    var isTrained = false
    /// Whether its code is drawn from a Gaussian; true where that could not be read.
    var isVariational = true
    /// Units of the code; nil where that could not be read.
    var code: Int?
    /// Models that a `train` block makes; nil where that could not be read.
    var repeats: Int? = 1
    /// Those of an `evaluate` block's models that may be several each.
    var repeatedModels: Set<String> = []
    /// Of a family: labels of its members.
    var members: [String] = []

    /// Whether a `train` block's numbers may be means of several models.
    var mayRepeat: Bool { isUnreadable || repeats != 1 }
  }

  enum Answer: Equatable {
    case known
    /// The label is a block's; the rest is not.
    case unknownRest
    case unknownLabel
    case notRun
  }

  private var blocks: [String: Block] = [:]
  /// In the order of the file.
  private(set) var labels: [String] = []
  /// A block's label could not be read: an unknown label may be its.
  var hasUnnamedBlock = false

  /// Where a block could not be read, any member of its family is it.
  subscript(label: String) -> Block? {
    if let block = blocks[label] { return block }
    return familyLabel(of: label).flatMap { blocks[$0] }.flatMap { $0.isUnreadable ? $0 : nil }
  }

  /// `size` of `size(8)`, whether there is such a family or not.
  func familyLabel(of label: String) -> String? {
    label.firstIndex(of: "(").map { String(label[..<$0]) }
  }

  /// What there is of the family that a word names, or a member of: `'size' has the members size(2) and size(8)`.
  func members(of word: String) -> String? {
    let label = familyLabel(of: word) ?? word
    guard let members = blocks[label]?.members, !members.isEmpty else { return nil }
    return "the members of '\(label)' are "
      + (members.count > 12 ? members.prefix(12).joined(separator: ", ") + " and others" : members.conjunction)
  }

  /// Labels of models with those of a family's members in the place of its own.
  func expanding(_ words: [FigureDraft.Word]) -> [FigureDraft.Word] {
    words.flatMap { word in
      let members = blocks[word.text]?.members ?? []
      return members.isEmpty ? [word] : members.map { FigureDraft.Word(text: $0, spot: word.spot) }
    }
  }

  /// Adds a block; false where the label is taken.
  mutating func add(_ label: String, _ block: Block) -> Bool {
    guard blocks[label] == nil else {
      // A path may mean either.
      blocks[label]?.isUnreadable = true
      return false
    }
    blocks[label] = block
    labels.append(label)
    return true
  }

  mutating func setModels(of label: String, _ evaluation: ProgramAssembly.Evaluation) {
    let repeated = Set(evaluation.models.filter { blocks[$0]?.mayRepeat ?? true })
    blocks[label]?.models = evaluation.models
    blocks[label]?.modelSet = Set(evaluation.models)
    blocks[label]?.repeatedModels = repeated
    blocks[label]?.wrongModels = evaluation.wrongModels
    blocks[label]?.areModelsUnknown = evaluation.areModelsUnknown
    blocks[label]?.metrics = evaluation.metrics
    blocks[label]?.areMetricsUnknown = evaluation.areMetricsUnknown
  }

  /// What is known of a path's words.
  func answer(_ words: [Substring], inside own: String?) -> Answer {
    guard let label = words.first.map(String.init), let block = self[label] else { return .unknownLabel }
    guard block.makes(words.dropFirst()) else { return .unknownRest }
    let isOwn = own.map { $0 == label || $0 == familyLabel(of: label) } ?? false
    return block.isRun || isOwn ? .known : .notRun
  }
}

extension ResultTable.Block {
  static let everyMeasure = ["loss", "reconstruction", "mse", "sse"]

  /// What is measured on each split, the terms of the loss included.
  static func measures(_ penalties: [Penalty]) -> [String] {
    everyMeasure + penalties.flatMap { [LossTerm.raw($0).name, LossTerm.weighted($0).name] }
  }

  var measures: [String] { Self.measures(penalties) }

  /// Behind a number that is the mean of several models: their sample standard deviation.
  static let spread = "sd"

  /// Whether the block makes the value that the words behind its label name, or may make it as far as it was read.
  func makes(_ words: ArraySlice<Substring>) -> Bool {
    var words = words.map(String.init)
    let isSpread = words.count > 1 && words.last == Self.spread
    if isSpread { words.removeLast() }
    if isUnreadable { return words.count == 2 || kind == .train && words.count == 1 }
    // A number is a member's.
    if !members.isEmpty { return false }
    switch (kind, words.count) {
    case (.train, 1): return fields.contains(words[0]) && (!isSpread || mayRepeat && TrainBlock.varies(words[0]))
    case (.train, 2):
      let isMeasured = splits.contains { $0.rawValue == words[0] } && measures.contains(words[1])
      return isMeasured && (!isSpread || mayRepeat)
    case (.evaluate, 2):
      let isUnsure = wrongModels.contains(words[0]) || areModelsUnknown && !modelSet.contains(words[0])
      let isModel = isUnsure || modelSet.contains(words[0])
      return isModel && (areMetricsUnknown || metrics.contains { $0.name == words[1] })
        && (!isSpread || isUnsure || repeatedModels.contains(words[0]))
    default: return false
    }
  }

  /// Every path without the label, in order; of an `evaluate` block those of its first models.
  var paths: [String] {
    switch kind {
    case .train: TrainBlock.resultNames(splits: splits, measures, fields: fields, areRepeated: mayRepeat)
    case .evaluate:
      models.prefix(50).flatMap { model in
        metrics.flatMap { $0.resultNames(of: model, isRepeated: repeatedModels.contains(model)) }
      }
    }
  }

  /// What the block makes, in words, for the help on what it does not.
  func summary(_ label: String) -> String? {
    switch kind {
    case .train:
      "'\(label)' makes \(measures.conjunction) for \(splits.map(\.rawValue).conjunction)"
        + (mayRepeat ? ", each with its .\(Self.spread)" : "")
        + (fields.isEmpty ? "" : ", and \(fields.conjunction)")
    case .evaluate:
      "'\(label)' makes \(metrics.map(\.name).conjunction) for "
        + (models.count > 6 ? "\(models.count) models" : models.conjunction)
    }
  }
}

extension TrainBlock {
  /// Names of the results, as paths without the label: `test.mse`, `parameters`. Of several models each number that
  /// differs between them is a mean, with its deviation behind it: `test.mse.sd`.
  package var resultNames: [String] {
    let penalties = autoencoder.penalties.filter { $0 != .auxiliary }
    return Self.resultNames(
      splits: data.splits, ResultTable.Block.measures(penalties), fields: Self.fields, areRepeated: repeats > 1)
  }

  /// Results without a split; what a baseline has none of is 0.
  static let fields = ["parameters", "epochs", "best_epoch", "code"]

  /// Whether a result without a split may differ from one model of a block to the next.
  static func varies(_ field: String) -> Bool { field == "epochs" || field == "best_epoch" }

  static func resultNames(
    splits: [Split], _ measures: [String], fields: [String], areRepeated: Bool
  ) -> [String] {
    func names(_ name: String, _ isRepeated: Bool) -> [String] {
      isRepeated ? [name, "\(name).\(ResultTable.Block.spread)"] : [name]
    }
    let measured = splits.flatMap { split in measures.map { "\(split.rawValue).\($0)" } }
    return measured.flatMap { names($0, areRepeated) } + fields.flatMap { names($0, areRepeated && varies($0)) }
  }
}

extension EvaluateBlock {
  /// Names of the results, as paths without the label: `pca.psnr`, and `first.psnr.sd` of a model that is repeated.
  package var resultNames: [String] {
    let repeated = Set(repeatedModels)
    return models.flatMap { model in
      metrics.flatMap { $0.resultNames(of: model, isRepeated: repeated.contains(model)) }
    }
  }
}

extension Metric {
  fileprivate func resultNames(of model: String, isRepeated: Bool) -> [String] {
    let name = "\(model).\(self.name)"
    return isRepeated ? [name, "\(name).\(ResultTable.Block.spread)"] : [name]
  }
}
