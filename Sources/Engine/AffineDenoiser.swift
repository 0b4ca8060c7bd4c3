import CKernels

/// The affine map from noisy to clean samples with the smallest squared error: x ≈ x̃W + b, where W is the covariance of
/// x̃ inverted times that of x̃ and x, the Wiener filter of these samples. Directions in which x̃ hardly varies, by less
/// than 10⁻⁷ of the most, are left out.
///
/// Each sample is seen several times with new noise where there are not hundreds of thousands, so that the map does
/// not learn the noise by heart. Sums are in double precision over products of 512 rows; each task makes some rows of
/// the matrices from all samples, so that the bits don't depend on the number of threads.
package struct AffineDenoiser: Sendable {
  package let weights: [Float]  // width × width
  package let bias: [Float]  // width

  private static let rowsAtOnce = 512
  private static let rowsOfATask = 64
  private static let enoughRows = 240_000

  /// How often a sample is seen.
  package static func passes(over count: Int) -> Int { min(max((enoughRows + count - 1) / max(count, 1), 1), 60) }

  /// Time grows with samples × width² + width³, memory with width².
  package init(
    of samples: Samples, _ corruption: Corruption?, seed: UInt64, threads: Int
  ) throws(EigenvectorError) {
    let width = samples.width
    guard width <= 46_340 else { throw .tooWide(width) }
    let sums = Sums(of: samples, corruption, seed: seed, team: Team(threads: threads))
    let count = Double(sums.count)
    var covariance = [Double](repeating: 0, count: width * width)
    var cross = covariance
    for i in 0..<width {
      for j in 0..<width {
        let (noisy, mixed) = unsafe (sums.noisy.start[i * width + j], sums.mixed.start[i * width + j])
        covariance[i * width + j] = noisy - sums.noisySums[i] * sums.noisySums[j] / count
        cross[i * width + j] = mixed - sums.noisySums[i] * sums.cleanSums[j] / count
      }
    }
    guard (0..<width).allSatisfy({ covariance[$0 * width + $0].isFinite }) else { throw .notFinite }
    let eigen = try symmetricEigenvectors(ofUpper: covariance, size: width, count: width)
    let map = Self.solution(eigen, cross, width: width)
    weights = map.map { Float($0) }
    bias = (0..<width).map { j in
      let noisy = (0..<width).reduce(0.0) { $0 + (sums.centre[$1] + sums.noisySums[$1] / count) * map[$1 * width + j] }
      return Float(sums.centre[j] + sums.cleanSums[j] / count - noisy)
    }
  }

  /// Σ v vᵀ · cross / λ over the eigenvectors that carry some variance.
  private static func solution(
    _ eigen: (values: [Double], vectors: [[Double]]), _ cross: [Double], width: Int
  ) -> [Double] {
    var map = [Double](repeating: 0, count: width * width)
    let least = 1e-7 * (eigen.values.first ?? 0)
    for (value, vector) in zip(eigen.values, eigen.vectors) where value > least {
      var row = [Double](repeating: 0, count: width)
      for i in 0..<width {
        let factor = vector[i]
        for j in 0..<width { row[j] += factor * cross[i * width + j] }
      }
      for i in 0..<width {
        let factor = vector[i] / value
        for j in 0..<width { map[i * width + j] += factor * row[j] }
      }
    }
    return map
  }

  /// Sums over all samples and passes, about the clean samples' mean.
  private struct Sums {
    let centre: [Double]  // width
    let noisy: Buffer<Double>  // width × width: of x̃ᵀx̃
    let mixed: Buffer<Double>  // width × width: of x̃ᵀx
    private(set) var noisySums: [Double]  // width
    private(set) var cleanSums: [Double]  // width
    let count: Int

    init(of samples: Samples, _ corruption: Corruption?, seed: UInt64, team: Team) {
      let width = samples.width
      let passes = AffineDenoiser.passes(over: samples.count)
      count = samples.count * passes
      centre = samples.mean()
      (noisy, mixed) = (Buffer(count: width * width), Buffer(count: width * width))
      let rows = (noisy: Buffer<Float>(count: rowsAtOnce * width), clean: Buffer<Float>(count: rowsAtOnce * width))
      let scratch = (0..<team.count).map { _ in Buffer<Float>(count: max(rowsOfATask, 1) * width) }
      let negative = Buffer(centre.map { Float(-$0) })
      let (noisySums, cleanSums) = (Buffer<Double>(count: width), Buffer<Double>(count: width))
      let (noisy, mixed) = (noisy, mixed)
      let kernels = unsafe Kernels.best
      samples.withSource { source in
        for pass in 0..<passes {
          let noise = corruption.map { NoiseSource(corruption: $0, seed: seed, epoch: pass + 1) }
          for start in stride(from: 0, to: samples.count, by: rowsAtOnce) {
            let length = min(rowsAtOnce, samples.count - start)
            team.run(tasks: (length + 63) / 64) { task, _ in
              let kernels = unsafe Kernels.best
              for row in task * 64..<min(task * 64 + 64, length) {
                let (clean, dirty) = unsafe (rows.clean.start + row * width, rows.noisy.start + row * width)
                unsafe source.gather(start + row, into: clean, by: kernels)
                if let noise {
                  unsafe noise.corrupt(clean, row: start + row, into: dirty, width: width, by: kernels)
                } else {
                  unsafe dirty.update(from: clean, count: width)
                }
                unsafe kernels.add_scaled(negative.start, 1, clean, width)
                unsafe kernels.add_scaled(negative.start, 1, dirty, width)
              }
            }
            for row in 0..<length {
              unsafe kernels.accumulate(rows.noisy.start + row * width, noisySums.start, width)
              unsafe kernels.accumulate(rows.clean.start + row * width, cleanSums.start, width)
            }
            team.run(tasks: (width + rowsOfATask - 1) / rowsOfATask) { task, thread in
              let kernels = unsafe Kernels.best
              let slice = task * rowsOfATask..<min((task + 1) * rowsOfATask, width)
              for (right, totals) in [(rows.noisy, noisy), (rows.clean, mixed)] {
                unsafe Products.multiply(
                  .init(start: rows.noisy.start + slice.lowerBound, stride: width, transposed: true),
                  .init(start: right.start, stride: width), rows: slice.count, columns: width, depth: length,
                  into: scratch[thread].start, stride: width)
                unsafe kernels.accumulate(
                  scratch[thread].start, totals.start + slice.lowerBound * width, slice.count * width)
              }
            }
          }
        }
      }
      self.noisySums = noisySums.values
      self.cleanSums = cleanSums.values
    }
  }

  /// Bytes that finding the map takes beside the samples.
  package static func workingMemory(width: Int, threads: Int) -> Int {
    let matrices = width.times(width).times(7 * MemoryLayout<Double>.stride)
    return matrices.plus(width.times((2 * rowsAtOnce + rowsOfATask * threads) * MemoryLayout<Float>.stride))
  }
}
