import ArgumentParser
import Datasets
import Engine
import Files
import Foundation
import Mathematics
import NotebookSyntax
import Report
import Runner
import Schema

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run notebooks and write their reports.",
    discussion: """
      Writes NAME.html and NAME.json for each notebook. A notebook with errors is not run and its report not touched. \
      Exit codes: 0 all well, 1 findings (errors in the notebook, a failed claim), 2 a block failed, 64 wrong usage, \
      130 interrupted.
      """)

  @Argument(help: ArgumentHelp("Notebooks to run.", valueName: "notebook"))
  var notebooks: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder for the reports.", valueName: "dir"))
  var output = "Output"

  @OptionGroup var options: NotebookOptions

  @Flag(help: "Judge claims under a profile too.")
  var claims = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Run only these blocks and what they need; give them behind the notebook.", valueName: "label"))
  var only: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Forget what is known of these blocks, or of all; give them behind the notebook.", valueName: "label|all"))
  var refresh: [String] = []

  @OptionGroup var known: CacheOptions

  @Flag(help: "Stop at the first block that fails.")
  var failFast = false

  @Option(help: ArgumentHelp("Threads to compute on; all cores unless said. The results are the same.", valueName: "n"))
  var threads: Int?

  @Flag(name: .shortAndLong, help: "Print problems and results alone.")
  var quiet = false

  @Option(help: ArgumentHelp("How progress is told: text or json.", valueName: "format"))
  var logFormat = LogFormat.text

  @OptionGroup var forms: FormOptions

  @OptionGroup var coming: ComingOptions

  func validate() throws {
    try checkThreads(threads)
    var seen: [String: String] = [:]
    for path in notebooks {
      let name = NotebookFile.baseName(of: path)
      if let other = seen.updateValue(path, forKey: name) {
        throw ValidationError(
          "'\(other)' and '\(path)' would both write \(name).html; run them apart, with different -o")
      }
    }
    try forms.check(notebooks: notebooks.count)
  }

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let terminal = Terminal(environment: environment)
    let interruption = Interruption(log: logFormat, terminal: terminal)
    let reading = try options.readingOptions()
    try options.refuseMissingRoot()
    // All are read before any is run, so that a typo in the last one shows at once and nothing runs.
    let files = try notebooks.map { path in
      let renderer = MathematicsRenderer.ofSystem(
        environment: environment, cache: known.cache(of: path, options, environment: environment))
      return try NotebookFile(path: path, options: reading, renderer: renderer)
    }
    for notebook in files { terminal.show(notebook.diagnostics, of: notebook, as: logFormat) }
    if files.contains(where: \.hasErrors) { throw ExitCode(1) }
    for program in files.compactMap(\.reading.program) { try refuseUnknownLabels(in: program) }
    for notebook in files {
      let written = zip(["the page", "the record"], outputs(of: notebook)).map { ($0, $1) }
      try forms.check(against: [("the notebook", notebook.path)] + written)
    }
    do {
      try makeFolder(output)
      for notebook in files { for path in outputs(of: notebook) { try AtomicFile.checkTarget(path) } }
    } catch {
      FileOutput.standardError.write("codebook: \(error)\n")
      throw ExitCode(2)
    }
    var codes: [Int32] = []
    for notebook in files where interruption.exitCode == nil {
      guard let program = notebook.reading.program else { continue }
      codes.append(try run(notebook, program, environment, terminal, interruption))
    }
    if let code = interruption.exitCode ?? codes.max(), code != 0 { throw ExitCode(code) }
  }

  /// The page, then the record.
  private func outputs(of notebook: NotebookFile) -> [String] {
    let base = "\(output)/\(notebook.name(profile: options.profile))"
    return ["\(base).html", "\(base).json"]
  }

  private func refuseUnknownLabels(in program: Program) throws {
    let labels = program.blocks.map(\.common.label)
    let asked = only.map { ("--only", $0) } + refresh.filter { $0 != "all" }.map { ("--refresh", $0) }
    for (option, label) in asked where !labels.contains(label) {
      let nearest = nearestSpelling(to: label, among: labels).map { "; did you mean '\($0)'?" }
      throw wrongUsage(
        "'\(option) \(label)': no block has this label\(nearest ?? "; there are \(labels.joined(separator: ", "))")")
    }
    if !only.isEmpty, let left = refresh.first(where: { $0 != "all" && !program.labelsNeeded(for: only).contains($0) })
    {
      throw wrongUsage("'--refresh \(left)': '--only' leaves that block out")
    }
  }

  private func run(
    _ notebook: NotebookFile, _ program: Program, _ environment: [String: String], _ terminal: Terminal,
    _ interruption: Interruption
  ) throws -> Int32 {
    let clock = ContinuousClock()
    let start = clock.now
    func seconds() -> Double { (clock.now - start) / .seconds(1) }
    var runOptions = RunOptions(threads: usefulThreads(threads), now: seconds)
    runOptions.only = only
    known.set(in: &runOptions, for: notebook.path, options, environment: environment)
    runOptions.refreshed = Set(refresh)
    runOptions.refreshesAll = refresh.contains("all")
    runOptions.failsFast = failFast
    runOptions.memoryLimit = memoryOfThisMachine()
    runOptions.judgesClaims = program.profile == nil || claims
    runOptions.isInterrupted = { interruption.isRequested }
    if let warning = program.precisionWarning { terminal.say("\(notebook.path): \(warning)", as: logFormat) }
    let progress = Progress(terminal: terminal, format: logFormat, isQuiet: quiet, now: seconds)
    let paths = outputs(of: notebook)
    let pictures = EmbeddedImages(of: notebook, root: options.root)
    let live = LivePage(of: notebook, program, pictures: pictures, at: paths[0], now: seconds)
    runOptions.onStage = { live.show($0) }
    interruption.beforeLeaving { LivePage.stop(at: paths[0]) }
    var run = Run(
      of: program, catalogue: options.catalogue(environment: environment), options: runOptions,
      onEvent: { progress.show($0) })
    let outcome = run.finish()
    progress.end()

    terminal.show(pictures.diagnostics, of: notebook, as: logFormat)
    var page = Page(of: notebook, program, outcome, pictures: pictures)
    if forms.markdown != nil || forms.ipynb != nil {
      page.source = notebook.sourceParts(outcome, pictures: pictures, markdown: forms.markdown)
    }
    let html = page.html()
    let record = RunRecord(of: outcome, program: program, notebook: notebook.path)
    do {
      try AtomicFile.write(html, to: paths[0])
      try AtomicFile.write(Array(record.json()), to: paths[1])
    } catch {
      terminal.output.write("codebook: \(error)\n")
      LivePage.stop(at: paths[0])
      return 2
    }
    for line in outcome.failures(in: notebook.path) { terminal.say(line, as: logFormat) }
    let folder = forms.figures.map { notebooks.count > 1 ? "\($0)/\(notebook.name(profile: options.profile))" : $0 }
    let summary = environment["GITHUB_STEP_SUMMARY"].flatMap { $0.isEmpty ? nil : $0 }
    let formsCode = OutputForms(
      options: forms, notebook: notebook, page: page, outcome: outcome, html: html, pagePath: paths[0],
      figureFolder: folder, stepSummary: summary, terminal: terminal, logFormat: logFormat
    ).write()
    try FileOutput.standardOutput.writeResult(outcome.verdict(path: paths[0], seconds: seconds()) + "\n")
    switch outcome.status {
    case .ok: return formsCode
    case .findings: return max(formsCode, 1)
    case .failed: return 2
    }
  }
}

