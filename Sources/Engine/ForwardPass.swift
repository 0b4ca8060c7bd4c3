import CKernels

/// Slices of rows on their way through a network's layers, in buffers of each thread.
///
/// A class, since the threads of a team share it; each keeps to its own buffers.
@safe final class ForwardPass: @unchecked Sendable {
  private let weights: Buffer<Float>
  private let layers: [Layer]
  private let scratch: [Scratch]  // of each thread
  private let kernels = unsafe Kernels.best

  init(network: Network, parameters: Parameters, threads: Int) {
    weights = Buffer(parameters.values)
    layers = Layer.all(of: network, in: weights)
    let widest = max(network.inputs, network.layers.map(\.outputs).max() ?? 0)
    scratch = (0..<threads).map { _ in Scratch(floats: Slices.rowsAtMost * widest) }
  }

  /// What the layers make of the rows `slice`, at most 64: rows × the last one's outputs, good until the next call on
  /// `thread`.
  func outputs(
    of slice: Range<Int>, from source: SampleSource, layers range: Range<Int>, thread: Int
  ) -> UnsafePointer<Float> {
    let scratch = scratch[thread]
    gather(slice, from: source, into: scratch)
    var current = unsafe UnsafePointer(scratch.inputs.start)
    for layer in layers[range] {
      let output = unsafe scratch.other(than: current)
      unsafe layer.forward(current, rows: slice.count, into: output, slopes: nil, by: kernels)
      unsafe current = UnsafePointer(output)
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
    let last = layers[layers.count - 1]
    let isFromLogits = last.activation == .sigmoid
    let range = 0..<(isFromLogits ? layers.count - 1 : layers.count)
    let outputs = unsafe outputs(of: slice, from: source, layers: range, thread: thread)
    if isFromLogits {
      let products = unsafe scratch[thread].other(than: outputs)
      unsafe last.multiply(outputs, rows: slice.count, into: products)
      unsafe kernels.logit_errors(
        products, last.bias, targets, squared, absolute, entropy, slice.count, last.outputs)
    } else {
      unsafe kernels.output_errors(outputs, targets, squared, absolute, entropy, slice.count, last.outputs)
    }
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

  init(count: Int) {
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
