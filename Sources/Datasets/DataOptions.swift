/// Which data a block uses, and how much of them: LANGUAGE.md, section 5.
package struct DataOptions: Equatable, Sendable {
  package enum Source: Equatable, Sendable {
    case named(DatasetName)
    case subspace(SubspaceOptions)
  }

  /// How many images leave the training split for validation, chosen by seed.
  package enum Validation: Equatable, Sendable {
    case none
    /// In 0…1, both excluded.
    case share(Double)
    case count(Int)
  }

  package var source: Source
  /// The classes to keep, all where it is nil.
  package var classes: [Int]?
  /// How many of the training split, after validation has left it; balanced over the classes, by seed.
  package var limit: Int?
  package var testLimit: Int?
  package var validation = Validation.none
  /// Gives every image another one's label, by seed: shows that labels play no part.
  package var shufflesLabels = false

  package init(source: Source = .named(.mnist5k)) { self.source = source }
}

/// The data sets that have a name, in the catalogue's order.
package enum DatasetName: String, CaseIterable, Sendable {
  case mnist5k = "mnist-5k"
  case fashionMNIST = "fashion-mnist"
  case mnist
}

/// Data of known rank, made from a seed: Gaussian in a random subspace, plus Gaussian noise around it.
package struct SubspaceOptions: Equatable, Sendable {
  /// Dimension of the subspace.
  package var rank = 5
  /// Pixels of a sample.
  package var size = 64
  /// Samples of the training split; the test split has a quarter as many.
  package var count = 2000
  /// Standard deviation of the noise.
  package var noise = 0.0

  package init() {}
}

/// How the pixels of a sample lie.
package struct SampleShape: Equatable, Sendable {
  package let width: Int
  package let height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  package var pixels: Int { width * height }
}

extension DataOptions {
  /// Known before any file is touched. A subspace's samples are square where their size is a square number.
  package var shape: SampleShape {
    switch source {
    case .named: return SampleShape(width: 28, height: 28)
    case .subspace(let options):
      let side = Int(Double(options.size).squareRoot().rounded())
      return side * side == options.size
        ? SampleShape(width: side, height: side) : SampleShape(width: options.size, height: 1)
    }
  }
}
