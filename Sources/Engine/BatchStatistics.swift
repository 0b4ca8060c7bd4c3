import CKernels

/// What one batch normalisation keeps during a step: each row slice's sums, and what all of them make of it.
///
/// Sums are in double precision, each slice's apart and then added in their order, so that threads don't matter.
/// A class, since all threads write into it: each row slice its own place, and thread 0 the rest between barriers.
@safe final class BatchStatistics: @unchecked Sendable {
  private let layer: NormLayer
  private let slices: Int
  private let sums: Buffer<Double>  // row slices × 2 × width: Σx and Σx² forward, Σdy and Σdy·x̂ backward
  private let totals: Buffer<Double>  // 2 × width
  let means: Buffer<Float>  // width, of the batch
  let inverseDeviations: Buffer<Float>  // width, of the batch
  private let factors: Buffer<Float>  // width: scale / deviation
  private let meanErrors: Buffer<Float>  // width
  private let meanDots: Buffer<Float>  // width
  let gradient: Buffer<Float>  // scales, then shifts: 2 × width

  init(of layer: NormLayer, slices: Int) {
    self.layer = layer
    self.slices = slices
    let width = layer.width
    sums = Buffer(count: slices * 2 * width)
    totals = Buffer(count: 2 * width)
    (means, inverseDeviations) = (Buffer(count: width), Buffer(count: width))
    (factors, meanErrors, meanDots) = (Buffer(count: width), Buffer(count: width), Buffer(count: width))
    gradient = Buffer(count: 2 * width)
  }

  /// Sums `inputs`, rows × width, of row slice `slice`.
  func addMoments(of inputs: UnsafePointer<Float>, rows: Int, slice: Int, by kernels: Kernels) {
    let sums = unsafe emptied(slice)
    unsafe kernels.moments(inputs, sums, sums + layer.width, rows, layer.width)
  }

  /// The batch's means and deviations from all slices' sums, and their share in the running statistics.
  func finishForward(batch: Int, slices: Int) {
    add(slices)
    let share = BatchNormLayer.newShare
    for column in 0..<layer.width {
      let mean = unsafe totals.start[column] / Double(batch)
      let variance = unsafe max(totals.start[layer.width + column] / Double(batch) - mean * mean, 0)
      unsafe means.start[column] = Float(mean)
      unsafe inverseDeviations.start[column] = Float(1 / (variance + Double(BatchNormLayer.epsilon)).squareRoot())
      guard batch > 1 else { continue }  // one sample has no variance to learn from
      let unbiased = variance * Double(batch) / Double(batch - 1)
      unsafe layer.means[column] += share * (Float(mean) - layer.means[column])
      unsafe layer.variances[column] += share * (Float(unbiased) - layer.variances[column])
    }
  }

  /// `outputs = scale · normalized + shift`, rows × width.
  func forward(
    _ inputs: UnsafePointer<Float>, rows: Int, normalized: UnsafeMutablePointer<Float>,
    into outputs: UnsafeMutablePointer<Float>, by kernels: Kernels
  ) {
    unsafe kernels.normalize(
      inputs, means.start, inverseDeviations.start, layer.scales, layer.shifts, normalized, outputs, rows, layer.width)
  }

  /// Sums the errors of the outputs, rows × width, of row slice `slice`.
  func addErrors(
    _ errors: UnsafePointer<Float>, normalized: UnsafePointer<Float>, rows: Int, slice: Int, by kernels: Kernels
  ) {
    let sums = unsafe emptied(slice)
    unsafe kernels.batch_norm_sums(errors, normalized, sums, sums + layer.width, rows, layer.width)
  }

  /// The gradient of scales and shifts, and what `backward` needs, from all slices' sums.
  func finishBackward(batch: Int, slices: Int) {
    add(slices)
    for column in 0..<layer.width {
      let (sum, dot) = unsafe (totals.start[column], totals.start[layer.width + column])
      unsafe gradient.start[column] = Float(dot)
      unsafe gradient.start[layer.width + column] = Float(sum)
      unsafe meanErrors.start[column] = Float(sum / Double(batch))
      unsafe meanDots.start[column] = Float(dot / Double(batch))
      unsafe factors.start[column] = layer.scales[column] * inverseDeviations.start[column]
    }
  }

  /// The errors of the inputs in place of those of the outputs: Ioffe and Szegedy 2015, section 3.
  func backward(
    _ errors: UnsafeMutablePointer<Float>, normalized: UnsafePointer<Float>, rows: Int, by kernels: Kernels
  ) {
    unsafe kernels.batch_norm_errors(
      errors, normalized, factors.start, meanErrors.start, meanDots.start, rows, layer.width)
  }

  private func emptied(_ slice: Int) -> UnsafeMutablePointer<Double> {
    precondition(slice < slices, "row slice \(slice) of \(slices)")
    let start = unsafe sums.start + slice * 2 * layer.width
    unsafe start.update(repeating: 0, count: 2 * layer.width)
    return unsafe start
  }

  private func add(_ slices: Int) {
    let count = 2 * layer.width
    unsafe totals.start.update(repeating: 0, count: count)
    for slice in 0..<slices {
      for column in 0..<count { unsafe totals.start[column] += sums.start[slice * count + column] }
    }
  }
}
