import Files
import Foundation
import Testing

@Suite("Files that the user names are read with a limit")
struct ReadFileTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test("a file is read through a link, too")
  func link() throws {
    try folder.put("text", at: "a")
    try folder.link("b", to: "a")
    #expect(try readFile(folder("b"), limit: 4) == Array("text".utf8))
  }

  @Test("an empty file has no bytes")
  func empty() throws {
    try folder.put("", at: "a")
    #expect(try readFile(folder("a"), limit: 0).isEmpty)
  }

  @Test("a file over the limit is refused")
  func limit() throws {
    try folder.put("text", at: "a")
    expectError("cannot read \(folder("a")): it has 4 bytes, the limit is 3") {
      () throws(FileError) in _ = try readFile(folder("a"), limit: 3)
    }
  }

  @Test("a named pipe is refused without waiting for its writer")
  func pipe() {
    mkfifo(folder("pipe"), 0o600)
    expectError("cannot read \(folder("pipe")): it is a named pipe") {
      () throws(FileError) in _ = try readFile(folder("pipe"), limit: 9)
    }
  }

  @Test("a device is refused")
  func device() {
    expectError("cannot read /dev/zero: it is a device") {
      () throws(FileError) in _ = try readFile("/dev/zero", limit: 9)
    }
  }

  @Test("a file that has more bytes than it said is refused")
  func lyingFile() {
    expectError("cannot read /proc/self/status: it changed while it was read") {
      () throws(FileError) in _ = try readFile("/proc/self/status", limit: 9)
    }
  }

  @Test("what stands at a path is known, whatever it is")
  func exists() throws {
    try folder.put("text", at: "a")
    #expect(fileExists(folder("a")))
    #expect(fileExists(folder.path))
    #expect(!fileExists(folder("b")))
    #expect(!fileExists(folder("a\0")))
  }
}

@Suite("SHA-256 is that of FIPS 180-4")
struct SHA256DigestTests {
  @Test(
    "the digests of NIST's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
  func examples(text: String, digest: String) {
    #expect(SHA256Digest.hex(of: Array(text.utf8)) == digest)
  }

  @Test("pieces have the digest of the whole")
  func pieces() {
    var digest = SHA256Digest()
    digest.update("a")
    digest.update([])
    digest.update("bc")
    #expect(digest.hex == SHA256Digest.hex(of: Array("abc".utf8)))
  }
}
