import Files
import Foundation
import NotebookSyntax

/// The local pictures of a notebook's prose as `data:` addresses, so that the page stands alone.
struct EmbeddedImages {
  /// As many as the document has images; empty where one could not be used.
  private(set) var addresses: [String] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// Bytes of one picture, and of all that stand on a page, at most.
  private static let limit = 8 << 20
  private static let pageLimit = 32 << 20

  /// What became of a file that is read once, however often it is shown.
  private struct Picture {
    let bytes: Int
    let address: String
    let problem: String?
  }

  /// With `keepsBytes: false` it only looks for problems.
  init(of notebook: NotebookFile, root: String?, keepsBytes: Bool = true) {
    guard !notebook.document.images.isEmpty else { return }
    let paths = RootPaths(notebook: notebook.path, root: root)
    var pictures: [String: Picture] = [:]
    var total = 0
    for image in notebook.document.images {
      let path = image.destination.removingPercentEncoding ?? image.destination
      let picture = pictures[path] ?? Self.read(path, paths, keepsBytes: keepsBytes)
      pictures[path] = picture
      if let problem = picture.problem {
        refuse(image, problem)
      } else if total + picture.bytes > Self.pageLimit {
        refuse(image, "the page's pictures would be more than \(Self.pageLimit >> 20) MB")
      } else {
        total += picture.bytes
        addresses.append(picture.address)
      }
    }
  }

  private static func read(_ path: String, _ paths: RootPaths, keepsBytes: Bool) -> Picture {
    do {
      let bytes = try RootFolder(path: paths.root).read(paths.relative(path), limit: limit)
      guard let kind = mediaType(of: bytes) else {
        return Picture(bytes: 0, address: "", problem: "'\(path)' is no PNG, JPEG, GIF or WebP")
      }
      let address = keepsBytes ? "data:\(kind);base64,\(Data(bytes).base64EncodedString())" : ""
      return Picture(bytes: bytes.count, address: address, problem: nil)
    } catch {
      return Picture(bytes: 0, address: "", problem: "\(error)")
    }
  }

  private mutating func refuse(_ image: NotebookDocument.ImageReference, _ reason: String) {
    addresses.append("")
    diagnostics.append(
      Diagnostic(
        .warning, .imageUnusable, reason, at: image.position,
        help: "its alternative text stands in its place"))
  }

  /// By the first bytes of the file, whatever its name.
  private static func mediaType(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if bytes.starts(with: Array("GIF8".utf8)) { return "image/gif" }
    if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      return "image/webp"
    }
    return nil
  }
}
