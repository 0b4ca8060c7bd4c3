import Files
import Foundation
import Testing

/// Each with openat2 and with the walk that stands in for it on old kernels.
@Suite("Nothing outside the notebook's folder is read", .serialized)
struct RootFolderTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.put("inside", at: "root/data/a.txt")
    try folder.put("canary", at: "x")
    try folder.put("canary", at: "root-sibling/x")
    try folder.put("canary", at: "root/.git/config")
  }

  func read(_ path: String, limit: Int = 100, _ usesOpenat2: Bool) throws(FileError) -> String {
    let root = try RootFolder(path: folder("root"), usesOpenat2: usesOpenat2)
    return String(decoding: try root.read(path, limit: limit), as: UTF8.self)
  }

  @Test("a file beneath it is read", arguments: ["data/a.txt", "./data//a.txt", "data/../data/a.txt"], [true, false])
  func inside(path: String, usesOpenat2: Bool) throws {
    #expect(try read(path, usesOpenat2) == "inside")
  }

  @Test(
    "a path that leads outside is refused by its words",
    arguments: ["../../x", "../x", "data/../../x", "../root/data/a.txt", "/etc/passwd"], [true, false])
  func outside(path: String, usesOpenat2: Bool) {
    expectError("\(path): outside the notebook's folder") {
      () throws(FileError) in _ = try read(path, usesOpenat2)
    }
  }

  @Test("dot files are refused", arguments: [".git/config", "data/.hidden", "..."], [true, false])
  func dotFiles(path: String, usesOpenat2: Bool) {
    expectError("\(path): names that start with a dot are not read") {
      () throws(FileError) in _ = try read(path, usesOpenat2)
    }
  }

  @Test("a link to a file beneath it is followed")
  func linkInside() throws {
    try folder.link("root/link", to: "data/../data/a.txt")
    #expect(try read("link", true) == "inside")
  }

  @Test(
    "a link that leads outside is refused", arguments: ["../x", "../root-sibling/x", "/etc/passwd", "/proc/self/exe"])
  func linkOutside(target: String) throws {
    try folder.link("root/link", to: target)
    expectError("link: outside the notebook's folder") { () throws(FileError) in _ = try read("link", true) }
  }

  @Test("a chain of links that leads outside is refused")
  func chainOutside() throws {
    try folder.link("root/one", to: "two")
    try folder.link("root/two", to: "data/three")
    try folder.link("root/data/three", to: "../../x")
    expectError("one: outside the notebook's folder") { () throws(FileError) in _ = try read("one", true) }
  }

  @Test("a folder that is a link to another place is refused")
  func linkedFolder() throws {
    try folder.link("root/sub", to: "../root-sibling")
    expectError("sub/x: outside the notebook's folder") { () throws(FileError) in _ = try read("sub/x", true) }
  }

  @Test("a link to a dot file is refused", arguments: [".git/config", "data/../.git/config"])
  func linkToDotFile(target: String) throws {
    try folder.link("root/logo.png", to: target)
    expectError("logo.png: names that start with a dot are not read") {
      () throws(FileError) in _ = try read("logo.png", true)
    }
  }

  @Test("links in a circle are refused")
  func circle() throws {
    try folder.link("root/one", to: "two")
    try folder.link("root/two", to: "one")
    expectError("cannot read one: too many symbolic links, or one where none is followed") {
      () throws(FileError) in _ = try read("one", true)
    }
  }

  @Test("without openat2 no link is followed, inside or outside")
  func walkFollowsNoLink() throws {
    try folder.link("root/link", to: "data/a.txt")
    try folder.link("root/sub", to: "data")
    expectError("cannot read link: too many symbolic links, or one where none is followed") {
      () throws(FileError) in _ = try read("link", false)
    }
    expectError("cannot read sub/a.txt: a part of the path is not a folder") {
      () throws(FileError) in _ = try read("sub/a.txt", false)
    }
  }

  @Test("a folder, a named pipe and the root itself are not files", arguments: [true, false])
  func notRegular(usesOpenat2: Bool) {
    mkfifo(folder("root/pipe"), 0o600)
    expectError("cannot read data: it is a folder") { () throws(FileError) in _ = try read("data", usesOpenat2) }
    expectError("cannot read .: it is a folder") { () throws(FileError) in _ = try read(".", usesOpenat2) }
    expectError("cannot read pipe: it is a named pipe") { () throws(FileError) in _ = try read("pipe", usesOpenat2) }
  }

  @Test("a file over the limit is refused, one at the limit is read", arguments: [true, false])
  func limit(usesOpenat2: Bool) throws {
    #expect(try read("data/a.txt", limit: 6, usesOpenat2) == "inside")
    expectError("cannot read data/a.txt: it has 6 bytes, the limit is 5") {
      () throws(FileError) in _ = try read("data/a.txt", limit: 5, usesOpenat2)
    }
  }

  @Test("an empty path and one with a NUL are refused", arguments: ["", "data/a.txt\0.png"], [true, false])
  func badPath(path: String, usesOpenat2: Bool) {
    expectError("cannot read a file: its path is empty or has a NUL in it") {
      () throws(FileError) in _ = try read(path, usesOpenat2)
    }
  }

  @Test("a missing file is named", arguments: [true, false])
  func missing(usesOpenat2: Bool) {
    expectError("cannot read data/b.txt: no such file or folder") {
      () throws(FileError) in _ = try read("data/b.txt", usesOpenat2)
    }
  }

  @Test("the folder goes by the name that it was given")
  func ownName() throws {
    let root = try RootFolder(path: folder("root"), name: "the folder of --root")
    expectError("../x: outside the folder of --root") { () throws(FileError) in _ = try root.read("../x", limit: 9) }
  }

  @Test("a folder below a dot folder can be a root")
  func rootBelowDotFolder() throws {
    try folder.put("inside", at: ".work/root/a")
    try folder.link(".work/root/link", to: "a")
    let root = try RootFolder(path: folder(".work/root"))
    #expect(try root.read("link", limit: 9) == Array("inside".utf8))
  }

  @Test("a root that is not there is an error")
  func noRoot() {
    expectError("cannot read \(folder("none")): no such file or folder") {
      () throws(FileError) in _ = try RootFolder(path: folder("none"))
    }
  }
}
