import CKernels

/// What a step adds to its loss for the code: each row slice's sums, and the errors that they bring.
///
/// The divergence of a unit's mean activation needs the whole batch, so the rows wait for each other behind the code, as
/// they do before a batch normalisation. Sums are in double precision, each slice's apart and then added in their order.
/// A class, since all threads write into it: each row slice its own place, and thread 0 the rest between barriers.
@safe final class CodePenalties: @unchecked Sendable {
  private let regularization: Regularization
  private let width: Int  // of the code
  private let sums: Buffer<Double>  // row slices × penalties
  private let rowValues: Buffer<Double>  // row slices × rows of a slice
  private let activations: Buffer<Double>  // row slices × 2 × width: sums, and squares that nobody reads
  private let errors: Buffer<Float>  // width: of the divergence by each unit's activation
  private var divergence = 0.0  // of the batch's mean activations

  init(_ regularization: Regularization, width: Int, slices: Int) {
    self.regularization = regularization
    self.width = width
    sums = Buffer(count: slices * Penalty.allCases.count)
    rowValues = Buffer(count: slices * Slices.rowsAtMost)
    let isMean = regularization.needsWholeBatch
    activations = Buffer(count: isMean ? slices * 2 * width : 0)
    errors = Buffer(count: isMean ? width : 0)
  }

  /// Adds a sum to a slice's.
  func set(_ penalty: Penalty, of slice: Int, to value: Double) {
    unsafe sums.start[slice * Penalty.allCases.count + penalty.rawValue] = value
  }

  /// The codes of a row slice are there: rows × width.
  func addCodes(_ codes: UnsafePointer<Float>, rows: Int, slice: Int, by kernels: Kernels) {
    switch regularization.sparsity {
    case .absolute: unsafe set(.l1, of: slice, to: kernels.magnitudes(codes, rows * width))
    case .divergence:
      let sums = unsafe activations.start + slice * 2 * width
      unsafe sums.update(repeating: 0, count: 2 * width)
      unsafe kernels.moments(codes, sums, sums + width, rows, width)
    case nil: break
    }
  }

  /// The means and logarithms of variances that a row slice's codes are drawn from: rows × 2 · width.
  func addHeads(_ heads: UnsafePointer<Float>, rows: Int, slice: Int, by kernels: Kernels) {
    let values = unsafe rowValues.start + slice * Slices.rowsAtMost
    unsafe kernels.divergences(heads, values, rows, width)
    var sum = 0.0
    for row in 0..<rows { unsafe sum += values[row] }
    set(.kl, of: slice, to: sum)
  }

  /// The divergence of the whole batch, once all slices' codes are there, and its derivatives: those of the mean over
  /// the batch.
  func finish(batch: Int, slices: Int) {
    guard case .divergence(let target, let weight) = regularization.sparsity else { return }
    divergence = 0
    for unit in 0..<width {
      var sum = 0.0
      for slice in 0..<slices { unsafe sum += activations.start[slice * 2 * width + unit] }
      let (value, slope) = Regularization.divergence(from: target, of: sum / Double(batch))
      divergence += value
      unsafe errors.start[unit] = Float(weight * slope / Double(batch))
    }
  }

  /// Adds the penalties' share to the errors of a row slice's codes.
  func addErrors(
    to codeErrors: UnsafeMutablePointer<Float>, codes: UnsafePointer<Float>, rows: Int, batch: Int, by kernels: Kernels
  ) {
    switch regularization.sparsity {
    case .absolute(let weight):
      unsafe kernels.add_signs(codes, codeErrors, Float(weight / Double(batch)), rows * width)
    case .divergence: unsafe kernels.add_to_rows(errors.start, codeErrors, rows, width)
    case nil: break
    }
  }

  /// The penalties of a batch without their weights, each a mean over it.
  func value(of penalty: Penalty, batch: Int, slices: Int) -> Double {
    if penalty == .kl, regularization.needsWholeBatch { return divergence }
    var sum = 0.0
    for slice in 0..<slices { unsafe sum += sums.start[slice * Penalty.allCases.count + penalty.rawValue] }
    return sum / Double(batch)
  }
}

extension Regularization {
  /// Whether a row's penalty depends on the other rows of its batch.
  var needsWholeBatch: Bool { if case .divergence = sparsity { true } else { false } }
}
