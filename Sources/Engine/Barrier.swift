import CKernels
import Glibc
import Synchronization

/// Where the threads of a team wait for each other: a short spin, then sleep.
///
/// A class, since all of them share it. What a thread wrote before it arrived, every thread sees after it left.
@safe final class Barrier: @unchecked Sendable {
  private let parties: Atomic<Int>
  private let arrived = Atomic<Int>(0)
  private let generation = Atomic<Int>(0)
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  /// Some 0.1 to 0.4 ms: longer than a slice's work differs between threads, shorter than a scheduler's turn. With a
  /// fifth of it small models lost a quarter of their speed to threads that slept and were woken.
  private static let spins = 10_000
  /// None where threads outnumber the cores: they would keep each other from work.
  private let spins: Int

  init(parties: Int) {
    self.parties = Atomic(parties)
    spins = parties <= sysconf(Int32(_SC_NPROCESSORS_ONLN)) ? Self.spins : 0
    unsafe mutex = .allocate(capacity: 1)
    unsafe condition = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(condition, nil)
  }

  /// Fewer threads than planned will come. Called before the calling thread, one of them, first waits.
  func reduce(to count: Int) { parties.store(count, ordering: .sequentiallyConsistent) }

  /// Returns once all have arrived.
  func wait() {
    let current = generation.load(ordering: .acquiring)
    if arrived.add(1, ordering: .acquiringAndReleasing).newValue == parties.load(ordering: .relaxed) {
      arrived.store(0, ordering: .relaxed)
      unsafe pthread_mutex_lock(mutex)
      generation.store(current &+ 1, ordering: .releasing)
      unsafe pthread_mutex_unlock(mutex)
      unsafe pthread_cond_broadcast(condition)
      return
    }
    for _ in 0..<spins {
      if generation.load(ordering: .acquiring) != current { return }
      codebook_pause()
    }
    unsafe pthread_mutex_lock(mutex)
    while generation.load(ordering: .acquiring) == current { unsafe pthread_cond_wait(condition, mutex) }
    unsafe pthread_mutex_unlock(mutex)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }
}
