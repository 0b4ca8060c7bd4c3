import Files
import Foundation

/// The folder `.codebook/`: known results by their keys, and which key each block of a notebook had last.
///
/// `entries/ab/KEY.KIND` are written once, atomically, and read-only; one that was damaged is none. `locks/KEY` is held
/// by the process that works on that key. Several processes may use one folder.
package struct ResultCache: Sendable {
  package let folder: String
  /// Which program draws: exhibits of another build are drawn anew.
  let program: String

  /// What was found under a key.
  enum Found<Contents> {
    case known(Contents)
    case nothing
    case damaged
  }

  package init(folder: String, program: String) {
    self.folder = folder
    self.program = program
  }

  func path(_ kind: CacheEntry.Kind, _ key: String) -> String {
    "\(folder)/entries/\(key.prefix(2))/\(key).\(kind.name)"
  }

  func find<Contents: Decodable>(_ kind: CacheEntry.Kind, _ key: String, as type: Contents.Type) -> Found<Contents> {
    let path = path(kind, key)
    guard fileExists(path) else { return .nothing }
    guard let bytes = try? readFile(path, limit: .max), let entry = CacheEntry(bytes, kind: kind, key: key),
      let contents = try? PropertyListDecoder().decode(type, from: Data(entry.contents))
    else { return .damaged }
    return .known(contents)
  }

  /// Whether there is an entry; what it holds is not looked at.
  func has(_ kind: CacheEntry.Kind, _ key: String) -> Bool { fileExists(path(kind, key)) }

  /// Keeps contents, in the place of what stood there.
  func keep(_ contents: some Encodable, as kind: CacheEntry.Kind, _ key: String) throws(FileError) {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    let path = path(kind, key)
    guard let data = try? encoder.encode(contents) else { throw .refused(.write, path: path, code: EINVAL) }
    try makeFolders()
    try makeFolder("\(folder)/entries/\(key.prefix(2))")
    let entry = CacheEntry(kind: kind, key: key, contents: Array(data))
    try AtomicFile.write(entry.bytes, to: path, permissions: 0o444)
  }

  /// What was made of a text; nil where nothing is kept, or what is was damaged.
  package func text(madeOf source: String) -> String? {
    guard case .known(let made) = find(.text, Self.key(of: source), as: [String].self) else { return nil }
    return made.first
  }

  /// Keeps what was made of a text, if it can be kept.
  package func keep(_ made: String, madeOf source: String) { try? keep([made], as: .text, Self.key(of: source)) }

  private static func key(of source: String) -> String { SHA256Digest.hex(of: Array(source.utf8)) }

  /// Takes the lock of a key. Where another process holds it, `wait` is told which one, again and again, and says whether
  /// to go on waiting; nil where it said no.
  func lock(_ key: String, wait: (_ holder: Int?) -> Bool) throws(FileError) -> ProcessLock? {
    try makeFolders()
    let path = "\(folder)/locks/\(key)"
    while true {
      if let lock = try ProcessLock.take(at: path) { return lock }
      guard wait(ProcessLock.holder(of: path)) else { return nil }
    }
  }

  /// The folder, with a file that keeps it out of version control.
  private func makeFolders() throws(FileError) {
    try makeFolder("\(folder)/locks")
    let ignored = "\(folder)/.gitignore"
    if !fileExists(ignored) { try AtomicFile.write("*\n", to: ignored) }
  }
}

extension ResultCache {
  /// The keys that a notebook's blocks had when they were last known, as the texts that they are made from, by label.
  struct History: Codable, Equatable {
    /// The notebook's whole path, and the profile that it was run under.
    var notebook: String
    var keys: [String: String] = [:]
    /// The labels of the blocks that have an entry, by its key, for each way in which parameters were set from outside.
    var uses: [String: [String: String]] = [:]
  }

  private func path(ofHistory notebook: String) -> String {
    "\(folder)/notebooks/\(SHA256Digest.hex(of: Array(notebook.utf8)).prefix(32)).json"
  }

  /// Empty where nothing is known.
  func history(of notebook: String) -> History {
    let known = history(at: path(ofHistory: notebook))
    return known?.notebook == notebook ? known ?? History(notebook: notebook) : History(notebook: notebook)
  }

  func history(at path: String) -> History? {
    guard let bytes = try? readFile(path, limit: 1 << 28) else { return nil }
    return try? JSONDecoder().decode(History.self, from: Data(bytes))
  }

  func keep(_ history: History) throws(FileError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let path = path(ofHistory: history.notebook)
    guard let data = try? encoder.encode(history) else { throw .refused(.write, path: path, code: EINVAL) }
    try makeFolders()
    try makeFolder("\(folder)/notebooks")
    try AtomicFile.write(Array(data), to: path)
  }
}
