import ArgumentParser
import NotebookSyntax

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say what a diagnostic means and how to mend it.")

  @Argument(help: ArgumentHelp("A code such as CB204; all codes are listed without one.", valueName: "code"))
  var code: String?

  func run() throws {
    guard let code else {
      for known in DiagnosticCode.all { print("\(known.id)  \(known.title)") }
      return
    }
    guard let known = DiagnosticCode.all.first(where: { $0.id == code.uppercased() }) else {
      let nearest = nearestSpelling(to: code.uppercased(), among: DiagnosticCode.all.map(\.id))
      throw wrongUsage(
        "there is no diagnostic '\(code)'"
          + (nearest.map { "; did you mean '\($0)'?" } ?? "; 'codebook explain' lists them"))
    }
    print("\(known.id): \(known.title)\n\n\(known.explanation.wrapped(to: 80))")
  }
}

extension String {
  /// Breaks long lines at spaces; lines that begin with a space are examples and stay as they are.
  fileprivate func wrapped(to width: Int) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard line.first != " " else { return String(line) }
      var lines = [""]
      for word in line.split(separator: " ") {
        let last = lines[lines.count - 1]
        if last.isEmpty {
          lines[lines.count - 1] = String(word)
        } else if last.count + 1 + word.count <= width {
          lines[lines.count - 1] += " \(word)"
        } else {
          lines.append(String(word))
        }
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
