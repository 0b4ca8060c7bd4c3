import CKernels

/// Slices of rows on their way through a network's layers, in buffers of each thread.
///
/// A class, since the threads of a team share it; each keeps to its own buffers.
@safe final class ForwardPass: @unchecked Sendable {
  private let stored: FactorBuffer
  private let layers: [WorkingLayer]
  private let inverseDeviations: [Buffer<Float>?]  // of each batch normalisation: width
  private let scratch: [Scratch]  // of each thread
  private let products: [MixedProducts]  // of each thread
  private let kernels = unsafe Kernels.best

  init(network: Network, stored: FactorBuffer, threads: Int) {
    self.stored = stored
    products = (0..<threads).map { _ in MixedProducts() }
    layers = WorkingLayer.all(of: network, in: stored)
    inverseDeviations = layers.map(\.inverseDeviations)
    let widest = max(network.inputs, network.layers.map(\.outputs).max() ?? 0)
    scratch = (0..<threads).map { _ in Scratch(count: Slices.rowsAtMost * widest, precision: stored.precision) }
  }

  /// What the layers make of the rows `slice`, at most 64: rows × the last one's outputs, good until the next call on
  /// `thread`. Dropout changes nothing here.
  func outputs(
    of slice: Range<Int>, from source: SampleSource, layers range: Range<Int>, _ view: InferenceView, thread: Int
  ) -> UnsafePointer<Float> {
    let scratch = scratch[thread]
    let inputs = gather(slice, from: source, view, into: scratch)
    let outputs = outputs(ofLayers: range, slice, inputs, view, scratch, products[thread])
    return unsafe UnsafePointer(outputs.floats.start)
  }

  private func outputs(
    ofLayers range: Range<Int>, _ slice: Range<Int>, _ inputs: FactorBuffer, _ view: InferenceView, _ scratch: Scratch,
    _ products: MixedProducts
  ) -> FactorBuffer {
    let rows = slice.count
    var current = inputs
    for index in range {
      switch layers[index] {
      case .dense(let layer):
        unsafe current.round(0, rows * layer.inputs, by: kernels)
        let output = scratch.other(than: current)
        unsafe layer.forward(
          current.factor(from: 0, stride: layer.inputs), rows: rows, into: output.floats.start, slopes: nil,
          by: kernels, products)
        current = output
      case .dropout: break
      case .batchNorm(let layer):
        guard let inverse = inverseDeviations[index] else { break }
        let output = scratch.other(than: current)
        unsafe kernels.normalize(
          current.floats.start, layer.means, inverse.start, layer.scales, layer.shifts, nil, output.floats.start,
          rows, layer.width)
        current = output
      case .gaussian, .binary, .largest:
        let output = scratch.other(than: current)
        unsafe makeCodes(index, current.floats.start, slice, view, scratch, into: output.floats.start)
        current = output
      }
    }
    return current
  }

  /// The codes of a layer that makes them.
  private func makeCodes(
    _ index: Int, _ inputs: UnsafePointer<Float>, _ slice: Range<Int>, _ view: InferenceView, _ scratch: Scratch,
    into outputs: UnsafeMutablePointer<Float>
  ) {
    let rows = slice.count
    switch layers[index] {
    case .gaussian(let layer):
      guard let draw = view.draw else {
        for row in 0..<rows {
          unsafe (outputs + row * layer.width).update(from: inputs + 2 * row * layer.width, count: layer.width)
        }
        return
      }
      let noise = unsafe scratch.noisy.floats.start
      for (place, row) in slice.enumerated() {
        unsafe view.drawNoise(draw, row: row, into: noise + place * layer.width, width: layer.width, by: kernels)
      }
      unsafe kernels.draw_codes(inputs, noise, outputs, rows, layer.width)
    case .binary(let layer): unsafe kernels.thresholds(inputs, outputs, rows * layer.width)
    case .largest(let layer):
      unsafe kernels.largest_factors(inputs, outputs, rows, layer.width, layer.kept)
      unsafe kernels.multiply(inputs, outputs, rows * layer.width)
    case .dense, .dropout, .batchNorm: break
    }
  }

