import Schema
import Testing

private let help = "with 'repeat: 5' in 'first' it is the spread over five seeds"

private let mistakes: [Mistake] = [
  .init(
    "expect: [1️⃣test.mse.sd < 1]", "CB402", "'first' is trained once, so there is no 'first.test.mse.sd'", help: help),
  .init(
    "expect: [1️⃣first.epochs.sd < 1]", "CB402", "'first' is trained once, so there is no 'first.epochs.sd'", help: help),
  .init(
    "repeat: 3\nexpect: [1️⃣pca.test.mse.sd < 1]", "CB402", "'pca' is computed once, so there is no 'pca.test.mse.sd'"),
  .init(
    "repeat: 3\nexpect: [1️⃣test.mse.std < 1]", "CB402", "no block makes 'first.test.mse.std'",
    help: "did you mean 'test.mse.sd'?"),
  .init(
    "repeat: 3\nexpect: [1️⃣test.psnr < 1]", "CB402", "no block makes 'first.test.psnr'",
    help: "'first' makes loss, reconstruction, mse and sse for train and test, each with its .sd, and parameters, "
      + "epochs, best_epoch and code"),
  .init(
    "repeat: 3\nexpect: [1️⃣first.parameters.sd < 1]", "CB402", "no block makes 'first.parameters.sd'",
    help: "did you mean 'first.parameters'?"),
]

private func evaluated(_ lines: String, _ claim: String) -> String {
  trainNotebook(lines) + "```yaml evaluate\nlabel: scores\nexpect: ['\(claim)']\n```\n"
}

@Suite struct RepeatTests {
  @Test("A spread that no block makes is refused at its place, alone, with its remedy", arguments: mistakes)
  func mistake(_ mistake: Mistake) { check(mistake, in: trainNotebook(mistake.text)) }

  @Test("A block that is repeated makes means and their spread")
  func paths() throws {
    let reading = read(
      trainNotebook("repeat: 3\nexpect: [test.mse.sd < 1, first.train.loss.sd < 1, best_epoch.sd < 1]")
        + "`{=first.test.sse.sd:.2f}`\n")
    #expect(complaints(reading) == [])
    let block = try #require(reading.program?.train("first"))
    #expect(block.repeats == 3)
    #expect(block.common.setting("repeat")?.value == .integer(3))
    #expect(
      block.resultNames.prefix(4) == ["train.loss", "train.loss.sd", "train.reconstruction", "train.reconstruction.sd"])
    #expect(
      block.resultNames.suffix(6) == ["parameters", "epochs", "epochs.sd", "best_epoch", "best_epoch.sd", "code"])
  }

  @Test("A block that is not repeated makes numbers alone")
  func once() throws {
    let block = try #require(read(trainNotebook("")).program?.train("first"))
    #expect(block.repeats == 1)
    #expect(!block.resultNames.contains { $0.hasSuffix(".sd") })
  }

  @Test("An evaluation has a spread for the models that are repeated, and for no other")
  func evaluation() throws {
    let reading = read(evaluated("repeat: 3", "first.mse.sd < scores.first.psnr.sd"))
    #expect(complaints(reading) == [])
    let block = try #require(reading.program?.evaluate("scores"))
    #expect(block.repeatedModels == ["first"])
    #expect(block.resultNames == ["pca.mse", "pca.psnr", "first.mse", "first.mse.sd", "first.psnr", "first.psnr.sd"])
    #expect(
      complaints(read(evaluated("", "first.mse.sd < 1"))).map(\.description) == [
        "12:11 CB402 'first' is trained once, so there is no 'scores.first.mse.sd' | \(help)"
      ])
    #expect(
      complaints(read(evaluated("repeat: 3", "scores.pca.mse.sd < 1"))).map(\.description) == [
        "12:11 CB402 'pca' is computed once, so there is no 'scores.pca.mse.sd'"
      ])
  }

  @Test("Whether a block is repeated that cannot be read is not held against its spread")
  func unreadable() {
    for line in ["repeat: x", "epochs: x\nrepeat: 3", "title: ["] {
      #expect(read(evaluated(line + "\nexpect: [test.mse.sd < 1]", "first.mse.sd < 1")).diagnostics.count == 1)
    }
  }
}
