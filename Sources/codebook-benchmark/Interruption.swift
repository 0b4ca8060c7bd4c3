import Dispatch
import Glibc
import Synchronization

/// SIGINT, SIGTERM and SIGHUP end the measuring process, with all that it started; the benchmark itself then tidies up
/// and ends.
final class Interruption: Sendable {  // a class: the signal's handler and the benchmark share it
  static let signals = [SIGINT, SIGTERM, SIGHUP]

  private let signalNumber = Atomic<Int32>(0)
  private let running = Mutex<pid_t?>(nil)
  private nonisolated(unsafe) var sources: [any DispatchSourceSignal] = []  // written while it is made, never again

  init() {
    unsafe sources = Self.signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [self] in
        signalNumber.store(number, ordering: .sequentiallyConsistent)
        kill()
      }
      source.resume()
      return source
    }
  }

  /// 130 for SIGINT, 143 for SIGTERM, 129 for SIGHUP; nil where there was none.
  var exitCode: Int32? {
    let number = signalNumber.load(ordering: .sequentiallyConsistent)
    return number == 0 ? nil : 128 + number
  }

  /// From now on a signal kills this process and its group.
  func begin(_ process: pid_t) {
    running.withLock { $0 = process }
    if exitCode != nil { kill() }
  }

  /// Kills the running process and its group.
  func kill() {
    running.withLock { process in
      if let process { _ = Glibc.kill(-process, SIGKILL) }
    }
  }

  /// Waits for the end of a process. Until it is reaped its number is its own, so that no signal meets another.
  func end(_ process: pid_t) -> (status: Int32, peakKilobytes: Int) {
    var information = unsafe siginfo_t()
    while unsafe waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
    return running.withLock { running in
      running = nil
      var (status, usage) = (Int32(0), rusage())
      while unsafe wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
      return (status, Int(usage.ru_maxrss))
    }
  }
}
