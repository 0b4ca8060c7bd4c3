package import Engine

/// A data set in memory, cut as its options say.
package struct Dataset: Equatable, Sendable {
  package let name: String
  package let shape: SampleShape
  package let train: Part
  /// Nil where the options ask for none.
  package let validation: Part?
  package let test: Part
  /// SHA-256 of where the data come from, in hexadecimal digits: of the source files' contents, or of what made data
  /// are made from. It does not depend on how they are cut.
  package let fingerprint: String
  /// Labels are below it; nil where there are none. `classes` does not change it: a 7 stays a 7.
  package let classCount: Int?
}

/// One split of a data set.
package struct Part: Equatable, Sendable {
  package let samples: Samples
  package let labels: [UInt8]  // one a sample; empty where there are none

  package init(samples: Samples, labels: [UInt8]) {
    precondition(labels.isEmpty || labels.count == samples.count, "\(labels.count) labels, \(samples.count) samples")
    self.samples = samples
    self.labels = labels
  }
}

/// What is known of a data set before its files are opened; exact, because the contents of named sets are known.
package struct DatasetHeader: Equatable, Sendable {
  package let shape: SampleShape
  package let trainCount: Int
  package let validationCount: Int?
  package let testCount: Int
  /// Labels are below it.
  package let classCount: Int?
  /// Why loading would fail now; nil where the files are there.
  package let missing: DataError?

  package var isAvailable: Bool { missing == nil }
}

extension Dataset {
  /// Cuts whole splits as `options` say; `sizes` were made from the same options, `kept` flags the classes to keep.
  init(
    name: String, shape: SampleShape, train: Part, test: Part, kept: [Bool]?, _ sizes: SplitSizes,
    _ options: DataOptions, _ seed: UInt64, fingerprint: String, classCount: Int?
  ) {
    var training = Selection(count: train.samples.count, labels: train.labels, kept: kept, seed: seed)
    let validating = sizes.validation.map { training.remove($0, by: .validation) }
    training.limit(to: sizes.train, by: .limit)
    var testing = Selection(count: test.samples.count, labels: test.labels, kept: kept, seed: seed)
    testing.limit(to: sizes.test, by: .testLimit)

    let shuffles = options.shufflesLabels
    self.init(
      name: name, shape: shape,
      train: training.part(of: train.samples, shuffling: shuffles ? .trainLabels : nil),
      validation: validating?.part(of: train.samples, shuffling: shuffles ? .validationLabels : nil),
      test: testing.part(of: test.samples, shuffling: shuffles ? .testLabels : nil),
      fingerprint: fingerprint, classCount: classCount)
  }
}

extension DatasetHeader {
  init(shape: SampleShape, _ sizes: SplitSizes, classCount: Int?, missing: DataError?) {
    self.init(
      shape: shape, trainCount: sizes.train, validationCount: sizes.validation, testCount: sizes.test,
      classCount: classCount, missing: missing)
  }
}
