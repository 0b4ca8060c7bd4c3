import CKernels

/// The penalty ‖∂h/∂x‖² on an encoder while it trains, with its gradient.
///
/// Of one layer h = f(xW + b) it is Σⱼ f'ⱼ² Σᵢ Wᵢⱼ², exactly: Rifai, Vincent, Muller, Glorot and Bengio 2011, equation 5.
/// Of several it is estimated without bias, as ‖Jv‖² for one v a sample with entries 1 or −1, drawn anew each epoch
/// (Hutchinson 1990); v goes forward through the layers' derivatives, and the gradient back through them.
/// A class, since all threads work in it: each task writes rows that no other task touches.
@safe final class EncoderJacobian: @unchecked Sendable {
  let weight: Double
  /// The layers that make the code.
  let depth: Int
  private let layers: [WorkingLayer]
  private let derivatives: [Buffer<Float>]  // what each layer's are found from: capacity × outputs
  /// Exact: the squares of the first layer's weights, and each unit's slopes, as sums of a row slice.
  private let squares: Buffer<Float>  // row slices × units
  private let slopeSums: Buffer<Float>  // row slices × units
  private let totals: [Buffer<Float>]  // of each thread, units: the slope sums of a batch, for the weights' gradient
  /// Estimated: what v becomes, and on the way back its errors.
  private let tangents: [FactorBuffer]  // what enters each layer: capacity × inputs
  private let products: [Buffer<Float>]  // of each layer before its derivative, then errors: capacity × outputs
  private let adjoints: [FactorBuffer]  // of each layer: capacity × outputs

  init(
    weight: Double, depth: Int, network: Network, layers: [WorkingLayer], buffers: StepBuffers, threads: Int
  ) {
    let (capacity, precision) = (buffers.capacity, buffers.inputs.precision)
    derivatives = (0..<depth).map { buffers.slopes[$0] ?? buffers.inputs(of: $0 + 1).floats }

    self.weight = weight
    self.depth = depth
    self.layers = layers
    let isExact = Self.isExact(network, depth: depth)
    let encoder = network.layers[..<depth]
    let units = isExact ? encoder[0].outputs : 0
    let slices = Slices.rows(of: capacity).count
    squares = Buffer(count: slices * units)
    slopeSums = Buffer(count: slices * units)
    totals = (0..<threads).map { _ in Buffer(count: units) }
    let widths = isExact ? [] : [network.inputs] + encoder.map(\.outputs)
    tangents = widths.map { FactorBuffer(count: capacity * $0, precision: precision) }
    products = widths.dropFirst().map { Buffer(count: capacity * $0) }
    adjoints = widths.dropFirst().map { FactorBuffer(count: capacity * $0, precision: precision) }
  }

  /// Whether the penalty of such an encoder is found exactly: it is one layer.
  static func isExact(_ network: Network, depth: Int) -> Bool { depth == 1 && network.layers[0].dense != nil }

  private var isExact: Bool { tangents.isEmpty }

  /// A row slice on its way.
  struct Rows {
    let first: Int
    let count: Int
    let slice: Int
    let batch: Int
  }

  /// The penalty summed over a row slice, whose codes are there. `samples` are the places of its rows in their split.
  func forward(
    _ rows: Rows, samples: UnsafePointer<Int32>, seed: UInt64, epoch: Int, by kernels: Kernels, _ mixed: MixedProducts
  ) -> Double {
    if isExact { return unsafe exactForward(rows, by: kernels) }
    let width = layers[0].inputs
    for row in 0..<rows.count {
      let address = unsafe RandomStream.Address(
        seed: seed, purpose: .jacobian, layer: 0, epoch: epoch, sample: Int(samples[row]))
      unsafe address.withCounter { counter in
        unsafe kernels.signs(
          address.key[0], address.key[1], counter, tangents[0].floats.start + (rows.first + row) * width, width)
      }
    }
    for index in 0..<depth {
      let (inputs, outputs) = (layers[index].inputs, layers[index].outputs)
      let count = rows.count * outputs
      let tangent = unsafe tangents[index + 1].floats.start + rows.first * outputs
      switch layers[index] {
      case .dense(let layer):
        unsafe tangents[index].round(rows.first * inputs, rows.count * inputs, by: kernels)
        let product = unsafe products[index].start + rows.first * outputs
        unsafe layer.multiply(
          tangents[index].factor(from: rows.first * inputs, stride: inputs), rows: rows.count, into: product, by: mixed)
        unsafe tangent.update(from: product, count: count)
        unsafe kernels.backpropagate(layer.activation.code, tangent, derivatives(of: index, rows), count)
      default:
        unsafe tangent.update(from: tangents[index].floats.start + rows.first * inputs, count: count)
        unsafe kernels.multiply(derivatives(of: index, rows), tangent, count)
      }
    }
    let width1 = layers[depth - 1].outputs
    return unsafe kernels.squares(tangents[depth].floats.start + rows.first * width1, rows.count * width1)
  }

