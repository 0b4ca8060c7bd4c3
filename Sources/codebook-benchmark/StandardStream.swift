import Glibc

/// Standard output or standard error, written to without a buffer.
struct StandardStream: Sendable {
  let descriptor: Int32

  static let output = StandardStream(descriptor: STDOUT_FILENO)
  static let error = StandardStream(descriptor: STDERR_FILENO)

  /// Talk: where nobody listens, the work goes on.
  func write(_ text: String) { _ = writeAll(text) }

  /// A result: one that cannot be kept ends the command with exit code 2. A reader who has left is none of that.
  func writeResult(_ text: String) throws {
    let code = writeAll(text)
    guard code != 0, code != EPIPE else { return }
    throw Failure("cannot write to standard output: \(unsafe String(cString: strerror(code)).lowercased())")
  }

  /// 0, or the system's error number.
  private func writeAll(_ text: String) -> Int32 {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}
