import CKernels
import Synchronization

/// The second half of a step, by weights: the gradient of one slice of one layer over the whole batch, and the
/// optimiser applied to that slice at once, while it is still in the cache.
///
/// Where the gradient's norm is clipped, the update waits for the norm: a phase of gradients, then one of updates.
/// A class, since all threads share it: each task writes weights that no other task touches.
@safe final class WeightUpdate: @unchecked Sendable {
  private let network: Network
  private let clipNorm: Double?
  private let stored: FactorBuffer
  private let state: OptimizerState
  private let buffers: StepBuffers
  private let statistics: [BatchStatistics?]
  private let slices: [Slices.WeightSlice]
  private let offsets: [Int]  // of each layer's numbers
  private let ties: [Int?]  // of each layer: the layer that is tied to it
  /// Of each thread: the largest slice; or one of all numbers, where the norm is clipped.
  private let gradients: [Buffer<Float>]
  private let jacobian: EncoderJacobian?
  private let auxiliary: AuxiliaryReconstruction?
  /// The layers from this one on have unit columns.
  private let unitColumns: Int?
  private let products: [MixedProducts]  // of each thread
  private let norms: Buffer<Double>  // of each slice: the sum of its gradient's squares
  private let isBroken = Atomic<Bool>(false)
  private let kernels = unsafe Kernels.best

  /// What the rows leave behind, and the threads' products.
  struct Surroundings {
    let buffers: StepBuffers
    let statistics: [BatchStatistics?]
    let jacobian: EncoderJacobian?
    let auxiliary: AuxiliaryReconstruction?
    let unitColumns: Int?
    let products: [MixedProducts]
  }

  init(
    network: Network, descent: Descent, stored: FactorBuffer, state: OptimizerState, surroundings: Surroundings
  ) {
    self.network = network
    clipNorm = descent.clipNorm
    (self.stored, self.state, products) = (stored, state, surroundings.products)
    (buffers, statistics) = (surroundings.buffers, surroundings.statistics)
    (jacobian, auxiliary) = (surroundings.jacobian, surroundings.auxiliary)
    unitColumns = surroundings.unitColumns
    let products = surroundings.products
    offsets = network.layers.indices.map { Parameters.offset(of: $0, in: network) }
    var ties = [Int?](repeating: nil, count: network.layers.count)
    for (index, layer) in network.layers.enumerated() {
      if let original = layer.dense?.tiedTo { ties[original] = index }
    }
    self.ties = ties
    let slices = Slices.weights(of: network)
    self.slices = slices
    let largest = slices.map(\.count).max() ?? 0
    gradients =
      descent.clipNorm == nil
      ? products.map { _ in Buffer(count: largest) } : [Buffer(count: network.storedCount)]
    norms = Buffer(count: slices.count)
  }

  /// How many tasks each phase has.
  var tasks: Int { slices.count }

  /// Whether an update has made a number infinite or not a number.
  var hasBrokenWeights: Bool { isBroken.load(ordering: .relaxed) }

  /// Whether the updates wait for the gradient's norm.
  var isClipped: Bool { clipNorm != nil }

  /// A step of the optimiser: counted from 1, over a batch that was cut in `rowSlices`.
  struct Step {
    let number: Int
    let rate: Double
    let batch: Int
    let rowSlices: Int
  }

  /// The gradient of slice `task`, and, unless it is clipped, the update.
  func run(_ task: Int, thread: Int, _ step: Step) {
    let slice = slices[task]
    let gradient =
      unsafe isClipped ? gradients[0].start + offset(of: slice) : gradients[thread].start
    unsafe computeGradient(of: slice, step, thread: thread, into: gradient)
    if isClipped {
      unsafe norms.start[task] = kernels.squares(gradient, slice.count)
    } else {
      unsafe apply(gradient, to: slice, step)
    }
  }

  /// The clipped update of slice `task`, once all gradients are there.
  func runClipped(_ task: Int, _ step: Step) {
    var sum = 0.0
    for slice in 0..<slices.count { unsafe sum += norms.start[slice] }
    let slice = slices[task]
    let gradient = unsafe gradients[0].start + offset(of: slice)
    let shrinkage = (clipNorm ?? .infinity) / (sum.squareRoot() + 1e-6)
    if shrinkage < 1 { unsafe kernels.scale(gradient, Float(shrinkage), slice.count) }
    unsafe apply(gradient, to: slice, step)
  }

  private func computeGradient(
    of slice: Slices.WeightSlice, _ step: Step, thread: Int, into gradient: UnsafeMutablePointer<Float>
  ) {
    let products = products[thread]
    if let statistics = statistics[slice.layer] {
      unsafe gradient.update(from: statistics.gradient.start, count: slice.count)
      return
    }
    let layer = network.layers[slice.layer]
    let (first, rows) = (slice.rows.lowerBound, slice.rows.count)
    unsafe products.multiply(
      buffers.inputs(of: slice.layer).factor(from: first, stride: layer.inputs, transposed: true),
      buffers.errors[slice.layer].factor(from: 0, stride: layer.outputs), rows: rows, columns: layer.outputs,
      depth: step.batch, into: gradient, stride: layer.outputs)
    if let tied = ties[slice.layer] {
      unsafe products.multiply(
        buffers.errors[tied].factor(from: first, stride: layer.inputs, transposed: true),
        buffers.inputs(of: tied).factor(from: 0, stride: layer.outputs), rows: rows, columns: layer.outputs,
        depth: step.batch, into: gradient, stride: layer.outputs, accumulating: true)
    }
    unsafe jacobian?.addGradient(
      of: slice.layer, rows: slice.rows, step, thread: thread, into: gradient, by: kernels, products)
    if let auxiliary, auxiliary.isAtWork, slice.layer == auxiliary.layer + 1 {
      unsafe products.multiply(
        auxiliary.codes.factor(from: first, stride: layer.inputs, transposed: true),
        auxiliary.errors.factor(from: 0, stride: layer.outputs), rows: rows, columns: layer.outputs,
        depth: step.batch, into: gradient, stride: layer.outputs, accumulating: true)
    }
    guard slice.includesBias, let sums = buffers.biasSums[slice.layer] else { return }
    let bias = unsafe gradient + rows * layer.outputs
    unsafe bias.update(repeating: 0, count: layer.outputs)
    unsafe kernels.add_columns(sums.start, bias, step.rowSlices, layer.outputs)
  }

  private func apply(_ gradient: UnsafePointer<Float>, to slice: Slices.WeightSlice, _ step: Step) {
    let offset = offset(of: slice)
    let isFinite = unsafe state.update(
      stored.floats.start, offset: offset, count: slice.count, gradient: gradient, step: step.number, rate: step.rate,
      by: kernels)
    if !isFinite { isBroken.store(true, ordering: .relaxed) }
    if let unitColumns, slice.layer >= unitColumns, let layer = network.layers[slice.layer].dense {
      unsafe normalizeRows(stored.floats.start + offset, rows: slice.rows.count, width: layer.outputs, by: kernels)
    }
    unsafe stored.round(offset, slice.count, by: kernels)
  }

  private func offset(of slice: Slices.WeightSlice) -> Int {
    offsets[slice.layer] + slice.rows.lowerBound * network.layers[slice.layer].outputs
  }
}
