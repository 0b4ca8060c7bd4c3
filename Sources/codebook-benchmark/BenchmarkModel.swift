package import Engine

/// An autoencoder that is trained for its speed: its widths, and the batch size.
package struct BenchmarkModel: Equatable, Sendable {
  /// From the pixels to the code; the decoder is the mirror.
  package let encoder: [Int]
  package let batch: Int

  package static let all = [
    BenchmarkModel(encoder: [784, 32], batch: 256),
    BenchmarkModel(encoder: [784, 128, 32], batch: 128),
    BenchmarkModel(encoder: [784, 128, 32], batch: 256),
    BenchmarkModel(encoder: [784, 1000, 500, 250, 30], batch: 256),
  ]

  /// Those that a user asks for by `784-128-32`, or by `784-128-32/256` where the batch size matters.
  package static func named(_ text: String) -> [BenchmarkModel] {
    all.filter { $0.name == text || "\($0.name)/\($0.batch)" == text }
  }

  /// Those that `named` knows, for the help.
  package static var names: String {
    var names: [String] = []
    for model in all where !names.contains(model.name) { names.append(model.name) }
    return names.joined(separator: ", ")
  }

  /// `784-128-32`
  package var name: String { encoder.map(String.init).joined(separator: "-") }
  /// `784-128-32, batch 256`
  package var title: String { "\(name), batch \(batch)" }

  /// From the pixels to the pixels.
  package var widths: [Int] { encoder + encoder.dropLast().reversed() }

  /// Of every layer: ReLU, but a linear code where there is a hidden layer, and a sigmoid at the output.
  package var activations: [Activation] {
    let layers = widths.count - 1
    return (1...layers).map { layer in
      if layer == layers { return .sigmoid }
      return layer == layers / 2 && layers > 2 ? .linear : .relu
    }
  }

  package var network: Network { Self.network(widths: widths, activations: activations) }

  /// He's initialisation before ReLU, Glorot's elsewhere. Traps unless every layer has an activation.
  static func network(widths: [Int], activations: [Activation]) -> Network {
    precondition(widths.count == activations.count + 1, "\(widths.count) widths, \(activations.count) activations")
    return Network(
      layers: activations.enumerated().map { index, activation in
        DenseLayer(
          inputs: widths[index], outputs: widths[index + 1], activation: activation,
          initialization: activation == .relu ? .he : .glorot)
      })
  }
}
