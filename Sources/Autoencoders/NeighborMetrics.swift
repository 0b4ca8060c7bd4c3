import Engine

// Metrics that ask which codes lie near each other. The training split is the base; the queries are at most the first
// 1,000 images; an image is relevant to another of its own class.

extension MetricScores {
  func neighborScore(_ metric: Metric, threads: Int) -> Double {
    let (base, queries) = coded(metric, rows: 0..<min(images.samples.count, Self.queriesAtMost))
    guard queries.rows > 0, base.rows > 0 else { return .nan }
    let count = metric.kind == .meanAveragePrecision ? base.rows : metric.count ?? metric.kind.defaultCount ?? 1
    let (labels, baseLabels, kind) = (images.labels, images.trainingLabels, metric.kind)
    let scores = NeighborSearch(base: base, threads: threads).scores(of: queries, nearest: count) { query, nearest in
      switch kind {
      case .knnAccuracy: majority(of: nearest, baseLabels) == labels[query] ? 1 : 0
      case .precisionAt: precision(of: nearest, baseLabels, label: labels[query])
      default: averagePrecision(of: nearest, baseLabels, label: labels[query])
      }
    }
    return scores.reduce(0, +) / Double(scores.count)
  }

  func probeAccuracy(_ metric: Metric, threads: Int) -> Double {
    let (base, queries) = coded(metric, rows: 0..<images.samples.count)
    guard queries.rows > 0, base.rows > 0 else { return .nan }
    let classes = (images.trainingLabels.max() ?? 0) + 1
    let probe = SoftmaxRegression(of: base, labels: images.trainingLabels, classes: classes, threads: threads)
    let found = probe.classes(of: queries)
    return Double(zip(found, images.labels).count { $0 == $1 }) / Double(found.count)
  }

  /// Venna and Kaski 2001: 1 − 2 / (nk(2n − 3k − 1)) Σ (rank among the images − k) over each code's k nearest that are
  /// not among its image's k nearest; as scikit-learn's `trustworthiness`.
  func trustworthiness(threads: Int) -> Double {
    let count = min(images.samples.count, Self.queriesAtMost)
    let k = 5
    guard count > 2 * k else { return .nan }
    let codes = codes(rows: 0..<count)
    let pixels = inference.outputs(of: images.samples, rows: 0..<count, layers: 0..<0)
    let neighbors = NeighborSearch(base: codes, threads: threads).nearest(k, of: codes, alike: true)
    let penalties = NeighborSearch(base: pixels, threads: threads)
      .scores(of: pixels, nearest: count - 1, alike: true) { query, order in
        var ranks = [Int](repeating: 0, count: count)
        for (place, index) in order.enumerated() { ranks[Int(index)] = place + 1 }
        return neighbors[query].reduce(0.0) { $0 + Double(max(ranks[Int($1)] - k, 0)) }
      }
    let (n, size) = (Double(count), Double(k))
    return 1 - 2 / (n * size * (2 * n - 3 * size - 1)) * penalties.reduce(0, +)
  }

  /// The training codes and those of some images, as the metric wants them.
  private func coded(_ metric: Metric, rows: Range<Int>) -> (base: Matrix, queries: Matrix) {
    let queries = codes(rows: rows)
    guard metric.usesBinaryCodes else { return (trainingCodes, queries) }
    let thresholds =
      model.hasSigmoidCode
      ? [Float](repeating: 0.5, count: queries.columns) : trainingCodes.columnMedians()
    return (trainingCodes.binarized(above: thresholds), queries.binarized(above: thresholds))
  }
}

extension TrainedModel {
  /// Whether the code's units are sigmoids: they have a threshold of their own.
  var hasSigmoidCode: Bool {
    if case .binary = network.layers[encoderDepth - 1] { return true }
    return network.layers[encoderDepth - 1].dense?.activation == .sigmoid
  }
}

/// The class of most of the neighbours, the smallest of equals.
private func majority(of nearest: [Int32], _ labels: [Int]) -> Int {
  var counts: [Int] = []
  for index in nearest {
    let label = labels[Int(index)]
    if label >= counts.count { counts.append(contentsOf: repeatElement(0, count: label + 1 - counts.count)) }
    counts[label] += 1
  }
  return counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? -1
}

private func precision(of nearest: [Int32], _ labels: [Int], label: Int) -> Double {
  Double(nearest.count { labels[Int($0)] == label }) / Double(max(nearest.count, 1))
}

/// The mean over the relevant ones of the precision at their rank; 0 where none is relevant.
private func averagePrecision(of order: [Int32], _ labels: [Int], label: Int) -> Double {
  var (found, sum) = (0, 0.0)
  for (place, index) in order.enumerated() where labels[Int(index)] == label {
    found += 1
    sum += Double(found) / Double(place + 1)
  }
  return found > 0 ? sum / Double(found) : 0
}
