import CKernels

extension Buffer where Element == Float {
  /// A copy with every number rounded to bfloat16.
  var roundedToBfloat16: Buffer<Float> {
    let copy = Buffer(count: count)
    unsafe Kernels.best.round_bfloat16(start, copy.start, count)
    return copy
  }
}
