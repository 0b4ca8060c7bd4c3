import Autoencoders
import Engine
import Figures
import Runner
import Schema
import Testing

/// Three models of one block, one of another, and a comparison.
private let repeated = """
  ---
  data: {name: subspace, rank: 3, size: 16, count: 80, noise: 0.1}
  ---

  ```yaml train
  label: first
  encoder: [8]
  code: 2
  output_activation: linear
  epochs: 3
  seed: 4
  repeat: 3
  expect:
    - test.mse.sd > 0
  ```

  ```yaml train
  label: pca
  variant: pca
  code: 3
  ```

  ```yaml evaluate
  label: both
  models: [first, pca]
  metrics: [mse, psnr]
  expect:
    - first.mse ~ first.test.mse within 0.0001%
    - first.mse.sd ~ first.test.mse.sd within 0.0001%
  ```

  `{=first.test.mse.sd:.9f}`

  """

/// The same block with one seed.
private func single(_ seed: Int) -> String {
  repeated.replacingOccurrences(
    of: "seed: 4\nrepeat: 3", with: "seed: \(seed)\ndata: {name: subspace, rank: 3, size: 16, count: 80, noise: 0.1}"
  )
  .replacingOccurrences(of: "expect:\n  - test.mse.sd > 0\n", with: "")
}

extension BlockOutcome {
  fileprivate func value(_ name: String) -> Double? { results.first { $0.name == name }?.value }
}

@Suite("A repeated block")
struct RepeatTests {
  @Test("has the names that the schema promises")
  func names() throws {
    let program = try program(repeated)
    let outcome = run(program)
    for (block, result) in zip(program.blocks, outcome.blocks) {
      let names =
        switch block {
        case .train(let block): block.resultNames
        case .evaluate(let block): block.resultNames
        }
      #expect(result.results.map(\.name) == names)
    }
  }

  @Test("has the mean and the sample standard deviation of its models' numbers")
  func statistics() throws {
    var losses: [Double] = []
    var events: [RunEvent.EpochReport] = []
    let block = run(
      try program(repeated), onEvent: { if case .epochFinished(_, let report) = $0 { events.append(report) } }
    )
    .blocks[0]
    losses = events.filter { $0.epoch == 3 }.compactMap { $0.losses.last?.value }
    #expect(events.map(\.model) == [1, 1, 1, 2, 2, 2, 3, 3, 3] && events.allSatisfy { $0.models == 3 })
    try #require(losses.count == 3 && Set(losses).count == 3)
    let mean = losses.reduce(0, +) / 3
    let variance = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2
    #expect(abs(try #require(block.value("test.loss")) - mean) < 1e-12)
    #expect(abs(try #require(block.value("test.loss.sd")) - variance.squareRoot()) < 1e-12)
    #expect(block.value("epochs") == 3 && block.value("epochs.sd") == 0)
    #expect(block.curves.map(\.losses.count) == [3, 3])
    #expect(abs(try #require(block.curves[1].losses.last) - mean) < 1e-12)
  }

