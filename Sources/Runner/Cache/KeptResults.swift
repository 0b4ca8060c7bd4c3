import Autoencoders
import Engine
import Figures
import Foundation
import Schema

/// Numbers as their bytes, little-endian: exact, and quick to read.
struct Packed<Number: BitwiseCopyable>: Codable {
  let values: [Number]

  init(_ values: [Number]) { self.values = values }

  init(from decoder: any Decoder) throws {
    let data = try decoder.singleValueContainer().decode(Data.self)
    guard data.count % MemoryLayout<Number>.stride == 0 else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "\(data.count) bytes"))
    }
    let count = data.count / MemoryLayout<Number>.stride
    values = unsafe [Number](unsafeUninitializedCapacity: count) { buffer, initialized in
      _ = unsafe data.copyBytes(to: UnsafeMutableRawBufferPointer(buffer))
      initialized = count
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(unsafe values.withUnsafeBytes { unsafe Data($0) })
  }
}

struct KeptCurve: Codable {
  let split: Split
  let term: String
  let losses: Packed<Double>

  init(_ curve: TrainedModel.Curve) {
    split = curve.split
    term = curve.term.name
    losses = Packed(curve.losses)
  }

  /// Nil where it is of a term that there is not.
  var curve: TrainedModel.Curve? {
    let terms = [LossTerm.loss, .reconstruction] + Penalty.allCases.flatMap { [LossTerm.raw($0), .weighted($0)] }
    return terms.first { $0.name == term }
      .map { TrainedModel.Curve(split: split, term: $0, losses: losses.values) }
  }
}

/// The models of a `train` block with what was measured of them; the rest follows from the block.
struct KeptModels: Codable {
  struct Model: Codable {
    let parameters: Packed<Float>
    let curves: [KeptCurve]
    let epochs: Int
    let bestEpoch: Int
    let seed: UInt64
    let seconds: Double
    let samplesSeen: Int
  }

  let models: [Model]
  let results: [NamedValue]

  init(_ models: [TrainedModel], results: [NamedValue]) {
    self.models = models.map { model in
      Model(
        parameters: Packed(model.parameters.values), curves: model.curves.map { KeptCurve($0) }, epochs: model.epochs,
        bestEpoch: model.bestEpoch, seed: model.seed, seconds: model.seconds, samplesSeen: model.samplesSeen)
    }
    self.results = results
  }

  /// Nil where they are not models of this block.
  func models(of block: TrainBlock, inputWidth: Int) -> [TrainedModel]? {
    guard models.count == block.seeds.count else { return nil }
    let trained = models.compactMap { model -> TrainedModel? in
      let curves = model.curves.compactMap(\.curve)
      guard curves.count == model.curves.count else { return nil }
      let numbers = ModelNumbers(
        parameters: model.parameters.values, curves: curves, epochs: model.epochs, bestEpoch: model.bestEpoch,
        seed: model.seed, seconds: model.seconds, samplesSeen: model.samplesSeen)
      return block.autoencoder.model(of: numbers, block.training, inputWidth: inputWidth)
    }
    return trained.count == models.count ? trained : nil
  }
}

/// What the metrics of an `evaluate` block said: models × metrics.
struct KeptScores: Codable {
  let scores: [[Spread]]
}

/// What is on the page of a block, but for words that its author gave and claims.
struct KeptExhibits: Codable {
  struct Figure: Codable {
    let name: String
    let id: String
    let caption: String
    let alternative: String
    /// Without its points, which stand in `numbers`: x, then y, of each series.
    var chart: LineChart?
    /// Without its images, whose pixels stand in `pixels`, one after the other, by row.
    var images: ImageGrid?
    var numbers: [Packed<Double>] = []
    var pixels: [Data] = []
    var diagram: ArchitectureDiagram?
  }

  let figures: [Figure]
  let results: [NamedValue]
  let curves: [KeptCurve]
  let table: ScoreTable?
  let tableCaption: String
  let cost: [BlockOutcome.Fact]
  let provenance: [BlockOutcome.Fact]
  let samplesPerSecond: Double?

  init(_ outcome: BlockOutcome) {
    figures = outcome.figures.map { Figure($0) }
    results = outcome.results
    curves = outcome.curves.map { KeptCurve($0) }
    table = outcome.table
    tableCaption = outcome.tableCaption
    cost = outcome.cost
    provenance = outcome.provenance
    samplesPerSecond = outcome.samplesPerSecond
  }

  /// Puts it all into `outcome`, whose options say what its author's words for the figures are.
  func restore(to outcome: inout BlockOutcome) {
    let requests = outcome.options.figures
    let ids = requests.ids(label: outcome.label, models: figures.count)
    outcome.figures = figures.compactMap { figure in
      let place = ids.firstIndex { $0.contains(figure.id) }
      return figure.figure(words: place.map { requests[$0].words } ?? FigureRequest.Words())
    }
    outcome.results = results
    outcome.curves = curves.compactMap(\.curve)
    outcome.table = table
    outcome.tableCaption = tableCaption
    outcome.cost = cost
    outcome.provenance = provenance
    outcome.samplesPerSecond = samplesPerSecond
  }
}

extension KeptExhibits.Figure {
  init(_ figure: BlockOutcome.Figure) {
    self.init(name: figure.name, id: figure.id, caption: figure.caption, alternative: figure.alternative)
    switch figure.content {
    case .chart(var chart):
      numbers = chart.series.flatMap { [Packed($0.x), Packed($0.y)] }
      for index in chart.series.indices { (chart.series[index].x, chart.series[index].y) = ([], []) }
      self.chart = chart
    case .images(var images):
      pixels = images.rows.map { Data($0.images.joined()) }
      for row in images.rows.indices { images.rows[row].images = [] }
      self.images = images
    case .diagram(let diagram): self.diagram = diagram
    }
  }

  private init(name: String, id: String, caption: String, alternative: String) {
    self.name = name
    self.id = id
    self.caption = caption
    self.alternative = alternative
  }

  func figure(words: FigureRequest.Words) -> BlockOutcome.Figure? {
    let content: BlockOutcome.Figure.Content
    if var chart, numbers.count == 2 * chart.series.count {
      for index in chart.series.indices {
        let (x, y) = (numbers[2 * index].values, numbers[2 * index + 1].values)
        guard x.count == y.count else { return nil }
        (chart.series[index].x, chart.series[index].y) = (x, y)
      }
      content = .chart(chart)
    } else if var images, pixels.count == images.rows.count {
      let size = images.imageWidth * images.imageHeight
      guard size > 0 else { return nil }
      for row in images.rows.indices {
        let bytes = [UInt8](pixels[row])
        images.rows[row].images = stride(from: 0, through: bytes.count - size, by: size).map {
          Array(bytes[$0..<$0 + size])
        }
      }
      content = .images(images)
    } else if let diagram {
      content = .diagram(diagram)
    } else {
      return nil
    }
    return BlockOutcome.Figure(
      name: name, id: id, content: content, words: words, caption: caption, alternative: alternative)
  }
}
