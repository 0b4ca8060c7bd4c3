import Autoencoders
import Engine
import Testing

/// Codes of 60 training and 30 measured samples: PCA with as many directions as pixels turns them and keeps distances.
@Suite("Metrics of codes")
struct MetricScoresTests {
  private static func values(_ rows: Int, _ columns: Int, _ a: Int, _ b: Int, _ c: Int, _ m: Int) -> Samples {
    Samples(
      count: rows, width: columns,
      storage: .floats(
        (0..<rows * columns).map { place in
          let (i, j) = (place / columns, place % columns)
          return Float(Double((i * a + j * b + i * j * c) % m) / Double(m))
        }))
  }

  private func scores() throws -> MetricScores {
    let training = Self.values(60, 3, 53, 29, 7, 127)
    let samples = Self.values(30, 3, 31, 11, 5, 113)
    var options = AutoencoderOptions()
    options.variant = .pca
    options.encoder = []
    options.code = 3
    let model = try options.train(
      TrainingOptions(), on: TrainingData(train: training, validation: nil, test: samples),
      in: TrainingSurroundings(threads: 1, now: { 0 }))
    let labels = (0..<60).map { ($0 * $0 + $0 / 7) % 3 }
    return MetricScores(
      of: model,
      on: MeasuredImages(
        samples: samples, labels: Array(labels.prefix(30)), training: training, trainingLabels: labels,
        shape: (1, 3, 1)), threads: 2)
  }

  /// scikit-learn: `KNeighborsClassifier(5).fit(h, labels).predict(q) == ql`, `precision` of the first 4,
  /// `average_precision_score(labels == ql[i], -distances[i])` and the pipeline's `score(q, ql)`.
  @Test(
    "neighbours and the probe are scikit-learn's",
    arguments: [
      (Metric(.precisionAt, count: 4), 0.216_666_667), (Metric(.meanAveragePrecision), 0.342_743_294),
      (Metric(.probeAccuracy), 0.4), (Metric(.knnAccuracy), 0.2),
    ])
  func neighbors(metric: Metric, expected: Double) throws {
    let found = try scores().score(metric)
    #expect(abs(found - expected) < 1e-6, "\(found)")
  }

  @Test("PCA is its own subspace, decodes what it encodes, and its directions keep lengths")
  func principalComponents() throws {
    let scores = try scores()
    #expect(abs(try scores.score(Metric(.capturedVariance)) - 1) < 1e-6)
    #expect(try scores.score(Metric(.principalAngle)) < 1e-3)
    #expect(try scores.score(Metric(.roundtrip)) == 0)
    #expect(abs(try scores.score(Metric(.jacobianNorm)) - 3.squareRoot()) < 1e-5)
    #expect(try scores.score(Metric(.deadUnits)) == 0)
    #expect(try scores.score(Metric(.l0)) == 3)
  }

  @Test("many bytes hold a code that one byte does not")
  func compression() throws {
    let scores = try scores()
    let qualities = try [1, 1_000].map { try scores.score(Metric(.psnrAtBytes, count: $0)) }
    #expect(qualities[1] > qualities[0] + 20, "\(qualities)")
    #expect(try scores.score(Metric(.bitsPerPixel)) > 0)
  }

  /// `roc_auc_score([0] * 40 + [1] * 25, lower + higher)`
  @Test("the area under the curve is scikit-learn's, ties and all")
  func areaUnderCurve() {
    var lower = (0..<40).map { Double($0 * 17 % 23) / 23 }
    let higher = (0..<25).map { Double($0 * 29 % 31) / 25 }
    lower[3] = higher[4]
    #expect(abs(Autoencoders.areaUnderCurve(lower: lower, higher: higher) - 0.6475) < 1e-12)
    #expect(Autoencoders.areaUnderCurve(lower: [], higher: [1]).isNaN)
  }

  @Test("a name says the metric and its argument")
  func names() {
    #expect(Metric(.precisionAt, count: 10).name == "precision_at_10")
    #expect(Metric(.auroc, against: "mnist").name == "auroc_mnist")
    #expect(Metric(.knnAccuracy, usesBinaryCodes: true).name == "knn_accuracy_binary")
  }
}
