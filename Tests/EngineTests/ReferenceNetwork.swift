import Engine
import Glibc

/// The plain version of the engine's mathematics in double precision: one layer after the other, no slices, no tricks.
struct ReferenceNetwork {
  let network: Network
  let objective: Objective
  /// Where dropout's factors come from, while training; nil in evaluation, which normalises with running statistics.
  var dropout: (seed: UInt64, epoch: Int)?
  /// Batches are normalised by their own statistics.
  var isTraining = false
  /// Standard normal numbers for each sample's code, where one is drawn.
  var codeNoise: [[Double]] = []

  /// The mean loss over `samples`, rows of the network's input width, with these numbers.
  func loss(_ stored: [Double], _ samples: [[Double]], inputs: [[Double]]? = nil) -> Double {
    var sum = 0.0
    for (products, sample) in zip(products(stored, inputs ?? samples), samples) {
      for (product, target) in zip(products, sample) { sum += pixelLoss(product, target) }
    }
    let pixels = objective.reduction == .mean ? Double(network.outputs) : 1
    return sum / Double(samples.count) / pixels
  }

  /// What the network makes of a sample by itself.
  func outputs(_ stored: [Double], _ sample: [Double]) -> [Double] {
    products(stored, [sample])[0].map { Self.activate(network.layers[network.layers.count - 1].activation, $0) }
  }

  /// The derivative of the loss by every parameter, by central differences.
  func gradient(_ parameters: [Double], _ samples: [[Double]]) -> [Double] {
    let step = 1e-5
    return parameters.indices.map { index in
      var (above, below) = (parameters, parameters)
      above[index] += step
      below[index] -= step
      return (loss(above, samples) - loss(below, samples)) / (2 * step)
    }
  }

  /// The last layer's outputs before its activation, for each sample of a batch.
  private func products(_ stored: [Double], _ samples: [[Double]]) -> [[Double]] {
    rows(stored, samples, after: network.layers.count)
  }

  /// What the first layers make of a batch; the network's last one without its activation.
  func rows(_ stored: [Double], _ samples: [[Double]], after count: Int) -> [[Double]] {
    var rows = samples
    for (index, layer) in network.layers.prefix(count).enumerated() {
      let offset = Parameters.offset(of: index, in: network)
      switch layer {
      case .dense(let dense):
        let isLast = index == network.layers.count - 1
        rows = rows.map { row in
          let products = self.products(of: dense, stored, offset, row)
          return isLast ? products : products.map { Self.activate(dense.activation, $0) }
        }
      case .dropout(let layer):
        guard let dropout else { continue }
        rows = rows.enumerated().map { sample, row in
          var stream = RandomStream(
            seed: dropout.seed, purpose: .dropout, layer: index, epoch: dropout.epoch, sample: sample)
          return row.map { $0 * (stream.nextUniform() < Float(layer.rate) ? 0 : 1 / (1 - layer.rate)) }
        }
      case .batchNorm(let layer): rows = normalized(rows, layer.width, Array(stored[offset...]))
      case .gaussian(let layer):
        rows = rows.enumerated().map { sample, row in
          (0..<layer.width).map { j in
            row[j] + (codeNoise.isEmpty ? 0 : exp(row[layer.width + j] / 2) * codeNoise[sample][j])
          }
        }
      case .binary(let layer):
        rows = rows.enumerated().map { sample, row in
          row.indices.map { j in
            codeNoise.isEmpty ? (row[j] > 0 ? 1 : 0) : 1 / (1 + exp(-row[j] - layer.noise * codeNoise[sample][j]))
          }
        }
      case .largest(let layer):
        rows = rows.map { row in
          let kept = Set(row.indices.sorted { (row[$1], $0) < (row[$0], $1) }.prefix(layer.kept))
          return row.indices.map { kept.contains($0) ? row[$0] : 0 }
        }
      }
    }
    return rows
  }

  private func products(of layer: DenseLayer, _ stored: [Double], _ offset: Int, _ row: [Double]) -> [Double] {
    let weights = layer.tiedTo.map { Parameters.offset(of: $0, in: network) } ?? offset
    let bias = layer.tiedTo == nil ? offset + layer.inputs * layer.outputs : offset
    return (0..<layer.outputs).map { j in
      (0..<layer.inputs).reduce(stored[bias + j]) { sum, i in
        sum + row[i] * stored[weights + (layer.tiedTo == nil ? i * layer.outputs + j : j * layer.inputs + i)]
      }
    }
  }

  private func normalized(_ rows: [[Double]], _ width: Int, _ numbers: [Double]) -> [[Double]] {
    let count = Double(rows.count)
    let columns = (0..<width).map { column in rows.map { $0[column] } }
    let means = isTraining ? columns.map { $0.reduce(0, +) / count } : Array(numbers[2 * width..<3 * width])
    let variances =
      isTraining
      ? zip(columns, means).map { column, mean in column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count }
      : Array(numbers[3 * width..<4 * width])
    return rows.map { row in
      row.indices.map { j in
        numbers[j] * (row[j] - means[j]) / (variances[j] + 1e-5).squareRoot() + numbers[width + j]
      }
    }
  }

  private func pixelLoss(_ product: Double, _ target: Double) -> Double {
    let activation = network.layers[network.layers.count - 1].activation
    let output = Self.activate(activation, product)
    switch objective.loss {
    case .mse: return (output - target) * (output - target)
    case .mae: return abs(output - target)
    case .huber:
      let error = abs(output - target)
      return error < 1 ? error * error / 2 : error - 0.5
    case .bce where activation == .sigmoid:
      return max(product, 0) - product * target + log1p(exp(-abs(product)))
    case .bce:
      let clamped = min(max(output, 1e-7), 1 - 1e-7)
      return -(target * log(clamped) + (1 - target) * log(1 - clamped))
    }
  }

  static func activate(_ activation: Activation, _ x: Double) -> Double {
    switch activation {
    case .relu: max(x, 0)
    case .leakyReLU: x < 0 ? 0.01 * x : x
    case .elu: x < 0 ? expm1(x) : x
    case .selu: 1.0507009873554805 * (x < 0 ? 1.6732632423543772 * expm1(x) : x)
    case .gelu: x * 0.5 * erfc(-x / 2.0.squareRoot())
    case .silu: x / (1 + exp(-x))
    case .tanh: Glibc.tanh(x)
    case .sigmoid: 1 / (1 + exp(-x))
    case .softplus: max(x, 0) + log1p(exp(-abs(x)))
    case .linear: x
    }
  }
}
