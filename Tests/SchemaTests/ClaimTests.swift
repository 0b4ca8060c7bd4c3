import NotebookSyntax
import Schema
import Testing

private let mistakes: [Mistake] = [
  .init("expect: [1️⃣test.msee < 0.1]", "CB402", "no block makes 'first.test.msee'", help: "did you mean 'test.mse'?"),
  .init(
    "expect: [1️⃣first.tset.mse < 0.1]", "CB402", "no block makes 'first.tset.mse'",
    help: "did you mean 'first.test.mse'?"),
  .init(
    "expect: [1️⃣test.psnr < 0.1]", "CB402", "no block makes 'first.test.psnr'",
    help:
      "'first' makes loss, reconstruction, mse and sse for train and test, and parameters, epochs, best_epoch and code"),
  .init(
    "expect: [1️⃣validation.mse < 0.1]", "CB402", "no block makes 'first.validation.mse'",
    help:
      "'first' makes loss, reconstruction, mse and sse for train and test, and parameters, epochs, best_epoch and code"),
  .init(
    "expect: [test.mse < 1️⃣pac.test.mse]", "CB402", "no block makes 'pac.test.mse'", help: "did you mean 'pca.test.mse'?"
  ),
  .init(
    "expect: [1️⃣pca.epoch > 1]", "CB402", "no block makes 'pca.epoch'", help: "did you mean 'pca.epochs'?"),
  .init("expect: [1️⃣zebra.crossing > 1]", "CB402", "no block makes 'zebra.crossing'", help: "the labels are pca, first"),
  .init(
    "expect: [1️⃣test.mse-pca.test.mse < 0]", "CB402", "no block makes 'test.mse-pca.test.mse'",
    help: "a minus sign needs spaces around it"),
  .init("expect: [1️⃣test.mse]", "CB405", "a claim compares two values", help: "write for example test.mse < 0.02"),
  .init("expect: [test.mse 1️⃣= 0.1]", "CB405", "a claim of equality is written '=='"),
  .init("expect: ['test.mse 1️⃣!= 0.1']", "CB405", "a claim compares with <, <=, >, >=, == or ~"),
  .init("expect: [test.mse 1️⃣<]", "CB405", "expected a number or a path, found the end"),
  .init("expect: [test.mse < 1️⃣1_000]", "CB405", "'1_000' is not a number"),
  .init("expect: [test.mse < 1️⃣017]", "CB405", "'017' is not a number"),
  .init("expect: [test.mse < 1️⃣(1 + 2]", "CB405", "this parenthesis is not closed"),
  .init("expect: [test.mse < 1 1️⃣2]", "CB405", "expected a comparison, found '2'"),
  .init("expect: [test.mse < 1️⃣$5]", "CB405", "'$' has no meaning in an expression"),
  .init("expect: [test.mse ~ 0.11️⃣0]", "CB405", "'~' needs a tolerance", help: "write within 0.01 or within 1%"),
  .init("expect: [test.mse ~ 0.1 1️⃣by 1%]", "CB405", "expected 'within', found 'by'"),
  .init("expect: [test.mse ~ 0.1 within 1️⃣x]", "CB405", "expected a tolerance such as 0.01 or 1%, found 'x'"),
  .init("expect: [test.mse ~ 0.1 within 1% 1️⃣2]", "CB405", "expected the end, found '2'"),
  .init("expect: [test.mse < 1️⃣1%]", "CB405", "expected a number or a path, found '1%'"),
  .init(
    "expect: [1️⃣size(2).test.mse < 1]", "CB402", "no block makes 'size(2).test.mse'", help: "the labels are pca, first"),
  .init(
    "expect: [1️⃣test.mse(2 + 1) < 1]", "CB405",
    "'test.mse(' begins no member of a family, which is written size(8)",
    help: "an operator between a path and a parenthesis needs spaces around it"),
  .init("expect: [1️⃣5]", "CB405", "a claim compares two values", help: "write for example test.mse < 0.02"),
  .init(
    "expect: 1️⃣test.mse < 1", "CB207", "'expect' must be a list of claims, found test.mse < 1",
    help: "a list of one is [test.mse < 1]"),
  .init("expect: [test.mse < 1️⃣params.x]", "CB306", "no parameter 'x' is declared"),
  .init("expect: [test.mse < 1 if 1️⃣params.x == 1]", "CB306", "no parameter 'x' is declared"),
  .init("expect: [test.mse < 1 if 1️⃣data == mnist]", "CB405", "expected 'params.NAME == VALUE' behind 'if'"),
  .init(
    "fig_cap: 'mse `{=1️⃣test.msee:.4f}`'", "CB402", "no block makes 'first.test.msee'", help: "did you mean 'test.mse'?"),
  .init(
    "fig_cap: 'mse `{=test.mse:1️⃣.4x}`'", "CB404", "'.4x' is not a number format",
    help: "for example .4f, .1%, .2e, .3g or ,d"),
  .init(
    "figures: [{loss: {fig_alt: 'x `{=1️⃣nan}`'}}]", "CB402", "no block makes 'nan'", help: "the labels are pca, first"),
]

