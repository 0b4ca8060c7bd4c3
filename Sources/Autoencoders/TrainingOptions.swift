package import Engine

/// The three parts of a data set.
package enum Split: String, CaseIterable, Sendable, Codable { case train, validation, test }

/// When training ends before its last epoch.
package struct EarlyStopping: Equatable, Sendable {
  /// A number measured after each epoch, the smaller the better.
  package enum Monitor: String, CaseIterable, Sendable {
    case validationLoss = "validation.loss"
    case validationReconstruction = "validation.reconstruction"
    case validationMSE = "validation.mse"
    case validationSSE = "validation.sse"
  }

  /// Which epoch's weights are the model's.
  package enum Restore: String, CaseIterable, Sendable { case best, last }

  /// Epochs without a smaller number after which training ends.
  package var patience: Int
  /// By how much a number must be below the best so far to count as smaller.
  package var minDelta = 0.0
  package var monitor = Monitor.validationLoss
  package var restore = Restore.best

  package init(patience: Int) { self.patience = patience }
}

/// How an autoencoder is trained: plain data.
package struct TrainingOptions: Equatable, Sendable {
  /// Zero epochs is the untrained model.
  package var descent = Descent(optimizer: Optimizer(kind: .adam), epochs: 20, batchSize: 32)
  package var earlyStopping: EarlyStopping?
  /// `he` before ReLU and its kin, else `glorot`, where it is nil.
  package var initialization: Initialization?
  package var seed: UInt64 = 0
  /// The splits measured after each epoch for the curves; validation where there is one, else test, where it is nil.
  package var watch: [Split]?

  package init() {}
}
