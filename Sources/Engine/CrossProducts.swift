import CKernels

/// The mean of samples and their scatter matrix, the sum of (x − mean)(x − mean)ᵀ over them, in double precision.
///
/// Bytes: the products of 256 rows of 0…255 are whole numbers below 2²⁴, so their float products are exact, and the
/// sums over all rows in double precision too. Floats are multiplied in double precision, about their mean. Each task
/// makes some rows of the matrix from all samples, so that the bits don't depend on the number of threads.
struct CrossProducts {
  let means: [Double]  // width, bytes standing for 0…1
  let scatter: [Double]  // width × width; only j >= i

  private static let rowsAtOnce = 256
  private static let rowsOfATask = 64

  init(of samples: Samples, threads: Int) {
    let width = samples.width
    let totals = Buffer<Double>(count: width * width)
    let team = Team(threads: threads)
    let tasks = (width + Self.rowsOfATask - 1) / Self.rowsOfATask
    switch samples.storage {
    case .bytes(let bytes):
      let sums = unsafe bytes.withUnsafeBufferPointer { bytes in
        let sums = unsafe Self.sums(ofBytes: bytes.baseAddress, count: samples.count, width: width)
        let source = unsafe SampleSource(bytes: bytes.baseAddress, floats: nil, width: width)
        team.run(tasks: tasks) { task, _ in
          let slice = task * Self.rowsOfATask..<min((task + 1) * Self.rowsOfATask, width)
          Self.multiply(bytes: source, count: samples.count, slice: slice, into: totals)
        }
        return sums
      }
      let count = Double(max(samples.count, 1))
      means = sums.map { $0 / (count * 255) }
      var scatter = totals.values
      for i in 0..<width {
        for j in i..<width {
          scatter[i * width + j] = (count * scatter[i * width + j] - sums[i] * sums[j]) / (count * 255 * 255)
        }
      }
      self.scatter = scatter
    case .floats(let floats):
      let means = Self.means(of: floats, count: samples.count, width: width)
      unsafe floats.withUnsafeBufferPointer { floats in
        let source = unsafe SampleSource(bytes: nil, floats: floats.baseAddress, width: width)
        team.run(tasks: tasks) { task, _ in
          let slice = task * Self.rowsOfATask..<min((task + 1) * Self.rowsOfATask, width)
          Self.multiply(floats: source, means: means, count: samples.count, slice: slice, into: totals)
        }
      }
      self.means = means
      scatter = totals.values
    }
  }

  /// The sum of every column, exact.
  static func sums(ofBytes bytes: UnsafePointer<UInt8>?, count: Int, width: Int) -> [Double] {
    let kernels = unsafe Kernels.best
    let row = Buffer<Float>(count: width)
    let totals = Buffer<Double>(count: width)
    guard let bytes = unsafe bytes else { return totals.values }
    for index in 0..<count {
      unsafe kernels.widen_bytes(bytes + index * width, row.start, width)
      unsafe kernels.accumulate(row.start, totals.start, width)
    }
    return totals.values
  }

  static func means(of floats: [Float], count: Int, width: Int) -> [Double] {
    let kernels = unsafe Kernels.best
    let totals = Buffer<Double>(count: width)
    unsafe floats.withUnsafeBufferPointer { floats in
      guard let floats = floats.baseAddress else { return }
      for index in 0..<count { unsafe kernels.accumulate(floats + index * width, totals.start, width) }
    }
    return totals.values.map { $0 / Double(max(count, 1)) }
  }

  /// Rows `slice` of the sum of x xᵀ over all samples, from the diagonal on.
  private static func multiply(bytes source: SampleSource, count: Int, slice: Range<Int>, into totals: Buffer<Double>) {
    let kernels = unsafe Kernels.best
    let width = source.width
    let columns = width - slice.lowerBound
    guard let bytes = unsafe source.bytes else { return }
    let numbers = Buffer<Float>(count: rowsAtOnce * width)
    let products = Buffer<Float>(count: slice.count * columns)
    for start in stride(from: 0, to: count, by: rowsAtOnce) {
      let rows = min(rowsAtOnce, count - start)
      unsafe kernels.widen_bytes(bytes + start * width, numbers.start, rows * width)
      let corner = unsafe UnsafePointer(numbers.start + slice.lowerBound)
      unsafe Products.multiply(
        .init(start: corner, stride: width, transposed: true), .init(start: corner, stride: width),
        rows: slice.count, columns: columns, depth: rows, into: products.start, stride: columns)
      for row in 0..<slice.count {
        let total = unsafe totals.start + (slice.lowerBound + row) * width + slice.lowerBound
        unsafe kernels.accumulate(products.start + row * columns, total, columns)
      }
    }
  }

  /// Rows `slice` of the sum of (x − mean)(x − mean)ᵀ over all samples, from the diagonal on.
  private static func multiply(
    floats source: SampleSource, means: [Double], count: Int, slice: Range<Int>, into totals: Buffer<Double>
  ) {
    let kernels = unsafe Kernels.best
    let width = source.width
    guard let floats = unsafe source.floats else { return }
    let rowsAtOnce = 64
    let centred = Buffer<Double>(count: rowsAtOnce * width)
    let negative = Buffer(means.map { -$0 })
    let total = unsafe totals.start + slice.lowerBound * width
    for start in stride(from: 0, to: count, by: rowsAtOnce) {
      let rows = min(rowsAtOnce, count - start)
      for row in 0..<rows {
        let target = unsafe centred.start + row * width
        unsafe target.update(from: negative.start, count: width)
        unsafe kernels.accumulate(floats + (start + row) * width, target, width)
      }
      unsafe kernels.cross_products(centred.start, total, slice.lowerBound, slice.upperBound, rows, width)
    }
  }
}
