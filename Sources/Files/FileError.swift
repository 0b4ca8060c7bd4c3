import Glibc

/// Why a file could not be read or written. The description is one line that names the file.
package enum FileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was to be done with the file.
  package enum Operation: String, Sendable { case read, write, make }

  /// What stands at a path where a regular file was wanted.
  package enum Kind: String, Sendable {
    case folder = "a folder"
    case symbolicLink = "a symbolic link"
    case pipe = "a named pipe"
    case socket = "a socket"
    case device = "a device"
  }

  /// The system refused; `code` is its errno.
  case refused(Operation, path: String, code: Int32)
  /// Not beneath the folder, which is called as given: `the notebook's folder`.
  case outside(path: String, folder: String)
  /// A component of the path, or of where it leads to, starts with a dot.
  case dotFile(path: String)
  case notRegular(Operation, path: String, kind: Kind)
  /// In bytes.
  case tooLarge(path: String, size: Int, limit: Int)
  /// Empty, or with a NUL in it.
  case badPath(Operation)
  case changedWhileRead(path: String)

  package var description: String {
    switch self {
    case .refused(let operation, let path, _), .notRegular(let operation, let path, _):
      "cannot \(operation) \(path): \(reason)"
    case .tooLarge(let path, _, _), .changedWhileRead(let path): "cannot read \(path): \(reason)"
    case .outside(let path, _), .dotFile(let path): "\(path): \(reason)"
    case .badPath(let operation): "cannot \(operation) a file: \(reason)"
    }
  }

  /// The description without the path in front, for texts that name the file themselves.
  package var reason: String {
    switch self {
    case .refused(_, _, let code): Self.words(for: code)
    case .outside(_, let folder): "outside \(folder)"
    case .dotFile: "names that start with a dot are not read"
    case .notRegular(_, _, let kind): "it is \(kind.rawValue)"
    case .tooLarge(_, let size, let limit): "it has \(size) bytes, the limit is \(limit)"
    case .badPath: "its path is empty or has a NUL in it"
    case .changedWhileRead: "it changed while it was read"
    }
  }

  /// Words of our own, since those of the system depend on the locale.
  private static func words(for code: Int32) -> String {
    switch code {
    case ENOENT: "no such file or folder"
    case EACCES, EPERM: "permission denied"
    case EEXIST: "it exists already"
    case ENOTDIR: "a part of the path is not a folder"
    case EISDIR: "it is a folder"
    case ELOOP: "too many symbolic links, or one where none is followed"
    case ENAMETOOLONG: "the name is too long"
    case EIO: "input/output error"
    case EINTR: "interrupted by a signal"
    case ENOSPC: "no space left on device"
    case EDQUOT: "disk quota exceeded"
    case EFBIG: "the file would be too large"
    case EROFS: "the file system is read-only"
    case EMFILE, ENFILE: "too many open files"
    case ENOMEM: "out of memory"
    case EBUSY, ETXTBSY: "it is in use"
    case ENXIO, ENODEV: "no such device"
    default: "system error \(code)"
    }
  }
}

extension FileError.Kind {
  /// Of a file's `st_mode`; nil for a regular file.
  init?(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: return nil
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .symbolicLink
    case S_IFIFO: self = .pipe
    case S_IFSOCK: self = .socket
    default: self = .device
    }
  }
}