  private func exactForward(_ rows: Rows, by kernels: Kernels) -> Double {
    guard case .dense(let layer) = layers[0] else { return 0 }
    let place = rows.slice * layer.outputs
    unsafe kernels.column_squares(layer.weights.start, squares.start + place, layer.inputs, layer.outputs)
    unsafe (slopeSums.start + place).update(repeating: 0, count: layer.outputs)
    return unsafe kernels.contraction(
      layer.activation.code, derivatives(of: 0, rows), squares.start + place, slopeSums.start + place, rows.count,
      layer.outputs)
  }

  /// Goes back through the tangents of a row slice, before its errors do: what each layer's errors gain is kept.
  func backward(_ rows: Rows, by kernels: Kernels, _ mixed: MixedProducts) {
    guard !isExact else { return }
    let width = layers[depth - 1].outputs
    let last = unsafe adjoints[depth - 1].floats.start + rows.first * width
    unsafe last.update(from: tangents[depth].floats.start + rows.first * width, count: rows.count * width)
    unsafe kernels.scale(last, Float(2 * weight / Double(rows.batch)), rows.count * width)
    for index in (0..<depth).reversed() {
      let (inputs, outputs) = (layers[index].inputs, layers[index].outputs)
      let count = rows.count * outputs
      let adjoint = unsafe adjoints[index].floats.start + rows.first * outputs
      switch layers[index] {
      case .dense(let layer):
        let product = unsafe products[index].start + rows.first * outputs
        unsafe kernels.tangent_errors(layer.activation.code, derivatives(of: index, rows), product, adjoint, count)
        unsafe adjoints[index].round(rows.first * outputs, count, by: kernels)
        guard index > 0 else { return }
        unsafe layer.backward(
          adjoints[index].factor(from: rows.first * outputs, stride: outputs), rows: rows.count,
          into: adjoints[index - 1].floats.start + rows.first * inputs, by: mixed)
      default:
        unsafe kernels.multiply(derivatives(of: index, rows), adjoint, count)
        guard index > 0 else { return }
        unsafe (adjoints[index - 1].floats.start + rows.first * inputs).update(from: adjoint, count: count)
      }
    }
  }

  /// Adds the penalty's share to the errors of a dense layer's products.
  func addErrors(to errors: UnsafeMutablePointer<Float>, of index: Int, _ rows: Rows, by kernels: Kernels) {
    guard index < depth, case .dense(let layer) = layers[index] else { return }
    let count = rows.count * layer.outputs
    if isExact {
      unsafe kernels.contraction_errors(
        layer.activation.code, derivatives(of: 0, rows), squares.start + rows.slice * layer.outputs, errors,
        Float(2 * weight / Double(rows.batch)), rows.count, layer.outputs)
    } else {
      unsafe kernels.add_scaled(products[index].start + rows.first * layer.outputs, 1, errors, count)
    }
  }

  private func derivatives(of layer: Int, _ rows: Rows) -> UnsafePointer<Float> {
    unsafe UnsafePointer(derivatives[layer].start + rows.first * layers[layer].outputs)
  }

  /// Adds the penalty's gradient by rows `slice` of a layer's weights.
  func addGradient(
    of index: Int, rows slice: Range<Int>, _ step: WeightUpdate.Step, thread: Int,
    into gradient: UnsafeMutablePointer<Float>, by kernels: Kernels, _ mixed: MixedProducts
  ) {
    guard index < depth, case .dense(let layer) = layers[index] else { return }
    if isExact {
      let totals = totals[thread]
      unsafe totals.start.update(repeating: 0, count: totals.count)
      unsafe kernels.add_columns(slopeSums.start, totals.start, step.rowSlices, totals.count)
      unsafe kernels.scale(totals.start, Float(2 * weight / Double(step.batch)), totals.count)
      unsafe kernels.add_scaled_columns(
        layer.weights.start + slice.lowerBound * layer.outputs, totals.start, gradient, slice.count, layer.outputs)
    } else {
      unsafe mixed.multiply(
        tangents[index].factor(from: slice.lowerBound, stride: layer.inputs, transposed: true),
        adjoints[index].factor(from: 0, stride: layer.outputs), rows: slice.count, columns: layer.outputs,
        depth: step.batch, into: gradient, stride: layer.outputs, accumulating: true)
    }
  }
}
