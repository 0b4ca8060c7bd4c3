import Foundation
import Runner
import Schema
import Testing

/// A family of three, a block that starts from one of them, and a comparison.
private let sizes = """
  ---
  data: {name: subspace, rank: 3, size: 16, count: 80, noise: 0.1}
  ---

  ```yaml train
  label: size
  variant: linear
  vary: {code: [1, 2, 3]}
  epochs: 2
  expect:
    - size(1).test.mse > 0
  ```

  ```yaml train
  label: next
  variant: linear
  code: 3
  epochs: 1
  initialization: {from: size(3)}
  ```

  ```yaml evaluate
  label: both
  models: [size, next]
  ```

  `{=size(2).test.mse / size(2).test.mse:.1f}`

  """

@Suite("A family")
struct FamilyTests {
  @Test("trains each member as a block of its own, reads its data once, and shows all of them together")
  func members() throws {
    var loads = 0
    let count: (RunEvent) -> Void = { event in
      if case .dataLoaded = event { loads += 1 }
    }
    let outcome = RunnerTests.run(try program(sizes), onEvent: count)
    #expect(outcome.status == .ok)
    #expect(outcome.values == ["1.0"])
    #expect(loads == 1)
    #expect(
      outcome.blocks.map { "\($0.kind) \($0.label)" } == [
        "family size", "train size(1)", "train size(2)", "train size(3)", "train next", "evaluate both",
      ])
    #expect(Set(outcome.blocks.compactMap(\.key)).count == 6)
    let family = outcome.blocks[0]
    #expect(family.figures.map(\.id) == ["fig-size-variation", "fig-size-loss", "fig-size-reconstructions"])
    #expect(family.table?.rows.map(\.name) == ["size(1)", "size(2)", "size(3)"])
    #expect(family.claims.map(\.holds) == [true])
    #expect(family.results.isEmpty)
    for member in outcome.blocks[1...3] { #expect(member.figures.isEmpty && member.results.count > 8) }
    #expect(outcome.blocks[5].table?.rows.count == 4)
  }

  @Test("gives a member the model and the key's ingredients of a block written out")
  func same() throws {
    let alone = sizes.replacing("vary: {code: [1, 2, 3]}", with: "code: 2").replacing("size(1)", with: "size")
      .replacing("size(2)", with: "size").replacing("{from: size(3)}", with: "glorot")
    let single = RunnerTests.run(try program(alone)).blocks[0]
    let member = RunnerTests.run(try program(sizes)).blocks[2]
    #expect(single.results == member.results && single.key == member.key)
  }

  @Test("is run by its own label or by that of a member alone")
  func only() throws {
    let program = try program(sizes)
    #expect(program.labelsNeeded(for: ["size"]) == ["size", "size(1)", "size(2)", "size(3)"])
    #expect(program.labelsNeeded(for: ["size(2)"]) == ["size(2)"])
    #expect(program.labelsNeeded(for: ["next"]) == ["next", "size(3)"])
  }

  @Test("over numbers has a curve of its error, with each member's own number")
  func curve() throws {
    let outcome = RunnerTests.run(try program(sizes))
    guard case .chart(let chart) = outcome.blocks[0].figures[0].content else { throw NoChart() }
    let errors = outcome.blocks[1...3].map { $0.results.first { $0.name == "test.mse" }?.value }
    #expect(chart.series.map(\.x) == [[1, 2, 3]] && chart.series.map { $0.y.map(Optional.some) } == [errors])
    #expect(chart.xTitle == "code")
  }

  @Test("of three or more has the losses of each in a panel of its own, and of two in one chart", arguments: [2, 3])
  func panels(count: Int) throws {
    let text = """
      ---
      data: {name: subspace, rank: 3, size: 16, count: 80, noise: 0.1}
      ---

      ```yaml train
      label: size
      epochs: 2
      output_activation: linear
      encoder: []
      vary: {code: \(Array(1...count))}
      figures: [loss]
      ```
      """
    let figures = RunnerTests.run(try program(text)).blocks[0].figures
    guard case .chart(let chart) = try #require(figures.first).content else { throw NoChart() }
    #expect(chart.series.count == 2 * count)
    let titles = (1...count).map { "size(\($0))" }
    #expect(chart.panels.map(\.title) == (count == 2 ? [] : titles))
    #expect(chart.panels.allSatisfy { $0.names == ["train", "test"] })
    #expect(chart.panels.flatMap(\.series) == (count == 2 ? [] : Array(0..<6)))
  }

  private struct NoChart: Error {}

  @Test("with a member that fails shows the others, and fails too")
  func failure() throws {
    let text = sizes.replacing(
      "vary: {code: [1, 2, 3]}", with: "code: 3\nvary: {optimizer: {good: {sgd: 0.01}, bad: {sgd: 1e20}}}"
    )
    .replacing("size(1)", with: "size(good)").replacing("size(2)", with: "size(good)")
    .replacing("{from: size(3)}", with: "glorot")
    let outcome = RunnerTests.run(try program(text))
    #expect(outcome.blocks.prefix(3).map(\.status) == [.failed, .ran, .failed])
    #expect(outcome.blocks[0].table?.rows.map(\.name) == ["size(good)"])
  }

  @Test("is recorded with its members as blocks of their own")
  func record() throws {
    let program = try program(sizes)
    let json = try RunRecord(of: RunnerTests.run(program), program: program, notebook: "a.md").json()
    let blocks = try RecordedRun(parsing: json).blocks
    #expect(blocks.map(\.label) == ["size", "size(1)", "size(2)", "size(3)", "next", "both"])
    #expect(blocks[0].kind == "family" && blocks[0].claims.count == 1)
    #expect(blocks[2].config["code"] == .integer(2) && blocks[2].results["test.mse"] != nil)
  }
}
