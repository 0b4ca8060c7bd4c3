import CKernels
import Synchronization

/// One step of training, planned once: buffers, tasks and their phases.
///
/// By rows: a slice of the batch goes through the whole network, forward, loss, and backward to every layer's errors.
/// Batch normalisation needs the whole batch, so each one cuts this phase in two, forward and backward. By weights: see
/// `WeightUpdate`. A barrier lies after each phase.
/// A class, since all threads work in its buffers: each task writes rows that no other task touches.
@safe final class TrainingStep: @unchecked Sendable {
  /// What a row slice does between two barriers. Every range but the first begins with a batch normalisation.
  private enum RowPhase {
    /// Layers forward, to the inputs of the next batch normalisation.
    case forward(Range<Int>)
    /// The last layers forward, the loss, and backward through the same layers.
    case turn(Range<Int>)
    /// Layers backward, from the inputs of the batch normalisation above them.
    case backward(Range<Int>)
  }

  let capacity: Int  // rows of the largest batch
  private let network: Network
  private let layers: [WorkingLayer]
  private let objective: Objective
  private let buffers: StepBuffers
  private let statistics: [BatchStatistics?]  // of each layer
  private let phases: [RowPhase]
  /// The lowest layer with parameters: errors are of no use below it.
  private let lowest: Int
  private let seed: UInt64
  private let products: [MixedProducts]  // of each thread
  private let kernels = unsafe Kernels.best
  let update: WeightUpdate

  init(
    network: Network, objective: Objective, descent: Descent, capacity: Int, threads: Int, stored: FactorBuffer,
    state: OptimizerState, seed: UInt64
  ) {
    let last = network.layers.count - 1
    precondition(network.layers[last].dense != nil, "the last layer is not a dense one")
    self.capacity = capacity
    self.network = network
    self.objective = objective
    self.seed = seed
    products = (0..<threads).map { _ in MixedProducts() }
    layers = WorkingLayer.all(of: network, in: stored)
    buffers = StepBuffers(network: network, loss: objective.loss, capacity: capacity, precision: descent.precision)
    let rowSlices = Slices.rows(of: capacity).count
    statistics = layers.map { layer in
      if case .batchNorm(let norm) = layer { BatchStatistics(of: norm, slices: rowSlices) } else { nil }
    }
    let norms = statistics.indices.filter { [statistics] in statistics[$0] != nil }
    let cuts = [0] + norms + [network.layers.count]
    let ranges = zip(cuts, cuts.dropFirst()).map { $0..<$1 }
    phases =
      ranges.dropLast().map { .forward($0) } + [.turn(ranges[ranges.count - 1])]
      + ranges.dropLast().reversed().map { .backward($0) }
    lowest = network.layers.firstIndex { $0.parameterCount > 0 } ?? last
    update = WeightUpdate(
      network: network, descent: descent, stored: stored, state: state, buffers: buffers, statistics: statistics,
      products: products)
  }

  var rowPhases: Int { phases.count }

  /// The mean over `batch` samples of the reduced loss, once all row slices are done.
  func meanLoss(batch: Int, slices: Int) -> Double {
    var sum = 0.0
    for slice in 0..<slices { unsafe sum += buffers.losses.start[slice] }
    return sum * scale(batch: batch)
  }

  /// A part of a batch: the row slice's number, its rows, and the samples that all of the batch's rows are.
  @safe struct BatchSlice {
    let index: Int
    let rows: Range<Int>
    let batch: Int
    let order: UnsafePointer<Int32>  // batch
    let epoch: Int
    let thread: Int
  }

  /// Takes a row slice through a phase.
  func run(phase: Int, _ slice: BatchSlice, from source: SampleSource) {
    switch phases[phase] {
    case .forward(let range):
      if phase == 0 { gather(slice, from: source) }
      forward(range, slice)
      let first = slice.rows.lowerBound * layers[range.upperBound].outputs
      let inputs = unsafe inputs(of: range.upperBound).floats.start + first
      unsafe statistics[range.upperBound]?.addMoments(
        of: inputs, rows: slice.rows.count, slice: slice.index, by: kernels)
    case .turn(let range):
      if phase == 0 { gather(slice, from: source) }
      forward(range, slice)
      unsafe buffers.losses.start[slice.index] = outputErrors(slice)
      backward(range, slice)
    case .backward(let range):
      let above = range.upperBound
      let first = slice.rows.lowerBound * layers[above].outputs
      if let statistics = statistics[above], let normalized = buffers.slopes[above], above > lowest {
        unsafe statistics.backward(
          buffers.errors[above].floats.start + first, normalized: normalized.start + first, rows: slice.rows.count,
          by: kernels)
      }
      backward(range, slice)
    }
  }

  /// What lies between a phase and the next, once all row slices are done: the batch's statistics. By one thread.
  func finish(phase: Int, batch: Int, slices: Int) {
    switch phases[phase] {
    case .forward(let range): statistics[range.upperBound]?.finishForward(batch: batch, slices: slices)
    case .turn(let range), .backward(let range):
      statistics[range.lowerBound]?.finishBackward(batch: batch, slices: slices)
    }
  }

  // MARK: - Forward

  private func gather(_ slice: BatchSlice, from source: SampleSource) {
    let width = source.width
    let first = slice.rows.lowerBound
    let target = unsafe buffers.inputs.floats.start + first * width
    let ahead = 4
    for row in slice.rows {
      if row + ahead < slice.rows.upperBound { unsafe source.prefetch(Int(slice.order[row + ahead])) }
      unsafe source.gather(Int(slice.order[row]), into: target + (row - first) * width, by: kernels)
    }
    unsafe buffers.inputs.round(first * width, slice.rows.count * width, by: kernels)
  }

