import Files
package import Foundation

/// One file of known results.
package struct CachedFile: Equatable, Sendable {
  package let key: String
  /// `models`, `scores`, `exhibits` or `text`, which is no block's.
  package let kind: String
  package let path: String
  package let bytes: Int
  package let written: Date
  /// The blocks that have it now; none where nothing refers to it any more.
  package let uses: [Use]

  package struct Use: Equatable, Sendable {
    package let label: String
    package let notebook: String
  }
}

/// A block as it was last known.
package struct KnownBlock: Equatable, Sendable {
  package let notebook: String
  package let label: String
  package let key: String
  /// What the key is made of, a line each.
  package let text: String
}

extension ResultCache {
  /// Every block of every notebook that was run, in the order of notebooks and labels.
  package func knownBlocks() -> [KnownBlock] {
    histories().flatMap { history in
      history.keys.sorted { $0.key < $1.key }.map { label, text in
        KnownBlock(
          notebook: history.notebook, label: label, key: SHA256Digest.hex(of: Array(text.utf8)), text: text)
      }
    }
  }

  /// All files of known results, by their keys. What stands in the folder and is none of ours is left out.
  package func files() -> [CachedFile] {
    var uses: [String: [CachedFile.Use]] = [:]
    for history in histories() {
      for (_, entries) in history.uses.sorted(by: { $0.key < $1.key }) {
        for (key, label) in entries {
          let use = CachedFile.Use(label: label, notebook: history.notebook)
          if uses[key]?.contains(use) != true { uses[key, default: []].append(use) }
        }
      }
    }
    var files: [CachedFile] = []
    for shelf in names(in: "\(folder)/entries") {
      for name in names(in: "\(folder)/entries/\(shelf)") {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[0].utf8.count == 64, parts[0].hasPrefix(shelf),
          CacheEntry.Kind.allCases.contains(where: { $0.name == parts[1] })
        else { continue }
        let path = "\(folder)/entries/\(shelf)/\(name)"
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
          let size = attributes[.size] as? Int, let written = attributes[.modificationDate] as? Date
        else { continue }
        files.append(
          CachedFile(
            key: parts[0], kind: parts[1], path: path, bytes: size, written: written, uses: uses[parts[0]] ?? []))
      }
    }
    return files
  }

  /// Removes files of known results; a run that needs one makes it again. Throws at the first that cannot be removed.
  package func remove(_ files: [CachedFile]) throws {
    for file in files { try FileManager.default.removeItem(atPath: file.path) }
  }

  /// Forgets which keys the blocks of these notebooks had; of all where it is nil.
  package func forget(notebooks: Set<String>? = nil) throws {
    for name in names(in: "\(folder)/notebooks") {
      let path = "\(folder)/notebooks/\(name)"
      // Nothing but what we wrote is removed.
      guard let history = history(at: path), notebooks?.contains(history.notebook) ?? true else { continue }
      try FileManager.default.removeItem(atPath: path)
    }
  }

  private func histories() -> [History] {
    names(in: "\(folder)/notebooks").compactMap { history(at: "\(folder)/notebooks/\($0)") }
      .sorted { $0.notebook < $1.notebook }
  }

  /// Sorted; none where there is no such folder.
  private func names(in path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
