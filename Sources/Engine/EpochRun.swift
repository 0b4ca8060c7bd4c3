/// One pass over the samples: the loop that every thread runs, step after step.
///
/// A class, since the threads share it; its results are written by thread 0 alone, and read when the run is over.
final class EpochRun: @unchecked Sendable {
  private let step: TrainingStep
  private let samples: Int
  private let stepsBefore: Int
  private let isInterrupted: @Sendable () -> Bool
  private let rowTasks = TaskQueue()
  private let weightTasks = TaskQueue()

  private(set) var stepsDone = 0
  /// Summed over the samples.
  private(set) var lossSum = 0.0
  /// The loss of the last step, if it or a weight was not finite.
  private(set) var divergedLoss: Double?
  /// The run ended before its last step because it was asked to.
  private(set) var wasInterrupted = false

  init(step: TrainingStep, samples: Int, stepsBefore: Int, isInterrupted: @escaping @Sendable () -> Bool) {
    self.step = step
    self.samples = samples
    self.stepsBefore = stepsBefore
    self.isInterrupted = isInterrupted
  }

  /// Runs all steps over the samples in `order` on the team's threads.
  func run(order: UnsafePointer<Int32>, source: SampleSource, on team: Team) {
    let work = unsafe Work(order: order, source: source)
    let barrier = team.barrier
    team.run { thread in self.steps(work, thread: thread, barrier: barrier) }
  }

  @safe private struct Work: @unchecked Sendable {
    let order: UnsafePointer<Int32>  // samples
    let source: SampleSource
  }

  /// Every thread finds the same losses, and the same answer of `isInterrupted` behind the barrier, so all of them leave
  /// the loop at the same step.
  private func steps(_ work: Work, thread: Int, barrier: Barrier) {
    var slices = Slices.rows(of: min(step.capacity, samples))
    for (index, start) in stride(from: 0, to: samples, by: step.capacity).enumerated() {
      let batch = min(step.capacity, samples - start)
      if batch < step.capacity { slices = Slices.rows(of: batch) }
      if thread == 0 {
        weightTasks.reset()
        wasInterrupted = isInterrupted()
      }
      while let task = rowTasks.next(below: slices.count) {
        unsafe step.runRows(task, slices[task], of: batch, order: work.order + start, from: work.source)
      }
      barrier.wait()
      if wasInterrupted { return }
      let loss = step.meanLoss(batch: batch, slices: slices.count)
      if thread == 0 {
        rowTasks.reset()
        stepsDone = index + 1
        lossSum += loss * Double(batch)
        if !loss.isFinite { divergedLoss = loss }
      }
      guard loss.isFinite else { return }
      while let task = weightTasks.next(below: step.weightTasks) {
        step.runWeights(
          task, thread: thread, batch: batch, rowSlices: slices.count, step: stepsBefore + index + 1)
      }
      barrier.wait()
      if step.hasBrokenWeights {
        if thread == 0 { divergedLoss = loss }
        return
      }
    }
  }
}
