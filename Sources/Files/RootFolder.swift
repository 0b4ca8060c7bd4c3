import CLinux
import Glibc

/// A folder that files are read beneath, and nothing outside it: TRUST.md, fact 6. Symbolic links are followed as long as
/// they stay inside; names that start with a dot are refused, also where a link leads to one.
///
/// A class, because it owns an open folder that several blocks read from.
package final class RootFolder: Sendable {
  package let path: String
  /// What it is called in errors: `../../x: outside the notebook's folder`.
  package let name: String
  private let folder: Int32
  private let usesOpenat2: Bool

  /// Opens the folder itself; `usesOpenat2: false` behaves as a kernel without that call does.
  package init(
    path: String, name: String = "the notebook's folder", usesOpenat2: Bool = true
  ) throws(FileError) {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .badPath(.read) }
    folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .refused(.read, path: path, code: errno) }
    self.path = path
    self.name = name
    self.usesOpenat2 = usesOpenat2
  }

  deinit { close(folder) }

  /// The contents of a regular file of at most `limit` bytes; `path` is relative to the folder.
  package func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    try checkWords(of: path)
    return try openBeneath(path).readAll(path, limit: limit)
  }

  /// What the path's text alone forbids.
  private func checkWords(of path: String) throws(FileError) {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .badPath(.read) }
    guard !path.hasPrefix("/") else { throw .outside(path: path, folder: name) }
    var depth = 0
    for component in path.split(separator: "/") where component != "." {
      depth += component == ".." ? -1 : 1
      guard depth >= 0 else { throw .outside(path: path, folder: name) }
      if component != ".." && component.hasPrefix(".") { throw .dotFile(path: path) }
    }
  }

  private func openBeneath(_ path: String) throws(FileError) -> FileDescriptor {
    guard usesOpenat2 else { return try walk(path) }
    // `resolve` of openat2(2): RESOLVE_NO_MAGICLINKS, RESOLVE_NO_SYMLINKS, RESOLVE_BENEATH.
    let noMagicLinks: UInt64 = 0x02, noLinks: UInt64 = 0x04, beneath: UInt64 = 0x08
    var number = openResolving(path, beneath | noMagicLinks | noLinks)
    guard number < 0 else { return try FileDescriptor(number, .read, path) }
    if errno == ENOSYS || errno == EPERM { return try walk(path) }
    let hasLinks = errno == ELOOP
    if hasLinks { number = openResolving(path, beneath | noMagicLinks) }
    if number < 0 && errno == EXDEV { throw .outside(path: path, folder: name) }
    let file = try FileDescriptor(number, .read, path)
    if hasLinks { try checkWhereLinksLed(file, path) }
    return file
  }

  private func openResolving(_ path: String, _ resolve: UInt64) -> Int32 {
    let flags = UInt64(O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    // EAGAIN: something beneath was renamed while `..` was resolved.
    for _ in 0..<16 {
      let number = unsafe codebook_openat2(folder, path, flags, resolve)
      if number >= 0 || (errno != EAGAIN && errno != EINTR) { return number }
    }
    return -1
  }

  /// Refuses what lies behind a link in a dot folder: `logo.png -> .git/config` is beneath the folder, too.
  private func checkWhereLinksLed(_ file: borrowing FileDescriptor, _ path: String) throws(FileError) {
    guard let root = Self.place(of: folder), let target = Self.place(of: file.number) else {
      throw .notRegular(.read, path: path, kind: .symbolicLink)
    }
    let prefix = root == "/" ? root : root + "/"
    guard target.hasPrefix(prefix) else { throw .outside(path: path, folder: name) }
    if target.dropFirst(prefix.count).split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
      throw .dotFile(path: path)
    }
  }

  /// The absolute path of an open file; nil where /proc is not there.
  private static func place(of descriptor: Int32) -> String? {
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let length = unsafe bytes.withUnsafeMutableBytes { buffer in
      guard let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self) else { return -1 }
      return unsafe readlink("/proc/self/fd/\(descriptor)", start, buffer.count)
    }
    return length > 0 && length < bytes.count ? String(decoding: bytes[..<length], as: UTF8.self) : nil
  }

  /// Where the kernel lacks openat2 (before Linux 5.6, or under an old sandbox): a component at a time and no links at
  /// all, so that `a/..` is nothing but a detour.
  private func walk(_ path: String) throws(FileError) -> FileDescriptor {
    var components: [Substring] = []
    for component in path.split(separator: "/") where component != "." {
      if component == ".." { components.removeLast() } else { components.append(component) }
    }
    guard let last = components.popLast() else { throw .notRegular(.read, path: path, kind: .folder) }
    var parent = try FileDescriptor(fcntl(folder, F_DUPFD_CLOEXEC, 0), .read, path)
    for component in components {
      let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
      parent = try FileDescriptor(unsafe openat(parent.number, String(component), flags), .read, path)
    }
    let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    return try FileDescriptor(unsafe openat(parent.number, String(last), flags), .read, path)
  }
}
