import Foundation
import Testing

/// The built benchmark, run in a folder of its own, with temporary files there and a Python that is a shell script.
struct Executable {
  struct Outcome {
    let exitCode: Int32
    let output: String
    let error: String
  }

  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("benchmark-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: temporaries, withIntermediateDirectories: true)
  }

  var temporaries: URL { folder.appendingPathComponent("temporary") }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// A program that answers `-c …` as Python answers for a library's version, and for a script runs `body`.
  func python(importing: String = "echo 9.1", training body: String) throws -> String {
    let text = "#!/bin/sh\nif [ \"$1\" = -c ]; then \(importing); exit; fi\n\(body)\n"
    try Data(text.utf8).write(to: folder.appendingPathComponent("python"))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path("python"))
    return path("python")
  }

  /// The arguments of a measurement that is over at once.
  static let tiny = [
    "--data", "mnist-5k", "--model", "784-32", "--rounds", "1", "--epochs", "1", "--limit", "256", "--threads", "1",
    "--ceiling-seconds", "0.001",
  ]

  /// Runs to the end, or until `isReady`, then with a signal.
  func callAsFunction(_ arguments: [String], interruptedWhen isReady: (() -> Bool)? = nil) throws -> Outcome {
    let process = Process()
    // The benchmark stands beside the tests' own executable.
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.executableURL = sequence(first: tests) { $0.deletingLastPathComponent() }.prefix(5)
      .map { $0.deletingLastPathComponent().appendingPathComponent("codebook-benchmark") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    process.arguments = arguments
    var variables = ProcessInfo.processInfo.environment.merging(["TMPDIR": temporaries.path]) { _, new in new }
    variables["CODEBOOK_DATA"] = nil
    process.environment = variables
    for name in ["output", "error"] { try Data().write(to: folder.appendingPathComponent(name)) }
    process.standardOutput = try FileHandle(forWritingTo: folder.appendingPathComponent("output"))
    process.standardError = try FileHandle(forWritingTo: folder.appendingPathComponent("error"))
    process.standardInput = FileHandle.nullDevice
    try process.run()
    if let isReady {
      while !isReady(), process.isRunning { usleep(10_000) }
      process.interrupt()
    }
    process.waitUntilExit()
    return try Outcome(
      exitCode: process.terminationStatus,
      output: String(contentsOf: folder.appendingPathComponent("output"), encoding: .utf8),
      error: String(contentsOf: folder.appendingPathComponent("error"), encoding: .utf8))
  }

  /// What is left in the folder of temporary files.
  func leftovers() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: temporaries.path) }
}
