import Files
import Testing

@Suite("Appending to a file")
struct AppendedFileTests {
  @Test("what is there stays, and the text is told how much that is")
  func appends() throws {
    let folder = try TemporaryFolder()
    try folder.put("one\n", at: "a")
    try appendToFile(folder("a")) { "\($0)\n" }
    #expect(try folder.text("a") == "one\n4\n")
  }

  @Test("a file that is not there is made")
  func makes() throws {
    let folder = try TemporaryFolder()
    try appendToFile(folder("a")) { "\($0)" }
    #expect(try folder.text("a") == "0")
  }

  @Test("what is no regular file is refused", arguments: ["/dev/null", "/tmp", "", "/nowhere/a"])
  func refuses(path: String) {
    #expect(throws: FileError.self) { try appendToFile(path) { _ in "x" } }
  }
}
