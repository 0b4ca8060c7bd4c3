import Figures
import Runner
import Testing

@Suite("A run that goes on")
struct StageTests {
  /// The outcomes that it shows on its way.
  private func stages() throws -> [(isBlockStart: Bool, outcome: RunOutcome)] {
    var stages: [(Bool, RunOutcome)] = []
    _ = run(try program(twoModels)) { $0.onStage = { stages.append(($0.isBlockStart, $0.outcome())) } }
    return stages
  }

  private func progress(_ outcome: RunOutcome) -> [String] {
    outcome.blocks.map { block in
      switch block.progress {
      case nil: "ended"
      case .waiting: "waits"
      case .running(nil): "runs"
      case .running(let report?): "epoch \(report.epoch) of \(report.epochs)"
      }
    }
  }

  @Test("it says of each block how far it is, at a block's start and after each epoch")
  func progress() throws {
    let stages = try stages()
    #expect(stages.map(\.isBlockStart) == [true, false, false, true, true])
    #expect(
      stages.map { progress($0.outcome).joined(separator: ", ") } == [
        "waits, waits, runs", "waits, waits, epoch 1 of 2", "waits, waits, epoch 2 of 2", "waits, runs, ended",
        "runs, ended, ended",
      ])
  }

  @Test("the block that trains has the curves so far, and the figure of them")
  func curves() throws {
    let outcomes = try stages().filter { !$0.isBlockStart }.map(\.outcome)
    #expect(outcomes.map { $0.blocks[2].curves.map(\.losses.count) } == [[1, 1], [2, 2]])
    #expect(outcomes.map { $0.blocks[2].figures.map(\.id) } == [["fig-linear-loss"], ["fig-linear-loss"]])
  }

  @Test("claims are judged once their block has ended and their numbers are known")
  func claims() throws {
    let claims = try stages().map { $0.outcome.blocks[2].claims }
    #expect(claims[2].isEmpty)
    #expect(claims[3].map(\.holds) == [nil, true, false])
    #expect(claims[3][0].detail == "'pca.train.mse' is not known yet")
    #expect(claims[4].map(\.holds) == [true, true, false])
  }

  @Test("an outcome at the end is that of a run that nobody looked at")
  func same() throws {
    let watched = run(try program(twoModels)) { $0.onStage = { _ = $0.outcome() } }
    let alone = run(try program(twoModels))
    #expect(watched.blocks.map(\.results) == alone.blocks.map(\.results))
    #expect(watched.blocks.allSatisfy { $0.progress == nil })
    #expect(watched.blocks.map { $0.figures.map(\.id) } == alone.blocks.map { $0.figures.map(\.id) })
  }
}
