import Foundation

/// Bytes that this process may take: the machine's memory, or less where the system holds it to less (`ulimit -v`, a
/// container's limit).
func memoryOfThisMachine() -> Int {
  var bytes = Int(clamping: ProcessInfo.processInfo.physicalMemory)
  var limit = rlimit()
  if unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 {
    bytes = min(bytes, Int(clamping: limit.rlim_cur))
  }
  for path in ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
    if let container = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) { bytes = min(bytes, container) }
  }
  return bytes
}
