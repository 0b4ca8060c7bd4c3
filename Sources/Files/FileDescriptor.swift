import Glibc

/// An open file or folder, closed when it goes out of scope: the system's calls, in typed errors, with EINTR repeated.
struct FileDescriptor: ~Copyable {
  let number: Int32

  /// Takes over `number`, or throws what errno says where it is -1.
  init(_ number: Int32, _ operation: FileError.Operation, _ path: String) throws(FileError) {
    guard number >= 0 else { throw .refused(operation, path: path, code: errno) }
    self.number = number
  }

  deinit { close(number) }

  func status(_ operation: FileError.Operation, _ path: String) throws(FileError) -> stat {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw .refused(operation, path: path, code: errno) }
    return status
  }

  /// All bytes of a regular file: as many as it had when it was opened, or an error.
  func readAll(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let status = try status(.read, path)
    if let kind = FileError.Kind(mode: status.st_mode) { throw .notRegular(.read, path: path, kind: kind) }
    let size = Int(status.st_size)
    guard size <= limit else { throw .tooLarge(path: path, size: size, limit: limit) }
    // One byte more than there should be: it stays free unless the file grew.
    var failure: FileError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      while count <= size {
        let got = unsafe read(number, buffer.baseAddress.map { unsafe $0 + count }, size + 1 - count)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = .refused(.read, path: path, code: errno) }
        if got <= 0 { return }
        count += got
      }
    }
    if let failure { throw failure }
    guard bytes.count == size else { throw .changedWhileRead(path: path) }
    return bytes
  }

  /// Writes everything, however short the single writes are.
  func writeAll(_ bytes: [UInt8], _ path: String) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let wrote = unsafe bytes.withUnsafeBytes { all in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: all[done...])
        return unsafe write(number, rest.baseAddress, rest.count)
      }
      if wrote < 0 && errno == EINTR { continue }
      guard wrote > 0 else { throw .refused(.write, path: path, code: wrote == 0 ? ENOSPC : errno) }
      done += wrote
    }
  }

  func flush(_ path: String) throws(FileError) { try Self.repeating(path) { fsync(number) } }

  /// Makes a call of writing until no signal interrupts it, and throws where it is not 0.
  static func repeating(_ path: String, _ call: () -> Int32) throws(FileError) {
    while call() != 0 {
      if errno != EINTR { throw .refused(.write, path: path, code: errno) }
    }
  }
}

/// Reads a regular file that the user of the command named, symbolic links followed; never one that a notebook names.
/// At most `limit` bytes are taken.
package func readFile(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
  guard !path.isEmpty, !path.utf8.contains(0) else { throw .badPath(.read) }
  // Without O_NONBLOCK a named pipe would hang here, before it can be refused.
  let number = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
  return try FileDescriptor(number, .read, path).readAll(path, limit: limit)
}

/// Whether anything stands at `path`, of whatever kind, symbolic links followed.
package func fileExists(_ path: String) -> Bool {
  var status = stat()
  return unsafe !path.utf8.contains(0) && stat(path, &status) == 0
}
