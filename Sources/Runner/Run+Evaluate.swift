import Autoencoders
import Datasets
import Figures
import Schema

extension Run {
  /// Measures a block's models and draws its table and its figures.
  mutating func run(_ block: EvaluateBlock, at place: Int) throws(BlockError) {
    var shown: [Exhibited] = []
    for label in block.models {
      guard let model = models[label] else { throw .modelMissing(label) }
      shown.append(model)
    }
    guard let first = shown.first else { return }
    var measured: [(model: Exhibited, measurement: Measurement)] = []
    var fingerprints: [String] = []
    var subject: (part: Part, dataset: Dataset)?
    for model in shown {
      // Data of the block's own are cut by the seed of its first model.
      let used = if let own = block.data { try dataset(own, seed: first.block.training.seed) } else { model.dataset }
      let part = try part(block.split, of: used)
      if part.samples.width != model.model.network.inputs {
        throw .widthDiffers(
          model: model.block.common.label, expected: model.model.network.inputs, found: part.samples.width)
      }
      fingerprints.append(used.fingerprint)
      subject = subject ?? (part, used)
      measured.append((model, Measurement(of: model.model, on: part.samples, threads: options.threads)))
    }
    guard let (part, used) = subject else { return }
    let key = block.common.resultKey(kind: "evaluate", data: fingerprints, upstream: shown.map(\.key))
    outcomes[place].key = key
    outcomes[place].provenance = provenance(of: block.common, key: key, data: used, seed: nil)
    outcomes[place].results = measured.flatMap { model, measurement in
      block.metrics.map { NamedValue("\(model.block.common.label).\($0.rawValue)", measurement[$0]) }
    }
    outcomes[place].table = block.table(of: measured.map { ($0.model.block.common, $0.measurement) })
    outcomes[place].tableCaption =
      "\(shown.count == 1 ? "One model" : "\(shown.count.inWords) models") on the \(block.split.rawValue) split of "
      + "\(used.name): \(grouped(part.samples.count)) images."
    let shownOn = FigureSubject(
      label: block.common.label, models: shown, part: part, split: block.split, shape: used.shape,
      dataName: used.name, threads: options.threads)
    outcomes[place].figures = shownOn.figures(for: block.common.figures)
  }

  private func part(_ split: Split, of dataset: Dataset) throws(BlockError) -> Part {
    switch split {
    case .train: return dataset.train
    case .test: return dataset.test
    case .validation:
      guard let validation = dataset.validation else { throw .splitMissing(split, dataset.name) }
      return validation
    }
  }
}

extension EvaluateBlock {
  /// Models as rows; a metric's published numbers stand in a column of their own behind it.
  fileprivate func table(of measured: [(block: BlockOptions, measurement: Measurement)]) -> ScoreTable {
    var columns: [ScoreTable.Column] = []
    var cells: [[Double?]] = measured.map { _ in [] }
    for metric in metrics {
      columns.append(metric.column)
      for row in measured.indices { cells[row].append(measured[row].measurement[metric]) }
      let published = measured.map { row in
        reference.first { $0.model == row.block.label && $0.metric == metric }?.value
      }
      guard published.contains(where: { $0 != nil }) else { continue }
      var column = metric.column
      column.title += ", published"
      column.isReference = true
      columns.append(column)
      for row in measured.indices { cells[row].append(published[row]) }
    }
    let rows = zip(measured, cells).map { ScoreTable.Row(name: $0.block.title, cells: $1) }
    return ScoreTable(columns: columns, rows: rows)
  }
}

extension Metric {
  fileprivate var column: ScoreTable.Column {
    let better: ScoreTable.Better = better == .lower ? .lower : .higher
    return switch self {
    case .mse: ScoreTable.Column(title: "MSE", better: better, decimals: 5)
    case .sse: ScoreTable.Column(title: "SSE per image", better: better, decimals: 3)
    case .bce: ScoreTable.Column(title: "BCE (nats per pixel)", better: better, decimals: 4)
    case .excessBCE: ScoreTable.Column(title: "BCE over entropy (nats per pixel)", better: better, decimals: 4)
    case .mae: ScoreTable.Column(title: "MAE", better: better, decimals: 4)
    case .psnr: ScoreTable.Column(title: "PSNR (dB)", better: better, decimals: 2)
    }
  }
}
