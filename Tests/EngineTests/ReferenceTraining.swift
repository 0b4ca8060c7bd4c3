import CKernels
import Engine
import Glibc

/// The plain version of a loss with penalties, in double precision.
struct ReferenceTraining {
  var reference: ReferenceNetwork
  let regularization: Regularization
  /// Of the first epoch.
  let inputs: [[Double]]
  let directions: [[Double]]

  /// The first epoch of a training with this seed, on samples in their places.
  init(_ network: Network, _ objective: Objective, _ regularization: Regularization, _ samples: Samples, seed: UInt64) {
    reference = ReferenceNetwork(
      network: network, objective: objective, dropout: (seed: seed, epoch: 1), isTraining: true)
    self.regularization = regularization
    let codeWidth = network.layers[regularization.codeDepth - 1].outputs
    reference.codeNoise = (0..<samples.count).map { sample in
      var noise = zeros(codeWidth)
      kernels(0).gaussians(UInt32(seed), 0, [0, UInt32(sample), 1, 3 << 16], &noise, codeWidth)
      return noise.map(Double.init)
    }
    directions = (0..<samples.count).map { sample in
      var signs = zeros(network.inputs)
      kernels(0).signs(UInt32(seed), 0, [0, UInt32(sample), 1, 8 << 16], &signs, network.inputs)
      return signs.map(Double.init)
    }
    inputs = (0..<samples.count).map { sample in
      let clean = samples.row(sample)
      guard let corruption = regularization.corruption else { return clean.map(Double.init) }
      var noisy = zeros(clean.count)
      let kind = Int32(Corruption.Kind.allCases.firstIndex(of: corruption.kind)!)
      kernels(0).corrupt(
        kind, UInt32(seed), 0, [0, UInt32(sample), 1, 2 << 16], Float(corruption.amount), corruption.clips ? 1 : 0,
        clean, &noisy, clean.count)
      return noisy.map(Double.init)
    }
  }

  func loss(_ stored: [Double], _ targets: [[Double]]) -> Double {
    let objective = reference.objective
    var loss = reference.loss(stored, targets, inputs: inputs) * objective.factor
    loss += objective.constant * (objective.reduction == .mean ? 1 : Double(reference.network.outputs))
    for penalty in regularization.penalties(of: reference.network) {
      loss += regularization.weight(of: penalty) * value(of: penalty, stored)
    }
    return loss
  }

  func value(of penalty: Penalty, _ stored: [Double]) -> Double {
    let count = Double(inputs.count)
    let depth = regularization.codeDepth
    switch (penalty, regularization.sparsity) {
    case (.l1, _): return codes(stored).reduce(0) { $0 + $1.reduce(0) { $0 + abs($1) } } / count
    case (.kl, .divergence(let target, _)?):
      let codes = codes(stored)
      return codes[0].indices.reduce(0) { sum, unit in
        let mean = codes.reduce(0) { $0 + $1[unit] } / count
        return sum + target * log(target / mean) + (1 - target) * log((1 - target) / (1 - mean))
      }
    case (.kl, _):
      return reference.rows(stored, inputs, after: depth - 1).reduce(0) { sum, row in
        let width = row.count / 2
        return sum
          + (0..<width).reduce(0) { $0 + (row[$1] * row[$1] + exp(row[width + $1]) - 1 - row[width + $1]) / 2 }
      } / count
    case (.contraction, _):
      return inputs.indices.reduce(0) { sum, sample in
        depth == 1
          ? sum + (0..<inputs[sample].count).reduce(0) { $0 + square(of: sample, along: unit($1), stored) }
          : sum + square(of: sample, along: directions[sample], stored)
      } / count
    case (.auxiliary, _): return 0
    }
  }

  private func codes(_ stored: [Double]) -> [[Double]] {
    reference.rows(stored, inputs, after: regularization.codeDepth)
  }

  /// ‖Jv‖² by central differences; dropout has each sample's own factors.
  private func square(of sample: Int, along direction: [Double], _ stored: [Double]) -> Double {
    let step = 1e-4
    func code(_ sign: Double) -> [Double] {
      var batch = inputs
      batch[sample] = zip(inputs[sample], direction).map { $0 + sign * step * $1 }
      return reference.rows(stored, batch, after: regularization.codeDepth)[sample]
    }
    return zip(code(1), code(-1)).reduce(0) { sum, pair in
      let slope = (pair.0 - pair.1) / (2 * step)
      return sum + slope * slope
    }
  }

  private func unit(_ place: Int) -> [Double] {
    (0..<reference.network.inputs).map { $0 == place ? 1 : 0 }
  }
}
