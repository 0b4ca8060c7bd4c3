import Glibc

/// Writes files that are old or new, never half: TRUST.md, fact 7.
///
/// The bytes go to a temporary file in the target's folder, are flushed, and take the target's name in one step; then
/// the folder is flushed. Who writes a temporary file holds a lock on it, so what a killed process left behind is known
/// by its name and its missing lock, and the next write into the folder removes it.
package enum AtomicFile {
  /// Replaces `path` by a file with these bytes, with the permissions of the file that stood there. Anything but a
  /// regular file is refused. Where it throws, the old contents stand, unless only the last flush failed. `wanted` are
  /// permissions of the file's own, such as those of one that is never written again.
  package static func write(_ bytes: [UInt8], to path: String, permissions wanted: UInt32? = nil) throws(FileError) {
    let (folderPath, name) = try split(path)
    let folder = try FileDescriptor(unsafe open(folderPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC), .write, path)
    let standing = try permissionsOfTarget(name, in: folder, path)
    let permissions = wanted ?? standing
    removeStaleTemporaries(in: folder)

    let temporary = try Temporary(in: folder, for: path)
    do throws(FileError) {
      try temporary.file.writeAll(bytes, path)
      if let permissions { try FileDescriptor.repeating(path) { fchmod(temporary.file.number, permissions) } }
      try temporary.file.flush(path)
      try FileDescriptor.repeating(path) {
        unsafe renameat(folder.number, temporary.name, folder.number, name)
      }
    } catch {
      _ = unsafe unlinkat(folder.number, temporary.name, 0)
      throw error
    }
    do throws(FileError) {
      try folder.flush(path)
    } catch .refused(_, _, EINVAL) {
      // Some file systems cannot flush a folder.
    }
  }

  /// Throws where writing to `path` could not end well: its folder is not there or closed to us, or something that is no
  /// regular file stands in its place.
  package static func checkTarget(_ path: String) throws(FileError) {
    let (folderPath, name) = try split(path)
    guard unsafe access(folderPath, W_OK | X_OK) == 0 else { throw .refused(.write, path: path, code: errno) }
    let folder = try FileDescriptor(unsafe open(folderPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC), .write, path)
    _ = try permissionsOfTarget(name, in: folder, path)
  }

  /// The text as UTF-8.
  package static func write(_ text: String, to path: String) throws(FileError) {
    try write(Array(text.utf8), to: path)
  }

  private static func split(_ path: String) throws(FileError) -> (folder: String, name: String) {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .badPath(.write) }
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let name = String(path[path.index(after: slash)...])
    guard !name.isEmpty else { throw .notRegular(.write, path: path, kind: .folder) }
    return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
  }

  /// Nil where nothing stands there yet.
  private static func permissionsOfTarget(
    _ name: String, in folder: borrowing FileDescriptor, _ path: String
  ) throws(FileError) -> mode_t? {
    var status = stat()
    guard unsafe fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return nil }
      throw .refused(.write, path: path, code: errno)
    }
    if let kind = FileError.Kind(mode: status.st_mode) { throw .notRegular(.write, path: path, kind: kind) }
    return status.st_mode & 0o777
  }
}

/// Creates a folder, and the folders above it where they are missing.
package func makeFolder(_ path: String) throws(FileError) {
  guard !path.isEmpty, !path.utf8.contains(0) else { throw .badPath(.make) }
  var made = path.hasPrefix("/") ? "/" : ""
  for component in path.split(separator: "/") {
    made += component + "/"
    if unsafe mkdir(made, 0o777) == 0 { continue }
    let code = errno
    var status = stat()
    let isFolder = unsafe stat(made, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    guard isFolder else { throw .refused(.make, path: path, code: code == EEXIST ? ENOTDIR : code) }
  }
}
