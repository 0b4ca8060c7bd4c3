import Foundation

/// Where a notebook's files may be: inside the folder that the command is run in, where that contains the notebook,
/// else inside the notebook's own folder; `--root` sets it.
struct RootPaths {
  let root: String
  /// From the root to the notebook's folder, with `/` at its end; empty where they are one.
  private let prefix: String

  init(notebook: String, root: String?) {
    let folder = Self.resolved(notebook, isFile: true)
    let wanted = Self.resolved(root ?? FileManager.default.currentDirectoryPath)
    let outer = wanted == "/" ? "/" : wanted + "/"
    if folder == wanted {
      self.root = wanted
      prefix = ""
    } else if folder.hasPrefix(outer) {
      self.root = wanted
      prefix = folder.dropFirst(outer.count) + "/"
    } else if root == nil {
      self.root = folder
      prefix = ""
    } else {
      // A root that does not contain the notebook: what lies beside the notebook is outside.
      self.root = wanted
      prefix = "../"
    }
  }

  /// A path of the notebook's, from the root.
  func relative(_ path: String) -> String { path.hasPrefix("/") ? path : prefix + path }

  private static func resolved(_ path: String, isFile: Bool = false) -> String {
    let url = URL(fileURLWithPath: path)
    return (isFile ? url.deletingLastPathComponent() : url).resolvingSymlinksInPath().path
  }
}
