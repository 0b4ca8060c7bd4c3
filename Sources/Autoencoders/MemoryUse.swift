import Engine

/// Where the memory of a run goes, in bytes: an estimate of what stays in memory, not of what is addressed.
package struct MemoryUse: Equatable, Sendable {
  /// Once they are loaded.
  package var data: Int
  /// Beside the data while they are read and cut.
  package var loading: Int
  /// The models after training.
  package var models: Int
  /// While one model is trained and measured.
  package var working: Int

  package init(data: Int, loading: Int, models: Int, working: Int) {
    self.data = data
    self.loading = loading
    self.models = models
    self.working = working
  }

  /// The program before any notebook, with its libraries and the code that oneDNN makes for the processor: measured as
  /// the peak of a run of a model of 339 parameters on Linux, x86-64.
  package static let program = 36_000_000
  /// Estimates are for so many threads; each further one takes some hundred kilobytes.
  package static let threads = 2

  /// Of a run of this model alone; `Int.max` where it is more than can be counted.
  package var peak: Int { Self.program.plus(data).plus(max(loading, models.plus(working))) }

  /// Of a run of several models after each other, all of which stay; `data` are those of all of them, once each.
  package static func peak(of uses: [MemoryUse], data: [Int]) -> Int {
    let resting = data.reduce(Self.program) { $0.plus($1) }
    let models = uses.reduce(0) { $0.plus($1.models) }
    return resting.plus(max(uses.map(\.loading).max() ?? 0, models.plus(uses.map(\.working).max() ?? 0)))
  }
}

extension AutoencoderOptions {
  /// What training and measuring take beside the data, and what the models do afterwards.
  func memory(of network: Network, _ training: TrainingOptions, models: Int, counts: SplitCounts) -> (
    models: Int, working: Int
  ) {
    let threads = MemoryUse.threads
    let parameters = network.storedCount.times(MemoryLayout<Float>.stride)
    let largest = max(counts.train, counts.validation, counts.test)
    let measuring = Inference.workingMemory(
      network: network, regularization: regularization, samples: largest, threads: threads)
    let making =
      switch variant {
      case .meanImage: 0
      case .pca: PrincipalComponents.workingMemory(width: network.inputs, count: code, threads: threads)
      case .affine: AffineDenoiser.workingMemory(width: network.inputs, threads: threads)
      case .undercomplete, .overcomplete, .linear, .logisticPCA, .sparse, .denoising, .contractive, .variational:
        Trainer.workingMemory(
          network: network, objective: objective, regularization: regularization, descent: training.descent,
          samples: counts.train, threads: threads)
      }
    // After training a model is measured with a copy of its parameters, in the place of the trainer's.
    return (parameters.times(models), max(making, parameters).plus(measuring))
  }
}
