import Foundation
import Figures
import Runner
import Schema
import Testing

@Suite("A run")
struct RunTests {
  @Test("a model that an earlier block refers to runs before it, and outcomes keep the file's order")
  func order() throws {
    let outcome = run(try program(twoModels))
    #expect(outcome.blocks.map(\.label) == ["both", "pca", "linear"])
    #expect(outcome.blocks.allSatisfy { $0.status == .ran })
  }

  @Test("a train block has its losses and errors of every split, its size and its epochs")
  func trainResults() throws {
    let outcome = run(try program(twoModels))
    #expect(
      outcome.blocks[2].results.map(\.name) == [
        "train.loss", "train.reconstruction", "train.mse", "train.sse",
        "test.loss", "test.reconstruction", "test.mse", "test.sse",
        "parameters", "epochs", "best_epoch", "code",
      ])
    let parameters = try #require(outcome.blocks[2].results.first { $0.name == "parameters" })
    #expect(parameters.value == 115.0)  // 16 · 3 + 3 into the code, 3 · 16 + 16 out of it
    let epochs = try #require(outcome.blocks[1].results.first { $0.name == "epochs" })
    #expect(epochs.value == 0)
  }

  @Test("an evaluate block has a row a model, in the order asked for, and published numbers in a column of their own")
  func table() throws {
    let outcome = run(try program(twoModels))
    let table = try #require(outcome.blocks[0].table)
    #expect(table.rows.map(\.name) == ["linear", "Exact"])
    #expect(table.columns.map(\.title) == ["MSE", "MSE", "PSNR (dB)"])
    #expect(table.columns.map(\.isReference) == [false, true, false])
    #expect(table.rows[0].cells[1] == nil && table.rows[1].cells[1] == 0.01)
    #expect(outcome.blocks[0].results.map(\.name) == ["linear.mse", "linear.psnr", "pca.mse", "pca.psnr"])
  }

  @Test("claims are judged on the numbers of all blocks")
  func claims() throws {
    let outcome = run(try program(twoModels))
    #expect(outcome.blocks[2].claims.map(\.holds) == [true, true, false])
    #expect(outcome.status == .findings)
    #expect(outcome.failedClaims == 1)
  }

  @Test(
    "what is said of a claim's numbers is true as it stands, with as many digits as that takes",
    arguments: [
      ("2 < 1", false, "2 is not < 1"), ("1 < 2", true, "1 < 2"),
      ("45.48581 == 45.48582", false, "45.48581 is not == 45.48582"),
      ("45.48581 < 45.48582", true, "45.48581 < 45.48582"), ("1 < 2 < 1.5", false, "1 < 2, 2 is not < 1.5"),
      ("3 > 2 >= 2", true, "3 > 2 >= 2"),
      ("0.1 + 0.2 == 0.3", false, "0.30000000000000004 is not == 0.29999999999999999"),
      ("2 ~ 1 within 0.5", false, "2 is not ~ 1, apart by 1, allowed 0.5"),
      ("2 ~ 1 within 2", true, "2 ~ 1, apart by 1, allowed 2"),
    ])
  func findings(claim: String, holds: Bool, detail: String) throws {
    let text = twoModels.replacingOccurrences(of: "test.mse > 1000", with: "0 * test.mse + \(claim)")
    let judged = run(try program(text)).blocks[2].claims[2]
    #expect(judged.holds == holds && judged.detail == detail, "\(judged)")
  }

  @Test("claims are not judged where a run says so")
  func unjudged() throws {
    let outcome = run(try program(twoModels)) { $0.judgesClaims = false }
    #expect(outcome.blocks[2].claims.map(\.holds) == [nil, nil, nil])
    #expect(outcome.status == .ok)
  }

  @Test("a value in the text has its format, and is a dash where its block did not run")
  func values() throws {
    let whole = run(try program(twoModels))
    #expect(whole.values.count == 1 && Double(whole.values[0]) != nil)
    #expect(run(try program(twoModels)) { $0.only = ["pca"] }.values == ["–"])
  }

  @Test("a parameter that is a text is shown as it is")
  func words() throws {
    #expect(run(try program("---\nparams: {place: Leiden}\n---\n\n`{=params.place}`\n")).values == ["Leiden"])
  }

  @Test("'only' takes along what a block's models and claims need")
  func only() throws {
    let outcome = run(try program(twoModels)) { $0.only = ["linear"] }
    #expect(outcome.blocks.map(\.status) == [.skipped, .ran, .ran])
  }

  @Test("a block fails alone, and those that need it say so")
  func failure() throws {
    let text = twoModels.replacingOccurrences(of: "epochs: 2", with: "epochs: 2\noptimizer: {sgd: 1e12}")
    let outcome = run(try program(text))
    #expect(outcome.blocks.map(\.status) == [.failed, .ran, .failed])
    #expect(outcome.blocks[0].failure?.message == "needs 'linear', which did not run to its end")
    #expect(outcome.blocks[2].failure?.message.hasPrefix("loss became ") == true)
    #expect(outcome.blocks[2].claims.map(\.holds) == [nil, nil, nil])
    #expect(outcome.status == .failed)
  }

  @Test("with 'failsFast' nothing runs after a failure")
  func failsFast() throws {
    let text = twoModels.replacingOccurrences(of: "epochs: 2", with: "epochs: 2\noptimizer: {sgd: 1e12}")
    let outcome = run(try program(text)) { $0.failsFast = true }
    #expect(outcome.blocks.map(\.status) == [.skipped, .skipped, .failed])
  }

  @Test("a block that needs more memory than there is fails before it trains")
  func memory() throws {
    let outcome = run(try program(twoModels)) { $0.memoryLimit = 1000 }
    #expect(outcome.blocks.map(\.status) == [.failed, .failed, .failed])
    #expect(outcome.blocks[2].failure?.message.hasPrefix("needs about ") == true)
  }

  @Test("claims of blocks that were not run stay open")
  func claimsOfSkipped() throws {
    let outcome = run(try program(twoModels)) { $0.only = ["pca"] }
    #expect(outcome.blocks[2].claims.map(\.holds) == [nil, nil, nil])
    #expect(outcome.blocks[2].claims.first?.detail == "its block was not run")
  }

  @Test("two data sets of one name have a fingerprint each")
  func fingerprints() throws {
    let text = twoModels.replacingOccurrences(
      of: "variant: pca\ncode: 3", with: "variant: pca\ncode: 3\ndata: {name: subspace, rank: 2, size: 16, count: 80}")
    let data = run(try program(text)).data
    #expect(data.map(\.name) == ["subspace", "subspace-2"])
    #expect(Set(data.map(\.value)).count == 2)
  }

  @Test("weights that break are not called a loss that broke")
  func brokenWeights() throws {
    let text = twoModels.replacingOccurrences(
      of: "epochs: 2", with: "epochs: 2\noptimizer: {sgd: 1e20}\nweight_decay: 1e30")
    let failure = try #require(run(try program(text)).blocks[2].failure)
    #expect(failure.message.hasPrefix("a weight became infinite or NaN at epoch 1, step 1"))
  }

  @Test("interrupted, nothing more runs")
  func interruption() throws {
    let outcome = run(try program(twoModels)) { $0.isInterrupted = { true } }
    #expect(outcome.wasInterrupted && outcome.status == .failed)
    #expect(outcome.blocks.map(\.status) == [.skipped, .skipped, .skipped])
  }
}

