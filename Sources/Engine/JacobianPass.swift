import CKernels

/// The encoder's Jacobian of each sample, whose squared Frobenius norm is all that is kept: exact, by taking every unit of
/// the code back through the layers' derivatives. Time grows with samples × code × parameters; of one layer the closed
/// form takes no more than the code itself.
///
/// A class, since the threads of a team share it; each keeps to its own buffers.
@safe final class JacobianPass: @unchecked Sendable {
  private let layers: [WorkingLayer]  // of the encoder
  private let inverseDeviations: [Buffer<Float>?]
  /// WᵀW of the first layer, outputs × outputs, where that is smaller than W: ‖GWᵀ‖² is the sum of (G · WᵀW) ∘ G.
  private let gram: Buffer<Float>?
  private let columnSquares: Buffer<Float>?  // of one layer: outputs
  private let scratch: [Scratch]  // of each thread
  private let kernels = unsafe Kernels.best

  private final class Scratch: Sendable {
    let clean: Buffer<Float>  // 64 × inputs
    let outputs: [Buffer<Float>]  // what enters each layer, and the codes: 64 × width
    let slopes: [Buffer<Float>]  // of each layer: 64 × outputs
    let rows: (Buffer<Float>, Buffer<Float>)  // code × widest

    init(_ layers: [WorkingLayer]) {
      let widths = [layers[0].inputs] + layers.map(\.outputs)
      clean = Buffer(count: Slices.rowsAtMost * widths[0])
      outputs = widths.map { Buffer(count: Slices.rowsAtMost * $0) }
      slopes = widths.dropFirst().map { Buffer(count: Slices.rowsAtMost * $0) }
      let count = widths[widths.count - 1] * (widths.max() ?? 0)
      rows = (Buffer(count: count), Buffer(count: count))
    }
  }

  init(network: Network, stored: FactorBuffer, depth: Int, threads: Int) {
    let layers = Array(WorkingLayer.all(of: network, in: stored).prefix(depth))
    self.layers = layers
    inverseDeviations = layers.map(\.inverseDeviations)
    var (gram, squares): (Buffer<Float>?, Buffer<Float>?) = (nil, nil)
    if case .dense(let first) = layers[0] {
      if depth == 1 {
        let sums = Buffer<Float>(count: first.outputs)
        unsafe Kernels.best.column_squares(first.weights.start, sums.start, first.inputs, first.outputs)
        squares = sums
      } else if first.outputs < first.inputs {
        let products = Buffer<Float>(count: first.outputs * first.outputs)
        unsafe Products.multiply(
          first.weights.inFloats.transpose, first.weights.inFloats, rows: first.outputs, columns: first.outputs,
          depth: first.inputs, into: products.start, stride: first.outputs)
        gram = products
      }
    }
    (self.gram, columnSquares) = (gram, squares)
    scratch = (0..<threads).map { _ in Scratch(layers) }
  }

  /// ‖∂h/∂x‖² of the rows `slice`, at most 64.
  func squares(
    of slice: Range<Int>, from source: SampleSource, _ view: InferenceView, thread: Int,
    into results: UnsafeMutablePointer<Double>
  ) {
    let scratch = scratch[thread]
    for (place, row) in slice.enumerated() {
      let input = unsafe scratch.outputs[0].start + place * source.width
      guard let noise = view.noise else {
        unsafe source.gather(row, into: input, by: kernels)
        continue
      }
      unsafe source.gather(row, into: scratch.clean.start, by: kernels)
      unsafe noise.corrupt(scratch.clean.start, row: row, into: input, width: source.width, by: kernels)
    }
    for index in layers.indices { forward(index, rows: slice.count, scratch) }
    for place in 0..<slice.count { unsafe results[place] = square(of: place, scratch) }
  }

