internal import Engine

/// Samples of one split by their places, always in the order of the source.
struct Selection {
  /// The choices that a seed decides; each draws numbers of its own.
  enum Choice: Int {
    case validation, limit, testLimit, trainLabels, validationLabels, testLabels

    var purpose: RandomStream.Purpose { rawValue < Choice.trainLabels.rawValue ? .split : .labels }
  }

  private var places: [Int]
  private let labels: [UInt8]  // of all samples of the source; empty where there are none
  private let seed: UInt64

  /// All of `count` samples, or those of the classes that `kept` flags.
  init(count: Int, labels: [UInt8], kept: [Bool]?, seed: UInt64) {
    places = Array(0..<count)
    if let kept { places.removeAll { !kept[Int(labels[$0])] } }
    self.labels = labels
    self.seed = seed
  }

  var count: Int { places.count }

  /// Moves `size` samples, chosen at random, into a selection of their own.
  mutating func remove(_ size: Int, by choice: Choice) -> Selection {
    let chosen = Set(order(choice).prefix(size))
    var removed = self
    removed.places = places.indices.filter { chosen.contains(Int32($0)) }.map { places[$0] }
    places = places.indices.filter { !chosen.contains(Int32($0)) }.map { places[$0] }
    return removed
  }

  /// Keeps `size` samples, as many of each class as of any other, as far as there are enough of each. What a smaller
  /// size keeps, a larger one keeps too.
  mutating func limit(to size: Int, by choice: Choice) {
    guard size < count else { return }
    var shares = balancedShares(of: size)
    var isKept = [Bool](repeating: false, count: count)
    for index in order(choice) {
      let label = label(at: places[Int(index)])
      if shares[label] > 0 {
        shares[label] -= 1
        isKept[Int(index)] = true
      }
    }
    places = places.indices.filter { isKept[$0] }.map { places[$0] }
  }

  /// The chosen rows of `samples`, and their labels, which change places with one another where `shuffling` says so.
  func part(of samples: Samples, shuffling choice: Choice?) -> Part {
    var chosen = labels.isEmpty ? [] : places.map { labels[$0] }
    if let choice, !chosen.isEmpty { chosen = order(choice).map { chosen[Int($0)] } }
    return Part(samples: count == samples.count ? samples : samples.gathered(rows: places), labels: chosen)
  }

  private func order(_ choice: Choice) -> [Int32] {
    RandomStream.permutation(of: count, seed: seed, purpose: choice.purpose, epoch: choice.rawValue)
  }

  private func label(at place: Int) -> Int { labels.isEmpty ? 0 : Int(labels[place]) }

  /// How many of each class add up to `size`: rare classes give all they have, the others share the rest; where it does
  /// not divide, the first classes give one more.
  private func balancedShares(of size: Int) -> [Int] {
    var available = [Int](repeating: 0, count: 256)
    for place in places { available[label(at: place)] += 1 }
    var shares = available.map { _ in 0 }
    var rest = size
    let classes = available.indices.filter { available[$0] > 0 }.sorted { (available[$0], $0) < (available[$1], $1) }
    for (rank, number) in classes.enumerated() {
      let left = classes.count - rank
      shares[number] = min(available[number], (rest + left - 1) / left)
      rest -= shares[number]
    }
    return shares
  }
}
