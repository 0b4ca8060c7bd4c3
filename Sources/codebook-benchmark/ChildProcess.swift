import Foundation
import Glibc

/// Another program, run to its end in a process group of its own.
///
/// Not Foundation's `Process`, which does not say how much memory one child took.
struct ChildProcess {
  struct Outcome: Equatable {
    /// As a shell says it: 128 and the signal's number where one ended the program.
    let exitCode: Int32
    /// The most resident memory that it had, in bytes. It is never less than the parent's own at the start.
    let peakMemory: Int
  }

  /// The program could not be started; `reason` is the system's.
  struct StartError: Error {
    let program: String
    let reason: String
  }

  /// The program first, looked for in `PATH` where it has no slash.
  let command: [String]
  /// The file where its standard error goes.
  let errorPath: String

  /// Starts the program and calls `onLine` with each line of its standard output as it comes. Its standard input is
  /// empty. An interruption kills it, with all that it started.
  func run(under interruption: Interruption, onLine: (String) throws -> Void) throws -> Outcome {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw startError(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let process: pid_t
    do {
      defer { close(ends[1]) }
      process = try start(output: ends[1])
    } catch {
      close(ends[0])
      throw error
    }
    interruption.begin(process)
    var failure: (any Error)?
    do {
      try readLines(from: ends[0], onLine)
    } catch {
      failure = error
      interruption.kill()
    }
    close(ends[0])
    let outcome = Self.outcome(of: interruption.end(process))
    if let failure { throw failure }
    return outcome
  }

  private func startError(_ code: Int32) -> StartError {
    StartError(program: command[0], reason: unsafe String(cString: strerror(code)).lowercased())
  }

  private func start(output: Int32) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_addopen(
      &actions, STDERR_FILENO, errorPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // What this process ignores, a child would ignore too.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in Interruption.signals + [SIGPIPE] { unsafe sigaddset(&signals, number) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))

    let variables = ProcessInfo.processInfo.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var process = pid_t()
    let code = unsafe Self.withCStrings(command) { arguments in
      unsafe Self.withCStrings(variables) { environment in
        unsafe posix_spawnp(&process, command[0], &actions, &attributes, arguments, environment)
      }
    }
    guard code == 0 else { throw startError(code) }
    return process
  }

  private static func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
    for (place, text) in texts.enumerated() { unsafe (pointers + place).initialize(to: strdup(text)) }
    unsafe (pointers + texts.count).initialize(to: nil)
    defer {
      for place in texts.indices { unsafe free(pointers[place]) }
      unsafe pointers.deallocate()
    }
    return unsafe body(pointers)
  }

  private func readLines(from pipe: Int32, _ onLine: (String) throws -> Void) throws {
    var rest: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(pipe, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      rest += buffer[..<count]
      while let end = rest.firstIndex(of: 10) {
        let line = String(decoding: rest[..<end], as: UTF8.self)
        rest.removeSubrange(...end)
        try onLine(line)
      }
    }
    if !rest.isEmpty { try onLine(String(decoding: rest, as: UTF8.self)) }
  }

  /// From a process's wait status, as wait(2) lays it out.
  private static func outcome(of end: (status: Int32, peakKilobytes: Int)) -> Outcome {
    let signal = end.status & 0x7F
    return Outcome(
      exitCode: signal == 0 ? (end.status >> 8) & 0xFF : 128 + signal, peakMemory: end.peakKilobytes * 1024)
  }
}
