import Glibc

/// Adds text to the end of a regular file, which is made where it is not there: for files that several programs add to, so
/// that nothing is replaced. `text` is given the bytes that the file has.
package func appendToFile(_ path: String, _ text: (Int) -> String) throws(FileError) {
  guard !path.isEmpty, !path.utf8.contains(0) else { throw .badPath(.write) }
  // Without O_NONBLOCK a named pipe would hang here, before it can be refused.
  let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
  let file = try FileDescriptor(unsafe open(path, flags, 0o666), .write, path)
  let status = try file.status(.write, path)
  if let kind = FileError.Kind(mode: status.st_mode) { throw .notRegular(.write, path: path, kind: kind) }
  try file.writeAll(Array(text(Int(status.st_size)).utf8), path)
}
