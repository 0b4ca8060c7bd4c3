import Engine
import Glibc

// The bounds of a variational model, in nats per image and at β = 1.

extension MetricScores {
  /// −E ln p(x|h), with one code drawn for each image: Kingma and Welling 2014, equation 10.
  var distortion: Double {
    var drawn = view
    drawn.draw = 0
    return likelihoods(drawn).mean
  }

  /// KL(q(h|x) ‖ N(0, 1)), in closed form.
  var divergence: Double { inference.divergences(of: images.samples, view: view).mean }

  /// −ln of the mean of `draws` importance weights p(x, h) / q(h|x): a bound on −ln p(x) that gets tighter with their
  /// number. Burda, Grosse and Salakhutdinov 2016, equation 8.
  func importanceWeightedBound(draws: Int) -> Double {
    let count = images.samples.count
    // Of each image: the largest logarithm so far, and the sum of the weights over its exponential.
    var largest = [Double](repeating: -.infinity, count: count)
    var sums = [Double](repeating: 0, count: count)
    for draw in 0..<draws {
      var drawn = view
      drawn.draw = draw
      let ratios = inference.logRatios(of: images.samples, view: drawn)
      for (image, (nats, ratio)) in zip(likelihoods(drawn), ratios).enumerated() {
        let weight = ratio - nats
        if weight > largest[image] {
          sums[image] = sums[image] * exp(largest[image] - weight) + 1
          largest[image] = weight
        } else {
          sums[image] += exp(weight - largest[image])
        }
      }
    }
    return zip(largest, sums).map { log(Double(draws)) - log($1) - $0 }.mean
  }

  /// −ln p(x|h) of each image, constants included.
  private func likelihoods(_ view: InferenceView) -> [Double] {
    let objective = model.objective
    let constant = objective.constant * Double(images.samples.width)
    return inference.errors(of: images.samples, withHuber: objective.loss == .huber, view: view)[objective.loss]
      .map { $0 * objective.factor + constant }
  }

  /// The signal-to-noise ratio of the noisy input itself, in dB.
  var inputRatio: Double {
    var total = 0.0
    forEachChunk(of: images.samples) { rows in
      let noisy = inference.outputs(of: images.samples, rows: rows, layers: 0..<0, view: view)
      total += noisy.squaredDistance(from: inference.outputs(of: images.samples, rows: rows, layers: 0..<0))
    }
    let mse = total / Double(max(images.samples.count * images.samples.width, 1))
    return mse > 0 ? -10 * mse.commonLogarithm : .infinity
  }
}

extension [Double] {
  fileprivate var mean: Double { isEmpty ? .nan : reduce(0, +) / Double(count) }
}
