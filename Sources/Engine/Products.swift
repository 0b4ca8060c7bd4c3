import CDNNL
import CKernels

/// Matrix products by oneDNN, on the calling thread alone.
enum Products {
  /// A matrix in memory: row-major, `stride` numbers from row to row; read as its transpose if `transposed`.
  @safe struct Factor {
    let start: UnsafePointer<Float>
    /// The same numbers as bfloat16, which products read instead where both factors have them.
    var bfloats: UnsafePointer<UInt16>?
    let stride: Int
    var transposed = false

    /// The same numbers, read the other way.
    var transpose: Factor {
      unsafe Factor(start: start, bfloats: bfloats, stride: stride, transposed: !transposed)
    }
  }

  /// `result = left · right`, rows × columns over `depth`, or added to the result if `accumulating`; with no depth,
  /// zeros. In float32.
  static func multiply(
    _ left: Factor, _ right: Factor, rows: Int, columns: Int, depth: Int, into result: UnsafeMutablePointer<Float>,
    stride: Int, accumulating: Bool = false
  ) {
    guard rows > 0, columns > 0 else { return }
    guard depth > 0 else {
      guard !accumulating else { return }
      for row in 0..<rows { unsafe (result + row * stride).update(repeating: 0, count: columns) }
      return
    }
    let status = unsafe dnnl_sgemm(
      left.operation, right.operation, dnnl_dim_t(rows), dnnl_dim_t(columns), dnnl_dim_t(depth), 1, left.start,
      dnnl_dim_t(left.stride), right.start, dnnl_dim_t(right.stride), accumulating ? 1 : 0, result,
      dnnl_dim_t(stride))
    precondition(
      status == dnnl_success, "oneDNN's product of \(rows) × \(columns) × \(depth) failed: \(status.rawValue)")
  }

  /// What the calling thread says once before its first product, or oneDNN would start threads of its own.
  static func prepareThread() { omp_set_num_threads(1) }
}

extension Products.Factor {
  fileprivate var operation: CChar { transposed ? 84 : 78 }  // 'T' : 'N'
}

/// The products of one thread in bfloat16: each shape is planned when it first comes, and kept.
///
/// Where oneDNN has no bfloat16 products for the processor (2.6 wants AVX-512), the factors are widened again and
/// multiplied in float32: the same kind of result, slower. A class, since plans are kept.
@safe final class MixedProducts: @unchecked Sendable {
  private struct Shape: Hashable {
    let rows, columns, depth: Int
    let leftStride, rightStride, resultStride: Int
    let leftTransposed, rightTransposed, accumulating: Bool
  }

  /// Whether this processor multiplies bfloat16 itself.
  static let isNative: Bool = {
    let shape = Shape(
      rows: 16, columns: 16, depth: 16, leftStride: 16, rightStride: 16, resultStride: 16, leftTransposed: false,
      rightTransposed: false, accumulating: false)
    guard let product = unsafe plan(shape) else { return false }
    unsafe codebook_product_free(product)
    return true
  }()

  private var plans: [Shape: UnsafeMutablePointer<codebook_product>] = unsafe [:]
  private var widened: (left: Buffer<Float>, right: Buffer<Float>) = (Buffer(count: 0), Buffer(count: 0))
  private let kernels = unsafe Kernels.best

  /// `result = left · right` as `Products.multiply`, in bfloat16 where both factors have it.
  func multiply(
    _ left: Products.Factor, _ right: Products.Factor, rows: Int, columns: Int, depth: Int,
    into result: UnsafeMutablePointer<Float>, stride: Int, accumulating: Bool = false
  ) {
    guard rows > 0, columns > 0, depth > 0, let leftBits = unsafe left.bfloats, let rightBits = unsafe right.bfloats
    else {
      return unsafe Products.multiply(
        left, right, rows: rows, columns: columns, depth: depth, into: result, stride: stride,
        accumulating: accumulating)
    }
    guard Self.isNative else {
      let (leftFloats, rightFloats) = widen(left, rows, depth, right, columns)
      return unsafe Products.multiply(
        leftFloats, rightFloats, rows: rows, columns: columns, depth: depth, into: result, stride: stride,
        accumulating: accumulating)
    }
    let shape = Shape(
      rows: rows, columns: columns, depth: depth, leftStride: left.stride, rightStride: right.stride,
      resultStride: stride, leftTransposed: left.transposed, rightTransposed: right.transposed,
      accumulating: accumulating)
    let plan = unsafe planned(shape)
    let status = unsafe codebook_product_run(plan, leftBits, rightBits, result)
    precondition(
      status == dnnl_success, "oneDNN's product of \(rows) × \(columns) × \(depth) failed: \(status.rawValue)")
  }

  private func planned(_ shape: Shape) -> UnsafeMutablePointer<codebook_product> {
    if let plan = unsafe plans[shape] { return unsafe plan }
    guard let plan = unsafe Self.plan(shape) else {
      preconditionFailure("oneDNN plans no product of \(shape.rows) × \(shape.columns) × \(shape.depth)")
    }
    unsafe plans[shape] = plan
    return unsafe plan
  }

  private static func plan(_ shape: Shape) -> UnsafeMutablePointer<codebook_product>? {
    let wanted = codebook_product_shape(
      rows: Int64(shape.rows), columns: Int64(shape.columns), depth: Int64(shape.depth),
      left_stride: Int64(shape.leftStride), right_stride: Int64(shape.rightStride),
      result_stride: Int64(shape.resultStride), left_transposed: shape.leftTransposed ? 1 : 0,
      right_transposed: shape.rightTransposed ? 1 : 0, accumulating: shape.accumulating ? 1 : 0)
    return unsafe withUnsafePointer(to: wanted) { unsafe codebook_product_new($0, dnnl_bf16) }
  }

  /// Both factors as float32 again, in this thread's own memory.
  private func widen(
    _ left: Products.Factor, _ rows: Int, _ depth: Int, _ right: Products.Factor, _ columns: Int
  ) -> (Products.Factor, Products.Factor) {
    let leftShape = left.transposed ? (depth, rows) : (rows, depth)
    let rightShape = right.transposed ? (columns, depth) : (depth, columns)
    if widened.left.count < rows * depth { widened.left = Buffer(count: rows * depth) }
    if widened.right.count < depth * columns { widened.right = Buffer(count: depth * columns) }
    return (widen(left, leftShape, into: widened.left), widen(right, rightShape, into: widened.right))
  }

  private func widen(_ factor: Products.Factor, _ shape: (Int, Int), into target: Buffer<Float>) -> Products.Factor {
    let (rows, columns) = shape
    if let bits = unsafe factor.bfloats {
      for row in 0..<rows {
        unsafe kernels.widen_bfloat16(bits + row * factor.stride, target.start + row * columns, columns)
      }
    }
    return unsafe Products.Factor(start: target.start, stride: columns, transposed: factor.transposed)
  }

  deinit {
    unsafe plans.values.forEach { unsafe codebook_product_free($0) }
  }
}
