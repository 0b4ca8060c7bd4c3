import CDNNL

/// Matrix products by oneDNN, on the calling thread alone.
enum Products {
  /// A matrix in memory: row-major, `stride` floats from row to row; read as its transpose if `transposed`.
  @safe struct Factor {
    let start: UnsafePointer<Float>
    let stride: Int
    var transposed = false

    /// The same numbers, read the other way.
    var transpose: Factor { unsafe Factor(start: start, stride: stride, transposed: !transposed) }
  }

  /// `result = left · right`, rows × columns over `depth`, or added to the result if `accumulating`; with no depth,
  /// zeros.
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
