package import Engine

/// The splits that a model is trained on and measured on.
package struct TrainingData: Sendable {
  package let train: Samples
  package let validation: Samples?
  package let test: Samples

  package init(train: Samples, validation: Samples?, test: Samples) {
    self.train = train
    self.validation = validation
    self.test = test
  }

  package subscript(split: Split) -> Samples? {
    switch split {
    case .train: train
    case .validation: validation
    case .test: test
    }
  }

  /// The splits that there are, in their order.
  package var splits: [Split] { Split.allCases.filter { self[$0] != nil } }

  /// Pixels of a sample.
  package var width: Int { train.width }
}