  @Test("its models are those of the seeds from its own on, on the same data")
  func seeds() throws {
    let mean = try #require(run(try program(repeated)).blocks[0].value("test.mse"))
    let first = try #require(
      run(try program(repeated.replacingOccurrences(of: "repeat: 3", with: "repeat: 2"))).blocks[0].value("test.mse"))
    #expect(mean != first)
    let alone = repeated.replacingOccurrences(of: "repeat: 3", with: "repeat: 1")
      .replacingOccurrences(of: "  - test.mse.sd > 0\n", with: "  - test.mse > 0\n")
      .replacingOccurrences(of: "  - first.mse.sd ~ first.test.mse.sd within 0.0001%\n", with: "")
      .replacingOccurrences(of: "first.test.mse.sd:", with: "first.test.mse:")
    let outcome = run(try program(alone))
    #expect(outcome.blocks[0].value("test.mse.sd") == nil)
    #expect(
      outcome.blocks[0].figures.last?.content.notes == run(try program(repeated)).blocks[0].figures.last?.content.notes)
  }

  @Test("its numbers stand in claims and in the text")
  func claims() throws {
    let outcome = run(try program(repeated))
    #expect(outcome.blocks.flatMap(\.claims).map(\.holds) == [true, true, true])
    let deviation = try #require(outcome.blocks[0].value("test.mse.sd"))
    #expect(outcome.values == [NumberFormat(kind: .fixed, precision: 9).format(deviation)])
  }

  @Test("the table has its deviations beside the means, to the digit where they end, and says what they are")
  func table() throws {
    let block = run(try program(repeated)).blocks[2]
    let table = try #require(block.table)
    #expect(table.rows[0].deviation(0) == block.value("first.mse.sd"))
    #expect(table.rows[1].deviations.allSatisfy { $0 == nil })
    #expect(block.tableCaption.contains("Mean ± sample standard deviation over 3 models with different seeds, where ±"))
  }

  @Test("page and provenance say that it was repeated, and which model a figure shows")
  func words() throws {
    let block = run(try program(repeated)).blocks[0]
    #expect(block.cost.first == .init("Repeated", "3 models, seeds 4 to 6"))
    #expect(block.provenance.contains { $0.name == "Seed" && $0.value.hasPrefix("4, the first of 3") })
    #expect(block.figures[0].caption.hasPrefix("Loss of first (mean of 3 models) over the epochs"))
    #expect(block.figures[1].caption.contains("what first (seed 4, the first of 3) makes of them"))
  }

  @Test("the model that diverges is named, and its curve is drawn")
  func divergence() throws {
    let text = repeated.replacingOccurrences(
      of: "epochs: 3", with: "epochs: 200\noptimizer: {sgd: 0.9}\nloss: mse\nreduction: sum\nbatch_size: 80")
    let block = run(try program(text)).blocks[0]
    #expect(block.status == .failed)
    let message = try #require(block.failure?.message)
    #expect(message.contains("(model 1 of 3, seed 4, learning rate 0.9)"), "\(message)")
  }

  @Test("of curves that end at different epochs the mean is over those that still train")
  func unevenCurves() throws {
    let text = repeated.replacingOccurrences(
      of: "epochs: 3",
      with: "epochs: 400\ndata: {name: subspace, rank: 3, size: 16, count: 80, noise: 0.5, validation: 20}\n"
        + "optimizer: {adam: 0.02}\nearly_stopping: {patience: 2}")
    var events: [RunEvent.EpochReport] = []
    let outcome = run(
      try program(text), onEvent: { if case .epochFinished("first", let report) = $0 { events.append(report) } })
    let block = outcome.blocks[0]
    let epochs = (1...3).map { model in events.filter { $0.model == model }.count }
    try #require(Set(epochs).count > 1, "\(epochs)")
    let longest = try #require(epochs.max())
    #expect(block.curves.map(\.losses.count) == [longest, longest])
    let last = events.filter { $0.epoch == longest }.compactMap { $0.losses.last?.value }
    #expect(abs(try #require(block.curves[1].losses.last) - last.reduce(0, +) / Double(last.count)) < 1e-12)
    #expect(block.figures[0].caption.contains("once some models have stopped, the mean is over those that still train"))
    #expect(block.value("epochs") == Spread(of: epochs.map(Double.init)).mean)
    #expect(events.last { $0.model == 1 }?.stopping?.isOver == true)
  }
}

@Suite("A spread")
struct SpreadTests {
  @Test("is the mean and the sample standard deviation, which one value does not have")
  func byHand() {
    #expect(Spread(of: [1, 2, 6]).mean == 3 && Spread(of: [1, 2, 6]).deviation == 7.0.squareRoot())
    #expect(Spread(of: [5]).mean == 5 && Spread(of: [5]).deviation == nil)
  }

  @Test("of equal values is their own, with a deviation of exactly 0")
  func equal() {
    let spread = Spread(of: [0.1, 0.1, 0.1])
    #expect(spread.mean == 0.1 && spread.deviation == 0)
  }

  @Test("with a value that is not finite has no deviation")
  func infinite() {
    let spread = Spread(of: [1, .infinity])
    #expect(spread.mean == .infinity && spread.deviation?.isNaN == true)
  }
}

extension BlockOutcome.Figure.Content {
  /// Each image's error, of a grid.
  fileprivate var notes: [[String]] {
    if case .images(let grid) = self { grid.rows.map(\.notes) } else { [] }
  }
}
