import CKernels
import Synchronization

/// One step of training, planned once: buffers, tasks and their two phases.
///
/// By rows: a slice of the batch goes through the whole network, forward, loss, and backward to every layer's errors.
/// By weights: the gradient of one slice of one layer over the whole batch, applied at once. A barrier lies after each.
/// A class, since all threads work in its buffers: each task writes rows or weights that no other task touches.
@safe final class TrainingStep: @unchecked Sendable {
  let capacity: Int  // rows of the largest batch
  private let layers: [Layer]
  private let objective: Objective
  private let parameters: Buffer<Float>
  private let state: OptimizerState
  private let kernels = unsafe Kernels.best
  private let offsets: [Int]  // of each layer's parameters

  private let inputs: Buffer<Float>  // capacity × inputs
  private let outputs: [Buffer<Float>?]  // of each layer: capacity × outputs; none where the loss is fused into it
  private let slopes: [Buffer<Float>?]  // of each layer that keeps them: capacity × outputs
  private let errors: [Buffer<Float>]  // of each layer: capacity × outputs
  private let biasSums: [Buffer<Float>]  // of each layer: row slices × outputs
  private let gradients: [Buffer<Float>]  // of each thread: the largest weight slice, with bias
  private let losses: Buffer<Double>  // of each row slice, summed over its rows and pixels
  private let weightSlices: [Slices.WeightSlice]
  private let isBroken = Atomic<Bool>(false)

  init(
    network: Network, objective: Objective, capacity: Int, threads: Int, parameters: Buffer<Float>,
    state: OptimizerState
  ) {
    self.capacity = capacity
    self.objective = objective
    self.parameters = parameters
    self.state = state
    layers = Layer.all(of: network, in: parameters)
    offsets = network.layers.indices.map { Parameters.offset(of: $0, in: network) }
    let rowSlices = Slices.rows(of: capacity).count
    let weightSlices = Slices.weights(of: network)
    self.weightSlices = weightSlices
    inputs = Buffer(count: capacity * network.inputs)
    let last = network.layers.count - 1
    outputs = network.layers.enumerated().map { index, layer in
      let isFused = index == last && objective.loss.isFused(after: layer.activation)
      return isFused ? nil : Buffer(count: capacity * layer.outputs)
    }
    slopes = zip(network.layers, outputs).map { layer, outputs in
      layer.activation.keepsSlopes && outputs != nil ? Buffer(count: capacity * layer.outputs) : nil
    }
    errors = network.layers.map { Buffer(count: capacity * $0.outputs) }
    biasSums = network.layers.map { Buffer(count: rowSlices * $0.outputs) }
    let largest = weightSlices.map { ($0.rows.count + 1) * network.layers[$0.layer].outputs }.max() ?? 0
    gradients = (0..<threads).map { _ in Buffer(count: largest) }
    losses = Buffer(count: rowSlices)
  }

  /// Whether an update has made a weight infinite or not a number.
  var hasBrokenWeights: Bool { isBroken.load(ordering: .relaxed) }

  /// How many tasks the second phase has.
  var weightTasks: Int { weightSlices.count }

  /// The mean over `batch` samples of the reduced loss, once all row slices are done.
  func meanLoss(batch: Int, slices: Int) -> Double {
    var sum = 0.0
    for slice in 0..<slices { unsafe sum += losses.start[slice] }
    return sum * scale(batch: batch)
  }

  /// First phase: rows `slice` of a batch, which holds the samples that `order` names.
  func runRows(_ index: Int, _ slice: Range<Int>, of batch: Int, order: UnsafePointer<Int32>, from source: SampleSource)
  {
    let first = slice.lowerBound
    let rows = slice.count
    let width = layers[0].inputs
    let input = unsafe inputs.start + first * width
    let ahead = 4
    for row in 0..<rows {
      if row + ahead < rows { unsafe source.prefetch(Int(order[first + row + ahead])) }
      unsafe source.gather(Int(order[first + row]), into: input + row * width, by: kernels)
    }
    unsafe forward(input, first: first, rows: rows)
    unsafe losses.start[index] = outputErrors(targets: input, first: first, rows: rows, scale: scale(batch: batch))
    backward(first: first, rows: rows, slice: index)
  }

