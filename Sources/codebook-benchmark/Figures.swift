import Engine

/// What a process that trained has told, and what the system has told of it.
package struct TrainingFigures: Codable, Equatable, Sendable {
  /// The first epoch, which does not count.
  package let warmUp: EpochFigures
  package let epochs: [EpochFigures]
  /// The most resident memory of the process, in bytes.
  package let peakMemory: Int

  /// Nil where there is no epoch beside the first.
  package init?(epochs: [EpochFigures], peakMemory: Int) {
    guard let first = epochs.first, epochs.count > 1 else { return nil }
    warmUp = first
    self.epochs = Array(epochs.dropFirst())
    self.peakMemory = peakMemory
  }

  /// Samples a second over all epochs that count.
  package var meanRate: Double {
    Double(epochs.reduce(0) { $0 + $1.samples }) / max(epochs.reduce(0) { $0 + $1.seconds }, 1e-9)
  }

  /// Of the fastest epoch.
  package var bestRate: Double { epochs.map { Double($0.samples) / max($0.seconds, 1e-9) }.max() ?? 0 }

  /// Of the last epoch.
  package var loss: Double { epochs.last?.loss ?? warmUp.loss }
}

/// One round of one model: everyone who had a turn.
package struct RoundFigures: Codable, Equatable, Sendable {
  package let codebook: TrainingFigures
  /// In the order of `Library.allCases`; empty without peers.
  package let peers: [TrainingFigures]
  package let ceiling: CeilingFigures

  package init(codebook: TrainingFigures, peers: [TrainingFigures], ceiling: CeilingFigures) {
    self.codebook = codebook
    self.peers = peers
    self.ceiling = ceiling
  }
}

/// All rounds of one model. Every ratio is that of two figures of the same round.
package struct ModelFigures: Sendable {
  package let model: BenchmarkModel
  package let rounds: [RoundFigures]

  /// Traps without a round.
  package init(model: BenchmarkModel, rounds: [RoundFigures]) {
    precondition(!rounds.isEmpty, "no round")
    self.model = model
    self.rounds = rounds
  }

  private func spread(_ value: (RoundFigures) -> Double) -> Spread { Spread(of: rounds.map(value)) }

  /// Codebook's, or that of the peer with this number.
  private func figures(_ peer: Int?, _ round: RoundFigures) -> TrainingFigures {
    peer.map { round.peers[$0] } ?? round.codebook
  }

  /// Samples a second.
  package func rate(of peer: Int? = nil) -> Spread { spread { figures(peer, $0).meanRate } }
  package func bestRate(of peer: Int? = nil) -> Double { spread { figures(peer, $0).bestRate }.highest }
  /// Bytes.
  package func peakMemory(of peer: Int? = nil) -> Spread { spread { Double(figures(peer, $0).peakMemory) } }
  package func loss(of peer: Int? = nil) -> Double { spread { figures(peer, $0).loss }.median }

  /// Floating-point operations a second, in the products alone.
  package var operationRate: Spread { spread { $0.codebook.meanRate * Double(model.network.trainingOperations) } }
  package var ceiling: Spread { spread(\.ceiling.operationsPerSecond) }
  /// Codebook's operations a second, as a share of the ceiling's.
  package var share: Spread {
    spread {
      $0.codebook.meanRate * Double(model.network.trainingOperations) / max($0.ceiling.operationsPerSecond, 1)
    }
  }

  /// How many times the peer's samples a second Codebook trains.
  package func advantage(over peer: Int) -> Spread { spread { $0.codebook.meanRate / $0.peers[peer].meanRate } }
  /// Codebook's peak memory, as a share of the peer's.
  package func memoryShare(of peer: Int) -> Spread {
    spread { Double($0.codebook.peakMemory) / Double(max($0.peers[peer].peakMemory, 1)) }
  }
  /// How far the peer's loss lies from Codebook's: above it where it is positive, as a share of it.
  package func lossDifference(of peer: Int) -> Double { (loss(of: peer) - loss()) / loss() }

  /// Beyond this difference of the losses the two did not do the same work.
  package static let largestLossDifference = 0.05
}

/// The middle of some numbers, and their range.
package struct Spread: Codable, Equatable, Sendable {
  package let median: Double
  package let lowest: Double
  package let highest: Double

  /// Traps without a number.
  package init(of values: [Double]) {
    precondition(!values.isEmpty, "the spread of no number")
    let sorted = values.sorted()
    let middle = sorted.count / 2
    median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    lowest = sorted[0]
    highest = sorted[sorted.count - 1]
  }
}
