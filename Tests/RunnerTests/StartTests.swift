import Autoencoders
import Figures
import Runner
import Schema
import Testing

private let continued = """
  ---
  data: {name: subspace, rank: 3, size: 16, count: 80, noise: 0.1}
  ---

  ```yaml train
  label: second
  variant: linear
  code: 3
  epochs: 0
  initialization: {from: first}
  ```

  ```yaml train
  label: first
  variant: linear
  code: 3
  epochs: 2
  ```

  """

extension BlockOutcome {
  fileprivate func value(_ name: String) -> Double? { results.first { $0.name == name }?.value }
}

@Suite("A block that starts from another's weights")
struct StartTests {
  @Test("runs behind it, and starts where it ended")
  func start() throws {
    var order: [String] = []
    let outcome = run(
      try program(continued), onEvent: { if case .blockStarted(let label, _, _) = $0 { order.append(label) } })
    #expect(order == ["first", "second"])
    #expect(outcome.blocks[0].value("test.mse") == outcome.blocks[1].value("test.mse"))
    #expect(outcome.blocks[0].provenance.contains(.init("Start", "the weights of first")))
  }

  @Test("starts from what PCA computes, if it has PCA's layers")
  func baseline() throws {
    let text = continued.replacingOccurrences(
      of: "label: first\nvariant: linear\ncode: 3\nepochs: 2", with: "label: first\nvariant: pca\ncode: 3")
    let outcome = run(try program(text))
    #expect(outcome.blocks[0].value("test.mse") == outcome.blocks[1].value("test.mse"))
  }

  @Test("is not run where the other failed, and says so")
  func failure() throws {
    let outcome = run(
      try program(continued.replacingOccurrences(of: "epochs: 2", with: "epochs: 2\noptimizer: {sgd: 1e12}")))
    #expect(outcome.blocks.map(\.status) == [.failed, .failed])
    #expect(outcome.blocks[0].failure?.message == "needs 'first', which did not run to its end")
  }

  @Test("takes the other along with 'only'")
  func only() throws {
    let outcome = run(try program(continued)) { $0.only = ["second"] }
    #expect(outcome.blocks.map(\.status) == [.ran, .ran])
  }

  @Test("has another key when the other has")
  func key() throws {
    let changed = continued.replacingOccurrences(of: "epochs: 2", with: "epochs: 3")
    #expect(run(try program(continued)).blocks[0].key != run(try program(changed)).blocks[0].key)
  }

  @Test("and is repeated starts each of its models from the first")
  func repeated() throws {
    let text = continued.replacingOccurrences(of: "epochs: 0", with: "epochs: 0\nrepeat: 2")
      .replacingOccurrences(of: "epochs: 2", with: "epochs: 2\nrepeat: 3")
    let outcome = run(try program(text))
    #expect(outcome.blocks[0].value("test.mse.sd") == 0)
    #expect(try #require(outcome.blocks[1].value("test.mse.sd")) > 0)
    #expect(outcome.blocks[0].provenance.contains(.init("Start", "the weights of first (seed 0, the first of 3)")))
  }
}

@Suite("The figure of a training that diverged")
struct DivergenceTests {
  /// Squared errors that grow from epoch to epoch until they are infinite.
  private func outcome(rate: String, batch: Int = 80) throws -> BlockOutcome {
    let text = continued.replacingOccurrences(
      of: "epochs: 2", with: "epochs: 500\nbatch_size: \(batch)\noptimizer: {sgd: \(rate)}\nreduction: sum")
    return run(try program(text)).blocks[1]
  }

  @Test("has the curve of the epochs that were finished, which the record has too")
  func curve() throws {
    let block = try outcome(rate: "0.5")
    #expect(block.status == .failed)
    let figure = try #require(block.figures.first)
    #expect(block.figures.map(\.id) == ["fig-first-loss"])
    guard case .chart(let chart) = figure.content else {
      Issue.record("no chart")
      return
    }
    let finished = block.curves[0].losses.count
    #expect(finished > 0 && chart.series.map(\.y) == block.curves.map(\.losses))
    #expect(block.failure?.message.contains("at epoch \(finished + 1), step 1 ") == true)
  }

  @Test("is left out where not one epoch was finished")
  func none() throws {
    let block = try outcome(rate: "1e30", batch: 8)
    #expect(block.status == .failed && block.figures.isEmpty)
  }
}

@Suite("A block that stops early")
struct StoppedBlockTests {
  @Test("says which epoch its model is of, and how many were run")
  func caption() throws {
    let text = continued.replacingOccurrences(
      of: "label: first\nvariant: linear\ncode: 3\nepochs: 2",
      with: "label: first\nvariant: linear\ncode: 3\nepochs: 500\nearly_stopping: {patience: 3}\n"
        + "data: {name: subspace, rank: 3, size: 16, count: 20, noise: 0.5, validation: 10}\noptimizer: {adam: 0.05}")
    let block = run(try program(text)).blocks[1]
    let best = Int(try #require(block.value("best_epoch")))
    #expect(block.value("epochs") == Double(best + 3) && best + 3 < 500)
    #expect(block.figures[0].caption.contains("; the model is that of epoch \(best)"))
    #expect(block.curves.map(\.losses.count) == [best + 3, best + 3])
  }
}
