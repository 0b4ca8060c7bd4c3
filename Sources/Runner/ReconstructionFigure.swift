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
    for exhibited in models where exhibited.model.network.inputs == samples.width {
      reconstructions[exhibited.block.common.label] = exhibited.model.reconstructions(
        of: inputs(of: exhibited, samples, at: places), rows: 0..<samples.count, threads: threads)
    }
    let isNoisy = views.contains { $0.corruption != nil }
    let rows = options.rows ?? [.clean] + (isNoisy ? [.input] : []) + models.map { .model($0.block.common.label) }
    let shown = drawn(rows)
    var grid = ImageGrid(imageWidth: shape.width, imageHeight: shape.height, rows: [])
    for row in rows {
      switch row {
      case .clean: grid.rows.append(ImageGrid.Row(name: "original", images: clean.pixels(in: range)))
      case .input:
        for (name, input) in inputRows(samples, at: places) {
          grid.rows.append(ImageGrid.Row(name: name, images: input.asMatrix().pixels(in: range)))
        }
      case .error:
        for exhibited in shown {
          guard let output = reconstructions[exhibited.block.common.label] else { continue }
          let name = shown.count == 1 ? "error" : "error of \(exhibited.block.common.title)"
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
        line.notes = notes(errors(output, from: clean))
        grid.rows.append(line)
      }
    }
    if grid.rows.contains(where: { !$0.notes.isEmpty }) { grid.noteTitle = "mean squared error of each image" }
    return DrawnFigure(
      content: .images(grid), caption: caption(options, count: places.count, shown, hasNotes: grid.noteTitle != nil),
      alternative: alternative(
        places: places,
        shown.compactMap { exhibited in
          reconstructions[exhibited.block.common.label].map {
            (exhibited.block.common.title, errors($0, from: clean))
          }
        }))
  }

  /// What a model sees of the images at `places`: with the noise that its measurements have.
  func inputs(of exhibited: TrainedBlock, _ samples: Samples, at places: [Int]) -> Samples {
    guard let index = models.firstIndex(where: { $0.block.common.label == exhibited.block.common.label }),
      let corruption = views[index].corruption
    else { return samples }
    return samples.corrupted(by: corruption, seed: views[index].seed, places: places)
  }

  /// The models' inputs: one row where all see the same.
  private func inputRows(_ samples: Samples, at places: [Int]) -> [(String, Samples)] {
    var seen: [InferenceView] = []
    var rows: [(String, Samples)] = []
    let isShared = views.allSatisfy { $0.corruption == views[0].corruption && $0.seed == views[0].seed }
    for (exhibited, view) in zip(models, views) where !seen.contains(view) {
      seen.append(view)
      rows.append(
        (isShared ? "input" : "input of \(exhibited.block.common.title)", inputs(of: exhibited, samples, at: places)))
    }
    return rows.isEmpty ? [("input", samples)] : rows
  }

  /// Mean squared error of each image.
  private func errors(_ output: Matrix, from clean: Matrix) -> [Double] {
    (0..<clean.rows).map { row in
      let places = row * clean.columns..<(row + 1) * clean.columns
      let sum = places.reduce(0.0) { sum, place in
        let error = Double(output.values[place] - clean.values[place])
        return sum + error * error
      }
      return sum / Double(max(clean.columns, 1))
    }
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
      let errors = model.model.errors(of: part.samples, threads: threads, view: views[0]).squared
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

  /// The models that the rows show; all where no row names one.
  private func drawn(_ rows: [FigureRequest.ReconstructionOptions.Row]) -> [TrainedBlock] {
    let named = models.filter { rows.contains(.model($0.block.common.label)) }
    return named.isEmpty ? models : named
  }

  /// Four decimals, or two significant digits where that would leave nothing of the smallest.
  private func notes(_ errors: [Double]) -> [String] {
    let isSmall = errors.contains { $0 > 0 && $0 < 0.001 }
    let format =
      isSmall ? NumberFormat(kind: .general, precision: 2) : NumberFormat(kind: .fixed, precision: 4)
    return errors.map(format.format)
  }

  private func caption(
    _ options: FigureRequest.ReconstructionOptions, count: Int, _ shown: [TrainedBlock], hasNotes: Bool
  ) -> String {
    let source = "the \(split.rawValue) split of \(dataName)"
    let classes = Set(part.labels).count
    let one = count == 1
    let choice =
      switch options.pick {
      case .onePerClass where !part.labels.isEmpty && count == classes: "\(one ? "the" : "one of each") class of"
      case .onePerClass where !part.labels.isEmpty: "taking turns between the classes of"
      case .onePerClass, .first: "the first of"
      case .random: "drawn at random from"
      case .worst:
        "\(one ? "the one" : "those") with the largest error of \(models.first?.block.common.title ?? "") on"
      case .places: "chosen from"
      }
    var text = "\(one ? "One image" : "\(count.inWords) images"), \(choice) \(source)"
    if one, case .onePerClass = options.pick { text = "One image of \(source)" }
    let makers = shown.map { $0.block.common.title + $0.firstOfAll }
    let noises = views.compactMap { $0.corruption?.words }
    if let noise = noises.first {
      text +=
        noises.allSatisfy { $0 == noise } && noises.count == views.count
        ? ", with \(noise)" : ", with noise where a model was trained with it"
    }
    text += ", and what \(makers.sentence) \(makers.count == 1 ? "makes" : "make") of \(one ? "it" : "them")"
    if hasNotes {
      text += one ? "; the number is its mean squared error" : "; the numbers are each image’s mean squared error"
    }
    return text + "."
  }

  private func alternative(places: [Int], _ shown: [(title: String, errors: [Double])]) -> String {
    var text = places.count == 1 ? "One image" : "Grid of \(places.count) images in columns"
    if !part.labels.isEmpty {
      let labels = places.map { "\(part.labels[$0])" }
      text += labels.count == 1 ? ", of class \(labels[0])" : ", of the classes \(labels.sentence)"
    }
    text += places.count == 1 ? "; original and reconstructions in rows." : "; originals and reconstructions in rows."
    for (title, errors) in shown {
      guard let least = errors.min(), let most = errors.max() else { continue }
      let range = least == most ? least.short : "\(least.short) to \(most.short)"
      text += " Mean squared \(errors.count == 1 ? "error" : "errors") of \(title): \(range)."
    }
    return text
  }
}
