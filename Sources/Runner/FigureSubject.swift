import Autoencoders
import Datasets
import Engine
import Figures
import Schema

/// What the figures of a block are about: its models, and the split that they are shown on.
struct FigureSubject {
  let label: String
  let models: [Run.Exhibited]
  let part: Part
  let split: Split
  let shape: SampleShape
  let dataName: String
  let threads: Int

  /// The figures that were asked for, in their order. A loss figure of models without epochs is left out.
  func figures(for requests: [FigureRequest]) -> [BlockOutcome.Figure] {
    var figures: [BlockOutcome.Figure] = []
    for request in requests {
      let drawn: DrawnFigure? =
        switch request {
        case .loss(let options): lossFigure(options)
        case .reconstructions(let options): reconstructionFigure(options)
        }
      guard let drawn else { continue }
      let earlier = figures.count { $0.name == request.name }
      let suffix = earlier == 0 ? "" : "-\(earlier + 1)"
      figures.append(
        BlockOutcome.Figure(
          name: request.name, id: "fig-\(label)-\(request.name)\(suffix)", content: drawn.content,
          words: request.words, caption: drawn.caption, alternative: drawn.alternative))
    }
    return figures
  }

  /// A figure with the words that its numbers give.
  struct DrawnFigure {
    let content: BlockOutcome.Figure.Content
    let caption: String
    let alternative: String
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
