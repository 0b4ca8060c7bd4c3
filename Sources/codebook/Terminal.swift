import ArgumentParser
import Foundation
import NotebookSyntax

/// Writes to a standard stream without a buffer.
struct FileOutput: Sendable {
  let descriptor: Int32

  static let standardError = FileOutput(descriptor: STDERR_FILENO)
  static let standardOutput = FileOutput(descriptor: STDOUT_FILENO)

  /// Talk: where nobody listens any more, or it cannot be kept, the work goes on.
  func write(_ text: String) { _ = writeAll(text) }

  /// A result: one that cannot be kept ends the command with exit code 2. A reader who has left is none of that.
  func writeResult(_ text: String) throws {
    let code = writeAll(text)
    guard code != 0, code != EPIPE else { return }
    let reason = unsafe String(cString: strerror(code)).lowercased()
    Self.standardError.write("codebook: cannot write to standard output: \(reason)\n")
    throw ExitCode(2)
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

enum DiagnosticFormat: String, CaseIterable, ExpressibleByArgument { case human, json, github }

/// What standard error is: a terminal with colours, a terminal, or a file.
struct Terminal: Sendable {
  let isInteractive: Bool
  let hasColor: Bool
  let output = FileOutput.standardError
  private let columnsVariable: Int?

  init(environment: [String: String]) {
    let isTerminal = isatty(STDERR_FILENO) == 1
    isInteractive = isTerminal && environment["CI"] == nil && environment["TERM"] != "dumb"
    columnsVariable = environment["COLUMNS"].flatMap { Int($0) }
    hasColor = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// Columns of the terminal's window now; 80 where it does not say.
  var columns: Int {
    var size = winsize()
    let answered = unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0
    return answered && size.ws_col > 0 ? Int(size.ws_col) : columnsVariable ?? 80
  }

  /// Problems are talk: they go to standard error, as a line of JSON each where the log is JSON.
  func show(_ diagnostics: [Diagnostic], of notebook: NotebookFile, as format: LogFormat = .text) {
    switch format {
    case .text:
      output.write(
        DiagnosticRenderer.human(
          file: notebook.path, source: notebook.text, diagnostics: diagnostics, color: hasColor))
    case .json:
      for diagnostic in diagnostics {
        var fields: [String: JSONScalar] = [
          "event": .text("diagnostic"), "severity": .text(diagnostic.severity.rawValue),
          "code": .text(diagnostic.code.id), "message": .text(diagnostic.message), "file": .text(notebook.path),
        ]
        if let position = diagnostic.position {
          fields["line"] = .whole(position.line)
          fields["column"] = .whole(position.column)
        }
        if let help = diagnostic.help { fields["help"] = .text(help) }
        output.write(jsonLine(fields))
      }
    }
  }

  /// A line of talk outside of the progress, such as a claim that failed.
  func say(_ words: String, as format: LogFormat) {
    switch format {
    case .text: output.write(words + "\n")
    case .json: output.write(jsonLine(["event": .text("message"), "text": .text(words)]))
    }
  }
}
