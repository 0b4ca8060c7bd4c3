import Dispatch
import Glibc
import Synchronization

/// SIGINT, SIGTERM and SIGHUP: the first asks the run to stop and to keep what it has, the second ends it at once.
final class Interruption: Sendable {  // a class: the signal's handler and the training share it
  private let signalNumber = Atomic<Int32>(0)
  private let farewell = Mutex<(@Sendable () -> Void)?>(nil)
  private nonisolated(unsafe) var sources: [any DispatchSourceSignal] = []  // written while it is made, never again

  init(log: LogFormat, terminal: Terminal) {
    unsafe sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [self] in
        if signalNumber.exchange(number, ordering: .relaxed) != 0 {
          farewell.withLock { $0?() }
          _exit(128 + number)
        }
        terminal.say("\(log == .text ? "\n" : "")interrupted; writing what is done, once more to stop at once", as: log)
      }
      source.resume()
      return source
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
