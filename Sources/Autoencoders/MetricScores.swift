package import Engine

/// What metrics are measured on: images, their classes, and the training images beside them.
package struct MeasuredImages: Sendable {
  /// What the model should make; what it is given of them, the view says.
  package var samples: Samples
  /// As many as there are samples, or none.
  package var labels: [Int]
  package var training: Samples
  package var trainingLabels: [Int]
  /// Height, width, channels.
  package var shape: (Int, Int, Int)

  package init(
    samples: Samples, labels: [Int], training: Samples, trainingLabels: [Int],
    shape: (Int, Int, Int)
  ) {
    self.samples = samples
    self.labels = labels
    self.training = training
    self.trainingLabels = trainingLabels
    self.shape = shape
  }
}

/// The metrics of one model on one split; what several of them need is made once.
///
/// A class, since it keeps the codes and owns threads.
package final class MetricScores {
  let model: TrainedModel
  let images: MeasuredImages
  let inference: Inference
  /// How the model sees the images that are measured; training images are always clean.
  let view: InferenceView
  private let threads: Int

  /// Queries of neighbours and images of `trustworthiness` are at most the first so many.
  static let queriesAtMost = 1_000
  /// Training images whose reconstructions span a model's subspace: at most the first so many.
  static let spanningAtMost = 10_000

  package init(of model: TrainedModel, on images: MeasuredImages, view: InferenceView = InferenceView(), threads: Int) {
    self.model = model
    self.images = images
    self.view = view
    self.threads = threads
    inference = model.inference(threads: threads)
  }

  private(set) package lazy var measurement = Measurement(
    by: inference, of: images.samples, objective: model.objective, regularization: model.regularization, view: view)
  private(set) lazy var codes = codes(rows: 0..<images.samples.count)
  private(set) lazy var trainingCodes = inference.outputs(
    of: images.training, rows: 0..<images.training.count, layers: 0..<model.encoderDepth)
  private lazy var sparsity = CodeSparsity(of: codes)
  private lazy var moments = ColumnMoments(of: codes)
  private(set) lazy var compression = CodeCompression(self)
  private lazy var subspace: Result<SubspaceComparison, EigenvectorError> = compareSubspaces()

  /// The number; not a number where there is nothing to measure, such as no images. `other` are the images of `auroc`.
  /// Throws where LAPACK finds no eigenvectors.
  package func score(_ metric: Metric, other: Samples? = nil) throws(EigenvectorError) -> Double {
    switch metric.kind {
    case .mse, .sse, .bce, .excessBCE, .mae, .psnr: return measurement[metric.kind] ?? .nan
    case .psnrGain: return (measurement[.psnr] ?? .nan) - inputRatio
    case .elbo: return -(distortion + divergence)
    case .negELBO: return distortion + divergence
    case .distortion: return distortion
    case .kl: return divergence
    case .nll: return importanceWeightedBound(draws: metric.count ?? 50)
    case .ssim: return structuralSimilarity()
    case .l0: return sparsity.nonZeros
    case .hoyer: return sparsity.hoyer
    case .meanActivation: return moments.means.reduce(0, +) / Double(max(codes.columns, 1))
    case .deadUnits: return Double(sparsity.deadColumns)
    case .activeUnits: return Double(moments.variances.count { $0 > 0.01 })
    case .jacobianNorm:
      let norms = inference.jacobianSquares(of: images.samples, depth: model.encoderDepth, view: view)
        .map { $0.squareRoot() }
      return norms.reduce(0, +) / Double(max(norms.count, 1))
    case .roundtrip: return roundtrip()
    case .knnAccuracy, .precisionAt, .meanAveragePrecision: return neighborScore(metric, threads: threads)
    case .probeAccuracy: return probeAccuracy(metric, threads: threads)
    case .trustworthiness: return trustworthiness(threads: threads)
    case .bitsPerPixel: return compression.bits(losing: 0.1) / Double(max(images.samples.width, 1))
    case .psnrAtBytes: return compression.psnr(atBytes: Double(metric.count ?? 32))
    case .auroc: return other.map { separation(from: $0) } ?? .nan
    case .capturedVariance: return try subspace.get().capturedVariance
    case .principalAngle: return try subspace.get().principalAngle
    }
  }

  /// Of the images that are measured.
  func codes(rows: Range<Int>) -> Matrix {
    inference.outputs(of: images.samples, rows: rows, layers: 0..<model.encoderDepth, view: view)
  }

  /// What the decoder makes of codes.
  func decoded(_ codes: Matrix) -> Matrix {
    inference.outputs(of: codes, layers: model.encoderDepth..<model.network.layers.count)
  }

  /// Some rows at a time: pictures of all of them would take more memory than all else.
  func forEachChunk(of samples: Samples, _ body: (Range<Int>) -> Void) {
    for start in stride(from: 0, to: samples.count, by: 1_024) { body(start..<min(start + 1_024, samples.count)) }
  }

  private func structuralSimilarity() -> Double {
    let similarity = StructuralSimilarity(height: images.shape.0, width: images.shape.1, channels: images.shape.2)
    var total = 0.0
    forEachChunk(of: images.samples) { rows in
      let outputs = inference.outputs(
        of: images.samples, rows: rows, layers: 0..<model.network.layers.count, view: view)
      let targets = inference.outputs(of: images.samples, rows: rows, layers: 0..<0)
      total += similarity(targets, outputs).reduce(0, +)
    }
    return total / Double(max(images.samples.count, 1))
  }

  private func roundtrip() -> Double {
    var largest = 0.0
    forEachChunk(of: images.samples) { rows in
      let whole = inference.outputs(
        of: images.samples, rows: rows, layers: 0..<model.network.layers.count, view: view)
      largest = max(largest, decoded(codes(rows: rows)).largestDifference(from: whole))
    }
    return largest
  }

  private func separation(from other: Samples) -> Double {
    areaUnderCurve(
      lower: inference.errors(of: images.samples, view: view).squared,
      higher: inference.errors(of: other, view: view).squared)
  }

  private func compareSubspaces() -> Result<SubspaceComparison, EigenvectorError> {
    let training = images.training
    let outputs = inference.outputs(
      of: training, rows: 0..<min(training.count, Self.spanningAtMost), layers: 0..<model.network.layers.count)
    do {
      return .success(
        try SubspaceComparison(
          of: Samples(count: outputs.rows, width: outputs.columns, storage: .floats(outputs.values)), with: training,
          width: min(model.code, training.width), threads: threads))
    } catch {
      return .failure(error)
    }
  }
}

/// The probability that one of `higher` exceeds one of `lower`, ties counting half: Mann and Whitney 1947. Not a number
/// where one is empty. O(n log n).
package func areaUnderCurve(lower: [Double], higher: [Double]) -> Double {
  guard !lower.isEmpty, !higher.isEmpty else { return .nan }
  let all = (lower.map { ($0, false) } + higher.map { ($0, true) }).sorted { $0.0 < $1.0 }
  var sum = 0.0
  var start = 0
  while start < all.count {
    var end = start + 1
    while end < all.count, all[end].0 == all[start].0 { end += 1 }
    // Ranks start + 1 ... end share their mean.
    let rank = Double(start + 1 + end) / 2
    sum += rank * Double(all[start..<end].count { $0.1 })
    start = end
  }
  let (m, n) = (Double(higher.count), Double(lower.count))
  return (sum - m * (m + 1) / 2) / (m * n)
}
