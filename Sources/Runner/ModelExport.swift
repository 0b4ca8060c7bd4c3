import Autoencoders
package import Datasets
import Engine
import Schema

/// A trained model for other programs: its weights as PyTorch keeps them, and the codes of the test split.
package struct ModelExport: Sendable {
  /// As in the state of a `torch.nn.Sequential` called `encoder` and one called `decoder`: `encoder.0.weight`, outputs ×
  /// inputs, `encoder.0.bias`, and of batch normalisation `running_mean` and `running_var` too. The decoder of tied
  /// weights has a copy of its own.
  package let weights: [NamedTensor]
  /// What the weights are of; `encoder` and `decoder` are the modules as a list in JSON.
  package let metadata: [(key: String, value: String)]
  /// Of the whole test split, in its order: images × code.
  package let codes: NamedTensor
}

extension Run {
  /// The model of a `train` block that has run: of one with several models the first. Nil where there is none.
  package mutating func export(_ label: String) -> ModelExport? {
    guard let trained = try? models(of: label) else { return nil }
    let model = trained.model
    let depth = model.encoderDepth
    let parts = [("encoder", 0..<depth), ("decoder", depth..<model.network.layers.count)]
    var weights: [NamedTensor] = []
    var modules: [(key: String, value: String)] = []
    for (name, layers) in parts {
      var part = SequentialModules(name: name)
      for layer in layers { part.append(layer, of: model) }
      weights += part.tensors
      modules.append((name, "[\(part.modules.joined(separator: ", "))]"))
    }
    let samples = trained.dataset.test.samples
    let codes = model.inference(threads: options.threads)
      .outputs(of: samples, rows: 0..<samples.count, layers: 0..<depth)
    let block = trained.block
    return ModelExport(
      weights: weights,
      metadata: [
        ("format", "pt"), ("label", label), ("variant", block.autoencoder.variant.rawValue),
        ("data", trained.dataset.name), ("loss", model.objective.loss.rawValue),
        ("reduction", model.objective.reduction.rawValue), ("precision", model.precision.rawValue),
        ("seed", "\(block.training.seed)"), ("key", trained.key),
        ("configuration", block.common.decisiveConfiguration.canonicalText),
      ] + modules,
      codes: NamedTensor(name: "codes", shape: [codes.rows, codes.columns], values: codes.values))
  }
}

extension BlockOptions {
  /// What the model was made by, with every default.
  fileprivate var decisiveConfiguration: ConfigurationValue {
    .mapping(configuration.filter(\.decidesResult).map { ConfigurationValue.Entry($0.key, $0.value) })
  }
}

/// A stretch of a network as modules one after the other, each activation a module of its own but the linear one, which
/// is none.
private struct SequentialModules {
  let name: String
  private(set) var tensors: [NamedTensor] = []
  /// JSON objects.
  private(set) var modules: [String] = []

  init(name: String) { self.name = name }

  mutating func append(_ place: Int, of model: TrainedModel) {
    let network = model.network
    let offset = Parameters.offset(of: place, in: network)
    func numbers(_ start: Int, _ count: Int) -> [Float] {
      Array(model.parameters.values[offset + start..<offset + start + count])
    }
    switch network.layers[place] {
    case .dense(let layer):
      let (inputs, outputs) = (layer.inputs, layer.outputs)
      let own = layer.tiedTo == nil ? inputs * outputs : 0
      let weights: [Float]  // outputs × inputs
      if let original = layer.tiedTo {
        // That layer's are outputs × inputs of this one: as they lie.
        let start = Parameters.offset(of: original, in: network)
        weights = Array(model.parameters.values[start..<start + inputs * outputs])
      } else {
        weights = transposed(numbers(0, own), rows: inputs, columns: outputs)
      }
      append("weight", [outputs, inputs], weights)
      append("bias", [outputs], numbers(own, outputs))
      modules.append("{\"linear\": [\(inputs), \(outputs)]}")
      if layer.activation != .linear { modules.append("{\"\(layer.activation.rawValue)\": []}") }
    case .dropout(let layer):
      modules.append("{\"dropout\": [\(layer.rate)]}")
    case .batchNorm(let layer):
      for (part, name) in ["weight", "bias", "running_mean", "running_var"].enumerated() {
        append(name, [layer.width], numbers(part * layer.width, layer.width))
      }
      modules.append("{\"batch_norm\": [\(layer.width), \(BatchNormLayer.epsilon)]}")
    // No modules of PyTorch's: the means of a Gaussian code, the bits of a binary one, and the largest of its inputs.
    case .gaussian(let layer): modules.append("{\"means\": [\(layer.width)]}")
    case .binary(let layer): modules.append("{\"binary\": [\(layer.width)]}")
    case .largest(let layer): modules.append("{\"top_k\": [\(layer.kept)]}")
    }
  }

  /// Of the module that comes next.
  private mutating func append(_ name: String, _ shape: [Int], _ values: [Float]) {
    tensors.append(NamedTensor(name: "\(self.name).\(modules.count).\(name)", shape: shape, values: values))
  }
}

/// Rows × columns to columns × rows.
private func transposed(_ values: [Float], rows: Int, columns: Int) -> [Float] {
  var result = [Float](repeating: 0, count: values.count)
  for row in 0..<rows {
    for column in 0..<columns { result[column * rows + row] = values[row * columns + column] }
  }
  return result
}
