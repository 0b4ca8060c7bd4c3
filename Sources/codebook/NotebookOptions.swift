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

  /// Which notebook a history is of: its whole path, and the profile that it is run under.
  func identity(of notebook: String) -> String {
    let path = URL(fileURLWithPath: notebook).resolvingSymlinksInPath().path
    return path + (profile.map { " (\($0))" } ?? "")
  }

  /// How parameters are set from outside of the notebook: equal for equal settings.
  var overrides: String { (parameters.sorted() + [parameterFile].compactMap(\.self)).joined(separator: " ") }

  func refuseMissingRoot() throws {
    guard let root else { return }
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: root, isDirectory: &isFolder), isFolder.boolValue else {
      throw wrongUsage("--root \(root): there is no such folder")
    }
  }
}

/// Refuses a number of threads that is none.
func checkThreads(_ threads: Int?) throws {
  guard let threads, !(1...1024).contains(threads) else { return }
  throw ValidationError("'--threads \(threads)': a number from 1 to 1024")
}

/// As many as asked for, or as there are cores; far more than there are cores only hinder each other.
func usefulThreads(_ threads: Int?) -> Int {
  let cores = ProcessInfo.processInfo.activeProcessorCount
  return min(threads ?? cores, max(4 * cores, 16))
}
