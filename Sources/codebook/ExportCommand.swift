import ArgumentParser
import Datasets
import Files
import Foundation
import Mathematics
import NotebookSyntax
import Runner
import Schema

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a model's weights and its codes for other programs.",
    discussion: """
      Trains the block with that label, and the blocks whose weights it starts from. The weights are named and shaped \
      as PyTorch keeps them: encoder.0.weight (outputs × inputs), encoder.0.bias, ..., where the number counts the \
      modules of a torch.nn.Sequential; the metadata of the file list them. The codes are those of the test split, \
      images × code. All numbers are float32, and the same notebook gives the same bytes.
      """)

  @Argument(help: ArgumentHelp("The notebook.", valueName: "notebook"))
  var notebook: String

  @Argument(help: ArgumentHelp("The label of one of its train blocks.", valueName: "label"))
  var label: String

  @Option(help: ArgumentHelp("Write the weights here: .safetensors or .npz.", valueName: "file"))
  var weights: String?

  @Option(help: ArgumentHelp("Write the codes of the test split here: .npy.", valueName: "file"))
  var codes: String?

  @OptionGroup var options: NotebookOptions

  @OptionGroup var known: CacheOptions

  @Option(help: ArgumentHelp("Threads to compute on; all cores unless said. The results are the same.", valueName: "n"))
  var threads: Int?

  @Flag(name: .shortAndLong, help: "Print errors and results alone.")
  var quiet = false

  @Option(help: ArgumentHelp("How progress is told: text or json.", valueName: "format"))
  var logFormat = LogFormat.text

  func validate() throws {
    try checkThreads(threads)
    if weights == nil, codes == nil { throw ValidationError("say what to write: --weights FILE, --codes FILE or both") }
    if let weights, WeightFormat(path: weights) == nil {
      throw ValidationError("'--weights \(weights)': the name must end in .safetensors or .npz")
    }
    if let codes, !codes.lowercased().hasSuffix(".npy") {
      throw ValidationError("'--codes \(codes)': the name must end in .npy")
    }
  }

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let terminal = Terminal(environment: environment)
    let interruption = Interruption(log: logFormat, terminal: terminal)
    let reading = try options.readingOptions()
    try options.refuseMissingRoot()
    let file = try NotebookFile(
      path: notebook, options: reading, renderer: .ofSystem(environment: environment))
    // What is only a warning has been said by `check` and `run`.
    terminal.show(file.diagnostics.filter { !quiet || $0.severity == .error }, of: file, as: logFormat)
    guard !file.hasErrors, let program = file.reading.program else { throw ExitCode(1) }
    let block = try trainBlock(in: program)
    if codes != nil, block.autoencoder.codeWidth == 0 {
      let what = block.autoencoder.variant == .affine ? "an affine map" : "a mean image"
      throw wrongUsage("'\(label)' is \(what): it has no code")
    }
    let files = [("--weights", weights), ("--codes", codes)].compactMap { option, path in path.map { (option, $0) } }
    try OutputPaths.refuseCollisions(of: files, with: [("the notebook", notebook)])
    do {
      for (_, path) in files { try AtomicFile.checkTarget(path) }
    } catch {
      FileOutput.standardError.write("codebook: \(error)\n")
      throw ExitCode(2)
    }
    try train(program, environment, terminal, interruption)
  }

  private func train(
    _ program: Program, _ environment: [String: String], _ terminal: Terminal, _ interruption: Interruption
  ) throws {
    let clock = ContinuousClock()
    let start = clock.now
    func seconds() -> Double { (clock.now - start) / .seconds(1) }
    var runOptions = RunOptions(threads: usefulThreads(threads), now: seconds)
    runOptions.only = [label]
    known.set(in: &runOptions, for: notebook, options, environment: environment)
    runOptions.trainsAlone = true
    runOptions.memoryLimit = memoryOfThisMachine()
    runOptions.judgesClaims = false
    runOptions.isInterrupted = { interruption.isRequested }
    let progress = Progress(terminal: terminal, format: logFormat, isQuiet: quiet, now: seconds)
    var run = Run(
      of: program, catalogue: options.catalogue(environment: environment), options: runOptions,
      onEvent: { progress.show($0) })
    let outcome = run.finish()
    progress.end()
    for line in outcome.failures(in: notebook) { terminal.say(line, as: logFormat) }
    if let code = interruption.exitCode { throw ExitCode(code) }
    guard let export = run.export(label) else { throw ExitCode(2) }
    try write(export, terminal)
  }

  private func write(_ export: ModelExport, _ terminal: Terminal) throws {
    var failed = false
    var lines: [String] = []
    func attempt(_ path: String, _ bytes: [UInt8]?, _ what: String) {
      guard let bytes else {
        terminal.say("codebook: cannot write \(path): more than an .npz holds; take .safetensors", as: logFormat)
        failed = true
        return
      }
      do throws(FileError) {
        try AtomicFile.write(bytes, to: path)
        lines.append("\(path)  \(what), \(bytes.count.byteSize)\n")
      } catch {
        terminal.say("codebook: \(error)", as: logFormat)
        failed = true
      }
    }
    if let weights, let format = WeightFormat(path: weights) {
      let numbers = export.weights.reduce(0) { $0 + $1.values.count }
      attempt(
        weights, format.bytes(of: export), "\(counted(export.weights.count, "tensor")), \(grouped(numbers)) numbers")
    }
    if let codes {
      let shape = export.codes.shape
      attempt(
        codes, NumPyFile.npy(shape: shape, values: export.codes.values), "\(grouped(shape[0])) × \(grouped(shape[1]))")
    }
    try FileOutput.standardOutput.writeResult(lines.joined())
    if failed { throw ExitCode(2) }
  }

  /// The block to train. Anything but a `train` block that is evaluated is wrong usage.
  private func trainBlock(in program: Program) throws -> TrainBlock {
    let models = program.blocks.compactMap { block -> String? in
      if case .train(let train) = block { train.common.label } else { nil }
    }
    guard let block = program.blocks.first(where: { $0.common.label == label }) else {
      let nearest = nearestSpelling(to: label, among: models).map { "; did you mean '\($0)'?" }
      let all = models.isEmpty ? "" : "; there are \(models.joined(separator: ", "))"
      throw wrongUsage("no train block has the label '\(label)'\(nearest ?? all)")
    }
    guard case .train(let train) = block else { throw wrongUsage("'\(label)' is an evaluate block: it has no weights") }
    guard train.common.display.isEvaluated else { throw wrongUsage("'\(label)' has 'eval: false': it is not trained") }
    return train
  }
}

/// How weights are written, by the file's name.
private enum WeightFormat {
  case safetensors, npz

  init?(path: String) {
    let path = path.lowercased()
    if path.hasSuffix(".safetensors") {
      self = .safetensors
    } else if path.hasSuffix(".npz") {
      self = .npz
    } else {
      return nil
    }
  }

  /// Nil where the format does not hold so much.
  func bytes(of export: ModelExport) -> [UInt8]? {
    switch self {
    case .safetensors: SafetensorsFile.bytes(of: export.weights, metadata: export.metadata)
    case .npz: NumPyFile.npz(export.weights, metadata: String(jsonLine(export.facts).dropLast()))
    }
  }
}

extension ModelExport {
  fileprivate var facts: [String: JSONScalar] {
    Dictionary(metadata.map { ($0.key, .text($0.value)) }, uniquingKeysWith: { first, _ in first })
  }
}
