import CKernels

/// Slices of rows on their way through a network's layers, in buffers of each thread.
///
/// A class, since the threads of a team share it; each keeps to its own buffers.
@safe final class ForwardPass: @unchecked Sendable {
  private let stored: Buffer<Float>
  private let factors: Buffer<Float>
  private let layers: [WorkingLayer]
  private let inverseDeviations: [Buffer<Float>?]  // of each batch normalisation: width
  private let scratch: [Scratch]  // of each thread
  private let precision: Precision
  private let kernels = unsafe Kernels.best

  init(network: Network, parameters: Parameters, threads: Int, precision: Precision) {
    self.precision = precision
    stored = Buffer(parameters.values)
    factors = precision == .bfloat16 ? stored.roundedToBfloat16 : stored
    layers = WorkingLayer.all(of: network, in: stored, factors: factors)
    inverseDeviations = layers.map { layer in
      guard case .batchNorm(let norm) = layer else { return nil }
      let inverse = Buffer<Float>(count: norm.width)
      for column in 0..<norm.width {
        unsafe inverse.start[column] = 1 / (norm.variances[column] + BatchNormLayer.epsilon).squareRoot()
      }
      return inverse
    }
    let widest = max(network.inputs, network.layers.map(\.outputs).max() ?? 0)
    scratch = (0..<threads).map { _ in Scratch(floats: Slices.rowsAtMost * widest) }
  }

  /// What the layers make of the rows `slice`, at most 64: rows × the last one's outputs, good until the next call on
  /// `thread`. Dropout changes nothing here.
  func outputs(
    of slice: Range<Int>, from source: SampleSource, layers range: Range<Int>, thread: Int
  ) -> UnsafePointer<Float> {
    let scratch = scratch[thread]
    gather(slice, from: source, into: scratch)
    var current = unsafe UnsafePointer(scratch.inputs.start)
    for index in range {
      switch layers[index] {
      case .dense(let layer):
        let input = unsafe factor(current, count: slice.count * layer.inputs, scratch)
        let output = unsafe scratch.other(than: input)
        unsafe layer.forward(input, rows: slice.count, into: output, slopes: nil, by: kernels)
        unsafe current = UnsafePointer(output)
      case .dropout: break
      case .batchNorm(let layer):
        guard let inverse = inverseDeviations[index] else { break }
        let output = unsafe scratch.other(than: current)
        unsafe kernels.normalize(
          current, layer.means, inverse.start, layer.scales, layer.shifts, nil, output, slice.count, layer.width)
        unsafe current = UnsafePointer(output)
      }
    }
    return unsafe current
  }

  /// The errors of the rows `slice`, at most 64, reconstructed by all layers.
  func sumErrors(of slice: Range<Int>, from source: SampleSource, thread: Int, into sums: ErrorSums) {
    let first = slice.lowerBound
    let squared = unsafe sums.squared.start + first
    let absolute = unsafe sums.absolute.start + first
    let entropy = unsafe sums.crossEntropy.start + first
    let targets = unsafe scratch[thread].inputs.start
    guard case .dense(let last) = layers[layers.count - 1] else { return }
    let isFromLogits = last.activation == .sigmoid
    let range = 0..<(isFromLogits ? layers.count - 1 : layers.count)
    let outputs = unsafe outputs(of: slice, from: source, layers: range, thread: thread)
    if isFromLogits {
      let input = unsafe factor(outputs, count: slice.count * last.inputs, scratch[thread])
      let products = unsafe scratch[thread].other(than: input)
      unsafe last.multiply(input, rows: slice.count, into: products)
      unsafe kernels.logit_errors(
        products, last.bias, targets, squared, absolute, entropy, slice.count, last.outputs)
      guard let huber = sums.huber else { return }
      unsafe kernels.huber_errors(products, last.bias, targets, huber.start + first, slice.count, last.outputs)
    } else {
      unsafe kernels.output_errors(outputs, targets, squared, absolute, entropy, slice.count, last.outputs)
      guard let huber = sums.huber else { return }
      unsafe kernels.huber_errors(outputs, nil, targets, huber.start + first, slice.count, last.outputs)
    }
  }

  /// A dense layer's inputs as its product reads them: rounded in a buffer of their own, or as they are.
  private func factor(_ inputs: UnsafePointer<Float>, count: Int, _ scratch: Scratch) -> UnsafePointer<Float> {
    guard precision == .bfloat16 else { return unsafe inputs }
    let rounded = unsafe scratch.other(than: inputs)
    unsafe kernels.round_bfloat16(inputs, rounded, count)
    return unsafe UnsafePointer(rounded)
  }

  private func gather(_ slice: Range<Int>, from source: SampleSource, into scratch: Scratch) {
    precondition(slice.count <= Slices.rowsAtMost, "\(slice.count) rows at once")
    for (place, row) in slice.enumerated() {
      unsafe source.gather(row, into: scratch.inputs.start + place * source.width, by: kernels)
    }
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
  let inputs: Buffer<Float>
  private let even: Buffer<Float>
  private let odd: Buffer<Float>

  init(floats: Int) {
    inputs = Buffer(count: floats)
    even = Buffer(count: floats)
    odd = Buffer(count: floats)
  }

  /// A buffer for a layer's outputs that does not hold its inputs.
  func other(than inputs: UnsafePointer<Float>) -> UnsafeMutablePointer<Float> {
    unsafe inputs == UnsafePointer(even.start) ? odd.start : even.start
  }
}
