import Engine
import Glibc

/// The plain version of the engine's mathematics in double precision: one sample after the other, no slices, no tricks.
struct ReferenceNetwork {
  let network: Network
  let objective: Objective

  /// The mean loss over `samples`, rows of the network's input width, with these parameters.
  func loss(_ parameters: [Double], _ samples: [[Double]]) -> Double {
    var sum = 0.0
    for sample in samples {
      let products = self.products(parameters, sample)
      for (product, target) in zip(products, sample) { sum += pixelLoss(product, target) }
    }
    let pixels = objective.reduction == .mean ? Double(network.outputs) : 1
    return sum / Double(samples.count) / pixels
  }

  /// What the network makes of a sample.
  func outputs(_ parameters: [Double], _ sample: [Double]) -> [Double] {
    products(parameters, sample).map { Self.activate(network.layers[network.layers.count - 1].activation, $0) }
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

  /// The last layer's outputs before its activation.
  private func products(_ parameters: [Double], _ sample: [Double]) -> [Double] {
    var values = sample
    var offset = 0
    for (index, layer) in network.layers.enumerated() {
      let bias = offset + layer.inputs * layer.outputs
      var next = (0..<layer.outputs).map { parameters[bias + $0] }
      for i in 0..<layer.inputs {
        for j in 0..<layer.outputs { next[j] += values[i] * parameters[offset + i * layer.outputs + j] }
      }
      values = index == network.layers.count - 1 ? next : next.map { Self.activate(layer.activation, $0) }
      offset += layer.storedCount
    }
    return values
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
