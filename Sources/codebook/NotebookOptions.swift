import ArgumentParser
import Datasets
import Files
import Foundation
import NotebookSyntax
import Schema

/// Options that `run` and `check` share: how a notebook is read and where its files are.
struct NotebookOptions: ParsableArguments {
  @Option(
    name: [.customShort("P"), .customLong("param")],
    help: ArgumentHelp("Set a parameter that the notebook declares.", valueName: "name=value"))
  var parameters: [String] = []

  @Option(name: .customLong("params"), help: ArgumentHelp("Read parameters from a YAML file.", valueName: "file"))
  var parameterFile: String?

  @Option(help: ArgumentHelp("Use one of the notebook's profiles.", valueName: "name"))
  var profile: String?

  @Option(help: ArgumentHelp("Look for named data sets here first.", valueName: "dir"))
  var dataDir: String?

  @Option(help: ArgumentHelp("The folder that a notebook's files must stay in.", valueName: "dir"))
  var root: String?

  func readingOptions() throws -> ReadingOptions {
    var options = ReadingOptions()
    options.profile = profile
    if let parameterFile { options.parameterFile = try fileOfParameters(at: parameterFile) }
    for text in parameters {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw wrongUsage("'-P \(text)': write NAME=VALUE, such as -P epochs=5")
      }
      options.overrides.append((String(text[..<equals]), String(text[text.index(after: equals)...])))
    }
    return options
  }

  /// What is wrong with the file is told like a notebook's problems, and ends the command.
  private func fileOfParameters(at path: String) throws -> ParameterFile {
    let text: String
    do {
      text = String(decoding: try readFile(path, limit: 1 << 20), as: UTF8.self)
    } catch {
      throw wrongUsage("--params: \(error)")
    }
    let file = ParameterFile(text, path: path)
    guard file.diagnostics.isEmpty else {
      FileOutput.standardError.write(
        DiagnosticRenderer.human(file: path, source: text, diagnostics: file.diagnostics))
      throw ExitCode(1)
    }
    return file
  }

  /// Named data sets are looked for in this order: LANGUAGE.md, section 5.
  func catalogue(environment: [String: String]) -> DataCatalogue {
    let executable =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return .standard(folder: dataDir, environment: environment, executablePath: executable)
  }
}
