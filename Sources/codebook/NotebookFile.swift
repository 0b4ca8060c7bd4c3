import ArgumentParser
import Files
import Foundation
import Mathematics
import NotebookSyntax
import Schema

/// A notebook as it stands in a file: its bytes, its text, what it says and what is wrong with it.
struct NotebookFile {
  /// As the user gave it.
  let path: String
  let text: String
  let document: NotebookDocument
  let reading: Reading
  let mathematics: NotebookMathematics

  /// The file's name without `.md`, with the profile where there is one: the outputs' name.
  func name(profile: String?) -> String {
    let base = Self.baseName(of: path)
    return profile.map { "\(base).\($0)" } ?? base
  }

  static func baseName(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(".md") ? String(file.dropLast(3)) : file
  }

  /// Reads and checks a notebook, and renders its formulas. A file that is not there is wrong usage.
  init(path: String, options: ReadingOptions, renderer: MathematicsRenderer) throws {
    let bytes: [UInt8]
    do {
      bytes = try readFile(path, limit: 64 << 20)
    } catch {
      throw wrongUsage(Self.explanation(of: error, path: path))
    }
    self.path = path
    text = String(decoding: bytes, as: UTF8.self)
    document = NotebookDocument(parsing: bytes)
    reading = Reading(document, options: options)
    mathematics = NotebookMathematics(of: document, reading.program, renderer: renderer)
  }

  /// Everything that is wrong with it, in the order of the places.
  var diagnostics: [Diagnostic] { (reading.diagnostics + referenceProblems + mathematics.diagnostics).inOrderOfPlace() }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// What went wrong, with the nearest notebook of the same folder.
  private static func explanation(of error: FileError, path: String) -> String {
    let folder = path.contains("/") ? String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) : "./"
    let neighbours = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".md") }.sorted()
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let nearest = nearestSpelling(to: file, among: neighbours), nearest != file else { return "\(error)" }
    return "\(error); did you mean '\(folder == "./" ? "" : folder)\(nearest)'?"
  }
}
