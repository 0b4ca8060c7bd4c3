import Autoencoders
import Datasets
import Engine
import Figures
import Schema

// Charts of codes and errors.

extension FigureSubject {
  /// One a model for scatter plots, else one; nil where there is nothing to draw.
  func chartFigures(_ kind: FigureRequest.ChartOptions.Kind) throws(BlockError) -> [DrawnFigure?] {
    switch kind {
    case .codeScatter:
      var figures: [DrawnFigure?] = []
      for model in models { figures.append(try scatter(model)) }
      return figures
    case .codeHistogram: return [codeHistogram()]
    case .errorHistogram: return [errorHistogram()]
    case .spectrum: return [try spectrum()]
    case .bytesPSNR: return [try compression()]
    case .rateDistortion: return [try rateDistortion()]
    }
  }

  private var place: String { "the \(split.rawValue) split of \(dataName)" }
  private static let pointsAtMost = 2_000

  // MARK: - Scatter

  /// Codes of two units as they are, wider ones along their first two principal directions; a colour a class.
  private func scatter(_ shown: TrainedBlock) throws(BlockError) -> DrawnFigure? {
    let width = shown.model.code
    guard width > 1, part.samples.count > 0 else { return nil }
    let view = codeView(of: shown)
    var codes = view.codes(of: part.samples.gathered(rows: Array(0..<min(part.samples.count, Self.pointsAtMost))))
    if width > 2 { codes = try projected(codes, of: view) }
    let labels = part.labels.isEmpty ? [] : Set(part.labels.prefix(codes.rows)).sorted()
    let groups: [(String, [Int])] =
      labels.isEmpty
      ? [("codes", Array(0..<codes.rows))]
      : labels.map { label in ("\(label)", (0..<codes.rows).filter { part.labels[$0] == label }) }
    var series: [LineChart.Series] = []
    for (place, (name, rows)) in groups.enumerated() {
      var cloud = LineChart.Series(
        name: name, x: rows.map { Double(codes.values[2 * $0]) }, y: rows.map { Double(codes.values[2 * $0 + 1]) })
      cloud.mark = .points
      cloud.color = labels.isEmpty ? colors[shown.block.common.label] : Int(labels[place])
      series.append(cloud)
    }
    let axes =
      width == 2
      ? ("first unit of the code", "second unit of the code")
      : ("first principal direction of the codes", "second principal direction of the codes")
    let title = shown.block.common.title + shown.firstOfAll
    let count = codes.rows == part.samples.count ? "all \(grouped(codes.rows))" : "the first \(grouped(codes.rows))"
    let text =
      "Codes of \(title) for \(count) images of \(place)"
      + (width == 2 ? "" : ", along the two directions in which the \(grouped(width)) units vary most")
    return DrawnFigure(
      content: .chart(LineChart(xTitle: axes.0, yTitle: axes.1, series: series)),
      caption: text + (labels.isEmpty ? "." : "; the number is the class."),
      alternative: "Scatter plot. \(text)\(labels.isEmpty ? "" : ", in \(labels.count) classes").")
  }

  private func projected(_ codes: Matrix, of view: CodeView) throws(BlockError) -> Matrix {
    let components = try principal(view.codes(of: part.samples), count: 2)
    return Matrix(
      rows: codes.rows, columns: 2,
      values: (0..<codes.rows).flatMap { row -> [Float] in
        (0..<2).map { direction in
          var sum = 0.0
          for column in 0..<codes.columns {
            let offset = Double(codes.values[row * codes.columns + column]) - components.mean[column]
            sum += offset * Double(components.directions.values[column * 2 + direction])
          }
          return Float(sum)
        }
      })
  }

  private func principal(_ codes: Matrix, count: Int) throws(BlockError) -> PrincipalComponents {
    do {
      return try PrincipalComponents(
        of: Samples(count: codes.rows, width: codes.columns, storage: .floats(codes.values)), count: count,
        threads: threads)
    } catch {
      throw .decompositionFailed(error)
    }
  }

  // MARK: - Histograms

  private func codeHistogram() -> DrawnFigure? {
    let values = withCodes.map { codeView(of: $0).codes(of: part.samples).values.map(Double.init) }
    return histogram(
      values, of: withCodes, xTitle: "activation of a unit of the code", noun: "activations",
      opening: "How often the units of the code take which value, over the images of \(place)")
  }

