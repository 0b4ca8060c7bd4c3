import Foundation

/// The files that a command was asked to write.
enum OutputPaths {
  /// Refuses files that would be written over each other, or over what the command reads or writes besides.
  static func refuseCollisions(
    of files: [(option: String, path: String)], with others: [(name: String, path: String)]
  ) throws {
    var taken = others
    for (option, path) in files {
      let place = place(of: path)
      if let other = taken.first(where: { Self.place(of: $0.path) == place }) {
        throw wrongUsage("'\(option) \(path)': that is \(other.name)")
      }
      taken.append(("the file of \(option)", path))
    }
  }

  private static func place(of path: String) -> String {
    let url = URL(fileURLWithPath: path)
    return url.deletingLastPathComponent().resolvingSymlinksInPath().path + "/" + url.lastPathComponent
  }
}
