import Autoencoders
import Engine
import Figures
import Schema

extension FigureSubject {
  /// Images of the split above what the models make of them, a column an image.
  func reconstructionFigure(_ options: FigureRequest.ReconstructionOptions) -> DrawnFigure? {
    let places = chosen(options)
    guard !places.isEmpty else { return nil }
    let samples = part.samples.gathered(rows: places)
    let range = samples.range
    let clean = samples.asMatrix()
    var reconstructions: [String: Matrix] = [:]
    for exhibited in models {
      reconstructions[exhibited.block.common.label] = exhibited.model.reconstructions(
        of: samples, rows: 0..<samples.count, threads: threads)
    }
    let rows = options.rows ?? [.clean] + models.map { .model($0.block.common.label) }
    var grid = ImageGrid(imageWidth: shape.width, imageHeight: shape.height, rows: [])
    for row in rows {
      switch row {
      case .clean: grid.rows.append(ImageGrid.Row(name: "original", images: clean.pixels(in: range)))
      case .input: grid.rows.append(ImageGrid.Row(name: "input", images: clean.pixels(in: range)))
      case .error:
        for exhibited in models {
          guard let output = reconstructions[exhibited.block.common.label] else { continue }
          let name = models.count == 1 ? "error" : "error of \(exhibited.block.common.title)"
          grid.rows.append(
            ImageGrid.Row(
              name: name,
              images: output.absoluteDifference(from: clean).pixels(in: 0...(range.upperBound - range.lowerBound))))
        }
      case .model(let label):
        guard let output = reconstructions[label],
          let exhibited = models.first(where: { $0.block.common.label == label })
        else { continue }
        var line = ImageGrid.Row(name: exhibited.block.common.title, images: output.pixels(in: range))
        line.notes = errors(of: exhibited, on: samples).map {
          NumberFormat(kind: .fixed, precision: 4).format($0)
        }
        grid.rows.append(line)
      }
    }
    grid.noteTitle = "mean squared error of each image"
    return DrawnFigure(
      content: .images(grid), caption: caption(options, count: places.count),
      alternative: alternative(options, places: places, samples: samples))
  }

  /// Mean squared error of each image.
  private func errors(of exhibited: Run.Exhibited, on samples: Samples) -> [Double] {
    exhibited.model.errors(of: samples, threads: threads).squared.map { $0 / Double(samples.width) }
  }

  /// Places of the images in the split, left to right.
  private func chosen(_ options: FigureRequest.ReconstructionOptions) -> [Int] {
    let count = min(options.count, part.samples.count)
    switch options.pick {
    case .places(let places): return places.filter { $0 < part.samples.count }
    case .first: return Array(0..<count)
    case .random:
      return RandomStream.permutation(of: part.samples.count, seed: 0, purpose: .data).prefix(count).map { Int($0) }
    case .worst:
      guard let model = models.first else { return [] }
      let errors = model.model.errors(of: part.samples, threads: threads).squared
      return Array(errors.indices.sorted { (errors[$1], $0) < (errors[$0], $1) }.prefix(count))
    case .onePerClass:
      guard !part.labels.isEmpty else { return Array(0..<count) }
      // The first of each class, then the second of each, and so on.
      var seen: [UInt8: Int] = [:]
      let ranked = part.labels.indices.map { place -> (round: Int, label: UInt8, place: Int) in
        let label = part.labels[place]
        let round = seen[label, default: 0]
        seen[label] = round + 1
        return (round, label, place)
      }
      return ranked.sorted { ($0.round, $0.label) < ($1.round, $1.label) }.prefix(count).map(\.place)
    }
  }

  private func caption(_ options: FigureRequest.ReconstructionOptions, count: Int) -> String {
    let choice =
      switch options.pick {
      case .onePerClass: part.labels.isEmpty ? "the first of" : "one a class of"
      case .first: "the first of"
      case .random: "drawn at random from"
      case .worst: "those with the largest error of"
      case .places: "chosen from"
      }
    let images = count == 1 ? "One image" : "\(count.inWords) images"
    let makers = models.map(\.block.common.title)
    return "\(images), \(choice) the \(split.rawValue) split of \(dataName), and what \(makers.sentence) "
      + "\(makers.count == 1 ? "makes" : "make") of \(count == 1 ? "it" : "them"); "
      + "the numbers are each image’s mean squared error."
  }

  private func alternative(
    _ options: FigureRequest.ReconstructionOptions, places: [Int], samples: Samples
  ) -> String {
    var text = "Grid of \(places.count) images in columns"
    if !part.labels.isEmpty { text += ", of the classes " + places.map { "\(part.labels[$0])" }.sentence }
    text += "; originals and reconstructions in rows."
    for exhibited in models {
      let errors = errors(of: exhibited, on: samples)
      guard let least = errors.min(), let most = errors.max() else { continue }
      text += " Mean squared errors of \(exhibited.block.common.title): \(least.short) to \(most.short)."
    }
    return text
  }
}
