import CKernels

/// Numbers that products read: floats, and in bfloat16 training the same numbers rounded.
///
/// A class, as `Buffer` is.
@safe final class FactorBuffer: Sendable {
  let floats: Buffer<Float>
  let bfloats: Buffer<UInt16>?

  init(_ floats: Buffer<Float>, precision: Precision) {
    self.floats = floats
    bfloats = precision == .bfloat16 ? Buffer(count: floats.count) : nil
  }

  convenience init(count: Int, precision: Precision) { self.init(Buffer(count: count), precision: precision) }

  /// A network's numbers, rounded at once.
  convenience init(_ parameters: Parameters, precision: Precision) {
    self.init(Buffer(parameters.values), precision: precision)
    unsafe round(0, floats.count, by: .best)
  }

  var precision: Precision { bfloats == nil ? .float32 : .bfloat16 }

  /// Rounds the floats at `range`, where products read bfloat16. To be called whenever they have changed.
  func round(_ first: Int, _ count: Int, by kernels: Kernels) {
    guard let bfloats else { return }
    unsafe kernels.narrow_bfloat16(floats.start + first, bfloats.start + first, count)
  }

  /// The numbers from `first` on as a matrix that products read.
  func factor(from first: Int, stride: Int, transposed: Bool = false) -> Products.Factor {
    unsafe Products.Factor(
      start: floats.start + first, bfloats: bfloats.map { unsafe UnsafePointer($0.start + first) }, stride: stride,
      transposed: transposed)
  }
}
