import Files
import Foundation
import NotebookSyntax

/// The local pictures of a notebook's prose as `data:` addresses, so that the page stands alone.
struct EmbeddedImages {
  /// As many as the document has images; empty where one could not be used.
  private(set) var addresses: [String] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// Bytes of one picture at most.
  private static let limit = 8 << 20

  init(of notebook: NotebookFile, root: String?) {
    guard !notebook.document.images.isEmpty else { return }
    let folder = RootPaths(notebook: notebook.path, root: root)
    for image in notebook.document.images {
      do {
        let opened = try RootFolder(path: folder.root)
        let bytes = try opened.read(folder.relative(image.destination), limit: Self.limit)
        guard let kind = Self.mediaType(of: bytes) else {
          refuse(image, "'\(image.destination)' is no PNG, JPEG, GIF or WebP")
          continue
        }
        addresses.append("data:\(kind);base64,\(Data(bytes).base64EncodedString())")
      } catch {
        refuse(image, "\(error)")
      }
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

/// What would be wrong with a notebook's pictures in a run.
func imageProblems(of notebook: NotebookFile, root: String?) -> [Diagnostic] {
  EmbeddedImages(of: notebook, root: root).diagnostics
}

/// Where a notebook's files may be: inside the folder that the command is run in, where that contains the notebook,
/// else inside the notebook's own folder; `--root` sets it.
struct RootPaths {
  let root: String
  /// The notebook's folder, from the root; empty where they are one.
  private let folder: String

  init(notebook: String, root: String?) {
    let folder = URL(fileURLWithPath: notebook).deletingLastPathComponent().resolvingSymlinksInPath().path
    let current = URL(fileURLWithPath: root ?? FileManager.default.currentDirectoryPath).resolvingSymlinksInPath().path
    if folder == current {
      self.root = current
      self.folder = ""
    } else if folder.hasPrefix(current == "/" ? "/" : current + "/") {
      self.root = current
      self.folder = String(folder.dropFirst(current == "/" ? 1 : current.count + 1))
    } else {
      self.root = root == nil ? folder : current
      self.folder = ""
    }
  }

  /// A path of the notebook's, from the root.
  func relative(_ path: String) -> String { folder.isEmpty || path.hasPrefix("/") ? path : "\(folder)/\(path)" }
}
