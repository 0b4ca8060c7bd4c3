import CKernels

/// What a regularisation brings into a step, each where it is needed.
struct StepAdditions {
  let penalties: CodePenalties?
  let jacobian: EncoderJacobian?
  let auxiliary: AuxiliaryReconstruction?

  init(
    _ regularization: Regularization, network: Network, layers: [WorkingLayer], buffers: StepBuffers, threads: Int
  ) {
    let (capacity, precision) = (buffers.capacity, buffers.inputs.precision)
    let depth = regularization.codeDepth
    precondition(depth > 0 && depth < layers.count, "a code of \(depth) of \(layers.count) layers")
    let slices = Slices.rows(of: capacity).count
    let hasPenalties = !regularization.penalties(of: network).isEmpty
    penalties = hasPenalties ? CodePenalties(regularization, width: layers[depth - 1].outputs, slices: slices) : nil
    jacobian = regularization.contraction.map {
      EncoderJacobian(
        weight: $0, depth: depth, network: network, layers: layers, buffers: buffers, threads: threads)
    }
    if let weight = regularization.auxiliary, case .largest(let largest) = network.layers[depth - 1] {
      precondition(layers.count == depth + 1, "a decoder of \(layers.count - depth) layers")
      auxiliary = AuxiliaryReconstruction(
        weight: weight, layer: depth - 1, largest, outputs: network.outputs, capacity: capacity, precision: precision)
    } else {
      auxiliary = nil
    }
  }
}

extension TrainingStep {
  /// The share of the divergence's weight in a step, counted from 0 over the whole training.
  func warmth(step: Int, stepsPerEpoch: Int) -> Double {
    regularization.warmth(step: step, stepsPerEpoch: stepsPerEpoch)
  }
}

extension Parameters {
  /// The dense layers from `first` on with the weights that leave each input made a unit vector; tied ones as they are.
  func withUnitRows(in network: Network, from first: Int) -> Parameters {
    let buffer = Buffer(values)
    for (index, layer) in network.layers.enumerated() where index >= first {
      guard let dense = layer.dense, dense.tiedTo == nil else { continue }
      unsafe normalizeRows(
        buffer.start + Parameters.offset(of: index, in: network), rows: dense.inputs, width: dense.outputs, by: .best)
    }
    return Parameters(of: network, values: buffer.values)
  }
}

/// Divides each row by its length, where that is not 0.
func normalizeRows(_ start: UnsafeMutablePointer<Float>, rows: Int, width: Int, by kernels: Kernels) {
  for row in 0..<rows {
    let length = unsafe kernels.squares(start + row * width, width).squareRoot()
    if length > 0 { unsafe kernels.scale(start + row * width, Float(1 / length), width) }
  }
}
