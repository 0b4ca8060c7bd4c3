import Autoencoders
import Engine
import Figures
import Schema

// Pictures that are made from weights or codes, and the data's own images.

extension FigureSubject {
  /// Nil where there is nothing to show, such as no images.
  func pictureFigure(_ kind: FigureRequest.PictureOptions.Kind) -> DrawnFigure? {
    switch kind {
    case .filters(let count): filters(count)
    case .manifold(let side, let range, let spacing): manifold(side, range, spacing)
    case .interpolation(let from, let to, let steps): interpolation(from, to, steps)
    case .retrieval(let queries, let hits): retrieval(queries, hits)
    case .samples(let count, let showsNearest): samples(count, showsNearest)
    case .images(let count): contactSheet(count)
    }
  }

  private func grid(_ rows: [ImageGrid.Row]) -> ImageGrid {
    ImageGrid(imageWidth: shape.width, imageHeight: shape.height, rows: rows)
  }

  private var source: String { "the \(split.rawValue) split of \(dataName)" }

  /// The models that have a code.
  var withCodes: [TrainedBlock] { models.filter { $0.block.autoencoder.codeWidth > 0 } }

  func codeView(of shown: TrainedBlock) -> CodeView {
    let place = models.firstIndex { $0.key == shown.key && $0.block.common.label == shown.block.common.label }
    return CodeView(shown, place.map { views[$0] } ?? InferenceView(), threads: threads)
  }

  // MARK: - Filters

  /// Each unit's part in the output: what changes when it moves by one standard deviation from the mean code.
  private func filters(_ count: Int) -> DrawnFigure? {
    var rows: [ImageGrid.Row] = []
    var words: [String] = []
    var deadUnits = 0
    for shown in withCodes {
      let decoder = codeView(of: shown)
      let moments = ColumnMoments(of: decoder.cleanCodes(of: training.samples))
      let units = decoder.units(atMost: count, by: moments.variances)
      let rest = [Float](moments.means.map { Float($0) })
      let moved = units.flatMap { unit in
        rest.indices.map { $0 == unit ? rest[$0] + Float(moments.variances[unit].squareRoot()) : rest[$0] }
      }
      let codes = Matrix(rows: units.count + 1, columns: rest.count, values: moved + rest)
      let outputs = decoder.decoded(codes)
      var row = ImageGrid.Row(
        name: models.count == 1 ? "" : shown.block.common.title, images: outputs.changesFromLast())
      let dead = units.filter { moments.variances[$0] == 0 }
      if !dead.isEmpty {
        row.notes = units.map { dead.contains($0) ? "dead" : "" }
        deadUnits += dead.count
      }
      rows.append(row)
      let title = shown.block.common.title + shown.firstOfAll
      words.append(
        units.count == rest.count
          ? "the \(grouped(units.count)) units of \(title)"
          : "the \(grouped(units.count)) units of \(title) whose codes vary most, of \(grouped(rest.count))")
    }
    guard !rows.isEmpty else { return nil }
    return DrawnFigure(
      content: .images(grid(rows)),
      caption: "What each unit of the code does: the change of the output when it moves from its mean by one standard "
        + "deviation, for \(words.sentence). Grey is no change; each picture has its own contrast."
        + (deadUnits == 0 ? "" : " A dead unit is the same for every training image."),
      alternative: "Grid of grey pictures of what single units of the code add to the output, for \(words.sentence)."
        + (deadUnits == 0 ? "" : " \(deadUnits.inWords) of them \(deadUnits == 1 ? "is" : "are") dead."))
  }

  // MARK: - Manifold