extension Program {
  /// Said where blocks ask for bfloat16 and the processor has no such products. It is no diagnostic: the notebook is
  /// right, and other machines have them.
  fileprivate var precisionWarning: String? {
    let labels = blocks.compactMap { block -> String? in
      guard case .train(let block) = block, block.training.descent.precision == .bfloat16 else { return nil }
      return block.common.label
    }
    guard !labels.isEmpty, !EngineIdentity.multipliesBfloat16 else { return nil }
    let names = labels.map { "'\($0)'" }.joined(separator: ", ")
    return "warning: this processor has no bfloat16 products, so those of \(names) are made of rounded numbers in "
      + "float32: the same kind of result, no faster"
  }
}

extension RunOutcome {
  /// A line for each block that failed and each claim that does not hold, with its place.
  func failures(in path: String) -> [String] {
    var lines: [String] = []
    for block in blocks {
      if let failure = block.failure {
        let what = block.status == .failed ? "'\(block.label)' failed" : "'\(block.label)'"
        lines.append("\(path):\(block.options.position.line): \(what): \(failure.message)")
        if let help = failure.help {
          lines.append("  help: \(help.split(separator: "\n").joined(separator: "\n        "))")
        }
      }
      for claim in block.claims where claim.holds == false {
        lines.append("\(path):\(claim.line): claim of '\(block.label)' failed: \(claim.text) (\(claim.detail))")
      }
    }
    return lines
  }

  /// `Output/a.html  3 blocks, 2 claims hold, 5.2 s`
  fileprivate func verdict(path: String, seconds: Double) -> String {
    let claims = blocks.flatMap(\.claims)
    // A family is its members.
    let blocks = blocks.filter { $0.kind != "family" }
    var parts = [counted(blocks.count { $0.status.isDone }, "block")]
    let known = blocks.count { $0.status == .cached }
    if known > 0 { parts.append("\(known) known") }
    let failed = blocks.count { $0.status == .failed }
    let skipped = blocks.count { $0.status == .skipped }
    if failed > 0 { parts.append("\(failed) failed") }
    if skipped > 0 { parts.append("\(skipped) skipped") }
    let held = claims.count { $0.holds == true }
    if held > 0 { parts.append("\(counted(held, "claim")) \(held == 1 ? "holds" : "hold")") }
    if failedClaims > 0 { parts.append("\(counted(failedClaims, "claim")) failed") }
    let unjudged = claims.count { $0.holds == nil }
    if unjudged > 0 { parts.append("\(counted(unjudged, "claim")) not judged") }
    return "\(path)  \(parts.joined(separator: ", ")), \(seconds.duration)"
  }
}