@Suite("A result's key")
struct KeyTests {
  private func keys(_ text: String) throws -> [String?] { run(try program(text)).blocks.map(\.key) }

  @Test(
    "does not depend on title, prose, order of keys, claims or figures",
    arguments: [
      ("title: Exact", "title: Otherwise"),
      ("variant: pca\ncode: 3", "code: 3\nvariant: pca"),
      ("  - test.mse > 1000\n", ""),
      ("code: 3\nepochs: 2", "code: 3  # as wide as the data's rank\nepochs: 2\nfigures: []"),
      ("`{=linear", "The ratio is `{=linear"),
    ])
  func same(old: String, new: String) throws {
    try #require(twoModels.contains(old))
    #expect(try keys(twoModels) == keys(twoModels.replacingOccurrences(of: old, with: new)))
  }

  @Test("depends on what a result depends on, and a block's on those of the blocks it uses")
  func different() throws {
    let before = try keys(twoModels)
    let after = try keys(twoModels.replacingOccurrences(of: "epochs: 2", with: "epochs: 3"))
    #expect(before[0] != after[0] && before[1] == after[1] && before[2] != after[2])
  }

  @Test("depends on the data")
  func data() throws {
    let after = try keys(twoModels.replacingOccurrences(of: "noise: 0.1", with: "noise: 0.2"))
    #expect(zip(try keys(twoModels), after).allSatisfy { $0 != $1 })
  }
}

