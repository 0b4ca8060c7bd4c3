import ArgumentParser

/// A command that the language describes and that is still to be built: it takes anything and refuses.
protocol ComingCommand: ParsableCommand {
  static var name: String { get }
  var rest: [String] { get }
}

extension ComingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: name, abstract: "Not supported yet.", shouldDisplay: false)
  }

  func run() throws { throw wrongUsage("'codebook \(Self.name)' is not supported yet") }
}

struct ServeCommand: ComingCommand {
  static let name = "serve"
  @Argument(parsing: .captureForPassthrough) var rest: [String] = []
}

struct VerifyCommand: ComingCommand {
  static let name = "verify"
  @Argument(parsing: .captureForPassthrough) var rest: [String] = []
}

struct SchemaCommand: ComingCommand {
  static let name = "schema"
  @Argument(parsing: .captureForPassthrough) var rest: [String] = []
}

struct NewCommand: ComingCommand {
  static let name = "new"
  @Argument(parsing: .captureForPassthrough) var rest: [String] = []
}
