import ArgumentParser
import Autoencoders
import Datasets
import Foundation
import Mathematics
import NotebookSyntax
import Runner
import Schema

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say everything that can be known of a notebook without training.",
    discussion: "Prints every problem with its place, and of every model its shapes, parameters, memory and time.")

  @Argument(help: ArgumentHelp("Notebooks to check.", valueName: "notebook"))
  var notebooks: [String]

  @OptionGroup var options: NotebookOptions

  @Flag(help: "Warnings make the exit code 1 too.")
  var strict = false

  @Option(help: ArgumentHelp("How problems are printed: human, json or github.", valueName: "format"))
  var format = DiagnosticFormat.human

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let terminal = Terminal(environment: environment)
    let catalogue = options.catalogue(environment: environment)
    let reading = try options.readingOptions()
    let threads = ProcessInfo.processInfo.activeProcessorCount
    var found: [DiagnosticRenderer.Findings] = []
    let renderer = MathematicsRenderer.ofSystem(environment: environment)
    for path in notebooks {
      let notebook = try NotebookFile(path: path, options: reading, renderer: renderer)
      var outlines: [ModelOutline] = []
      var diagnostics = notebook.diagnostics
      for block in notebook.reading.program?.blocks ?? [] {
        if case .train(let model) = block,
          let outline = try? ModelOutline(of: model, catalogue: catalogue, threads: threads)
        {
          outlines.append(outline)
        }
        if let missing = block.missingData(in: catalogue) {
          diagnostics.append(
            Diagnostic(
              .warning, .dataMissing, missing.message, at: block.common.position,
              help: missing.help.joined(separator: "; ")))
        }
      }
      diagnostics += EmbeddedImages(of: notebook, root: options.root, keepsBytes: false).diagnostics
      found.append(DiagnosticRenderer.Findings(file: path, diagnostics: diagnostics))
      switch format {
      case .human:
        terminal.show(diagnostics, of: notebook)
        let memory = notebook.reading.program?.memory(catalogue: catalogue)
        try FileOutput.standardOutput.writeResult(report(on: notebook, outlines, memory: memory, diagnostics))
      case .github:
        try FileOutput.standardOutput.writeResult(DiagnosticRenderer.github(file: path, diagnostics: diagnostics))
      case .json: break
      }
    }
    if format == .json { try FileOutput.standardOutput.writeResult(DiagnosticRenderer.json(found)) }
    if found.contains(where: { $0.diagnostics.contains { strict || $0.severity == .error } }) { throw ExitCode(1) }
  }

  private func report(
    on notebook: NotebookFile, _ outlines: [ModelOutline], memory: Int?, _ diagnostics: [Diagnostic]
  ) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count - errors
    var verdict = errors == 0 ? "ok" : counted(errors, "error")
    if warnings > 0 { verdict += ", " + counted(warnings, "warning") }
    if errors == 0, let program = notebook.reading.program {
      // A family is its members.
      let blocks = program.blocks.count { $0.kind != "family" }
      verdict += ", \(counted(blocks, "block")), \(counted(program.claimCount, "claim"))"
      if outlines.count > 1, let memory { verdict += ", \(memory.byteSize) of memory" }
    }
    return "\(notebook.path): \(verdict)\n" + outlines.map(\.line).joined()
  }
}

/// `1 block`, `2 blocks`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

extension Program {
  var claimCount: Int { blocks.reduce(0) { $0 + $1.common.claims.count } }
}

extension ModelOutline {
  /// `  first  784-256-64-[32]-64-256-784  435,376 parameters  12.3 MB  ~3 s`
  fileprivate var line: String {
    let shape = widths.enumerated().map { $0 == codePlace ? "[\($1)]" : "\($1)" }.joined(separator: "-")
    let parameters = grouped(cost.parameters)
    return "  \(label)  \(shape)  \(parameters) parameters  \(cost.memory.byteSize)  ~\(cost.seconds.duration)\n"
  }
}

extension Double {
  /// Seconds in words: `0.3 s`, `12 s`, `4 min 10 s`, `2 h 5 min`.
  var duration: String {
    guard isFinite, self < 1e9 else { return "over 30 years" }
    if self < 9.95 { return NumberFormat(kind: .fixed, precision: 1).format(self) + " s" }
    let seconds = Int(rounded())
    if seconds < 100 { return "\(seconds) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
  }
}
