import Autoencoders
import Engine
import Figures
import Schema

/// A row of an `evaluate` block's table: what its metrics say of a `train` block's models.
struct ScoredModel {
  let label: String
  let title: String
  /// How many models the block trained; the scores are over all of them.
  let models: Int
  let scores: [Spread]  // one a metric

  /// Scores that are known.
  init(_ trained: TrainedBlock, scores: [Spread]) {
    label = trained.block.common.label
    title = trained.block.common.title
    models = trained.models.count
    self.scores = scores
  }

  /// Measures every model of the block; `others` are the images of each metric that needs other data. What it costs is
  /// each metric's own matter.
  init(
    _ trained: TrainedBlock, on images: MeasuredImages, by metrics: [Metric], others: [String: Samples], threads: Int,
    view: (TrainedModel) -> InferenceView
  ) throws(BlockError) {
    label = trained.block.common.label
    title = trained.block.common.title
    models = trained.models.count
    var measured: [[Double]] = []
    for model in trained.models {
      let scores = MetricScores(of: model, on: images, view: view(model), threads: threads)
      var row: [Double] = []
      for metric in metrics {
        do {
          row.append(try scores.score(metric, other: metric.against.flatMap { others[$0] }))
        } catch {
          throw .decompositionFailed(error)
        }
      }
      measured.append(row)
    }
    scores = metrics.indices.map { metric in Spread(of: measured.map { $0[metric] }) }
  }
}

extension [ScoredModel] {
  /// What ± means, as a sentence that starts with a space; empty where no block trained several models.
  var repetition: String {
    let repeated = filter { $0.models > 1 }
    guard let count = repeated.first?.models else { return "" }
    let whole =
      if repeated.allSatisfy({ $0.models == count }) {
        "\(count) models with different seeds" + (repeated.count == self.count ? "" : ", where ± stands")
      } else {
        repeated.map { "\($0.models) models of \($0.title)" }.sentence + ", with different seeds"
      }
    return " Mean ± sample standard deviation over \(whole)."
  }
}

extension EvaluateBlock {
  /// Models as rows; a metric's published numbers stand in a column of their own behind it.
  func table(of models: [ScoredModel], areComparable: Bool) -> ScoreTable {
    var columns: [ScoreTable.Column] = []
    var rows = models.map { ScoreTable.Row(name: $0.title, cells: []) }
    for (place, metric) in metrics.enumerated() {
      let scores = models.map { $0.scores[place] }
      var own = metric.column
      if !areComparable { own.better = .neither }
      own.decimals = decimals(for: scores, atLeast: own.decimals)
      columns.append(own)
      for row in rows.indices {
        rows[row].cells.append(scores[row].mean)
        rows[row].deviations.append(scores[row].deviation)
      }
      let published = models.map { model in
        reference.first { $0.model == model.label && $0.metric == metric }?.value
      }
      guard published.contains(where: { $0 != nil }) else { continue }
      var column = own
      column.isReference = true
      columns.append(column)
      for row in rows.indices {
        rows[row].cells.append(published[row])
        rows[row].deviations.append(nil)
      }
    }
    return ScoreTable(columns: columns, rows: rows)
  }

  /// Digits behind the point for a column, at most twelve. Where nothing was repeated, the usual ones, and three digits of
  /// the smallest number unless all are whole. Deviations end their numbers: the largest has two digits, and the smallest still one.
  private func decimals(for scores: [Spread], atLeast usual: Int) -> Int {
    let deviations = scores.compactMap(\.deviation).filter { $0 > 0 && $0.isFinite }
    let exact = scores.filter { !($0.deviation ?? 0 > 0) }.map(\.mean)
    let areWhole = exact.allSatisfy { $0 == $0.rounded() }
    let needed = exact.isEmpty ? 0 : areWhole ? usual : max(usual, places(of: exact, digits: 3))
    guard let largest = deviations.max() else { return min(needed, 12) }
    return min(max(needed, places(of: [largest], digits: 2), places(of: deviations, digits: 1)), 12)
  }
}

/// Digits behind the point that show so many digits of the smallest number.
private func places(of values: [Double], digits: Int) -> Int {
  let smallest = values.map(\.magnitude).filter { $0 > 0 && $0.isFinite }.min() ?? 1
  var places = digits - 1
  var scaled = smallest
  while scaled >= 10, places > 0 {
    scaled /= 10
    places -= 1
  }
  while scaled < 1, places < 12 {
    scaled *= 10
    places += 1
  }
  return places
}
