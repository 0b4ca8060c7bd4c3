import Foundation
import Testing

/// The rooms of the design: what each may import. A module exists only where the compiler must forbid something.
private let allowed: [String: Set<String>] = [
  "Files": ["CLinux", "Crypto"],
  "NotebookSyntax": ["CCMarkGFM"],
  "Engine": ["CDNNL", "CLAPACK", "CKernels"],
  "Datasets": ["Files", "Engine", "CZlib", "CJPEG"],
  "Autoencoders": ["Engine"],
  "Figures": ["CPNG"],
  "Mathematics": ["CDuktape"],
  "Schema": ["NotebookSyntax", "Engine", "Datasets", "Autoencoders", "Yams"],
  "Runner": ["Files", "Schema", "Engine", "Datasets", "Autoencoders", "Figures"],
  "Report": ["Figures", "Mathematics"],
  "codebook": [
    "Files", "NotebookSyntax", "Engine", "Datasets", "Autoencoders", "Figures", "Mathematics", "Schema", "Runner",
    "Report", "ArgumentParser",
  ],
  "codebook-benchmark": ["Files", "Engine", "Datasets", "ArgumentParser"],
]

/// What comes with the system or with Swift. The engine and the models do without Foundation.
private let system: Set<String> = ["Glibc", "Synchronization", "Dispatch", "Foundation"]
private let withoutFoundation: Set<String> = ["Files", "Engine", "Autoencoders", "Mathematics"]

@Suite("The rooms")
struct RoomsTests {
  static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Sources").standardizedFileURL

  @Test("a room imports what the design allows, and nothing else", arguments: allowed.keys.sorted())
  func imports(of room: String) throws {
    let permitted = try #require(allowed[room])
    for (file, module) in try Self.imports(in: room) {
      #expect(permitted.contains(module) || system.contains(module), "\(file) imports \(module)")
      if withoutFoundation.contains(room) { #expect(module != "Foundation", "\(file) imports Foundation") }
    }
  }

  @Test("there are no rooms beside those of the design")
  func rooms() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path).sorted()
    let libraries = folders.filter { $0.first == "C" }
    #expect(folders.filter { $0.first != "C" } == allowed.keys.sorted())
    #expect(libraries == ["CCMarkGFM", "CDNNL", "CDuktape", "CJPEG", "CKernels", "CLAPACK", "CLinux", "CPNG", "CZlib"])
  }

  /// The modules that a room's files import, with the file of each.
  static func imports(in room: String) throws -> [(file: String, module: String)] {
    let folder = sources.appendingPathComponent(room)
    let files =
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
    let swift = files.filter { $0.pathExtension == "swift" }
    try #require(!swift.isEmpty)
    return try swift.flatMap { file in
      try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ").map(String.init)
        guard line.first?.isWhitespace == false, let place = words.firstIndex(of: "import"), place < 3,
          words[..<place].allSatisfy({ ["package", "private", "public", "internal", "@preconcurrency"].contains($0) })
        else { return nil }
        return words.dropFirst(place + 1).first.map { (file.lastPathComponent, $0) }
      }
    }
  }
}
