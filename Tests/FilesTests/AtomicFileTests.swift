import Files
import Foundation
import Testing

@Suite("A file is written whole or not at all")
struct AtomicFileTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test("a new file has the bytes, and nothing else is left in its folder")
  func newFile() throws {
    try AtomicFile.write("page", to: folder("a.html"))
    #expect(try folder.text("a.html") == "page")
    #expect(try folder.names == ["a.html"])
  }

  @Test("an empty file can be written")
  func emptyFile() throws {
    try AtomicFile.write([], to: folder("empty"))
    #expect(try folder.text("empty").isEmpty)
  }

  @Test("an old file is replaced, not changed: who has it open reads on in the old one")
  func replaces() throws {
    try folder.put("old", at: "a.html")
    let reader = try #require(FileHandle(forReadingAtPath: folder("a.html")))
    try AtomicFile.write("new", to: folder("a.html"))
    #expect(try folder.text("a.html") == "new")
    #expect(try reader.readToEnd() == Data("old".utf8))
  }

  @Test("the permissions of the old file stay")
  func keepsPermissions() throws {
    try folder.put("old", at: "a.html")
    chmod(folder("a.html"), 0o640)
    try AtomicFile.write("new", to: folder("a.html"))
    let attributes = try FileManager.default.attributesOfItem(atPath: folder("a.html"))
    #expect(attributes[.posixPermissions] as? Int == 0o640)
  }

  @Test("a symbolic link is refused, and so is what it leads to")
  func refusesLink() throws {
    try folder.put("old", at: "target")
    try folder.link("a.html", to: "target")
    expectError("cannot write \(folder("a.html")): it is a symbolic link") {
      () throws(FileError) in try AtomicFile.write("new", to: folder("a.html"))
    }
    #expect(try folder.text("target") == "old")
  }

  @Test("a named pipe is refused without waiting for its reader")
  func refusesPipe() {
    mkfifo(folder("pipe"), 0o600)
    expectError("cannot write \(folder("pipe")): it is a named pipe") {
      () throws(FileError) in try AtomicFile.write("new", to: folder("pipe"))
    }
  }

  @Test("a device is refused and stays a device")
  func refusesDevice() {
    expectError("cannot write /dev/full: it is a device") {
      () throws(FileError) in try AtomicFile.write("new", to: "/dev/full")
    }
    #expect(FileManager.default.fileExists(atPath: "/dev/full"))
  }

  @Test("a folder is refused")
  func refusesFolder() throws {
    expectError("cannot write \(folder.path): it is a folder") {
      () throws(FileError) in try AtomicFile.write("new", to: folder.path)
    }
  }

  @Test("a path that ends in a slash is refused")
  func refusesSlash() {
    expectError("cannot write \(folder("x/")): it is a folder") {
      () throws(FileError) in try AtomicFile.write("new", to: folder("x/"))
    }
  }

  @Test("a missing folder is named in the error")
  func missingFolder() {
    expectError("cannot write \(folder("none/a.html")): no such file or folder") {
      () throws(FileError) in try AtomicFile.write("new", to: folder("none/a.html"))
    }
  }

  @Test("a name that is too long leaves no temporary file")
  func longName() throws {
    let name = String(repeating: "n", count: 256)
    expectError("cannot write \(folder(name)): the name is too long") {
      () throws(FileError) in try AtomicFile.write("new", to: folder(name))
    }
    #expect(try folder.names == [])
  }

  @Test("what a killed process left is removed, anything else stays")
  func removesStale() throws {
    for name in [".codebook-4711-0.tmp", ".codebook-4711-0.log", "codebook-4711-0.tmp"] {
      try folder.put("half", at: name)
    }
    try AtomicFile.write("new", to: folder("a.html"))
    #expect(try folder.names == [".codebook-4711-0.log", "a.html", "codebook-4711-0.tmp"])
  }

  @Test("the temporary file of a living writer stays")
  func keepsLocked() throws {
    try folder.put("half", at: ".codebook-4711-0.tmp")
    let writer = open(folder(".codebook-4711-0.tmp"), O_WRONLY)
    defer { close(writer) }
    flock(writer, LOCK_EX)
    try AtomicFile.write("new", to: folder("a.html"))
    #expect(try folder.names == [".codebook-4711-0.tmp", "a.html"])
  }

  @Test("eight writers at once leave the bytes of one of them")
  func concurrentWriters() async throws {
    let path = folder("a.html")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in UInt8(0)..<8 {
        group.addTask {
          for _ in 0..<10 { try AtomicFile.write([UInt8](repeating: writer, count: 20000), to: path) }
        }
      }
      try await group.waitForAll()
    }
    let bytes = try readFile(path, limit: 20000)
    #expect(bytes.count == 20000 && Set(bytes).count == 1)
    #expect(try folder.names == ["a.html"])
  }

  @Test("folders are made where they are missing, and left where they are not")
  func makesFolders() throws {
    try makeFolder(folder("a/b"))
    try makeFolder(folder("a/b"))
    try AtomicFile.write("x", to: folder("a/b/c"))
    #expect(try folder.text("a/b/c") == "x")
  }

  @Test("a file where a folder is wanted is an error")
  func makesNoFolderOfFile() throws {
    try folder.put("x", at: "a")
    expectError("cannot make \(folder("a/b")): a part of the path is not a folder") {
      () throws(FileError) in try makeFolder(folder("a/b"))
    }
  }
}

/// The error's own words, so that they are asserted word for word.
func expectError(
  _ text: String, at location: SourceLocation = #_sourceLocation, _ body: () throws(FileError) -> Void
) {
  do throws(FileError) {
    try body()
    Issue.record("nothing was thrown, expected: \(text)", sourceLocation: location)
  } catch {
    #expect(error.description == text, sourceLocation: location)
  }
}
