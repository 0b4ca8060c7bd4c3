import Autoencoders

/// One number of several models: its mean, and how far the models are apart.
package struct Spread: Equatable, Sendable, Codable {
  package let mean: Double
  /// The sample standard deviation, which divides by the number of models less 1; nil for one model.
  package let deviation: Double?

  /// Traps without values. Equal values have exactly their own mean and a deviation of 0.
  package init(of values: [Double]) {
    precondition(!values.isEmpty, "the mean of no values")
    let count = Double(values.count)
    guard values.allSatisfy(\.isFinite) else {
      mean = values.reduce(0, +) / count
      deviation = values.count == 1 ? nil : .nan
      return
    }
    let first = values[0]
    let mean = first + values.reduce(0) { $0 + ($1 - first) } / count
    self.mean = mean
    deviation =
      values.count == 1
      ? nil : (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
  }

  /// Under its name, and the deviation behind it as `NAME.sd`.
  func named(_ name: String) -> [NamedValue] {
    [NamedValue(name, mean)] + (deviation.map { [NamedValue("\(name).sd", $0)] } ?? [])
  }
}

extension [[TrainedModel.Curve]] {
  /// Several models' curves as one each: after every epoch the mean over those models that ran it, so that a curve is as
  /// long as the longest training.
  var mean: [TrainedModel.Curve] {
    guard count > 1, let first else { return first ?? [] }
    return first.indices.map { place in
      let all = compactMap { $0.indices.contains(place) ? $0[place].losses : nil }
      let epochs = all.map(\.count).max() ?? 0
      let losses = (0..<epochs).map { epoch in
        Spread(of: all.compactMap { epoch < $0.count ? $0[epoch] : nil }).mean
      }
      return TrainedModel.Curve(split: first[place].split, term: first[place].term, losses: losses)
    }
  }
}
