import Datasets
import Files
import Foundation

/// A temporary folder with what the measuring processes read, and the way to run them.
///
/// This process stays small: the system counts a parent's memory towards the peak of its children.
struct Workplace {
  let folder: String
  let executable: String
  let interruption: Interruption

  /// Makes the folder. `remove` it.
  init(interruption: Interruption) throws {
    self.interruption = interruption
    executable = Self.executablePath
    let above = FileManager.default.temporaryDirectory.path
    folder = "\(above)/codebook-benchmark-\(UUID().uuidString)"
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure("cannot make a folder in \(above)")
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  static var executablePath: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  }

  var imagesPath: String { folder + "/images" }

  func scriptPath(of library: Library) -> String { "\(folder)/\(library.scriptName)" }

  /// Unpacks the training images; returns how many there are.
  func unpackImages(of data: DatasetName, folder: String?, limit: Int?) throws -> Int {
    let order = ImageOrder(data: data.rawValue, folder: folder, limit: limit, target: imagesPath)
    var count: Int?
    let ended = try run([executable, ImagesCommand.name, try Self.text(order)]) { count = Int($0) }
    guard ended.outcome.exitCode == 0, let count else { throw Failure(ended.lastWords) }
    return count
  }

  /// Writes a library's script, and finds out which version `python` imports.
  func prepare(_ library: Library, python: String) throws -> Outcome.Peer {
    try AtomicFile.write(library.script, to: scriptPath(of: library))
    var version = ""
    let program = "import numpy, \(library.module); print(\(library.module).__version__)"
    let ended = try run([python, "-c", program]) { version = $0 }
    guard ended.outcome.exitCode == 0, !version.isEmpty else {
      let reason = ended.lastWords.split(separator: "\n").last.map(String.init) ?? ended.ending
      throw Failure(
        """
        \(python) cannot import \(library.name): \(reason)
          help: \(python) -m pip install \(library.module) numpy
        """)
    }
    return Outcome.Peer(library: library, version: version)
  }

  /// How a process ended, and what it had said on standard error.
  struct Ended {
    let outcome: ChildProcess.Outcome
    let errorText: String

    /// The last lines of standard error.
    var lastWords: String { errorText.split(separator: "\n").suffix(8).joined(separator: "\n") }

    /// `it ended with exit code 1`
    var ending: String {
      outcome.exitCode == 137
        ? "it was killed; was there enough memory?" : "it ended with exit code \(outcome.exitCode)"
    }
  }

  /// Runs a command to its end. Throws where it was interrupted.
  func run(_ command: [String], onLine: (String) throws -> Void) throws -> Ended {
    let errorPath = folder + "/standard-error"
    let outcome: ChildProcess.Outcome
    do {
      outcome = try ChildProcess(command: command, errorPath: errorPath).run(under: interruption, onLine: onLine)
    } catch let error as ChildProcess.StartError {
      // What the user named wrongly is wrong usage; our own executable is always there.
      throw Failure(
        "cannot start \(error.program): \(error.reason)", exitCode: error.program == executable ? 2 : 64)
    }
    if let code = interruption.exitCode { throw Failure("interrupted", exitCode: code) }
    let errorText = (try? readFile(errorPath, limit: 1 << 20)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return Ended(outcome: outcome, errorText: errorText)
  }

  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

extension DataCatalogue {
  /// Where the benchmark looks for data: where `codebook` does.
  static func forBenchmark(folder: String?) -> DataCatalogue {
    .standard(
      folder: folder, environment: ProcessInfo.processInfo.environment, executablePath: Workplace.executablePath)
  }
}
