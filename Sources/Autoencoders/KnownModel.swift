import Engine

/// The numbers of a model that training or computing made: with its options they are the model again.
package struct ModelNumbers: Sendable {
  package let parameters: [Float]
  package let curves: [TrainedModel.Curve]
  package let epochs: Int
  package let bestEpoch: Int
  package let seed: UInt64
  /// Of training alone.
  package let seconds: Double
  package let samplesSeen: Int

  package init(
    parameters: [Float], curves: [TrainedModel.Curve], epochs: Int, bestEpoch: Int, seed: UInt64, seconds: Double,
    samplesSeen: Int
  ) {
    self.parameters = parameters
    self.curves = curves
    self.epochs = epochs
    self.bestEpoch = bestEpoch
    self.seed = seed
    self.seconds = seconds
    self.samplesSeen = samplesSeen
  }
}

extension AutoencoderOptions {
  /// The model that these options and numbers are; nil where they do not fit together.
  package func model(of numbers: ModelNumbers, _ training: TrainingOptions, inputWidth: Int) -> TrainedModel? {
    let network = network(inputWidth: inputWidth, initialization: training.initialization)
    guard numbers.parameters.count == network.storedCount else { return nil }
    return TrainedModel(
      network: network, parameters: Parameters(of: network, values: numbers.parameters),
      precision: variant.isTrained ? training.descent.precision : .float32,
      encoderDepth: variant.isTrained ? encoderDepth : 1, objective: objective, regularization: regularization,
      seed: numbers.seed, curves: numbers.curves, epochs: numbers.epochs, bestEpoch: numbers.bestEpoch,
      seconds: numbers.seconds, samplesSeen: numbers.samplesSeen)
  }
}
