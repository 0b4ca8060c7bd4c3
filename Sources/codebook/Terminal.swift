import ArgumentParser
import Foundation
import NotebookSyntax

/// Writes to a standard stream without a buffer.
struct FileOutput: Sendable {
  let descriptor: Int32

  static let standardError = FileOutput(descriptor: STDERR_FILENO)

  /// Gives up silently where nobody reads any more.
  func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}

enum DiagnosticFormat: String, CaseIterable, ExpressibleByArgument { case human, json, github }

/// What standard error is: a terminal with colours, a terminal, or a file.
struct Terminal: Sendable {
  let isInteractive: Bool
  let hasColor: Bool
  let output = FileOutput.standardError

  init(environment: [String: String]) {
    let isTerminal = isatty(STDERR_FILENO) == 1
    isInteractive = isTerminal && environment["CI"] == nil && environment["TERM"] != "dumb"
    hasColor = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// Problems are talk: they go to standard error.
  func show(_ diagnostics: [Diagnostic], of notebook: NotebookFile) {
    output.write(
      DiagnosticRenderer.human(
        file: notebook.path, source: notebook.text, diagnostics: diagnostics, color: hasColor))
  }
}
