import ArgumentParser
import Foundation
import NotebookSyntax
import Runner
import Schema

struct CacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache",
    abstract: "Look after known results.",
    discussion: "The cache is --cache, else CODEBOOK_CACHE, else .codebook in the current folder.",
    subcommands: [CacheList.self, CacheWhy.self, CacheClear.self, CachePrune.self])
}

extension CacheOptions {
  fileprivate var here: ResultCache {
    cache(root: FileManager.default.currentDirectoryPath, environment: ProcessInfo.processInfo.environment)
  }
}

struct CacheList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show what is kept: key, kind, size, age, and the blocks that it belongs to.")

  @OptionGroup var known: CacheOptions

  func run() throws {
    let cache = known.here
    let files = cache.files()
    var text = "\(cache.folder): \(files.summary)\n"
    for file in files {
      let age = max(Date().timeIntervalSince(file.written), 0).duration
      let uses =
        file.uses.isEmpty
        ? (file.kind == "text" ? "a formula" : "no block has it now")
        : file.uses.map { "\($0.label) of \($0.notebook)" }.joined(separator: ", ")
      let columns = [
        String(file.key.prefix(12)), file.kind.padded(8), file.bytes.byteSize.padded(9), age.padded(13), uses,
      ]
      text += "  \(columns.joined(separator: "  "))\n"
    }
    try FileOutput.standardOutput.writeResult(text)
  }
}

struct CacheWhy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Show the whole key under which a block is known: everything that its result depends on.")

  @Argument(help: ArgumentHelp("The block's label.", valueName: "label"))
  var label: String

  @OptionGroup var known: CacheOptions

  func run() throws {
    let blocks = known.here.knownBlocks()
    let found = blocks.filter { $0.label == label }
    guard !found.isEmpty else {
      let nearest = nearestSpelling(to: label, among: blocks.map(\.label)).map { "; did you mean '\($0)'?" } ?? ""
      throw wrongUsage("no block '\(label)' is known\(nearest)")
    }
    let text = found.map { block in
      "\(block.label) of \(block.notebook)\n  key \(block.key)\n"
        + block.text.split(separator: "\n").map { "    \($0)\n" }.joined()
    }
    try FileOutput.standardOutput.writeResult(text.joined(separator: "\n"))
  }
}

struct CacheClear: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear", abstract: "Remove all known results.")

  @OptionGroup var known: CacheOptions

  func run() throws {
    let cache = known.here
    try remove(cache.files(), from: cache) { try cache.forget() }
  }
}

struct CachePrune: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Remove known results that no block of a notebook has any more.",
    discussion: "With limits it removes, oldest first, what is over them too. A run makes again what it needs.")

  @Option(help: ArgumentHelp("Keep at most so many bytes; 500M and 2G are millions and billions.", valueName: "bytes"))
  var maxSize: ByteCount?

  @Option(help: ArgumentHelp("Remove what is older than so many days.", valueName: "days"))
  var olderThan: Double?

  @OptionGroup var known: CacheOptions

  func validate() throws {
    if let olderThan, !(olderThan >= 0) { throw ValidationError("'--older-than \(olderThan)': a number of days") }
  }

  func run() throws {
    let cache = known.here
    let notebooks = Set(cache.knownBlocks().map(\.notebook))
    let gone = notebooks.filter { !FileManager.default.fileExists(atPath: $0.notebookPath) }
    let files = cache.files().sorted { ($0.written, $0.path) < ($1.written, $1.path) }
    var removed = files.filter { file in
      let isOld = olderThan.map { Date().timeIntervalSince(file.written) > $0 * 86_400 } ?? false
      return isOld || file.kind != "text" && file.uses.allSatisfy { gone.contains($0.notebook) }
    }
    if let maxSize {
      let kept = files.filter { !removed.contains($0) }
      var size = kept.reduce(0) { $0 + $1.bytes }
      for file in kept where size > maxSize.bytes {
        removed.append(file)
        size -= file.bytes
      }
    }
    try remove(removed, from: cache) { try cache.forget(notebooks: gone) }
  }
}

private func remove(_ files: [CachedFile], from cache: ResultCache, then forget: () throws -> Void) throws {
  do {
    try cache.remove(files)
    try forget()
  } catch {
    FileOutput.standardError.write("codebook: \(error.localizedDescription)\n")
    throw ExitCode(2)
  }
  try FileOutput.standardOutput.writeResult("\(cache.folder): removed \(files.summary)\n")
}

extension [CachedFile] {
  fileprivate var summary: String {
    "\(count) \(count == 1 ? "entry" : "entries"), \(reduce(0) { $0 + $1.bytes }.byteSize)"
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String {
    count < width ? self + String(repeating: " ", count: width - count) : self
  }

  /// Without the profile that stands behind a history's notebook.
  fileprivate var notebookPath: String {
    guard hasSuffix(")"), let start = range(of: " (", options: .backwards) else { return self }
    return FileManager.default.fileExists(atPath: self) ? self : String(self[..<start.lowerBound])
  }
}
