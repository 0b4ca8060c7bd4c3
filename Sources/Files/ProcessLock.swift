import Glibc

/// A lock between processes: held from its making until it goes out of scope, or its process ends however it ends.
///
/// The file stays, with the number of the process that holds the lock, or held it last, as its contents.
package struct ProcessLock: ~Copyable {
  private let file: FileDescriptor

  private init(_ file: consuming FileDescriptor) { self.file = file }

  /// Nil where another process holds it. The folder of `path` must be there.
  package static func take(at path: String) throws(FileError) -> ProcessLock? {
    let file = try FileDescriptor(
      unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666), .write, path)
    guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else {
      if errno == EWOULDBLOCK || errno == EINTR { return nil }
      throw .refused(.write, path: path, code: errno)
    }
    // Who looks while it is being written sees no number, or that of the last holder: it is for messages alone.
    _ = ftruncate(file.number, 0)
    try file.writeAll(Array("\(getpid())\n".utf8), path)
    return ProcessLock(file)
  }

  /// The process that holds the lock at `path`; nil where it is not known.
  package static func holder(of path: String) -> Int? {
    guard let bytes = try? readFile(path, limit: 64) else { return nil }
    return Int(String(decoding: bytes, as: UTF8.self).split(separator: "\n").first ?? "")
  }
}
