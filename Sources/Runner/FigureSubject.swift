import Autoencoders
import Datasets
import Engine
import Figures
import Schema

/// What the figures of a block are about: its models, and the split that they are shown on.
struct FigureSubject {
  let label: String
  let models: [TrainedBlock]
  let part: Part
  /// The training split of the same data.
  let training: Part
  let split: Split
  let shape: SampleShape
  let dataName: String
  let threads: Int
  /// What each model sees of its input.
  let views: [InferenceView]
  let colors: ModelColors
  /// Of a family.
  var variation: VariationFigure?

  /// The figures that were asked for, in their order. A loss figure of models without epochs is left out.
  func figures(for requests: [FigureRequest]) throws(BlockError) -> [BlockOutcome.Figure] {
    var figures: [BlockOutcome.Figure] = []
    for (request, ids) in zip(requests, requests.ids(label: label, models: models.count)) {
      for (id, drawn) in zip(ids, try drawn(request)) {
        guard let drawn else { continue }
        figures.append(BlockOutcome.Figure(name: request.name, id: id, drawn, words: request.words))
      }
    }
    return figures
  }

  /// One a model where the figure is of one model; nil where there is nothing to draw.
  private func drawn(_ request: FigureRequest) throws(BlockError) -> [DrawnFigure?] {
    switch request {
    case .loss(let options):
      var figure = LossFigure(courses: models.map(\.course), colors: colors)
      figure.isOfFamily = variation != nil
      return [figure.drawn(options)]
    case .reconstructions(let options): return [reconstructionFigure(options)]
    case .architecture(let options): return models.map { architecture($0, options) }
    case .variation: return [variation?.drawn()]
    case .pictures(let options): return [pictureFigure(options.kind)]
    case .chart(let options): return try chartFigures(options.kind)
    }
  }
}

extension [FigureRequest] {
  /// The figures of a block's losses alone: all that there is of a training that is not over, or went wrong.
  func lossFigures(label: String, draw: (FigureRequest.LossOptions) -> DrawnFigure?) -> [BlockOutcome.Figure] {
    zip(self, ids(label: label, models: 1)).compactMap { request, ids in
      guard case .loss(let options) = request, let id = ids.first, let drawn = draw(options) else { return nil }
      return BlockOutcome.Figure(name: request.name, id: id, drawn, words: request.words)
    }
  }
}

extension BlockOutcome.Figure {
  init(name: String, id: String, _ drawn: DrawnFigure, words: FigureRequest.Words) {
    self.init(
      name: name, id: id, content: drawn.content, words: words, caption: drawn.caption, alternative: drawn.alternative)
  }
}

/// A figure with the words that its numbers give.
struct DrawnFigure {
  let content: BlockOutcome.Figure.Content
  let caption: String
  let alternative: String
}

extension Int {
  /// For the start of a sentence: `Ten`, from thirteen on `13`.
  var inWords: String {
    let words = [
      "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
    ]
    return words.indices.contains(self) ? words[self] : grouped(self)
  }
}

extension Double {
  /// Four significant digits.
  var short: String { NumberFormat(kind: .general, precision: 4).format(self) }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`.
  var sentence: String {
    switch count {
    case 0: ""
    case 1: self[0]
    default: dropLast().joined(separator: ", ") + " and " + self[count - 1]
    }
  }
}
