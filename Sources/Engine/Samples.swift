/// Training or test examples, one a row. Images stay bytes in memory and become floats as a batch is gathered.
package struct Samples: Equatable, Sendable {
  package enum Storage: Equatable, Sendable {
    /// count × width, 0…255, standing for 0…1.
    case bytes([UInt8])
    /// count × width.
    case floats([Float])
  }

  package let count: Int
  package let width: Int
  package let storage: Storage

  package init(count: Int, width: Int, storage: Storage) {
    let elements =
      switch storage {
      case .bytes(let values): values.count
      case .floats(let values): values.count
      }
    precondition(elements == count * width, "\(elements) elements for \(count) samples of \(width)")
    self.count = count
    self.width = width
    self.storage = storage
  }
}
