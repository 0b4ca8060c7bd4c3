/// How fast this machine multiplies matrices now, for `codebook doctor`.
package enum ProductSpeed {
  /// Floating-point operations a second over products of 256 × 512 × 512 on all threads, the best of several rounds of
  /// about 20 ms each. `now` gives seconds.
  package static func measured(threads: Int, now: () -> Double) -> Double {
    let (rows, inner) = (256, 512)
    let team = Team(threads: threads)
    let factors = (0..<team.count).map { _ in
      (Buffer<Float>(count: rows * inner), Buffer<Float>(count: inner * inner), Buffer<Float>(count: rows * inner))
    }
    let operations = Double(2 * rows * inner * inner * team.count)
    var best = 0.0
    for _ in 0..<8 {
      let start = now()
      var rounds = 0
      repeat {
        team.run { thread in
          let (left, right, result) = factors[thread]
          unsafe Products.multiply(
            Products.Factor(start: left.start, stride: inner), Products.Factor(start: right.start, stride: inner),
            rows: rows, columns: inner, depth: inner, into: result.start, stride: inner)
        }
        rounds += 1
      } while now() - start < 0.02
      best = max(best, operations * Double(rounds) / (now() - start))
    }
    return best
  }
}
