import Engine

extension AutoencoderOptions {
  /// Empty curves for the splits: the losses first, then their terms.
  func curves(of splits: [Split]) -> [TrainedModel.Curve] {
    let others = splits.flatMap { split in
      terms(of: split).filter { $0 != .loss }.map { TrainedModel.Curve(split: split, term: $0, losses: []) }
    }
    return splits.map { TrainedModel.Curve(split: $0, losses: []) } + others
  }
}
