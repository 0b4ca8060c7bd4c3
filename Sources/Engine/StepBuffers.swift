/// The numbers of a batch on its way through a network and back, allocated once.
///
/// A class, since all threads work in it: each task writes rows that no other task touches.
final class StepBuffers: Sendable {
  let capacity: Int  // rows of the largest batch
  /// What the outputs are compared with.
  let targets: FactorBuffer  // capacity × inputs
  /// What enters the first layer: the targets, or what noise makes of them.
  let inputs: FactorBuffer  // capacity × inputs
  let outputs: [FactorBuffer?]  // of each layer: capacity × outputs; none where the loss is fused into it
  /// What a layer's errors are found from where its outputs don't suffice: slopes, dropout's factors, normalised inputs.
  let slopes: [Buffer<Float>?]  // of each layer: capacity × outputs
  /// Layers without products pass their errors on in place: they share the buffer of the layer below.
  let errors: [FactorBuffer]  // of each layer: capacity × outputs
  let biasSums: [Buffer<Float>?]  // of each dense layer: row slices × outputs
  let losses: Buffer<Double>  // of each row slice, summed over its rows and pixels

  init(network: Network, objective: Objective, regularization: Regularization, capacity: Int, precision: Precision) {
    let rowSlices = Slices.rows(of: capacity).count
    self.capacity = capacity
    inputs = FactorBuffer(count: capacity * network.inputs, precision: precision)
    targets =
      regularization.corruption == nil ? inputs : FactorBuffer(count: capacity * network.inputs, precision: .float32)
    let last = network.layers.count - 1
    let isFused = regularization.fusesLoss(of: network, objective)
    outputs = network.layers.enumerated().map { index, layer in
      index == last && isFused
        ? nil : FactorBuffer(count: capacity * layer.outputs, precision: precision)
    }
    slopes = zip(network.layers, outputs).map { layer, outputs in
      let keepsSlopes = layer.dense.map { $0.activation.keepsSlopes && outputs != nil } ?? true
      return keepsSlopes ? Buffer(count: capacity * layer.outputs) : nil
    }
    var errors: [FactorBuffer] = []  // from the last layer on
    for (index, layer) in network.layers.enumerated().reversed() {
      let passesOn = index < last && network.layers[index + 1].passesErrorsOn
      errors.append(
        passesOn
          ? errors[errors.count - 1] : FactorBuffer(count: capacity * layer.outputs, precision: precision))
    }
    self.errors = errors.reversed()
    biasSums = network.layers.map { $0.dense.map { Buffer(count: rowSlices * $0.outputs) } }
    losses = Buffer(count: rowSlices)
  }
}

extension StepBuffers {
  /// What enters a layer, or leaves the one below it: capacity × width.
  func inputs(of layer: Int) -> FactorBuffer {
    guard layer > 0 else { return inputs }
    guard let buffer = outputs[layer - 1] else { preconditionFailure("layer \(layer - 1) is fused with the loss") }
    return buffer
  }
}
