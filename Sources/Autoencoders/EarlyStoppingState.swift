/// What early stopping has seen so far, with Keras's rules: an improvement is a number below the best so far by more
/// than `minDelta`, the best starts at +∞, and training ends after `patience` epochs in a row without one.
package struct EarlyStoppingState: Equatable, Sendable {
  package let options: EarlyStopping
  /// The smallest number that counted as an improvement; +∞ before the first.
  package private(set) var best = Double.infinity
  /// The epoch of the best number, counted from 1; 0 before the first.
  package private(set) var bestEpoch = 0
  /// Epochs in a row without an improvement.
  package private(set) var epochsWithout = 0

  package init(_ options: EarlyStopping) { self.options = options }

  /// Whether training ends here. No patience at all is that of one epoch.
  package var isOver: Bool { epochsWithout >= max(options.patience, 1) }

  /// Takes the number measured after `epoch`; returns whether it is an improvement, which no number is that is not
  /// finite.
  package mutating func observe(_ number: Double, after epoch: Int) -> Bool {
    guard number.isFinite, number < best - options.minDelta else {
      epochsWithout += 1
      return false
    }
    best = number
    bestEpoch = epoch
    epochsWithout = 0
    return true
  }
}

extension EarlyStopping.Monitor {
  /// The split that is measured.
  package var split: Split { .validation }
}
