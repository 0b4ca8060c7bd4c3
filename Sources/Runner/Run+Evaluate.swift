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
    var sets: [String] = []
    var areComparable = true
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
      let count = part.samples.count
      let set = "\(used.name) (\(grouped(count)) \(count == 1 ? "image" : "images"))"
      if !sets.contains(set) { sets.append(set) }
      // One data set may be cut in many ways: only the very same images compare.
      if let subject, subject.part != part { areComparable = false }
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
    outcomes[place].table = block.table(
      of: measured.map { ($0.model.block.common, $0.measurement) }, areComparable: areComparable)
    outcomes[place].tableCaption = caption(of: block, on: sets, areComparable: areComparable)
    let shownOn = FigureSubject(
      label: block.common.label, models: shown, part: part, split: block.split, shape: used.shape,
      dataName: used.name, threads: options.threads)
    outcomes[place].figures = shownOn.figures(for: block.common.figures)
  }

  /// What was measured on which images, and what the metrics are.
  private func caption(of block: EvaluateBlock, on sets: [String], areComparable: Bool) -> String {
    let models = block.models.count == 1 ? "One model" : "\(block.models.count.inWords) models"
    let place = "the \(block.split.rawValue) split of \(sets.sentence)"
    let opening =
      areComparable
      ? "\(models) on \(place)."
      : "\(models), each on its own images of \(place): numbers from different images do not compare."
    return opening + " " + block.metrics.map(\.definition).joined(separator: " ")
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
  fileprivate func table(
    of measured: [(block: BlockOptions, measurement: Measurement)], areComparable: Bool
  ) -> ScoreTable {
    var columns: [ScoreTable.Column] = []
    var cells: [[Double?]] = measured.map { _ in [] }
    for metric in metrics {
      var own = metric.column
      if !areComparable { own.better = .neither }
      own.decimals = max(own.decimals, decimals(for: measured.map { $0.measurement[metric] }))
      columns.append(own)
      for row in measured.indices { cells[row].append(measured[row].measurement[metric]) }
      let published = measured.map { row in
        reference.first { $0.model == row.block.label && $0.metric == metric }?.value
      }
      guard published.contains(where: { $0 != nil }) else { continue }
      var column = own
      column.isReference = true
      columns.append(column)
      for row in measured.indices { cells[row].append(published[row]) }
    }
    let rows = zip(measured, cells).map { ScoreTable.Row(name: $0.block.title, cells: $1) }
    return ScoreTable(columns: columns, rows: rows)
  }
}

/// Decimals that leave three digits of the smallest number, at most twelve.
private func decimals(for values: [Double]) -> Int {
  let smallest = values.map(\.magnitude).filter { $0 > 0 && $0.isFinite }.min() ?? 1
  var decimals = 2
  var scaled = smallest
  while scaled < 1, decimals < 12 {
    scaled *= 10
    decimals += 1
  }
  return decimals
}

extension Metric {
  fileprivate var column: ScoreTable.Column {
    let better: ScoreTable.Better = better == .lower ? .lower : .higher
    let (title, decimals) =
      switch self {
      case .mse: ("MSE", 5)
      case .sse: ("SSE", 3)
      case .bce: ("BCE", 4)
      case .excessBCE: ("excess BCE", 4)
      case .mae: ("MAE", 4)
      case .psnr: ("PSNR (dB)", 2)
      }
    return ScoreTable.Column(title: title, better: better, decimals: decimals)
  }

  /// A sentence for the caption of a table.
  fileprivate var definition: String {
    switch self {
    case .mse: "MSE: squared error, mean over pixels."
    case .sse: "SSE: squared error summed over an image’s pixels, mean over images."
    case .bce: "BCE: binary cross-entropy in nats, mean over pixels."
    case .excessBCE: "Excess BCE: BCE less the pixels’ own entropy."
    case .mae: "MAE: absolute error, mean over pixels."
    case .psnr: "PSNR: −10 log₁₀ MSE, in decibels."
    }
  }
}
