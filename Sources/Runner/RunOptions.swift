/// How a run goes about it. Nothing here changes a result.
package struct RunOptions {
  package var threads: Int
  /// Labels of the only blocks to run, with what they need; all where it is empty.
  package var only: [String] = []
  /// Leaves out what only the claims and captions of the blocks in `only` speak of.
  package var trainsAlone = false
  /// Ends the run with the first block that fails.
  package var failsFast = false
  /// Whether claims are judged; under a profile they are not, unless asked for.
  package var judgesClaims = true
  /// What is known from earlier runs; nil where every block runs anew and nothing is kept.
  package var cache: ResultCache?
  /// Which notebook it is, and under which profile: whose blocks' last keys say why a block runs again.
  package var notebook = ""
  /// How parameters were set from outside of the notebook; empty where they were not.
  package var overrides = ""
  /// Labels of blocks of which what is known is forgotten; all where `refreshesAll`.
  package var refreshed: Set<String> = []
  package var refreshesAll = false
  /// Bytes that a block may need, by its estimate; more fails it before it trains.
  package var memoryLimit = Int.max
  /// Seconds on a clock that never goes back.
  package var now: () -> Double
  package var isInterrupted: @Sendable () -> Bool = { false }
  /// Told at each block's start and after each epoch, between two steps of the work.
  package var onStage: ((RunStage) -> Void)?

  package init(threads: Int, now: @escaping () -> Double) {
    self.threads = threads
    self.now = now
  }
}

/// A moment of a run at which its results so far can be shown.
package struct RunStage {
  /// Or after an epoch.
  package let isBlockStart: Bool
  /// Everything that is known now: blocks that have not ended say how far they are, and the one that trains has the curves
  /// so far. Makes figures and judges claims, so ask only for what will be shown.
  package let outcome: () -> RunOutcome
}

/// What happens during a run, in its order.
package enum RunEvent {
  /// `place` counts from 1.
  case blockStarted(label: String, place: Int, count: Int)
  /// It is not known, and why.
  case blockRuns(label: String, why: String)
  /// Another process works on the same block; its number where that is known.
  case blockWaits(label: String, process: Int?)
  /// What went wrong with the cache; results are none the worse.
  case cacheProblem(String)
  case dataLoaded(name: String, description: String, seconds: Double)
  case epochFinished(label: String, EpochReport)
  case blockFinished(label: String, BlockOutcome.Status, seconds: Double, summary: String)

  package struct EpochReport: Equatable, Sendable {
    /// Which of a block's models is trained, counted from 1, and how many it has.
    package let model: Int
    package let models: Int
    package let epoch: Int
    package let epochs: Int
    /// Names of curves with their newest values.
    package let losses: [NamedValue]
    package let stopping: Stopping?
    package let samplesPerSecond: Double
    /// Of all of the block's models.
    package let secondsLeft: Double
  }

  /// What early stopping has seen.
  package struct Stopping: Equatable, Sendable {
    /// `validation.loss`
    package let monitor: String
    /// The best number so far, and its epoch; nil and 0 before the first.
    package let best: Double?
    package let bestEpoch: Int
    /// Epochs in a row without a better one, of those that it takes to end.
    package let epochsWithout: Int
    package let patience: Int
    package let isOver: Bool
  }
}

/// A number with its path, such as `test.mse`.
package struct NamedValue: Equatable, Sendable, Codable {
  package let name: String
  package let value: Double

  package init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}
