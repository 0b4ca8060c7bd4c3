import ArgumentParser
import Datasets
import Engine
import Files
import Foundation
import Glibc

@main
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "codebook-benchmark",
    abstract: "Measure how fast Codebook trains, on this machine and beside other libraries.",
    usage: "codebook-benchmark [--peers <python>] [<options>]",
    discussion: """
      Trains four autoencoders, each in a process of its own, and prints for each the samples a second, the \
      floating-point operations a second, what share that is of what dnnl_sgemm alone reaches on the same products, \
      the peak memory and the loss. With --peers it trains the same models with PyTorch and JAX, in turn, and prints \
      the ratios. Exit codes: 0 all well, 1 a library's loss is not Codebook's, 2 a measurement failed, 64 wrong \
      usage, 130 interrupted.
      """,
    subcommands: [TrainCommand.self, CeilingCommand.self, ImagesCommand.self])

  @Option(help: ArgumentHelp("A Python that has PyTorch and JAX, to compare with.", valueName: "python"))
  var peers: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Compare with these alone.", valueName: "library"))
  var against: [Library] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Measure these models alone: \(BenchmarkModel.names); with /BATCH, that batch size alone.", valueName: "name"))
  var model: [String] = []

  @Option(help: ArgumentHelp("How often everyone has a turn with every model.", valueName: "n"))
  var rounds = 3

  @Option(help: ArgumentHelp("Epochs of a measurement, after one that does not count.", valueName: "n"))
  var epochs = 5

  @Option(help: ArgumentHelp("Threads to compute on; all cores unless said.", valueName: "n"))
  var threads: Int?

  @Option(help: "The numbers that products are made of.")
  var precision = Precision.float32

  @Option(help: ArgumentHelp("The images to train on.", valueName: "name"))
  var data = DatasetName.fashionMNIST

  @Option(help: ArgumentHelp("Look for the images here first.", valueName: "dir"))
  var dataDir: String?

  @Flag(help: "Print the tables in Markdown.")
  var markdown = false

  @Option(help: ArgumentHelp("Write everything that was measured to this file.", valueName: "file"))
  var json: String?

  @Option(help: .hidden)
  var limit: Int?

  @Option(help: .hidden)
  var ceilingSeconds = 1.5

  func validate() throws {
    func check(_ name: String, _ value: Int?, _ range: ClosedRange<Int>) throws {
      guard let value, !range.contains(value) else { return }
      throw ValidationError("'--\(name) \(value)': a number from \(range.lowerBound) to \(range.upperBound)")
    }
    try check("rounds", rounds, 1...1000)
    try check("epochs", epochs, 1...1000)
    try check("threads", threads, 1...1024)
    try check("limit", limit, 256...60_000)
    for name in model where BenchmarkModel.named(name).isEmpty {
      throw ValidationError("'--model \(name)': the models are \(BenchmarkModel.names)")
    }
    if peers == nil, !against.isEmpty { throw ValidationError("'--against' needs '--peers PYTHON'") }
  }

  func run() throws {
    // A reader who leaves early must not end it before it has tidied up: writing to him fails instead.
    signal(SIGPIPE, SIG_IGN)
    let machine = Machine.current()
    let interruption = Interruption()
    do {
      let outcome = try measure(on: machine, interruption)
      if let json { try AtomicFile.write(outcome.json(), to: json) }
      try StandardStream.output.writeResult(outcome.text(markdown: markdown))
      if !outcome.objections.isEmpty { throw ExitCode(1) }
    } catch let failure as Failure {
      StandardStream.error.write("codebook-benchmark: \(failure)\n")
      throw ExitCode(failure.exitCode)
    } catch let error as FileError {
      StandardStream.error.write("codebook-benchmark: \(error)\n")
      throw ExitCode(2)
    }
  }

  private func measure(on machine: Machine, _ interruption: Interruption) throws -> Outcome {
    if let json { try AtomicFile.checkTarget(json) }
    if let load = machine.load, !machine.isQuiet {
      StandardStream.error.write(
        """
        warning: the load average is \(NumberText.fixed(load, 2)); figures mean something on a quiet machine only, \
        with one below \(NumberText.fixed(Machine.quietLoad, 1))

        """)
    }
    let workplace = try Workplace(interruption: interruption)
    defer { workplace.remove() }
    let others = try peers.map { python in try libraries.map { try workplace.prepare($0, python: python) } } ?? []
    let images = try workplace.unpackImages(of: data, folder: dataDir, limit: limit)
    let threads = threads ?? machine.cores
    let figures = try Rounds(
      models: models, count: rounds, epochs: epochs, threads: threads, precision: precision,
      ceilingSeconds: ceilingSeconds, peers: others, python: peers ?? "", workplace: workplace
    ).run()
    var outcome = Outcome(on: machine, peers: others, models: figures)
    outcome.data = data.rawValue
    outcome.images = images
    outcome.threads = threads
    outcome.precision = precision
    outcome.epochs = epochs
    return outcome
  }

  private var libraries: [Library] { Library.allCases.filter { against.isEmpty || against.contains($0) } }

  private var models: [BenchmarkModel] {
    let chosen = model.flatMap { BenchmarkModel.named($0) }
    return BenchmarkModel.all.filter { chosen.isEmpty || chosen.contains($0) }
  }
}

extension Precision: ExpressibleByArgument {}
extension DatasetName: ExpressibleByArgument {}
