import Foundation

/// An empty folder for one test, removed with everything in it when the test lets go of it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "codebook-datasets-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The absolute path of `name` in it.
  func callAsFunction(_ name: String) -> String { path + "/" + name }

  func put(_ bytes: [UInt8], at name: String) throws {
    let url = URL(fileURLWithPath: self(name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }
}

/// `mnist-5k` as it stands among the sources.
let bundledFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("../../Sources/Datasets/Resources/mnist-5k").path

/// Where Debian's packages put data sets.
let installed = "/usr/share/datasets"
