import Engine
import Foundation

/// Measures models round by round. In each round everyone has a turn with every model, one after the other, so that a
/// noisy minute hits all alike.
struct Rounds {
  let models: [BenchmarkModel]
  let count: Int
  /// Of each measurement, beside the first, which warms up.
  let epochs: Int
  let threads: Int
  let precision: Precision
  /// About how long to measure a ceiling.
  let ceilingSeconds: Double
  let peers: [Outcome.Peer]
  /// What runs the peers' scripts.
  let python: String
  let workplace: Workplace

  func run() throws -> [ModelFigures] {
    var rounds: [[RoundFigures]] = models.map { _ in [] }
    for round in 1...count {
      for (place, model) in models.enumerated() {
        StandardStream.error.write("round \(round) of \(count)  \(model.title):")
        defer { StandardStream.error.write("\n") }
        rounds[place].append(try measure(model))
      }
    }
    return zip(models, rounds).map { ModelFigures(model: $0, rounds: $1) }
  }

  private func measure(_ model: BenchmarkModel) throws -> RoundFigures {
    let assignment = try Workplace.text(
      Assignment(
        images: workplace.imagesPath, widths: model.widths, activations: model.activations, batch: model.batch,
        epochs: epochs + 1, threads: threads, precision: precision, seconds: ceilingSeconds))
    let codebook = try training(
      [workplace.executable, TrainCommand.name, assignment], of: "Codebook", on: model)
    let others = try peers.map { peer in
      try training(
        [python, workplace.scriptPath(of: peer.library), assignment], of: peer.library.name, on: model)
    }
    let ceiling: CeilingFigures = try figures(
      [workplace.executable, CeilingCommand.name, assignment], of: "dnnl_sgemm", on: model, count: 1
    ).figures[0]
    say("dnnl_sgemm", "\(NumberText.fixed(ceiling.operationsPerSecond / 1e9, 0)) GFLOP/s")
    return RoundFigures(codebook: codebook, peers: others, ceiling: ceiling)
  }

  private func training(_ command: [String], of name: String, on model: BenchmarkModel) throws -> TrainingFigures {
    let (lines, peak): ([EpochFigures], Int) = try figures(command, of: name, on: model, count: epochs + 1)
    guard let figures = TrainingFigures(epochs: lines, peakMemory: peak) else {
      throw Failure("\(name) on \(model.title) printed no epoch that counts")
    }
    say(name, NumberText.grouped(figures.meanRate))
    return figures
  }

  /// What a measuring process prints, a JSON object a line, and its peak memory.
  private func figures<Figures: Decodable>(
    _ command: [String], of name: String, on model: BenchmarkModel, count: Int
  ) throws -> (figures: [Figures], peakMemory: Int) {
    var lines: [Figures] = []
    var strange: String?
    let ended = try workplace.run(command) { line in
      if let figures = try? JSONDecoder().decode(Figures.self, from: Data(line.utf8)) {
        lines.append(figures)
      } else {
        strange = strange ?? line
      }
    }
    guard ended.outcome.exitCode == 0 else {
      throw Failure("\(name) failed on \(model.title): \(ended.ending)\n\(ended.lastWords)")
    }
    guard lines.count == count else {
      let found = strange.map { ", and '\($0)'" } ?? ""
      throw Failure("\(name) on \(model.title) printed \(lines.count) lines of figures instead of \(count)\(found)")
    }
    return (lines, ended.outcome.peakMemory)
  }

  /// A part of the round's line.
  private func say(_ name: String, _ figure: String) { StandardStream.error.write("  \(name) \(figure)") }
}
