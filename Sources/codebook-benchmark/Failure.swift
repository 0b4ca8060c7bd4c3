/// Why the benchmark could not be done: a message for its user, and the exit code.
struct Failure: Error, Equatable, CustomStringConvertible {
  let message: String
  /// 2: a measurement failed; 64: what was asked for cannot be done; 128 and more: interrupted.
  let exitCode: Int32

  init(_ message: String, exitCode: Int32 = 2) {
    self.message = message
    self.exitCode = exitCode
  }

  var description: String { message }
}
