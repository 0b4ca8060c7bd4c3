import ArgumentParser
import Files
import Foundation
import NotebookSyntax
import Report
import Runner

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what is different between two runs.",
    discussion: """
      Compares the records that runs wrote, NAME.json: parameters, data, each block's configuration, results, claims \
      and curves. Exit codes: 0 no difference, 1 a difference, 2 a file that is no record. With --max-change only \
      results that changed by more, up or down, make it 1.
      """)

  @Argument(help: ArgumentHelp("The record of the first run, called A.", valueName: "a.json"))
  var before: String

  @Argument(help: ArgumentHelp("That of the second, called B.", valueName: "b.json"))
  var after: String

  @Flag(help: "Print Markdown, with the curves of both as Mermaid.")
  var markdown = false

  @Option(name: .shortAndLong, help: ArgumentHelp("Write a page with the curves of both.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      """
      Allow a result to change by so much, in percent or in its own unit: test.mse=5% in every block, \
      first.test.mse=0.001 in one. Can be given several times.
      """, valueName: "result=change"))
  var maxChange: [ChangeLimit] = []

  func run() throws {
    let runs = (try record(at: before), try record(at: after))
    for limit in maxChange { try refuseUnknown(limit, in: runs) }
    if let output {
      try OutputPaths.refuseCollisions(of: [("--output", output)], with: [("A", before), ("B", after)])
    }
    var comparison = RunComparison(of: runs.0, and: runs.1)
    comparison.judge(by: maxChange)
    let isFinding = maxChange.isEmpty ? comparison.isDifferent : comparison.exceeded > 0
    let shown = Comparison(of: comparison, before: before, after: after, limits: maxChange)
    if let output {
      do throws(FileError) {
        try AtomicFile.write(shown.html(), to: output)
      } catch {
        FileOutput.standardError.write("codebook: \(error)\n")
        throw ExitCode(2)
      }
    }
    try FileOutput.standardOutput.writeResult(markdown ? shown.markdown : shown.text)
    if isFinding { throw ExitCode(1) }
  }

  private func record(at path: String) throws -> RecordedRun {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try readFile(path, limit: 64 << 20)
    } catch {
      throw wrongUsage("\(error)")
    }
    do throws(RecordError) {
      return try RecordedRun(parsing: Data(bytes))
    } catch {
      // What it quotes is the file's.
      let words = String(
        "\(error)".unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) })
      FileOutput.standardError.write("codebook: cannot compare \(path): \(words)\n")
      throw ExitCode(2)
    }
  }

  /// A limit on what neither run has is a slip of the pen.
  private func refuseUnknown(_ limit: ChangeLimit, in runs: (RecordedRun, RecordedRun)) throws {
    let results = (runs.0.blocks + runs.1.blocks).flatMap { block in block.results.keys.map { (block.label, $0) } }
    guard !results.contains(where: { limit.concerns($0.1, of: $0.0) }) else { return }
    let names = Set(results.flatMap { [$0.1, "\($0.0).\($0.1)"] }).sorted()
    let nearest = nearestSpelling(to: limit.path, among: names).map { "; did you mean '\($0)'?" }
    throw wrongUsage("'--max-change \(limit.text)': neither run has such a result\(nearest ?? "")")
  }
}

extension ChangeLimit: ExpressibleByArgument {
  /// As `--max-change` has it.
  public init?(argument: String) { self.init(argument) }
}