  private func errorHistogram() -> DrawnFigure? {
    let values = zip(models, views).map { shown, view in
      shown.model.errors(of: part.samples, threads: threads, view: view).squared.map {
        $0 / Double(max(part.samples.width, 1))
      }
    }
    return histogram(
      values, of: models, xTitle: "mean squared error of an image", noun: "images",
      opening: "How often the images of \(place) have which error")
  }

  /// Forty bars from the smallest value of all models to the largest.
  private func histogram(
    _ values: [[Double]], of shown: [TrainedBlock], xTitle: String, noun: String, opening: String
  ) -> DrawnFigure? {
    let finite = values.map { $0.filter(\.isFinite) }
    guard let least = finite.compactMap({ $0.min() }).min(), let most = finite.compactMap({ $0.max() }).max() else {
      return nil
    }
    let bars = 40
    let width = most > least ? (most - least) / Double(bars) : 1
    let start = most > least ? least : least - width / 2
    var series: [LineChart.Series] = []
    var words: [String] = []
    for (numbers, model) in zip(finite, shown) where !numbers.isEmpty {
      var counts = [Int](repeating: 0, count: most > least ? bars : 1)
      for number in numbers { counts[min(max(Int((number - start) / width), 0), counts.count - 1)] += 1 }
      let title = model.block.common.title
      var line = LineChart.Series(
        name: title, x: counts.indices.map { start + (Double($0) + 0.5) * width },
        y: counts.map { 100 * Double($0) / Double(numbers.count) })
      line.mark = .bars
      line.color = colors[model.block.common.label]
      series.append(line)
      let sorted = numbers.sorted()
      words.append(
        "\(title): median \(sorted[sorted.count / 2].short), from \(sorted[0].short) to \(sorted[sorted.count - 1].short)"
      )
    }
    return DrawnFigure(
      content: .chart(LineChart(xTitle: xTitle, yTitle: "share of the \(noun) (%)", series: series)),
      caption: "\(opening), for \(shown.map { $0.block.common.title + $0.firstOfAll }.sentence).",
      alternative: "Histogram. \(words.joined(separator: "; ")).")
  }

  // MARK: - Spectrum

  /// A variance that is a smaller share of the largest is nothing but the rounding of float32 sums.
  private static let leastShare = 1e-10

  private func spectrum() throws(BlockError) -> DrawnFigure? {
    var series: [LineChart.Series] = []
    var words: [String] = []
    var unused: [String] = []
    for shown in withCodes {
      let codes = codeView(of: shown).codes(of: part.samples)
      guard codes.rows > 1 else { continue }
      let variances = try principal(codes, count: codes.columns).variances
      let title = shown.block.common.title
      let most = variances.first ?? 0
      let drawn = Array(variances.prefix { $0 > most * Self.leastShare })
      var line = LineChart.Series(name: title, x: drawn.indices.map { Double($0 + 1) }, y: drawn)
      line.color = colors[shown.block.common.label]
      series.append(line)
      if drawn.count < variances.count {
        unused.append("\(grouped(variances.count - drawn.count)) of \(title)’s \(grouped(variances.count)) directions")
      }
      words.append(
        "\(title): \(variances.count { $0 > most * 0.01 }) of \(variances.count) directions hold over 1 % of the largest variance"
      )
    }
    guard !series.isEmpty else { return nil }
    var chart = LineChart(xTitle: "principal direction of the codes", yTitle: "variance of the codes", series: series)
    chart.scale = .log
    return DrawnFigure(
      content: .chart(chart),
      caption: "Spectrum of the codes: their variance along each of their principal directions, over the images of "
        + "\(place)."
        + (unused.isEmpty
          ? " A direction without variance is not used."
          : " Left out is what has no variance but that of rounding: \(unused.sentence)."),
      alternative: "Line chart of variances, descending. \(words.joined(separator: "; ")).")
  }

  // MARK: - Rate and distortion

