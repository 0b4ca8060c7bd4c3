import ArgumentParser
import Glibc

@main
struct Codebook: ParsableCommand {
  static let version = "0.1.0"

  /// A reader who leaves early, such as `head`, must not end a run: writing to him fails instead.
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    main(nil)
  }

  static let configuration = CommandConfiguration(
    commandName: "codebook",
    abstract: "Runs literate notebooks about autoencoders.",
    discussion: """
      A notebook is a Markdown file whose YAML blocks train and evaluate autoencoders. 'codebook run' turns it into \
      one HTML page with loss plots, reconstructions and tested numbers.
      """,
    version: version,
    subcommands: [
      RunCommand.self, CheckCommand.self, DataCommand.self, ExplainCommand.self, DoctorCommand.self,
      PlanCommand.self, ServeCommand.self, VerifyCommand.self, DiffCommand.self, ExportCommand.self,
      CacheCommand.self, SchemaCommand.self, NewCommand.self,
    ])
}
