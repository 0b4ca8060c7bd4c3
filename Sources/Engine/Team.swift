import CKernels
import Glibc
import Synchronization

/// The engine's own threads. They live as long as the object and sleep between runs.
///
/// The caller works as the first of them. A class, since it owns the threads. Where the system gives fewer threads than
/// asked for, the work is done by those; results never depend on how many there are.
final class Team {
  private(set) var count: Int
  private let crew: Crew
  private var threads: [pthread_t] = []

  init(threads wanted: Int) {
    count = min(max(wanted, 1), 1_024)
    crew = Crew(count: count)
    for index in 1..<max(count, 1) where threads.count == index - 1 {
      let place = Place(crew: crew, index: index)
      var thread = pthread_t()
      let argument = unsafe Unmanaged.passRetained(place).toOpaque()
      let failed = unsafe pthread_create(
        &thread, nil,
        { argument in
          guard let argument = unsafe argument else { return nil }
          unsafe Unmanaged<Place>.fromOpaque(argument).takeRetainedValue().work()
          return nil
        }, argument)
      if failed != 0 {
        unsafe Unmanaged<Place>.fromOpaque(argument).release()
      } else {
        threads.append(thread)
      }
    }
    if threads.count + 1 < count {
      count = threads.count + 1
      crew.barrier.reduce(to: count)
    }
  }

  /// Calls `body` with each thread's number, on all threads at once, and returns when all are done.
  func run(_ body: @Sendable (Int) -> Void) {
    let arithmetic = codebook_flush_subnormals()
    defer { codebook_restore_arithmetic(arithmetic) }
    Products.prepareThread()
    guard count > 1 else { return body(0) }
    withoutActuallyEscaping(body) { body in
      crew.job = body
      crew.barrier.wait()
      body(0)
      crew.barrier.wait()
      crew.job = nil
    }
  }

  /// Calls `body` with each task's and its thread's number; a thread that is done takes the next task.
  func run(tasks: Int, _ body: @Sendable (_ task: Int, _ thread: Int) -> Void) {
    let queue = TaskQueue()
    run { thread in
      while let task = queue.next(below: tasks) { body(task, thread) }
    }
  }

  /// Within `run`: waits until every thread is here. Every thread must call it equally often.
  var barrier: Barrier { crew.barrier }

  deinit {
    guard count > 1 else { return }
    crew.isOver = true
    crew.barrier.wait()
    for thread in threads { pthread_join(thread, nil) }
  }
}

/// Hands out task numbers, each once.
final class TaskQueue: Sendable {
  private let taken = Atomic<Int>(0)

  func next(below count: Int) -> Int? {
    let task = taken.add(1, ordering: .relaxed).oldValue
    return task < count ? task : nil
  }

  /// Starts again at 0. A barrier must lie between this and every other use.
  func reset() { taken.store(0, ordering: .relaxed) }
}

/// What the threads of a team share; written by the caller alone, while the others wait at the barrier.
private final class Crew: @unchecked Sendable {
  let barrier: Barrier
  var job: (@Sendable (Int) -> Void)?
  var isOver = false

  init(count: Int) { barrier = Barrier(parties: count) }
}

/// One thread's place in its team.
private final class Place: Sendable {
  let crew: Crew
  let index: Int

  init(crew: Crew, index: Int) {
    self.crew = crew
    self.index = index
  }

  func work() {
    Products.prepareThread()
    _ = codebook_flush_subnormals()
    while true {
      crew.barrier.wait()
      if crew.isOver { return }
      crew.job?(index)
      crew.barrier.wait()
    }
  }
}
