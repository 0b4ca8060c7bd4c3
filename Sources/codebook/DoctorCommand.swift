import ArgumentParser
import Datasets
import Engine
import Foundation
import Mathematics
import Schema

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Say what this machine has: processor, libraries, data sets, speed.")

  @Option(help: ArgumentHelp("Look for named data sets here first.", valueName: "dir"))
  var dataDir: String?

  func run() throws {
    let identity = EngineIdentity.current
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let memory = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    print("codebook   \(Codebook.version), engine \(identity.version)")
    print("processor  \(counted(cores, "core")), \(identity.instructionSet)")
    print("bfloat16   \(EngineIdentity.multipliesBfloat16 ? "multiplied by the processor" : "multiplied in float32")")
    print("memory     \(memory.byteSize)")
    print("libraries  \(identity.products), \(identity.eigenvectors)")
    let environment = ProcessInfo.processInfo.environment
    let formulas = MathematicsRenderer.systemVersion(environment: environment)
    print("formulas   \(formulas ?? "no KaTeX; apt-get install libjs-katex")")
    var options = NotebookOptions()
    options.dataDir = dataDir
    for entry in options.catalogue(environment: environment).list() {
      print("data       \(entry.summaryLine)")
    }
    let clock = ContinuousClock()
    let start = clock.now
    let speed = ProductSpeed.measured(threads: cores, now: { (clock.now - start) / .seconds(1) })
    print(
      "speed      \(NumberFormat(kind: .fixed, precision: 0).format(speed / 1e9)) GFLOP/s in matrix products, \(counted(cores, "thread"))"
    )
  }
}
