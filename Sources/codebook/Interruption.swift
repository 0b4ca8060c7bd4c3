import Foundation
import Glibc
import Synchronization

/// SIGINT, SIGTERM and SIGHUP: the first asks the run to stop and to keep what it has, the second ends it at once.
///
/// A thread of its own waits for them; in all other threads they are blocked, and no signal has a handler. oneDNN's
/// products point the stack pointer into memory of the heap while they run, so the kernel would write a handler's frame
/// over whatever stands below it there.
final class Interruption: Sendable {  // a class: the waiting thread and the training share it
  private let signalNumber = Atomic<Int32>(0)
  private let farewell = Mutex<(@Sendable () -> Void)?>(nil)

  /// To be made before any other thread, since a thread blocks what its maker blocks. A SIGHUP that the caller ignores,
  /// as `nohup` does, stays ignored.
  init(log: LogFormat, terminal: Terminal) {
    var hangup = sigaction()
    unsafe sigaction(SIGHUP, nil, &hangup)
    let ignoresHangup = unsafe unsafeBitCast(hangup.__sigaction_handler, to: Int.self) == 1  // SIG_IGN
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] + (ignoresHangup ? [] : [SIGHUP]) { unsafe sigaddset(&signals, number) }
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    Thread.detachNewThread { [self, signals] in
      while true {
        var number: Int32 = 0
        guard unsafe withUnsafePointer(to: signals, { unsafe sigwait($0, &number) }) == 0 else { continue }
        if signalNumber.exchange(number, ordering: .relaxed) != 0 {
          farewell.withLock { $0?() }
          _exit(128 + number)
        }
        terminal.say("\(log == .text ? "\n" : "")interrupted; writing what is done, once more to stop at once", as: log)
      }
    }
  }

  /// What is done before the command ends at once; it must be quick.
  func beforeLeaving(_ work: @escaping @Sendable () -> Void) { farewell.withLock { $0 = work } }

  var isRequested: Bool { signalNumber.load(ordering: .relaxed) != 0 }

  /// 130 for SIGINT, 143 for SIGTERM, 129 for SIGHUP; nil where there was none.
  var exitCode: Int32? {
    let number = signalNumber.load(ordering: .relaxed)
    return number == 0 ? nil : 128 + number
  }
}
