/// One pass over the samples: the loop that every thread runs, step after step.
///
/// A class, since the threads share it; its results are written by thread 0 alone, and read when the run is over.
final class EpochRun: @unchecked Sendable {
  /// What a pass is over: the samples in their order, and where in the training it stands.
  @safe struct Pass: @unchecked Sendable {
    let order: UnsafePointer<Int32>  // samples
    let source: SampleSource
    let samples: Int
    let epoch: Int
    /// Steps of the training before this pass.
    let stepsBefore: Int
    /// Asked by one thread before each step.
    let isInterrupted: @Sendable () -> Bool
  }

  private let step: TrainingStep
  private let descent: Descent
  private let pass: Pass
  private let rowTasks = TaskQueue()
  private let weightTasks = TaskQueue()

  private(set) var stepsDone = 0
  /// Summed over the samples.
  private(set) var termSums = LossTerms()
  /// The loss of the last step, if it or a weight was not finite.
  private(set) var divergedLoss: Double?
  /// The run ended before its last step because it was asked to.
  private(set) var wasInterrupted = false

  init(step: TrainingStep, descent: Descent, pass: Pass) {
    self.step = step
    self.descent = descent
    self.pass = pass
  }

  /// Runs all steps on the team's threads.
  func run(on team: Team) {
    let barrier = team.barrier
    team.run { thread in self.steps(thread: thread, barrier: barrier) }
  }

  /// Every thread finds the same losses, and the same answer of `isInterrupted` behind the barrier, so all of them leave
  /// the loop at the same step.
  private func steps(thread: Int, barrier: Barrier) {
    let stepsPerEpoch = (pass.samples + step.capacity - 1) / step.capacity
    var slices = Slices.rows(of: min(step.capacity, pass.samples))
    for index in 0..<stepsPerEpoch {
      let start = index * step.capacity
      let batch = min(step.capacity, pass.samples - start)
      if batch < step.capacity { slices = Slices.rows(of: batch) }
      if thread == 0 {
        weightTasks.reset()
        wasInterrupted = pass.isInterrupted()
      }
      let number = pass.stepsBefore + index
      let warmth = step.warmth(step: number, stepsPerEpoch: stepsPerEpoch)
      runRows(slices, of: batch, from: start, warmth: warmth, thread: thread, barrier: barrier)
      if wasInterrupted { return }
      let terms = step.meanTerms(batch: batch, slices: slices.count, warmth: warmth)
      let loss = terms.loss
      if thread == 0 {
        rowTasks.reset()
        stepsDone = index + 1
        termSums.add(terms, count: batch)
        if !loss.isFinite { divergedLoss = loss }
      }
      guard loss.isFinite else { return }
      let rate = descent.rate(step: number, stepsPerEpoch: stepsPerEpoch)
      runWeights(
        .init(number: number + 1, rate: rate, batch: batch, rowSlices: slices.count), thread: thread, barrier: barrier)
      if step.update.hasBrokenWeights {
        if thread == 0 { divergedLoss = loss }
        return
      }
    }
  }

  /// The row phases, each up to its barrier.
  private func runRows(
    _ slices: [Range<Int>], of batch: Int, from start: Int, warmth: Double, thread: Int, barrier: Barrier
  ) {
    for phase in 0..<step.rowPhases {
      while let task = rowTasks.next(below: slices.count) {
        unsafe step.run(
          phase: phase,
          .init(
            index: task, rows: slices[task], batch: batch, order: pass.order + start, epoch: pass.epoch,
            thread: thread, warmth: warmth),
          from: pass.source)
      }
      barrier.wait()
      guard phase + 1 < step.rowPhases else { return }
      if thread == 0 {
        step.finish(phase: phase, batch: batch, slices: slices.count)
        rowTasks.reset()
      }
      barrier.wait()
    }
  }

  /// The weight phases, each up to its barrier.
  private func runWeights(_ step: WeightUpdate.Step, thread: Int, barrier: Barrier) {
    let update = self.step.update
    while let task = weightTasks.next(below: update.tasks) { update.run(task, thread: thread, step) }
    barrier.wait()
    guard update.isClipped else { return }
    if thread == 0 { weightTasks.reset() }
    barrier.wait()
    while let task = weightTasks.next(below: update.tasks) { update.runClipped(task, step) }
    barrier.wait()
  }
}