  /// The errors of the rows `slice`, at most 64, reconstructed by all layers.
  func sumErrors(
    of slice: Range<Int>, from source: SampleSource, _ view: InferenceView, thread: Int, into sums: ErrorSums
  ) {
    let first = slice.lowerBound
    let squared = unsafe sums.squared.start + first
    let absolute = unsafe sums.absolute.start + first
    let entropy = unsafe sums.crossEntropy.start + first
    let (scratch, products) = (scratch[thread], products[thread])
    let targets = unsafe scratch.inputs.floats.start
    guard case .dense(let last) = layers[layers.count - 1] else { return }
    let isFromLogits = last.activation == .sigmoid
    let range = 0..<(isFromLogits ? layers.count - 1 : layers.count)
    let inputs = gather(slice, from: source, view, into: scratch)
    let outputs = outputs(ofLayers: range, slice, inputs, view, scratch, products)
    if isFromLogits {
      unsafe outputs.round(0, slice.count * last.inputs, by: kernels)
      let logits = unsafe scratch.other(than: outputs).floats.start
      unsafe last.multiply(
        outputs.factor(from: 0, stride: last.inputs), rows: slice.count, into: logits, by: products)
      unsafe kernels.logit_errors(
        logits, last.bias, targets, squared, absolute, entropy, slice.count, last.outputs)
      guard let huber = sums.huber else { return }
      unsafe kernels.huber_errors(logits, last.bias, targets, huber.start + first, slice.count, last.outputs)
    } else {
      let outputs = unsafe outputs.floats.start
      unsafe kernels.output_errors(outputs, targets, squared, absolute, entropy, slice.count, last.outputs)
      guard let huber = sums.huber else { return }
      unsafe kernels.huber_errors(outputs, nil, targets, huber.start + first, slice.count, last.outputs)
    }
  }

  /// Gathers the rows as they are, and returns them as the network sees them.
  private func gather(
    _ slice: Range<Int>, from source: SampleSource, _ view: InferenceView, into scratch: Scratch
  ) -> FactorBuffer {
    precondition(slice.count <= Slices.rowsAtMost, "\(slice.count) rows at once")
    for (place, row) in slice.enumerated() {
      unsafe source.gather(row, into: scratch.inputs.floats.start + place * source.width, by: kernels)
    }
    guard let noise = view.noise else { return scratch.inputs }
    for (place, row) in slice.enumerated() {
      let start = place * source.width
      unsafe noise.corrupt(
        scratch.inputs.floats.start + start, row: row, into: scratch.noisy.floats.start + start, width: source.width,
        by: kernels)
    }
    return scratch.noisy
  }
}

/// The errors of all rows, as they are found.
final class ErrorSums: Sendable {
  let squared: Buffer<Double>  // rows
  let absolute: Buffer<Double>  // rows
  let crossEntropy: Buffer<Double>  // rows
  let huber: Buffer<Double>?  // rows

  init(count: Int, withHuber: Bool) {
    huber = withHuber ? Buffer(count: count) : nil
    squared = Buffer(count: count)
    absolute = Buffer(count: count)
    crossEntropy = Buffer(count: count)
  }
}

/// One thread's buffers: 64 rows as wide as the widest layer.
private final class Scratch: Sendable {
  let inputs: FactorBuffer
  /// The inputs with noise, and then the noise of drawn codes.
  let noisy: FactorBuffer
  private let even: FactorBuffer
  private let odd: FactorBuffer

  init(count: Int, precision: Precision) {
    inputs = FactorBuffer(count: count, precision: precision)
    noisy = FactorBuffer(count: count, precision: precision)
    even = FactorBuffer(count: count, precision: precision)
    odd = FactorBuffer(count: count, precision: precision)
  }

  /// A buffer for a layer's outputs that does not hold its inputs.
  func other(than inputs: FactorBuffer) -> FactorBuffer { inputs === even ? odd : even }
}
