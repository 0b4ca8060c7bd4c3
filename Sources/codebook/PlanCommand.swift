import ArgumentParser
import Foundation
import Mathematics
import NotebookSyntax
import Runner
import Schema

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Say for each block whether it is known or runs, why, and what that costs.",
    discussion: "Nothing runs, and no data file is opened. Exit codes: 0 all well, 1 errors in the notebook.")

  @Argument(help: ArgumentHelp("Notebooks to plan.", valueName: "notebook"))
  var notebooks: [String]

  @OptionGroup var options: NotebookOptions

  @OptionGroup var known: CacheOptions

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let terminal = Terminal(environment: environment)
    let reading = try options.readingOptions()
    try options.refuseMissingRoot()
    let renderer = MathematicsRenderer.ofSystem(environment: environment)
    var hasErrors = false
    for path in notebooks {
      let notebook = try NotebookFile(path: path, options: reading, renderer: renderer)
      terminal.show(notebook.diagnostics, of: notebook)
      guard !notebook.hasErrors, let program = notebook.reading.program else {
        hasErrors = true
        continue
      }
      var runOptions = RunOptions(threads: ProcessInfo.processInfo.activeProcessorCount, now: { 0 })
      known.set(in: &runOptions, for: path, options, environment: environment)
      let plan = Plan(of: program, catalogue: options.catalogue(environment: environment), options: runOptions)
      try FileOutput.standardOutput.writeResult(plan.text(of: path))
    }
    if hasErrors { throw ExitCode(1) }
  }
}

extension Plan {
  /// A line for the notebook and one for each block.
  fileprivate func text(of path: String) -> String {
    let missing = blocks.filter { $0.why != nil }
    let seconds = missing.reduce(0) { $0 + ($1.cost?.seconds ?? 0) }
    let memory = missing.compactMap { $0.cost?.memory }.max()
    var verdict = "\(counted(blocks.count, "block")), \(blocks.count - missing.count) known"
    if !missing.isEmpty { verdict += ", \(missing.count) to run" }
    if let memory { verdict += ", ~\(seconds.duration), \(memory.byteSize)" }
    let width = blocks.map { $0.label.count }.max() ?? 0
    let lines = blocks.map { block in
      let label = block.label.padding(toLength: width, withPad: " ", startingAt: 0)
      guard let why = block.why else { return "  = \(label)  known\n" }
      let cost = block.cost.map { "  ~\($0.seconds.duration)  \($0.memory.byteSize)" } ?? ""
      return "  > \(label)  runs: \(why)\(cost)\n"
    }
    return "\(path): \(verdict)\n" + lines.joined()
  }
}
