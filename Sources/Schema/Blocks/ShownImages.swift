internal import Autoencoders
internal import Datasets

/// Which images a split holds: equal where two models are measured on the same ones.
struct ShownImages: Equatable {
  let options: DataOptions
  let seed: UInt64
}

extension DataOptions {
  func images(of split: Split, seed: UInt64) -> ShownImages {
    var options = self
    if split == .test {
      options.limit = nil
      options.validation = .none
    } else {
      options.testLimit = nil
    }
    var isChosen = options.limit != nil || options.testLimit != nil || options.validation != .none
    if case .named = source {} else { isChosen = true }
    return ShownImages(options: options, seed: isChosen || shufflesLabels ? seed : 0)
  }
}
