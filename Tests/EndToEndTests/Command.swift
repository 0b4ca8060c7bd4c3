import Foundation
import Testing

/// Runs the built `codebook` in a folder of its own, as a user would.
struct Command {
  struct Outcome {
    let exitCode: Int32
    let standardOutput: String
    let standardError: String
    /// Start of the process to its end.
    let seconds: Double
  }

  let folder: URL

  /// A new empty folder.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("codebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// The command stands beside the tests' own executable.
  static let executable: URL = {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    var folder = tests.deletingLastPathComponent()
    for _ in 0..<4 {
      let candidate = folder.appendingPathComponent("codebook")
      if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
      folder = folder.deletingLastPathComponent()
    }
    return URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("codebook")
  }()

  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  func copyFixture(_ name: String) throws {
    try FileManager.default.copyItem(
      at: Self.fixtures.appendingPathComponent(name), to: folder.appendingPathComponent(name))
  }

  func read(_ name: String) throws -> Data { try Data(contentsOf: folder.appendingPathComponent(name)) }

  func json(_ name: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: read(name)) as? [String: Any])
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
  }

  /// Runs `codebook` with these arguments, to its end.
  func callAsFunction(
    _ arguments: String..., environment: [String: String] = [:], output: String? = nil
  ) throws -> Outcome {
    try outcome(of: arguments, environment: environment, output: output)
  }

  /// The same with a list of arguments.
  func run(_ arguments: [String]) throws -> Outcome { try outcome(of: arguments, environment: [:]) }

  /// Runs `codebook` and sends SIGINT after some seconds.
  func interrupted(_ arguments: String..., after delay: Double) throws -> Outcome {
    try interrupted(arguments) { _ in Thread.sleep(forTimeInterval: delay) }
  }

  /// The same once `moment`, which is given the process, returns.
  func interrupted(_ arguments: [String], after moment: @escaping (pid_t) -> Void) throws -> Outcome {
    try outcome(of: arguments, environment: [:], interruptedAfter: moment)
  }

  private func outcome(
    of arguments: [String], environment: [String: String], output target: String? = nil,
    interruptedAfter moment: ((pid_t) -> Void)? = nil
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    var variables = ProcessInfo.processInfo.environment
    for name in ["CI", "NO_COLOR", "CODEBOOK_DATA", "GITHUB_STEP_SUMMARY"] { variables[name] = nil }
    process.environment = variables.merging(environment) { _, new in new }
    let output = folder.appendingPathComponent(".output")
    let error = folder.appendingPathComponent(".error")
    for file in [output, error] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: target.map { URL(fileURLWithPath: $0) } ?? output)
    process.standardError = try FileHandle(forWritingTo: error)
    process.standardInput = FileHandle.nullDevice
    let start = ContinuousClock.now
    try process.run()
    if let moment {
      moment(process.processIdentifier)
      process.interrupt()
    }
    process.waitUntilExit()
    return Outcome(
      exitCode: process.terminationStatus,
      standardOutput: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      standardError: String(decoding: try Data(contentsOf: error), as: UTF8.self),
      seconds: (ContinuousClock.now - start) / .seconds(1))
  }
}