  /// The outputs of a layer, and its derivatives.
  private func forward(_ index: Int, rows: Int, _ scratch: Scratch) {
    let width = layers[index].outputs
    let (inputs, outputs) = unsafe (scratch.outputs[index].start, scratch.outputs[index + 1].start)
    let slopes = unsafe scratch.slopes[index].start
    unsafe slopes.update(repeating: 1, count: rows * width)
    switch layers[index] {
    case .dense(let layer):
      unsafe Products.multiply(
        .init(start: inputs, stride: layer.inputs), layer.weights.inFloats, rows: rows, columns: width,
        depth: layer.inputs, into: outputs, stride: width)
      if layer.activation.keepsSlopes {
        unsafe kernels.activate(layer.activation.code, outputs, layer.bias, slopes, rows, width)
      } else {
        unsafe kernels.activate(layer.activation.code, outputs, layer.bias, nil, rows, width)
        unsafe kernels.backpropagate(layer.activation.code, slopes, outputs, rows * width)
      }
    case .batchNorm(let layer):
      guard let inverse = inverseDeviations[index] else { return }
      unsafe kernels.normalize(
        inputs, layer.means, inverse.start, layer.scales, layer.shifts, nil, outputs, rows, width)
      for row in 0..<rows {
        unsafe kernels.multiply(inverse.start, slopes + row * width, width)
        unsafe kernels.multiply(layer.scales, slopes + row * width, width)
      }
    case .gaussian:
      for row in 0..<rows { unsafe (outputs + row * width).update(from: inputs + 2 * row * width, count: width) }
    case .largest(let layer):
      unsafe kernels.largest_factors(inputs, slopes, rows, width, layer.kept)
      unsafe outputs.update(from: inputs, count: rows * width)
      unsafe kernels.multiply(slopes, outputs, rows * width)
    case .binary:
      // Of the probability that a bit is 1: the bit itself has no derivative.
      unsafe outputs.update(from: inputs, count: rows * width)
      let noBias = Buffer<Float>(count: width)
      unsafe kernels.activate(Activation.sigmoid.code, outputs, noBias.start, nil, rows, width)
      unsafe kernels.backpropagate(Activation.sigmoid.code, slopes, outputs, rows * width)
    case .dropout: unsafe outputs.update(from: inputs, count: rows * width)
    }
  }

  /// One sample's: a row for each unit of the code goes down from layer to layer.
  private func square(of place: Int, _ scratch: Scratch) -> Double {
    let units = layers[layers.count - 1].outputs
    if let columnSquares {
      let slopes = unsafe scratch.slopes[0].start + place * units
      return (0..<units).reduce(0.0) { sum, unit in
        let slope = unsafe Double(slopes[unit])
        return unsafe sum + slope * slope * Double(columnSquares.start[unit])
      }
    }
    var (rows, next) = scratch.rows
    unsafe rows.start.update(repeating: 0, count: units * units)
    for unit in 0..<units { unsafe rows.start[unit * units + unit] = 1 }
    var width = units
    for index in layers.indices.reversed() {
      let slopes = unsafe scratch.slopes[index].start + place * layers[index].outputs
      for unit in 0..<units { unsafe kernels.multiply(slopes, rows.start + unit * width, width) }
      let below = layers[index].inputs
      if index == 0, let gram { return product(of: rows, gram, units: units, width: width, scratch: next) }
      switch layers[index] {
      case .dense(let layer):
        unsafe Products.multiply(
          .init(start: rows.start, stride: width), layer.weights.inFloats.transpose, rows: units, columns: below,
          depth: width, into: next.start, stride: below)
        swap(&rows, &next)
      case .gaussian:
        unsafe next.start.update(repeating: 0, count: units * below)
        for unit in 0..<units {
          unsafe (next.start + unit * below).update(from: rows.start + unit * width, count: width)
        }
        swap(&rows, &next)
      case .dropout, .batchNorm, .binary, .largest: break
      }
      width = below
    }
    return unsafe kernels.squares(rows.start, units * width)
  }
}

extension JacobianPass {
  /// The sum of (rows · gram) ∘ rows.
  private func product(
    of rows: Buffer<Float>, _ gram: Buffer<Float>, units: Int, width: Int, scratch: Buffer<Float>
  ) -> Double {
    unsafe Products.multiply(
      .init(start: rows.start, stride: width), .init(start: gram.start, stride: width), rows: units, columns: width,
      depth: width, into: scratch.start, stride: width)
    unsafe kernels.multiply(rows.start, scratch.start, units * width)
    var sum = 0.0
    for place in 0..<units * width { unsafe sum += Double(scratch.start[place]) }
    return sum
  }
}

extension Products.Factor {
  /// The same numbers, as floats in any case.
  fileprivate var inFloats: Products.Factor {
    unsafe Products.Factor(start: start, stride: stride, transposed: transposed)
  }
}

extension WorkingLayer {
  /// 1 / √(variance + ε) of a batch normalisation's running variances.
  var inverseDeviations: Buffer<Float>? {
    guard case .batchNorm(let norm) = self else { return nil }
    let inverse = Buffer<Float>(count: norm.width)
    for column in 0..<norm.width {
      unsafe inverse.start[column] = 1 / (norm.variances[column] + BatchNormLayer.epsilon).squareRoot()
    }
    return inverse
  }
}
