import CKernels
import Synchronization

/// One step of training, planned once: buffers, tasks and their phases.
///
/// By rows: a slice of the batch goes through the whole network, forward, loss, and backward to every layer's errors.
/// Batch normalisation needs the whole batch, so each one cuts this phase in two, forward and backward. By weights: see
/// `WeightUpdate`. A barrier lies after each phase. What a training adds to its loss is in `CodePenalties`,
/// `EncoderJacobian` and `AuxiliaryReconstruction`.
/// A class, since all threads work in its buffers: each task writes rows that no other task touches.
@safe final class TrainingStep: @unchecked Sendable {
  /// What a row slice does between two barriers. Every range but the first begins with a batch normalisation.
  private enum RowPhase {
    /// Layers forward, to the inputs of the next batch normalisation, or to codes whose mean is needed.
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
  let regularization: Regularization
  private let penalties: CodePenalties?
  private let jacobian: EncoderJacobian?
  let auxiliary: AuxiliaryReconstruction?
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
    network: Network, objective: Objective, regularization: Regularization, descent: Descent, capacity: Int,
    threads: Int, stored: FactorBuffer, state: OptimizerState, seed: UInt64
  ) {
    let last = network.layers.count - 1
    precondition(network.layers[last].dense != nil, "the last layer is not a dense one")
    self.capacity = capacity
    self.network = network
    self.objective = objective
    self.regularization = regularization
    self.seed = seed
    products = (0..<threads).map { _ in MixedProducts() }
    layers = WorkingLayer.all(of: network, in: stored)
    buffers = StepBuffers(
      network: network, objective: objective, regularization: regularization, capacity: capacity,
      precision: descent.precision)
    let rowSlices = Slices.rows(of: capacity).count
    statistics = layers.map { layer in
      if case .batchNorm(let norm) = layer { BatchStatistics(of: norm, slices: rowSlices) } else { nil }
    }
    let additions = StepAdditions(
      regularization, network: network, layers: layers, buffers: buffers, threads: threads)
    (penalties, jacobian, auxiliary) = (additions.penalties, additions.jacobian, additions.auxiliary)
    let whole = regularization.needsWholeBatch ? regularization.codeDepth : 0
    let norms = statistics.indices.filter { [statistics] in statistics[$0] != nil || $0 == whole && whole > 0 }
    let cuts = [0] + norms + [network.layers.count]
    let ranges = zip(cuts, cuts.dropFirst()).map { $0..<$1 }
    phases =
      ranges.dropLast().map { .forward($0) } + [.turn(ranges[ranges.count - 1])]
      + ranges.dropLast().reversed().map { .backward($0) }
    lowest = network.layers.firstIndex { $0.parameterCount > 0 } ?? last
    update = WeightUpdate(
      network: network, descent: descent, stored: stored, state: state,
      surroundings: .init(
        buffers: buffers, statistics: statistics, jacobian: jacobian, auxiliary: auxiliary,
        unitColumns: regularization.hasUnitColumns ? regularization.codeDepth : nil, products: products))
  }

  var rowPhases: Int { phases.count }

  /// The means over `batch` samples of the reduced loss's terms, once all row slices are done. `warmth` is the share of
  /// the divergence's weight.
  func meanTerms(batch: Int, slices: Int, warmth: Double) -> LossTerms {
    var terms = LossTerms()
    var sum = 0.0
    for slice in 0..<slices { unsafe sum += buffers.losses.start[slice] }
    terms.reconstruction = sum * scale(batch: batch)
    if objective.deviation != nil {
      let pixels = objective.reduction == .mean ? 1 : Double(network.outputs)
      terms.reconstruction += objective.constant * pixels
    }
    guard let penalties else { return terms }
    for penalty in regularization.penalties(of: network) {
      var (value, weight) = (
        penalties.value(of: penalty, batch: batch, slices: slices), regularization.weight(of: penalty)
      )
      if penalty == .kl, !regularization.needsWholeBatch { weight *= warmth }
      if penalty == .auxiliary { value *= scale(batch: batch) * Double(batch) }
      terms.set(penalty, to: value, weight: weight)
    }
    return terms
  }

