import ArgumentParser
import Datasets
import Foundation
import Schema

struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Show which data sets there are.",
    subcommands: [ListCommand.self, FetchCommand.self, ShowCommand.self], defaultSubcommand: ListCommand.self)

  struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the data sets, where each was found, or how to get it.")

    @Option(help: ArgumentHelp("Look for named data sets here first.", valueName: "dir"))
    var dataDir: String?

    func run() throws {
      var options = NotebookOptions()
      options.dataDir = dataDir
      let entries = options.catalogue(environment: ProcessInfo.processInfo.environment).list()
      try FileOutput.standardOutput.writeResult(entries.map(\.text).joined(separator: "\n"))
    }
  }

  struct FetchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "fetch", abstract: "Not supported yet.", shouldDisplay: false)
    @Argument(parsing: .captureForPassthrough) var rest: [String] = []
    func run() throws { throw wrongUsage("'codebook data fetch' is not supported yet") }
  }

  struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Not supported yet.", shouldDisplay: false)
    @Argument(parsing: .captureForPassthrough) var rest: [String] = []
    func run() throws { throw wrongUsage("'codebook data show' is not supported yet") }
  }
}

extension DataCatalogue.Entry {
  /// A paragraph of `codebook data list`.
  fileprivate var text: String {
    let counts = "\(grouped(trainCount)) to train, \(grouped(testCount)) to test"
    let whereabouts: String =
      switch place {
      case .found(let folder): "  in \(folder)\n"
      case .made: "  made from a seed; needs no file\n"
      case .missing(let ways): "  not on this machine\n" + ways.map { "    \($0)\n" }.joined()
      }
    return "\(name): \(summary), \(counts); licence: \(licence)\n\(whereabouts)"
  }

  /// For `codebook doctor`: the name, and whether it is there.
  var summaryLine: String {
    switch place {
    case .found(let folder): "\(name) in \(folder)"
    case .made: "\(name), made from a seed"
    case .missing: "\(name) is not here; 'codebook data list' says how to get it"
    }
  }
}
