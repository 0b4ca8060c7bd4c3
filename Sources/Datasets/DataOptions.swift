/// Which data a block uses, and how much of them: LANGUAGE.md, section 5.
package struct DataOptions: Equatable, Sendable {
  package enum Source: Equatable, Sendable {
    case named(DatasetName)
    case subspace(SubspaceOptions)
    case made(MadeOptions)

    /// As in a notebook: `mnist-5k`, `subspace`.
    package var name: String {
      switch self {
      case .named(let name): name.rawValue
      case .subspace: "subspace"
      case .made(let options): options.kind.rawValue
      }
    }
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

/// Data made from a seed, with a structure that is known.
package struct MadeOptions: Equatable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// Gaussian clusters; a sample's class is its cluster.
    case blobs
    /// Grey images of one square, ellipse or triangle of random size, angle and place; its kind is the class.
    case shapes
    /// A sheet rolled up in three dimensions.
    case swissRoll = "swiss_roll"
  }

  package var kind: Kind
  /// Pixels of a sample, a square number in `shapes`; always 3 in `swiss_roll`.
  package var size: Int
  /// Samples of the training split; the test split has a quarter as many.
  package var count = 2000
  /// Standard deviation of the noise; `shapes` have none.
  package var noise: Double
  /// Of `blobs`, 1...10.
  package var clusters = 5

  package init(_ kind: Kind) {
    self.kind = kind
    (size, noise) =
      switch kind {
      case .blobs: (64, 0.1)
      case .shapes: (784, 0)
      case .swissRoll: (3, 0)
      }
  }

  package var testCount: Int { count / 4 }
  /// Numbers of a sample.
  package var width: Int { kind == .swissRoll ? 3 : size }
  /// Of `shapes`: the width of an image; nil where `size` is no square number.
  package var side: Int? {
    let side = Int(Double(max(size, 0)).squareRoot().rounded())
    return side * side == size ? side : nil
  }
  /// Nil without labels.
  package var classCount: Int? {
    switch kind {
    case .blobs: clusters
    case .shapes: 3
    case .swissRoll: nil
    }
  }

  /// Samples of each class among so many; of `testCount` those that follow the first `count`.
  package func classes(train isTrain: Bool) -> [Int] {
    guard let classCount else { return [] }
    let places = isTrain ? 0..<count : count..<count + testCount
    return (0..<classCount).map { number in
      func below(_ end: Int) -> Int { (end - number + classCount - 1) / classCount }
      return below(places.upperBound) - below(places.lowerBound)
    }
  }
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

  /// A square where that is possible, else a line.
  fileprivate static func square(of pixels: Int) -> SampleShape {
    let side = Int(Double(max(pixels, 0)).squareRoot().rounded())
    return side * side == pixels ? SampleShape(width: side, height: side) : SampleShape(width: pixels, height: 1)
  }
}

extension DataOptions {
  /// Known before any file is touched. Samples that are made are square where their size is a square number.
  package var shape: SampleShape {
    switch source {
    case .named: return SampleShape(width: 28, height: 28)
    case .subspace(let options): return .square(of: options.size)
    case .made(let options): return .square(of: options.width)
    }
  }
}
