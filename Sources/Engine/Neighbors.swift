/// The rows of a matrix in the order of their distance from another's rows: exact search, every pair is looked at.
///
/// Distances are squared and Euclidean, in single precision, added up eight columns apart; of equal ones the row with the
/// smaller number comes first. A class, since it owns threads.
package final class NeighborSearch {
  private let base: Matrix
  private let team: Team

  package init(base: Matrix, threads: Int) {
    self.base = base
    team = Team(threads: threads)
  }

  /// What `score` makes of each query's nearest rows, the nearest first: `count` of them, or as many as there are. Row i
  /// of `queries` does not count row i of the base if they are `alike`. `score` is called on any thread, in any order.
  /// O(queries × base × width). Traps where the widths differ.
  package func scores(
    of queries: Matrix, nearest count: Int, alike: Bool = false,
    _ score: @Sendable (_ query: Int, _ nearest: [Int32]) -> Double
  ) -> [Double] {
    precondition(queries.columns == base.columns, "queries of \(queries.columns), a base of \(base.columns)")
    let results = Buffer<Double>(count: queries.rows)
    let base = base
    let count = min(max(count, 0), base.rows)
    team.run(tasks: queries.rows) { query, _ in
      let keys = Self.keys(of: base, from: queries, row: query, without: alike ? query : nil)
      let nearest = count < keys.count / 8 ? Self.smallest(count, of: keys) : Array(Self.sorted(keys).prefix(count))
      unsafe results.start[query] = score(query, nearest)
    }
    return results.values
  }

  /// The `count` nearest rows of each query, the nearest first: queries × count, or × as many as there are. As `scores`.
  package func nearest(_ count: Int, of queries: Matrix, alike: Bool = false) -> [[Int32]] {
    let width = min(max(count, 0), max(base.rows - (alike ? 1 : 0), 0))
    let found = Buffer<Int32>(count: queries.rows * width)
    _ = scores(of: queries, nearest: width, alike: alike) { query, nearest in
      for (place, row) in nearest.enumerated() { unsafe found.start[query * width + place] = row }
      return 0
    }
    return (0..<queries.rows).map { query in (0..<width).map { unsafe found.start[query * width + $0] } }
  }

  /// A distance's bits in the upper half, the row in the lower: ordered as they shall be found.
  private static func keys(of base: Matrix, from queries: Matrix, row: Int, without left: Int?) -> [UInt64] {
    let width = base.columns
    return unsafe base.values.withUnsafeBufferPointer { base in
      unsafe queries.values.withUnsafeBufferPointer { queries in
        guard let bases = base.baseAddress, let query = queries.baseAddress, width > 0 else { return [] }
        let rows = base.count / width
        return unsafe [UInt64](unsafeUninitializedCapacity: rows) { keys, count in
          for index in 0..<rows where index != left {
            let distance = unsafe squaredDistance(query + row * width, bases + index * width, width)
            unsafe keys.initializeElement(at: count, to: UInt64(distance.bitPattern) << 32 | UInt64(UInt32(index)))
            count += 1
          }
        }
      }
    }
  }

  @inline(__always)
  private static func squaredDistance(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
    var sums = SIMD8<Float>()
    var start = 0
    while start + 8 <= count {
      let left = unsafe UnsafeRawPointer(a + start).loadUnaligned(as: SIMD8<Float>.self)
      let right = unsafe UnsafeRawPointer(b + start).loadUnaligned(as: SIMD8<Float>.self)
      let difference = left - right
      sums += difference * difference
      start += 8
    }
    var total = sums.sum()
    while start < count {
      let difference = unsafe a[start] - b[start]
      total += difference * difference
      start += 1
    }
    return total
  }

  /// The rows of the smallest keys in their order, for a few of many.
  private static func smallest(_ count: Int, of keys: [UInt64]) -> [Int32] {
    guard count > 0 else { return [] }
    var best: [UInt64] = []
    best.reserveCapacity(count + 1)
    for key in keys where best.count < count || key < best[count - 1] {
      var place = best.count
      while place > 0, best[place - 1] > key { place -= 1 }
      best.insert(key, at: place)
      if best.count > count { best.removeLast() }
    }
    return best.map { Int32(truncatingIfNeeded: $0) }
  }

  /// The rows of all keys in their order: sorted by eleven bits of the distance at a time, from the lowest on.
  private static func sorted(_ keys: [UInt64]) -> [Int32] {
    var keys = keys
    var sorted = keys
    for shift: UInt64 in [32, 43, 54] {
      var starts = [Int](repeating: 0, count: 2_049)
      for key in keys { starts[Int(key >> shift & 2_047) + 1] += 1 }
      for digit in 1...2_048 { starts[digit] += starts[digit - 1] }
      for key in keys {
        let digit = Int(key >> shift & 2_047)
        sorted[starts[digit]] = key
        starts[digit] += 1
      }
      swap(&keys, &sorted)
    }
    return keys.map { Int32(truncatingIfNeeded: $0) }
  }
}
