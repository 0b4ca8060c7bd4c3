import CKernels

/// Where the samples lie, while their storage is held.
@safe struct SampleSource: @unchecked Sendable {
  let bytes: UnsafePointer<UInt8>?  // count × width
  let floats: UnsafePointer<Float>?  // count × width
  let width: Int

  /// Asks for sample `row`, which is read soon: shuffled rows lie where no processor expects them.
  func prefetch(_ row: Int) {
    if let bytes = unsafe bytes {
      unsafe codebook_prefetch(bytes + row * width, width)
    } else if let floats = unsafe floats {
      unsafe codebook_prefetch(floats + row * width, width * MemoryLayout<Float>.stride)
    }
  }

  /// Sample `row` as floats, bytes divided by 255.
  func gather(_ row: Int, into target: UnsafeMutablePointer<Float>, by kernels: Kernels) {
    if let bytes = unsafe bytes {
      unsafe kernels.gather_bytes(bytes + row * width, target, width)
    } else if let floats = unsafe floats {
      unsafe target.update(from: floats + row * width, count: width)
    }
  }
}

extension Samples {
  /// Calls `body` with the samples' addresses, which are good until it returns.
  func withSource<Result, Failure: Error>(_ body: (SampleSource) throws(Failure) -> Result) throws(Failure) -> Result {
    switch storage {
    case .bytes(let values):
      try unsafe values.withUnsafeBufferPointer { pointer throws(Failure) in
        try unsafe body(SampleSource(bytes: pointer.baseAddress, floats: nil, width: width))
      }
    case .floats(let values):
      try unsafe values.withUnsafeBufferPointer { pointer throws(Failure) in
        try unsafe body(SampleSource(bytes: nil, floats: pointer.baseAddress, width: width))
      }
    }
  }

  /// The samples at `rows`, copied, in that order; a row may come twice. Traps on a row that is not there.
  package func gathered(rows: [Int]) -> Samples {
    func gather<Element>(_ values: [Element]) -> [Element] {
      var result: [Element] = []
      result.reserveCapacity(rows.count * width)
      for row in rows {
        precondition(row >= 0 && row < count, "row \(row) of \(count) samples")
        result.append(contentsOf: values[row * width..<(row + 1) * width])
      }
      return result
    }
    return switch storage {
    case .bytes(let values): Samples(count: rows.count, width: width, storage: .bytes(gather(values)))
    case .floats(let values): Samples(count: rows.count, width: width, storage: .floats(gather(values)))
    }
  }

  /// One sample as floats, bytes standing for 0…1. Traps on a row that is not there.
  package func row(_ row: Int) -> [Float] {
    precondition(row >= 0 && row < count, "row \(row) of \(count) samples")
    return unsafe [Float](unsafeUninitializedCapacity: width) { buffer, initialized in
      if let base = buffer.baseAddress { withSource { unsafe $0.gather(row, into: base, by: .best) } }
      initialized = width
    }
  }

  /// One sample as pixels of 0…255; floats are clamped to 0…1 and rounded to the nearest.
  package func pixels(row: Int) -> [UInt8] {
    precondition(row >= 0 && row < count, "row \(row) of \(count) samples")
    return switch storage {
    case .bytes(let values): Array(values[row * width..<(row + 1) * width])
    case .floats(let values): bytePixels(of: values[row * width..<(row + 1) * width])
    }
  }
}

extension Matrix {
  /// One row of values in 0…1 as pixels of 0…255: clamped, rounded to the nearest; not-a-number is 0.
  package func pixels(row: Int) -> [UInt8] {
    precondition(row >= 0 && row < rows, "row \(row) of \(rows)")
    return bytePixels(of: values[row * columns..<(row + 1) * columns])
  }
}

private func bytePixels(of values: ArraySlice<Float>) -> [UInt8] {
  unsafe [UInt8](unsafeUninitializedCapacity: values.count) { buffer, initialized in
    unsafe values.withUnsafeBufferPointer { source in
      guard let target = buffer.baseAddress, let source = source.baseAddress else { return }
      unsafe Kernels.best.narrow_pixels(source, target, values.count)
    }
    initialized = values.count
  }
}