  private func manifold(
    _ side: Int, _ range: ClosedRange<Double>, _ spacing: FigureRequest.PictureOptions.Spacing
  ) -> DrawnFigure? {
    let shown = withCodes.filter { $0.model.code == 2 }
    guard !shown.isEmpty else { return nil }
    var rows: [ImageGrid.Row] = []
    for model in shown {
      let view = codeView(of: model)
      let steps = (0..<side).map { step in
        switch spacing {
        case .even: range.lowerBound + (range.upperBound - range.lowerBound) * Double(step) / Double(side - 1)
        case .quantile: normalQuantile((Double(step) + 0.5) / Double(side))
        }
      }
      // A Gaussian code has its prior; of another the training codes say where it lies.
      let isPrior = spacing == .even || model.block.autoencoder.variant == .variational
      let moments = isPrior ? (means: [0, 0], deviations: [1, 1]) : view.spread(of: training.samples)
      // The second coordinate grows upwards.
      let codes = steps.reversed().flatMap { y in
        steps.flatMap { x in
          [
            Float(moments.means[0] + moments.deviations[0] * x), Float(moments.means[1] + moments.deviations[1] * y),
          ]
        }
      }
      let images = view.decoded(Matrix(rows: side * side, columns: 2, values: codes)).pixels(in: part.samples.range)
      rows.append(
        ImageGrid.Row(
          name: shown.count > 1 ? model.block.common.title : "",
          images: [surface(images, columns: side)]))
    }
    var grid = ImageGrid(imageWidth: shape.width * side, imageHeight: shape.height * side, rows: rows)
    grid.fillsMeasure = true
    let places =
      spacing == .even
      ? "codes from \(range.lowerBound.short) to \(range.upperBound.short) both ways, evenly spaced"
      : "codes at the quantiles of a normal distribution both ways"
    let titles = shown.map { $0.block.common.title + $0.firstOfAll }.sentence
    return DrawnFigure(
      content: .images(grid), caption: "What \(titles) decodes: \(grouped(side)) × \(grouped(side)) \(places).",
      alternative: "Surface of \(grouped(side * side)) pictures that change gradually from one to the next: what "
        + "\(titles) decodes from \(places).")
  }

  /// Many images as one, line after line.
  private func surface(_ images: [[UInt8]], columns: Int) -> [UInt8] {
    let (width, height) = (shape.width, shape.height)
    var result: [UInt8] = []
    for line in stride(from: 0, to: images.count, by: columns) {
      for y in 0..<height {
        for image in images[line..<min(line + columns, images.count)] { result += image[y * width..<(y + 1) * width] }
      }
    }
    return result
  }

  // MARK: - Interpolation

  private func interpolation(
    _ from: FigureRequest.PictureOptions.Image, _ to: FigureRequest.PictureOptions.Image, _ steps: Int
  ) -> DrawnFigure? {
    guard let first = place(of: from), let last = place(of: to), !withCodes.isEmpty else { return nil }
    let ends = part.samples.gathered(rows: [first, last])
    let originals = ends.asMatrix().pixels(in: part.samples.range)
    var rows: [ImageGrid.Row] = []
    for shown in withCodes {
      let view = codeView(of: shown)
      let codes = view.codes(of: ends)
      let width = codes.columns
      let between = (0..<steps).flatMap { step in
        let share = Float(step) / Float(steps - 1)
        return (0..<width).map { codes.values[$0] * (1 - share) + codes.values[width + $0] * share }
      }
      let images = view.decoded(Matrix(rows: steps, columns: width, values: between)).pixels(in: part.samples.range)
      var row = ImageGrid.Row(name: shown.block.common.title, images: [originals[0]] + images + [originals[1]])
      row.outlined = [0, steps + 1]
      rows.append(row)
    }
    var grid = grid(rows)
    if steps <= 12 { grid.columns = steps + 2 }
    let classes = part.labels.isEmpty ? "" : ", of the classes \(part.labels[first]) and \(part.labels[last])"
    let text =
      "\(steps.inWords) steps on the straight line between the codes of the images \(grouped(first)) and "
      + "\(grouped(last)) of \(source)\(classes), decoded"
    return DrawnFigure(
      content: .images(grid),
      caption: "\(text) by \(withCodes.map { $0.block.common.title + $0.firstOfAll }.sentence); outlined at both "
        + "ends, the images themselves.",
      alternative: "Row of pictures that go from one image to another. \(text).")
  }

  private func place(of image: FigureRequest.PictureOptions.Image) -> Int? {
    switch image {
    case .place(let place): part.samples.count > place ? place : nil
    case .ofClass(let label): part.labels.firstIndex { Int($0) == label }
    }
  }

  // MARK: - Retrieval

