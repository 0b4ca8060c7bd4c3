package import Engine

/// The three parts of a data set.
package enum Split: String, CaseIterable, Sendable, Codable { case train, validation, test }

/// How an autoencoder is trained: plain data.
package struct TrainingOptions: Equatable, Sendable {
  package var optimizer = Optimizer(kind: .adam, learningRate: 0.001)
  /// Zero is the untrained model.
  package var epochs = 20
  package var batchSize = 32
  /// `he` before ReLU and its kin, else `glorot`, where it is nil.
  package var initialization: Initialization?
  package var seed: UInt64 = 0
  /// The splits measured after each epoch for the curves; validation where there is one, else test, where it is nil.
  package var watch: [Split]?

  package init() {}
}
