import CKernels

/// A second reconstruction for units that are never among the largest: they learn to make what the others leave over.
///
/// Gao et al. 2024, "Scaling and evaluating sparse autoencoders", appendix A.2: the loss gains ‖e − ê‖², where e is the
/// error of the reconstruction, which is taken as given, and ê what the decoder makes of the largest of the dead units,
/// without its bias. Here a unit is dead that was not among the largest during the whole epoch before, as many of them
/// are used as the layer keeps, and the sum is reduced over the pixels as the loss is. The decoder is one layer.
/// A class, since all threads work in it: each task writes rows that no other task touches.
@safe final class AuxiliaryReconstruction: @unchecked Sendable {
  let weight: Double
  /// The place of the layer that keeps the largest; the decoder is the one behind it.
  let layer: Int
  private let width: Int
  private let kept: Int
  private let activity: Buffer<Float>  // row slices × width: how often a unit was among the largest
  private let rowSlices: Int
  private let dead: Buffer<Float>  // width: 1 where a unit is dead
  private(set) var deadCount = 0
  private let factors: Buffer<Float>  // capacity × width
  let codes: FactorBuffer  // capacity × width
  let errors: FactorBuffer  // capacity × outputs
  private let codeErrors: Buffer<Float>  // capacity × width

  init(
    weight: Double, layer: Int, _ largest: LargestLayer, outputs: Int, capacity: Int, precision: Precision
  ) {
    self.weight = weight
    self.layer = layer
    (width, kept) = (largest.width, largest.kept)
    rowSlices = Slices.rows(of: capacity).count
    activity = Buffer(count: rowSlices * width)
    dead = Buffer(count: width)
    factors = Buffer(count: capacity * width)
    codes = FactorBuffer(count: capacity * width, precision: precision)
    errors = FactorBuffer(count: capacity * outputs, precision: precision)
    codeErrors = Buffer(count: capacity * width)
  }

  /// Whether a step has anything to do with it.
  var isAtWork: Bool { deadCount > 0 }

  /// Takes stock of the epoch before, unless this is the first one.
  func beginEpoch(_ isFirst: Bool) {
    deadCount = 0
    for unit in 0..<width {
      var uses: Float = 0
      for slice in 0..<rowSlices {
        unsafe uses += activity.start[slice * width + unit]
        unsafe activity.start[slice * width + unit] = 0
      }
      let isDead = !isFirst && uses == 0
      unsafe dead.start[unit] = isDead ? 1 : 0
      deadCount += isDead ? 1 : 0
    }
  }

  /// Which units a row slice kept: rows × width.
  func count(_ kept: UnsafePointer<Float>, rows: Int, slice: Int, by kernels: Kernels) {
    unsafe kernels.add_columns(kept, activity.start + slice * width, rows, width)
  }

  /// The penalty summed over a row slice from its units' values before any were dropped, and its errors; `factor` turns
  /// a squared error into its share of the loss.
  func run(
    rows: Range<Int>, values: UnsafePointer<Float>, outputs: UnsafePointer<Float>, targets: UnsafePointer<Float>,
    decoder: Layer, factor: Double, by kernels: Kernels, _ products: MixedProducts
  ) -> Double {
    let (first, count) = (rows.lowerBound * width, rows.count * width)
    let code = unsafe codes.floats.start + first
    for row in 0..<rows.count {
      for unit in 0..<width {
        let value = unsafe values[row * width + unit]
        unsafe code[row * width + unit] = dead.start[unit] > 0 ? value : -.infinity
      }
    }
    let factors = unsafe factors.start + first
    unsafe kernels.largest_factors(code, factors, rows.count, width, kept)
    for row in 0..<rows.count { unsafe kernels.multiply(dead.start, factors + row * width, width) }
    unsafe code.update(from: values, count: count)
    unsafe kernels.multiply(factors, code, count)
    unsafe codes.round(first, count, by: kernels)
    let (start, pixels) = (rows.lowerBound * decoder.outputs, rows.count * decoder.outputs)
    let error = unsafe errors.floats.start + start
    unsafe decoder.multiply(codes.factor(from: first, stride: width), rows: rows.count, into: error, by: products)
    unsafe kernels.add_scaled(outputs, 1, error, pixels)
    unsafe kernels.add_scaled(targets, -1, error, pixels)
    let sum = unsafe kernels.squares(error, pixels)
    unsafe kernels.scale(error, Float(2 * weight * factor), pixels)
    unsafe errors.round(start, pixels, by: kernels)
    let codeError = unsafe codeErrors.start + first
    unsafe decoder.backward(
      errors.factor(from: start, stride: decoder.outputs), rows: rows.count, into: codeError, by: products)
    unsafe kernels.multiply(factors, codeError, count)
    return sum
  }

  /// Adds the penalty's share to the errors of the units' values.
  func addErrors(to valueErrors: UnsafeMutablePointer<Float>, rows: Range<Int>, by kernels: Kernels) {
    unsafe kernels.add_scaled(codeErrors.start + rows.lowerBound * width, 1, valueErrors, rows.count * width)
  }
}