  /// Every layer's outputs, but those of a last layer that is fused with the loss.
  private func forward(_ input: UnsafePointer<Float>, first: Int, rows: Int) {
    var current = unsafe input
    for (index, layer) in layers.enumerated() {
      guard let buffer = outputs[index] else { break }
      let output = unsafe buffer.start + first * layer.outputs
      let slope = unsafe slopes[index].map { unsafe $0.start + first * layer.outputs }
      unsafe layer.forward(current, rows: rows, into: output, slopes: slope, by: kernels)
      unsafe current = UnsafePointer(output)
    }
  }

  /// The last layer's errors; returns the loss summed over the rows.
  private func outputErrors(targets: UnsafePointer<Float>, first: Int, rows: Int, scale: Double) -> Double {
    let index = layers.count - 1
    let layer = layers[index]
    let count = rows * layer.outputs
    let error = unsafe errors[index].start + first * layer.outputs
    let loss = objective.loss.code
    let activation = layer.activation.code
    guard let output = unsafe outputs[index].map({ unsafe $0.start + first * layer.outputs }) else {
      let source =
        unsafe index == 0 ? inputs.start + first * layer.inputs : hidden(index - 1) + first * layer.inputs
      unsafe layer.multiply(source, rows: rows, into: error)
      return unsafe kernels.fused_loss(
        loss, activation, error, layer.bias, targets, Float(scale), rows, layer.outputs)
    }
    let sum = unsafe kernels.loss(loss, output, targets, error, Float(scale), count)
    unsafe kernels.backpropagate(activation, error, derivatives(index) + first * layer.outputs, count)
    return sum
  }

  /// Every layer's errors from the last one's, and their sums for the biases.
  private func backward(first: Int, rows: Int, slice: Int) {
    for index in layers.indices.reversed() {
      let layer = layers[index]
      let error = unsafe errors[index].start + first * layer.outputs
      let sums = unsafe biasSums[index].start + slice * layer.outputs
      unsafe sums.update(repeating: 0, count: layer.outputs)
      unsafe kernels.add_columns(error, sums, rows, layer.outputs)
      guard index > 0 else { return }
      let below = unsafe errors[index - 1].start + first * layer.inputs
      unsafe layer.backward(error, rows: rows, into: below)
      unsafe kernels.backpropagate(
        layers[index - 1].activation.code, below, derivatives(index - 1) + first * layer.inputs, rows * layer.inputs)
    }
  }

  /// Second phase: the gradient of weight slice `task`, and step `step` of the optimiser on it.
  func runWeights(_ task: Int, thread: Int, batch: Int, rowSlices: Int, step: Int) {
    let slice = weightSlices[task]
    let layer = layers[slice.layer]
    let gradient = unsafe gradients[thread].start
    let source = unsafe slice.layer == 0 ? inputs.start : hidden(slice.layer - 1)
    let error = unsafe errors[slice.layer].start
    unsafe layer.gradient(ofRows: slice.rows, inputs: source, errors: error, batch: batch, into: gradient)
    var count = slice.rows.count * layer.outputs
    if slice.includesBias {
      let bias = unsafe gradient + count
      unsafe bias.update(repeating: 0, count: layer.outputs)
      unsafe kernels.add_columns(biasSums[slice.layer].start, bias, rowSlices, layer.outputs)
      count += layer.outputs
    }
    let offset = offsets[slice.layer] + slice.rows.lowerBound * layer.outputs
    let isFinite = unsafe state.update(
      parameters.start, offset: offset, count: count, gradient: gradient, step: step,
      rate: state.optimizer.learningRate, by: kernels)
    if !isFinite { isBroken.store(true, ordering: .relaxed) }
  }

  private func hidden(_ layer: Int) -> UnsafeMutablePointer<Float> {
    guard let buffer = outputs[layer] else { preconditionFailure("layer \(layer) is fused with the loss") }
    return unsafe buffer.start
  }

  /// What a layer's derivatives are found from: its slopes where it keeps them, else its outputs.
  private func derivatives(_ layer: Int) -> UnsafeMutablePointer<Float> {
    if let slopes = slopes[layer] { return unsafe slopes.start }
    return unsafe hidden(layer)
  }

  /// What turns a sum over a batch into the mean of the reduced loss.
  private func scale(batch: Int) -> Double {
    let pixels = objective.reduction == .mean ? max(layers[layers.count - 1].outputs, 1) : 1
    return 1 / (Double(batch) * Double(pixels))
  }
}