  /// Queries in rows, each with the training images whose codes lie nearest; wrong ones are framed.
  private func retrieval(_ queries: Int, _ hits: Int) -> DrawnFigure? {
    guard part.labels.count == part.samples.count, training.labels.count == training.samples.count else { return nil }
    let places = Array(part.placesTakingTurns.prefix(queries))
    guard !places.isEmpty, !withCodes.isEmpty, training.samples.count > 0 else { return nil }
    let asked = part.samples.gathered(rows: places)
    let range = part.samples.range
    let pictures = asked.asMatrix().pixels(in: range)
    var rows: [ImageGrid.Row] = []
    var rights: [String] = []
    for shown in withCodes {
      let view = codeView(of: shown)
      let found = NeighborSearch(base: view.cleanCodes(of: training.samples), threads: threads)
        .nearest(hits, of: view.codes(of: asked))
      var right = 0
      for (row, place) in places.enumerated() {
        let rowsFound = found[row].map { Int($0) }
        let images = training.samples.gathered(rows: rowsFound).asMatrix().pixels(in: range)
        let wrong = rowsFound.indices.filter { training.labels[rowsFound[$0]] != part.labels[place] }
        right += rowsFound.count - wrong.count
        var line = ImageGrid.Row(
          name: withCodes.count == 1 ? "" : row == 0 ? shown.block.common.title : "", images: [pictures[row]] + images)
        line.notes = ["\(part.labels[place])"] + rowsFound.map { "\(training.labels[$0])" }
        line.outlined = [0]
        line.framed = wrong.map { $0 + 1 }
        rows.append(line)
      }
      rights.append("\(shown.block.common.title) \(grouped(right)) of \(grouped(found.reduce(0) { $0 + $1.count }))")
    }
    var grid = grid(rows)
    grid.columns = hits + 1
    grid.noteTitle = "class"
    return DrawnFigure(
      content: .images(grid),
      caption:
        "\(places.count.inWords) \(places.count == 1 ? "query" : "queries") from \(source), outlined on the left, and beside "
        + "\(places.count == 1 ? "it" : "each") the \(hits) training images with the nearest codes; those of another "
        + "class have a red frame. Right: \(rights.sentence).",
      alternative: "Rows of images: a query and its \(hits) nearest training images by code. Of its class: "
        + "\(rights.sentence).")
  }

  // MARK: - Samples

  /// What codes drawn from the prior decode to, and below each the training image nearest to it.
  private func samples(_ count: Int, _ showsNearest: Bool) -> DrawnFigure? {
    let shown = models.filter { $0.block.autoencoder.variant == .variational }
    guard !shown.isEmpty else { return nil }
    var rows: [ImageGrid.Row] = []
    for model in shown {
      let width = model.model.code
      let codes = (0..<count).flatMap { sample in
        var stream = RandomStream(seed: model.model.seed, purpose: .code, sample: sample)
        return (0..<width).map { _ in stream.nextGaussian() }
      }
      let images = codeView(of: model).decoded(Matrix(rows: count, columns: width, values: codes))
      let name = shown.count == 1 ? "sample" : model.block.common.title
      rows.append(
        ImageGrid.Row(name: showsNearest || shown.count > 1 ? name : "", images: images.pixels(in: part.samples.range)))
      guard showsNearest, training.samples.count > 0 else { continue }
      let nearest = NeighborSearch(base: training.samples.asMatrix(), threads: threads).nearest(1, of: images)
      let places = nearest.compactMap { $0.first.map { Int($0) } }
      rows.append(
        ImageGrid.Row(
          name: "nearest", images: training.samples.gathered(rows: places).asMatrix().pixels(in: part.samples.range)))
    }
    let titles = shown.map { $0.block.common.title + $0.firstOfAll }.sentence
    let below = showsNearest ? "; below each the training image that is nearest to it" : ""
    return DrawnFigure(
      content: .images(grid(rows)),
      caption: "\(count.inWords) samples of \(titles): codes drawn from the prior, decoded\(below).",
      alternative: "Grid of \(grouped(count)) pictures that \(titles) made from random codes\(below).")
  }

  // MARK: - Images

  private func contactSheet(_ count: Int) -> DrawnFigure? {
    let shown = min(count, part.samples.count)
    guard shown > 0 else { return nil }
    let images = part.samples.gathered(rows: Array(0..<shown)).asMatrix().pixels(in: part.samples.range)
    var row = ImageGrid.Row(name: "", images: images)
    row.notes = (0..<shown).map { part.labels.isEmpty ? "\($0)" : "\($0): \(part.labels[$0])" }
    var grid = grid([row])
    grid.noteTitle = part.labels.isEmpty ? "place in the split" : "place in the split: class"
    return DrawnFigure(
      content: .images(grid), caption: "The first \(grouped(shown)) images of \(source).",
      alternative: "Numbered grid of the first \(grouped(shown)) images of \(source).")
  }
}