  /// A point a variational model: what its codes tell, and what is left to tell.
  private func rateDistortion() throws(BlockError) -> DrawnFigure? {
    let shown = zip(models, views).filter { $0.0.block.autoencoder.variant == .variational }
    guard !shown.isEmpty, part.samples.count > 0 else { return nil }
    var series: [LineChart.Series] = []
    var words: [String] = []
    for (model, view) in shown {
      let scores = MetricScores(of: model.model, on: measured, view: view, threads: threads)
      let (rate, distortion): (Double, Double)
      do {
        (rate, distortion) = (try scores.score(Metric(.kl)), try scores.score(Metric(.distortion)))
      } catch {
        throw .decompositionFailed(error)
      }
      var point = LineChart.Series(name: model.block.common.title, x: [rate], y: [distortion])
      point.mark = .points
      point.color = colors[model.block.common.label]
      series.append(point)
      words.append("\(model.block.common.title): \(rate.short) nats of KL, \(distortion.short) of distortion")
    }
    return DrawnFigure(
      content: .chart(LineChart(xTitle: "KL (nats an image)", yTitle: "distortion (nats an image)", series: series)),
      caption:
        "Rate and distortion over the images of \(place): what the code tells about an image, and what is left to "
        + "tell. On a line from upper left to lower right, their sum is the same.",
      alternative: "Scatter plot, a point a model. \(words.joined(separator: "; ")).")
  }

  // MARK: - Compression

  /// Bytes an image against quality: each model, PCA with as many directions where no model is one, and JPEG.
  private func compression() throws(BlockError) -> DrawnFigure? {
    guard part.samples.count > 0, !withCodes.isEmpty else { return nil }
    var curves: [(name: String, color: Int, points: [(Double, Double)])] = []
    for shown in withCodes {
      curves.append((shown.block.common.title, colors[shown.block.common.label], points(of: shown.model)))
    }
    if !models.contains(where: { $0.block.autoencoder.variant == .pca }) {
      let code = withCodes.map(\.model.code).max() ?? 1
      let baseline = try principalModel(code: min(code, part.samples.width, training.samples.count))
      curves.append(
        ("PCA, \(grouped(baseline.code)) directions", ModelColors.principalComponents, points(of: baseline)))
    }
    let most = curves.flatMap { $0.points.map(\.0) }.max() ?? 0
    if let mosaic = JPEGMosaic(of: part.samples, shape: shape) {
      // As much of it as lies beside the models' curves, or where it begins: what comes behind would leave them no room.
      let all = stride(from: 2, through: 98, by: 3).compactMap { mosaic.point(quality: $0) }
      let limit = max(most * 1.5, (all.map(\.bytes).min() ?? 0) * 1.4)
      let points = all.filter { $0.bytes <= limit }.map { ($0.bytes, $0.psnr) }
      if points.count > 1 { curves.append(("JPEG, one mosaic", ModelColors.untrained, points)) }
    }
    let series = curves.map { curve in
      var line = LineChart.Series(name: curve.name, x: curve.points.map(\.0), y: curve.points.map(\.1))
      line.color = curve.color
      return line
    }
    let words = curves.compactMap { curve in
      curve.points.last.map { "\(curve.name) reaches \($0.1.short) dB at \($0.0.short) bytes" }
    }
    return DrawnFigure(
      content: .chart(LineChart(xTitle: "bytes an image", yTitle: "PSNR (dB)", series: series)),
      caption: "Compression of \(place): codes rounded to multiples of one step and entropy-coded with the training "
        + "codes’ frequencies, against JPEG of all images in one mosaic. The decoder’s own size is not counted.",
      alternative: "Line chart of quality over bytes. \(words.joined(separator: "; ")).")
  }

  private var measured: MeasuredImages {
    MeasuredImages(
      samples: part.samples, labels: [], training: training.samples, trainingLabels: [],
      shape: (shape.height, shape.width, 1))
  }

  private func points(of model: TrainedModel) -> [(Double, Double)] {
    return MetricScores(of: model, on: measured, threads: threads).compressionCurve(points: 12)
      .map { ($0.bytes, $0.psnr) }
  }

  private func principalModel(code: Int) throws(BlockError) -> TrainedModel {
    var options = AutoencoderOptions()
    options.variant = .pca
    options.encoder = []
    options.code = code
    options.outputActivation = .linear
    do {
      return try options.train(
        TrainingOptions(), on: TrainingData(train: training.samples, validation: nil, test: part.samples),
        in: TrainingSurroundings(threads: threads, now: { 0 }))
    } catch {
      if case .decompositionFailed(let reason) = error { throw .decompositionFailed(reason) }
      throw .decompositionFailed(.notFinite)
    }
  }
}
