/// How the work of a step is cut into tasks: by shapes alone, never by the number of threads, so that any number of
/// threads gives the same bits.
enum Slices {
  /// Rows of a batch that go through the whole network together.
  static let rowsAtMost = 64
  /// Weights whose gradient is made together, with what the optimiser keeps of them still in the cache.
  static let weightsAtMost = 48 * 1_024

  /// A batch as slices of up to 64 rows; an even number of them, as long as they don't get shorter than 16.
  static func rows(of batch: Int) -> [Range<Int>] {
    guard batch > 0 else { return [] }
    let pairs = (batch + 2 * rowsAtMost - 1) / (2 * rowsAtMost)
    let length = max((batch + 2 * pairs - 1) / (2 * pairs), 16)
    let rounded = min((length + 7) / 8 * 8, rowsAtMost)
    return stride(from: 0, to: batch, by: rounded).map { $0..<min($0 + rounded, batch) }
  }

  /// All rows of an evaluation as slices of 64.
  static func inference(of rows: Int) -> [Range<Int>] {
    stride(from: 0, to: rows, by: rowsAtMost).map { $0..<min($0 + rowsAtMost, rows) }
  }

  /// A part of a layer's parameters that lie together: whole rows of its weights, and after the last row the bias; or
  /// all of a batch normalisation's.
  struct WeightSlice: Equatable {
    let layer: Int
    let rows: Range<Int>  // of the layer's inputs
    let includesBias: Bool
    let count: Int
  }

  /// All layers' parameters as slices, the largest first, so that the last tasks to finish are short.
  static func weights(of network: Network) -> [WeightSlice] {
    var slices: [WeightSlice] = []
    for (index, layer) in network.layers.enumerated() where layer.parameterCount > 0 {
      guard let dense = layer.dense, dense.tiedTo == nil else {
        slices.append(WeightSlice(layer: index, rows: 0..<0, includesBias: true, count: layer.parameterCount))
        continue
      }
      let parts = max(2, (dense.inputs * dense.outputs + weightsAtMost - 1) / weightsAtMost)
      let length = max(((dense.inputs + parts - 1) / parts + 7) / 8 * 8, 8)
      var start = 0
      repeat {
        let end = min(start + length, dense.inputs)
        let isLast = end == dense.inputs
        slices.append(
          WeightSlice(
            layer: index, rows: start..<end, includesBias: isLast,
            count: (end - start + (isLast ? 1 : 0)) * dense.outputs))
        start = end
      } while start < dense.inputs
    }
    return slices.enumerated().sorted { ($0.element.count, $1.offset) > ($1.element.count, $0.offset) }.map(\.element)
  }
}