  /// The outputs of some layers, but those of a last layer that is fused with the loss.
  private func forward(_ range: Range<Int>, _ slice: BatchSlice) {
    let (first, rows) = (slice.rows.lowerBound, slice.rows.count)
    for index in range {
      guard let buffer = buffers.outputs[index] else { return }
      let width = layers[index].outputs
      let output = unsafe buffer.floats.start + first * width
      let input = inputs(of: index)
      let slope = unsafe buffers.slopes[index].map { unsafe $0.start + first * width }
      switch layers[index] {
      case .dense(let layer):
        unsafe layer.forward(
          input.factor(from: first * layer.inputs, stride: layer.inputs), rows: rows, into: output, slopes: slope,
          by: kernels, products[slice.thread])
      case .dropout(let layer):
        guard let factors = unsafe slope else { return }
        unsafe output.update(from: input.floats.start + first * width, count: rows * width)
        unsafe drop(layer, at: index, slice, factors: factors)
        unsafe kernels.multiply(factors, output, rows * width)
      case .batchNorm:
        guard let normalized = unsafe slope else { return }
        unsafe statistics[index]?.forward(
          input.floats.start + first * width, rows: rows, normalized: normalized, into: output, by: kernels)
      }
      if index + 1 < layers.count, layers[index + 1].isDense {
        unsafe buffer.round(first * width, rows * width, by: kernels)
      }
    }
  }

  /// The factors of a dropout layer, drawn for each sample by itself.
  private func drop(
    _ layer: DropoutLayer, at index: Int, _ slice: BatchSlice, factors: UnsafeMutablePointer<Float>
  ) {
    for row in slice.rows {
      let stream = unsafe RandomStream.Address(
        seed: seed, purpose: .dropout, layer: index, epoch: slice.epoch, sample: Int(slice.order[row]))
      unsafe withUnsafePointer(to: stream.counter) { counter in
        unsafe counter.withMemoryRebound(to: UInt32.self, capacity: 4) { counter in
          unsafe kernels.dropout_factors(
            stream.key[0], stream.key[1], counter, Float(layer.rate),
            factors + (row - slice.rows.lowerBound) * layer.width, layer.width)
        }
      }
    }
  }

  // MARK: - Backward

  /// The last layer's errors; returns the loss summed over the rows.
  private func outputErrors(_ slice: BatchSlice) -> Double {
    let index = layers.count - 1
    guard case .dense(let layer) = layers[index] else { return 0 }
    let (first, rows) = (slice.rows.lowerBound, slice.rows.count)
    let error = unsafe buffers.errors[index].floats.start + first * layer.outputs
    let targets = unsafe buffers.inputs.floats.start + first * layer.outputs
    let scale = Float(scale(batch: slice.batch))
    guard let outputs = unsafe buffers.outputs[index].map({ unsafe $0.floats.start + first * layer.outputs }) else {
      unsafe layer.multiply(
        inputs(of: index).factor(from: first * layer.inputs, stride: layer.inputs), rows: rows, into: error,
        by: products[slice.thread])
      return unsafe kernels.fused_loss(
        objective.loss.code, layer.activation.code, error, layer.bias, targets, scale, rows, layer.outputs)
    }
    let sum = unsafe kernels.loss(objective.loss.code, outputs, targets, error, scale, rows * layer.outputs)
    unsafe kernels.backpropagate(
      layer.activation.code, error, derivatives(of: index) + first * layer.outputs, rows * layer.outputs)
    return sum
  }

  /// The errors below some layers from those of the last of them, and their sums for the parameters.
  private func backward(_ range: Range<Int>, _ slice: BatchSlice) {
    let (first, rows) = (slice.rows.lowerBound, slice.rows.count)
    for index in range.reversed() {
      guard index >= lowest else { return }
      let width = layers[index].outputs
      let errors = buffers.errors[index]
      let error = unsafe errors.floats.start + first * width
      switch layers[index] {
      case .dense(let layer):
        if index < layers.count - 1 {
          unsafe kernels.backpropagate(
            layer.activation.code, error, derivatives(of: index) + first * width, rows * width)
        }
        unsafe errors.round(first * width, rows * width, by: kernels)
        if let sums = unsafe buffers.biasSums[index].map({ unsafe $0.start + slice.index * width }) {
          unsafe sums.update(repeating: 0, count: width)
          unsafe kernels.add_columns(error, sums, rows, width)
        }
        guard index > lowest else { return }
        unsafe layer.backward(
          errors.factor(from: first * width, stride: width), rows: rows,
          into: buffers.errors[index - 1].floats.start + first * layer.inputs, by: products[slice.thread])
      case .dropout:
        guard let factors = buffers.slopes[index] else { return }
        unsafe kernels.multiply(factors.start + first * width, error, rows * width)
      case .batchNorm:
        guard let normalized = buffers.slopes[index] else { return }
        unsafe statistics[index]?.addErrors(
          error, normalized: normalized.start + first * width, rows: rows, slice: slice.index, by: kernels)
      }
    }
  }

  /// What enters a layer: capacity × its inputs.
  private func inputs(of layer: Int) -> FactorBuffer { buffers.inputs(of: layer) }

  /// What a layer's derivatives are found from: its slopes where it keeps them, else its outputs.
  private func derivatives(of layer: Int) -> UnsafeMutablePointer<Float> {
    if let slopes = buffers.slopes[layer] { return unsafe slopes.start }
    return unsafe inputs(of: layer + 1).floats.start
  }

  /// What turns a sum over a batch into the mean of the reduced loss.
  private func scale(batch: Int) -> Double {
    let pixels = objective.reduction == .mean ? max(network.outputs, 1) : 1
    return 1 / (Double(batch) * Double(pixels))
  }
}
