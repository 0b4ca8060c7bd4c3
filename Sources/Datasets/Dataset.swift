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
  /// Bytes that the data take in memory.
  package let size: Int
  /// Bytes that loading takes beside them at its peak: the file as it is packed, and whatever of the whole data set is
  /// not among them.
  package let loadingSize: Int
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
  /// `source` are the samples of the whole data set, training and test; `sampleSize` and `packedSize` are bytes.
  init(
    shape: SampleShape, _ sizes: SplitSizes, source: (train: Int, test: Int), sampleSize: Int, packedSize: Int,
    classCount: Int?, missing: DataError?
  ) {
    let isWhole = sizes.train == source.train
    // A split that is cut is copied, and its source is given back once all are cut.
    let copied = (isWhole ? 0 : sizes.train + (sizes.validation ?? 0)) + (sizes.test == source.test ? 0 : sizes.test)
    let used = sizes.train + (sizes.validation ?? 0) + sizes.test
    let cutting = (source.train + source.test + copied - used) * sampleSize
    let unpacking = (source.train - used) * sampleSize + packedSize
    self.init(
      shape: shape, trainCount: sizes.train, validationCount: sizes.validation, testCount: sizes.test,
      classCount: classCount, size: used * sampleSize, loadingSize: max(cutting, unpacking, 0), missing: missing)
  }
}
