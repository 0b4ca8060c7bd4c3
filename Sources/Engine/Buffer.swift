/// Numbers in one allocation, aligned for the widest vectors, zero at first; freed with the object.
///
/// A class, since several threads work on one buffer. Who writes where is the step's business: two barriers a step.
@safe final class Buffer<Element: BitwiseCopyable>: @unchecked Sendable {
  let count: Int
  let start: UnsafeMutablePointer<Element>  // count

  init(count: Int, zero: Element = 0) where Element: ExpressibleByIntegerLiteral {
    precondition(count >= 0, "a buffer of \(count) elements")
    self.count = count
    let bytes = max(count, 1) * MemoryLayout<Element>.stride
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    unsafe start = memory.bindMemory(to: Element.self, capacity: max(count, 1))
    unsafe start.initialize(repeating: zero, count: max(count, 1))
  }

  convenience init(_ values: [Element]) where Element: ExpressibleByIntegerLiteral {
    self.init(count: values.count)
    unsafe values.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { unsafe start.update(from: base, count: values.count) }
    }
  }

  /// A copy of the numbers.
  var values: [Element] { unsafe Array(UnsafeBufferPointer(start: start, count: count)) }

  deinit { unsafe start.deallocate() }
}
