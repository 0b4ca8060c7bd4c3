/// A block of float32 numbers with a name and a shape, row-major: what other programs call a tensor.
package struct NamedTensor: Equatable, Sendable {
  package let name: String
  package let shape: [Int]
  package let values: [Float]  // the product of `shape`

  /// Traps unless there are as many values as the shape says.
  package init(name: String, shape: [Int], values: [Float]) {
    let count = shape.reduce(1, *)
    precondition(values.count == count, "\(values.count) values for \(name) of \(shape)")
    self.name = name
    self.shape = shape
    self.values = values
  }
}

extension [UInt8] {
  /// An integer's bytes, the lowest first, as all the formats here have them.
  mutating func append(littleEndian number: some FixedWidthInteger) {
    var rest = number
    for _ in 0..<number.bitWidth / 8 {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  mutating func append(littleEndian values: [Float]) {
    reserveCapacity(count + values.count * 4)
    for value in values { append(littleEndian: value.bitPattern) }
  }
}