@Suite("Figures of a block")
struct FigureTests {
  @Test("a baseline has no loss curve; a trained model has one with training and test")
  func lossFigure() throws {
    let outcome = run(try program(twoModels))
    #expect(outcome.blocks[1].figures.map(\.id) == ["fig-pca-reconstructions"])
    #expect(outcome.blocks[2].figures.map(\.id) == ["fig-linear-loss", "fig-linear-reconstructions"])
    guard case .chart(let chart) = outcome.blocks[2].figures[0].content else {
      Issue.record("no chart")
      return
    }
    #expect(chart.series.map(\.name) == ["train", "test"])
    #expect(chart.series.map(\.stroke) == [.solid, .dashed])
    #expect(chart.series[0].x == [1, 2])
  }

  @Test("the entropy of the pixels is drawn where cross-entropy is measured on the same split, and called its floor")
  func entropyFloor() throws {
    let text = """
      ```yaml train
      label: a
      data: {name: subspace, rank: 3, size: 16, count: 80}
      encoder: [8]
      code: 3
      loss: bce
      epochs: 1
      ```
      """
    let figure = try #require(run(try program(text)).blocks[0].figures.first)
    guard case .chart(let chart) = figure.content else {
      Issue.record("no chart")
      return
    }
    #expect(chart.rules.map(\.name) == ["entropy of the test pixels"])
    #expect(figure.caption.hasSuffix("; on test no model gets below the pixels’ own entropy."))
  }

  @Test(
    "captions say what is drawn, in good grammar",
    arguments: [
      ("count: 1, pick: first", "One image, the first of the test split of subspace, and what Exact makes of it"),
      ("count: 2, pick: worst", "Two images, those with the largest error of Exact on the test split of subspace"),
      ("count: 3, rows: [clean, error]", "Three images, the first of the test split of subspace, and what Exact makes"),
    ])
  func grammar(options: String, opening: String) throws {
    let text = twoModels.replacingOccurrences(
      of: "title: Exact", with: "title: Exact\nfigures:\n  - reconstructions: {\(options)}")
    let figure = try #require(run(try program(text)).blocks[1].figures.first)
    #expect(figure.caption.hasPrefix(opening))
    #expect(figure.caption.contains("number") == !options.contains("rows"))
  }

  @Test("models measured on different images are not ranked, and the table says so")
  func differentData() throws {
    let text = twoModels.replacingOccurrences(
      of: "variant: pca\ncode: 3", with: "variant: pca\ncode: 3\ndata: {name: subspace, rank: 2, size: 16, count: 40}")
    let block = run(try program(text)).blocks[0]
    #expect(block.table?.columns.allSatisfy { $0.better == .neither } == true)
    #expect(
      block.tableCaption.hasPrefix(
        "Two models, each on its own images of the test split of subspace (20 images) and subspace (10 images): numbers"
      ))
  }

  @Test("a kind of figure may be asked for twice, with other options")
  func twice() throws {
    let text = twoModels.replacingOccurrences(
      of: "title: Exact",
      with: "title: Exact\nfigures:\n  - reconstructions: {pick: first}\n  - reconstructions: {pick: worst}")
    #expect(
      run(try program(text)).blocks[1].figures.map(\.id) == ["fig-pca-reconstructions", "fig-pca-reconstructions-2"])
  }

  @Test("captions of the author's replace the generated ones, with their values")
  func captions() throws {
    let text = twoModels.replacingOccurrences(
      of: "title: Exact", with: "title: Exact\nfig_cap: \"Code of `{=pca.code}`.\"\nfig_alt: Digits")
    let figure = try #require(run(try program(text)).blocks[1].figures.first)
    #expect(figure.caption == "Code of 3.")
    #expect(figure.alternative == "Digits")
  }

  @Test("a grid has the rows that were asked for, and each image's error under it")
  func rows() throws {
    let text = twoModels.replacingOccurrences(
      of: "models: [linear, pca]",
      with: "models: [linear, pca]\nfigures:\n  - reconstructions: {pick: [3, 1], rows: [clean, pca, error]}")
    let figure = try #require(run(try program(text)).blocks[0].figures.first)
    guard case .images(let grid) = figure.content else {
      Issue.record("no grid")
      return
    }
    #expect(grid.rows.map(\.name) == ["original", "Exact", "error"])
    #expect(grid.rows.map(\.images.count) == [2, 2, 2])
    #expect(grid.rows[1].notes.count == 2)
    #expect(grid.imageWidth == 4 && grid.imageHeight == 4)
  }
}
