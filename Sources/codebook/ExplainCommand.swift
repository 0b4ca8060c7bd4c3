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
      throw ValidationError(
        "there is no diagnostic '\(code)'"
          + (nearest.map { "; did you mean '\($0)'?" } ?? "; 'codebook explain' lists them"))
    }
    print("\(known.id): \(known.title)\n\n\(known.explanation)")
  }
}
