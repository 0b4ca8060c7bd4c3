import Autoencoders
import Engine
import Figures
import Schema

/// One colour for each model of a notebook, in all of its figures: decided from the notebook alone, before anything runs.
/// Models take turns with the colours, and those that stand in one chart get different ones as long as there are enough.
/// What nobody trained is grey or nearly black, and so are the parts of a loss beside their sum.
struct ModelColors {
  /// Of PCA, whether a block asked for it or a figure made it to compare with.
  static let principalComponents = Palette.series.count - 1
  /// Of JPEG, and of what else no notebook trains.
  static let untrained = Palette.series.count - 2

  private static let forModels = 0..<Palette.series.count - 2
  private var own: [String: Int] = [:]

  init(of program: Program) {
    let charts = program.chartsOfModels
    var places: [String: [Int]] = [:]
    for (place, labels) in charts.enumerated() { for label in labels { places[label, default: []].append(place) } }
    // How often each colour stands in each chart, and on the whole page.
    var counts = charts.map { _ in Palette.series.map { _ in 0 } }
    var uses = Palette.series.map { _ in 0 }
    for case .train(let block) in program.blocks {
      let label = block.common.label
      let shared = places[label] ?? []
      let clashes = Palette.series.indices.map { color in shared.reduce(0) { $0 + counts[$1][color] } }
      let color =
        Self.wishes(of: block.autoencoder.variant).first { clashes[$0] == 0 }
        ?? Self.forModels.min { (clashes[$0], uses[$0], $0) < (clashes[$1], uses[$1], $1) } ?? 0
      own[label] = color
      uses[color] += 1
      for place in shared { counts[place][color] += 1 }
    }
  }

  /// Of a model.
  subscript(label: String) -> Int { own[label] ?? 0 }

  /// Of a term of a model's loss, where one model's are shown: the whole is the model, the parts stand apart from all
  /// models.
  func color(of term: LossTerm, among terms: [LossTerm], label: String) -> Int {
    switch term {
    case .loss: return self[label]
    case .reconstruction: return Self.untrained
    case .raw, .weighted:
      let penalties = terms.filter { $0 != .loss && $0 != .reconstruction }
      let place = penalties.firstIndex(of: term) ?? 0
      return place == 0 ? Self.principalComponents : (self[label] + place) % Self.forModels.count
    }
  }

  private static func wishes(of variant: Variant) -> [Int] {
    switch variant {
    case .pca: [principalComponents, untrained]
    case .meanImage, .affine: [untrained, principalComponents]
    default: []
    }
  }
}

extension Program {
  /// The labels of the models that stand in one chart, by block.
  fileprivate var chartsOfModels: [[String]] {
    blocks.compactMap { block in
      guard case .evaluate(let block) = block, block.common.figures.contains(where: \.showsModelsTogether) else {
        return nil
      }
      return block.models
    }
  }
}

extension FigureRequest {
  /// Whether all models of a block stand in one chart, each in its colour.
  fileprivate var showsModelsTogether: Bool {
    switch self {
    case .loss: true
    case .chart(let options): options.kind != .codeScatter
    case .reconstructions, .pictures, .architecture, .variation: false
    }
  }
}
