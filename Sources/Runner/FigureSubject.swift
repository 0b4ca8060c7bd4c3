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
  let split: Split
  let shape: SampleShape
  let dataName: String
  let threads: Int
  /// What each model sees of its input.
  let views: [InferenceView]

  /// The figures that were asked for, in their order. A loss figure of models without epochs is left out.
  func figures(for requests: [FigureRequest]) -> [BlockOutcome.Figure] {
    requests.figures(label: label) { request in
      switch request {
      case .loss(let options): LossFigure(courses: models.map(\.course)).drawn(options)
      case .reconstructions(let options): reconstructionFigure(options)
      }
    }
  }
}

/// A figure with the words that its numbers give.
struct DrawnFigure {
  let content: BlockOutcome.Figure.Content
  let caption: String
  let alternative: String
}

extension [FigureRequest] {
  /// The figures that `draw` makes, with their ids: the second of one name is `fig-LABEL-NAME-2`.
  func figures(label: String, draw: (FigureRequest) -> DrawnFigure?) -> [BlockOutcome.Figure] {
    var figures: [BlockOutcome.Figure] = []
    var requested: [String] = []
    for request in self {
      requested.append(request.name)
      guard let drawn = draw(request) else { continue }
      let place = requested.count { $0 == request.name }
      figures.append(
        BlockOutcome.Figure(
          name: request.name, id: "fig-\(label)-\(request.name)\(place == 1 ? "" : "-\(place)")",
          content: drawn.content, words: request.words, caption: drawn.caption, alternative: drawn.alternative))
    }
    return figures
  }
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
