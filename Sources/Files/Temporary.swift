import Glibc

/// A temporary file beside its target, locked while its writer lives: `.codebook-PROCESS-NUMBER.tmp`.
struct Temporary: ~Copyable {
  static let prefix = ".codebook-"
  static let suffix = ".tmp"

  let name: String
  let file: FileDescriptor

  init(in folder: borrowing FileDescriptor, for path: String) throws(FileError) {
    for attempt in 0..<100_000 {
      let name = "\(Self.prefix)\(getpid())-\(attempt)\(Self.suffix)"
      let number = unsafe openat(folder.number, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if number < 0 && (errno == EEXIST || errno == EINTR) { continue }
      let file = try FileDescriptor(number, .write, path)
      // Between the two calls another process may have taken it for stale: then it holds the lock, or the name is gone.
      if flock(number, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK { continue }
      if try file.status(.write, path).st_nlink == 0 { continue }
      self.name = name
      self.file = file
      return
    }
    throw .refused(.write, path: path, code: EEXIST)
  }
}

extension AtomicFile {
  /// Removes temporary files whose writer is dead. What cannot be read, locked or removed stays: it is not ours to mend.
  static func removeStaleTemporaries(in folder: borrowing FileDescriptor) {
    // A descriptor of its own, because reading a folder moves a place in it.
    let number = unsafe openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { return }
    guard let entries = unsafe fdopendir(number) else {
      close(number)
      return
    }
    defer { unsafe closedir(entries) }
    while let entry = unsafe readdir(entries) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(Temporary.prefix) && name.hasSuffix(Temporary.suffix) { removeIfStale(name, in: folder) }
    }
  }

  private static func removeIfStale(_ name: String, in folder: borrowing FileDescriptor) {
    let number = unsafe openat(folder.number, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard number >= 0 else { return }
    defer { close(number) }
    guard flock(number, LOCK_EX | LOCK_NB) == 0 else { return }
    // With the lock and a link left, the name is this file's: only who holds its lock takes it away.
    var status = stat()
    guard unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink > 0 else { return }
    _ = unsafe unlinkat(folder.number, name, 0)
  }
}
