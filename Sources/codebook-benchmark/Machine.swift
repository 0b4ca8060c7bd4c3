import Engine
import Foundation

/// What figures of speed depend on, beside the code.
package struct Machine: Equatable, Codable, Sendable {
  /// `AMD EPYC 7763 64-Core Processor`
  package let processor: String
  package let cores: Int
  /// Of the engine's kernels and products.
  package let instructionSet: String
  /// The library that multiplies matrices, with its version.
  package let products: String
  /// Processes that ran or waited in the last minute, before the benchmark began; nil where the system does not say.
  package let load: Double?

  package init(processor: String, cores: Int, instructionSet: String, products: String, load: Double?) {
    self.processor = processor
    self.cores = cores
    self.instructionSet = instructionSet
    self.products = products
    self.load = load
  }

  /// This machine, now.
  static func current() -> Machine {
    let identity = EngineIdentity.current
    var loads = [0.0]
    let knows = unsafe getloadavg(&loads, 1) == 1
    let description = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    return Machine(
      processor: processorName(in: description) ?? "unknown processor",
      cores: ProcessInfo.processInfo.activeProcessorCount, instructionSet: identity.instructionSet,
      products: identity.products, load: knows ? loads[0] : nil)
  }

  /// The first `model name` of `/proc/cpuinfo`.
  package static func processorName(in description: String) -> String? {
    for line in description.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == "model name" else { continue }
      let name = parts[1].split(separator: " ").joined(separator: " ")
      if !name.isEmpty { return name }
    }
    return nil
  }

  /// Above this, something else keeps the machine busy and the figures mean little.
  package static let quietLoad = 0.5

  package var isQuiet: Bool { (load ?? 0) <= Self.quietLoad }

  /// `AMD EPYC, 2 cores, avx2`
  package var title: String { "\(processor), \(cores) core\(cores == 1 ? "" : "s"), \(instructionSet)" }
}