  /// A part of a batch: the row slice's number, its rows, and the samples that all of the batch's rows are.
  @safe struct BatchSlice {
    let index: Int
    let rows: Range<Int>
    let batch: Int
    let order: UnsafePointer<Int32>  // batch
    let epoch: Int
    let thread: Int
    /// The share of the divergence's weight.
    let warmth: Double
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
      runAuxiliary(slice)
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
    case .forward(let range):
      statistics[range.upperBound]?.finishForward(batch: batch, slices: slices)
      if range.upperBound == regularization.codeDepth { penalties?.finish(batch: batch, slices: slices) }
    case .turn(let range), .backward(let range):
      statistics[range.lowerBound]?.finishBackward(batch: batch, slices: slices)
    }
  }

  // MARK: - Forward

  private func gather(_ slice: BatchSlice, from source: SampleSource) {
    let width = source.width
    let first = slice.rows.lowerBound
    let target = unsafe buffers.targets.floats.start + first * width
    let ahead = 4
    for row in slice.rows {
      if row + ahead < slice.rows.upperBound { unsafe source.prefetch(Int(slice.order[row + ahead])) }
      unsafe source.gather(Int(slice.order[row]), into: target + (row - first) * width, by: kernels)
    }
    if let corruption = regularization.corruption {
      let noise = NoiseSource(corruption: corruption, seed: seed, epoch: slice.epoch)
      for row in slice.rows {
        unsafe noise.corrupt(
          target + (row - first) * width, row: Int(slice.order[row]), into: buffers.inputs.floats.start + row * width,
          width: width, by: kernels)
      }
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
      case .gaussian, .binary, .largest:
        guard let kept = unsafe slope else { return }
        unsafe forwardCode(index, input.floats.start + first * layers[index].inputs, slice, kept: kept, into: output)
      }
      if index + 1 == regularization.codeDepth { unsafe addPenalties(output, slice) }
      if index + 1 < layers.count, layers[index + 1].isDense {
        unsafe buffer.round(first * width, rows * width, by: kernels)
      }
    }
  }

  /// The codes of a layer that makes them; `kept` is what its errors are found from.
  private func forwardCode(
    _ index: Int, _ inputs: UnsafePointer<Float>, _ slice: BatchSlice, kept: UnsafeMutablePointer<Float>,
    into outputs: UnsafeMutablePointer<Float>
  ) {
    let rows = slice.rows.count
    switch layers[index] {
    case .gaussian(let layer):
      unsafe drawNoise(layer.width, slice, into: kept)
      unsafe kernels.draw_codes(inputs, kept, outputs, rows, layer.width)
      unsafe penalties?.addHeads(inputs, rows: rows, slice: slice.index, by: kernels)
    case .binary(let layer):
      unsafe drawNoise(layer.width, slice, into: kept)
      unsafe kernels.noisy_sigmoids(inputs, kept, Float(layer.noise), outputs, kept, rows * layer.width)
    case .largest(let layer):
      unsafe kernels.largest_factors(inputs, kept, rows, layer.width, layer.kept(inEpoch: slice.epoch))
      unsafe outputs.update(from: inputs, count: rows * layer.width)
      unsafe kernels.multiply(kept, outputs, rows * layer.width)
      unsafe auxiliary?.count(kept, rows: rows, slice: slice.index, by: kernels)
    case .dense, .dropout, .batchNorm: break
    }
  }

  /// Standard normal numbers for each sample's code.
  private func drawNoise(_ width: Int, _ slice: BatchSlice, into noise: UnsafeMutablePointer<Float>) {
    for row in slice.rows {
      let address = unsafe RandomStream.Address(
        seed: seed, purpose: .code, layer: 0, epoch: slice.epoch, sample: Int(slice.order[row]))
      unsafe address.withCounter { counter in
        unsafe kernels.gaussians(
          address.key[0], address.key[1], counter, noise + (row - slice.rows.lowerBound) * width, width)
      }
    }
  }

  /// The penalties on the codes of a row slice.
  private func addPenalties(_ codes: UnsafePointer<Float>, _ slice: BatchSlice) {
    guard let penalties else { return }
    unsafe penalties.addCodes(codes, rows: slice.rows.count, slice: slice.index, by: kernels)
    guard let jacobian else { return }
    let sum = unsafe jacobian.forward(
      jacobianRows(slice), samples: slice.order + slice.rows.lowerBound, seed: seed, epoch: slice.epoch, by: kernels,
      products[slice.thread])
    penalties.set(.contraction, of: slice.index, to: sum)
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
    let targets = unsafe buffers.targets.floats.start + first * layer.outputs
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
      if index + 1 == regularization.codeDepth { unsafe addPenaltyErrors(to: error, slice) }
      switch layers[index] {
      case .dense(let layer):
        if index < layers.count - 1 {
          unsafe kernels.backpropagate(
            layer.activation.code, error, derivatives(of: index) + first * width, rows * width)
          unsafe jacobian?.addErrors(to: error, of: index, jacobianRows(slice), by: kernels)
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
      case .gaussian(let layer):
        guard let noise = buffers.slopes[index] else { return }
        let divergence = regularization.divergenceWeight * slice.warmth / Double(slice.batch)
        unsafe kernels.draw_codes_errors(
          inputs(of: index).floats.start + 2 * first * width, noise.start + first * width, error,
          buffers.errors[index - 1].floats.start + 2 * first * width, Float(divergence), rows, layer.width)
      case .binary, .largest:
        guard let factors = buffers.slopes[index] else { return }
        unsafe kernels.multiply(factors.start + first * width, error, rows * width)
        if let auxiliary, auxiliary.layer == index, auxiliary.isAtWork {
          unsafe auxiliary.addErrors(to: error, rows: slice.rows, by: kernels)
        }
      }
    }
  }

  /// Adds the penalties' share to the errors of a row slice's codes, and goes back through the encoder's tangents.
  private func addPenaltyErrors(to errors: UnsafeMutablePointer<Float>, _ slice: BatchSlice) {
    guard let penalties else { return }
    let place = regularization.codeDepth
    let codes = unsafe inputs(of: place).floats.start + slice.rows.lowerBound * layers[place - 1].outputs
    unsafe penalties.addErrors(to: errors, codes: codes, rows: slice.rows.count, batch: slice.batch, by: kernels)
    unsafe jacobian?.backward(jacobianRows(slice), by: kernels, products[slice.thread])
  }

  /// The second reconstruction, by units that are dead.
  private func runAuxiliary(_ slice: BatchSlice) {
    guard let auxiliary, auxiliary.isAtWork, case .dense(let decoder) = layers[layers.count - 1],
      let outputs = buffers.outputs[layers.count - 1]
    else { return }
    let first = slice.rows.lowerBound
    let values = unsafe inputs(of: auxiliary.layer).floats.start + first * layers[auxiliary.layer].outputs
    let sum = unsafe auxiliary.run(
      rows: slice.rows, values: values, outputs: outputs.floats.start + first * decoder.outputs,
      targets: buffers.targets.floats.start + first * decoder.outputs, decoder: decoder,
      factor: scale(batch: slice.batch), by: kernels, products[slice.thread])
    penalties?.set(.auxiliary, of: slice.index, to: sum)
  }

  private func jacobianRows(_ slice: BatchSlice) -> EncoderJacobian.Rows {
    let first = slice.rows.lowerBound
    return EncoderJacobian.Rows(first: first, count: slice.rows.count, slice: slice.index, batch: slice.batch)
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
    let scale = 1 / (Double(batch) * Double(pixels))
    return objective.deviation == nil ? scale : scale * objective.factor
  }
}