private let formats = [
  ".4x", ".f", ".d", ".2d", "f.2", ",,d", "-.2f", ">10", "10.2f", ".51f", "", "s", "r", ".4", "d,", "_d", ".٣f",
]

@Suite struct ClaimTests {
  @Test("A claim that no run could judge is refused, at the word that is wrong", arguments: mistakes)
  func mistake(_ mistake: Mistake) { check(mistake, in: trainNotebook(mistake.text)) }

  private func statement(of claim: String) -> Claim.Statement? {
    read(trainNotebook("expect: ['\(claim)']")).program?.train("first")?.common.claims.first?.statement
  }

  @Test("Products bind closer than sums, and both go from left to right")
  func precedence() throws {
    let chain = try #require(statement(of: "1 - 2 - 3 * 4 / (5 + 1) < -2"))
    guard case .chain(let terms, let comparisons) = chain else {
      Issue.record("no chain")
      return
    }
    #expect(comparisons == [.less])
    #expect(terms.map { $0.value { _ in nil } } == [.success(-1 - 2), .success(-2)])
  }

  @Test("Inside its block a label may be left out or not")
  func ownLabel() {
    let position = SourcePosition(line: 8, column: 11)
    #expect(
      statement(of: "test.mse < 1")
        == .chain(terms: [.path("first.test.mse", position), .number(1)], comparisons: [.less]))
    #expect(
      statement(of: "first.test.mse < 1")
        == .chain(terms: [.path("first.test.mse", position), .number(1)], comparisons: [.less]))
  }

  @Test("In an evaluate block a model and a metric are enough")
  func ownModel() throws {
    let program = try #require(read(evaluateNotebook("expect: [first.psnr > pca.psnr + 2]")).program)
    let claim = try #require(program.evaluate("scores")?.common.claims.first)
    guard case .chain(let terms, _) = claim.statement, case .path(let path, let position) = terms[0] else {
      Issue.record("no chain of paths")
      return
    }
    #expect(path == "scores.first.psnr")
    #expect(position == SourcePosition(line: 12, column: 10))
    #expect(claim.text == "first.psnr > pca.psnr + 2")
  }

  @Test("Chains and tolerances are read")
  func chains() {
    let position = SourcePosition(line: 8, column: 11)
    #expect(
      statement(of: "test.mse >= 0.2 > .1 == 1.")
        == .chain(
          terms: [.path("first.test.mse", position), .number(0.2), .number(0.1), .number(1)],
          comparisons: [.greaterOrEqual, .greater, .equal]))
    #expect(
      statement(of: "test.mse ~ 2e-1 within 1%")
        == .near(.path("first.test.mse", position), .number(0.2), tolerance: 0.01, isRelative: true))
    #expect(
      statement(of: "test.mse ~ 0.2 within 0.01")
        == .near(.path("first.test.mse", position), .number(0.2), tolerance: 0.01, isRelative: false))
  }

  @Test(
    "A claim with a condition is judged where the parameter has that value",
    arguments: [
      ("test.mse < 1 if params.data == mnist-5k", true), ("test.mse < 1 if params.data != mnist-5k", false),
      ("test.mse < 1 if params.data == mnist", false), ("test.mse < 1 if params.data == \"mnist-5k\"", true),
      ("test.mse < 1 if params.epochs == 5.0", true), ("test.mse < 1 if params.epochs != 5", false),
      ("test.mse < 1 if params.deep == true", false), ("test.mse < params.epochs", true),
    ])
  func condition(_ claim: String, _ isJudged: Bool) {
    let text =
      "---\nparams: {data: mnist-5k, epochs: 5, deep: false}\nkeywords: [$data, $epochs, $deep]\n---\n"
      + trainNotebook("expect: ['\(claim)']")
    let reading = read(text)
    #expect(complaints(reading) == [])
    #expect(reading.program?.train("first")?.common.claims.first?.isJudged == isJudged)
  }

  @Test("A condition that no value of the parameter meets is refused")
  func impossible() {
    check(
      .init("", "CB307", "'epochs' is an integer and never 'mnist'"),
      in: "---\nparams: {epochs: 5}\n---\n" + trainNotebook("expect: [test.mse < 1 if params.epochs == 1️⃣mnist]"))
  }

  @Test("A parameter that is no number cannot be computed with")
  func text() {
    check(
      .init(
        "", "CB406", "'data' is a text, and only numbers can be computed with",
        help: "alone it can stand in the text: `{=params.data}`"),
      in: "---\nparams: {data: mnist}\n---\n" + trainNotebook("expect: [test.mse < 1️⃣params.data]"))
  }

  @Test("A parameter that is no number can stand alone in the text")
  func words() throws {
    let reading = read("---\nparams: {place: Leiden}\n---\n\nMade in `{=params.place}`.\n")
    #expect(complaints(reading) == [])
    #expect(reading.program?.values.map(\.expression) == [.words("Leiden")])
  }

  @Test("Values of the prose and of captions have their places and formats")
  func values() throws {
    let text = "---\nparams: {n: 3}\n---\n" + trainNotebook("fig_cap: 'error `{=test.mse:.3f}` of `{=params.n}`'")
    let program = try #require(read(text).program)
    let pieces = try #require(program.train("first")?.common.display.figureCaption?.pieces)
    #expect(pieces.count == 4)
    #expect(pieces.first == .text("error "))
    guard case .value(let value) = pieces[1] else {
      Issue.record("no value")
      return
    }
    #expect(value.expression == .path("first.test.mse", SourcePosition(line: 11, column: 20)))
    #expect(value.format == NumberFormat(kind: .fixed, precision: 3))
  }

  @Test("A value of the prose that no block makes is refused at its place")
  func prose() {
    check(
      .init("", "CB402", "no block makes 'first.test.msee'", help: "did you mean 'first.test.mse'?"),
      in: trainNotebook("") + "Our error is `{=1️⃣first.test.msee:.4f}`.\n")
  }

  @Test("A number format that is not the language's is refused", arguments: formats)
  func format(_ format: String) {
    let reading = read(trainNotebook("") + "x `{=first.test.mse:\(format)}` y\n")
    #expect(complaints(reading).map(\.code) == ["CB404"])
  }

  @Test("Expressions that never end are refused, not followed")
  func deep() {
    let deep = String(repeating: "(", count: 2_000) + "1" + String(repeating: ")", count: 2_000)
    #expect(complaints(read(trainNotebook("expect: ['\(deep) < 2']"))).map(\.code) == ["CB405"])
    let long = Array(repeating: "1", count: 3_000).joined(separator: " + ")
    #expect(complaints(read(trainNotebook("expect: ['\(long) < 2']"))).map(\.code) == ["CB405"])
    let minus = String(repeating: "- ", count: 3_000)
    #expect(complaints(read(trainNotebook("expect: ['\(minus)1 < 2']"))).map(\.code) == ["CB405"])
  }
}
