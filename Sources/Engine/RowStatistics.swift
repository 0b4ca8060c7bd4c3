// Numbers about samples as they are, without a model.

extension Samples {
  /// The mean of each column, bytes standing for 0…1; bytes are summed exactly, floats in double precision.
  package func mean() -> [Double] {
    switch storage {
    case .bytes(let values):
      let sums = unsafe values.withUnsafeBufferPointer { bytes in
        unsafe CrossProducts.sums(ofBytes: bytes.baseAddress, count: count, width: width)
      }
      return sums.map { $0 / (255 * Double(max(count, 1))) }
    case .floats(let values): return CrossProducts.means(of: values, count: count, width: width)
    }
  }

  /// Samples in a subspace with noise around it: `x = z · directions + noise · e`, where the entries of z and e are standard
  /// normal, drawn for each sample from `seed`, its place from `first` on, and the numbers 2 and 3 for a layer.
  /// O(count × directions × width). Traps unless all directions are `width` long.
  package init(count: Int, from first: Int, around directions: [[Float]], width: Int, noise: Float, seed: UInt64) {
    precondition(directions.allSatisfy { $0.count == width }, "directions of another length than \(width)")
    let values = unsafe [Float](unsafeUninitializedCapacity: count * width) { values, initialized in
      unsafe values.initialize(repeating: 0)
      initialized = count * width
      for sample in 0..<count {
        var coordinates = RandomStream(seed: seed, purpose: .data, layer: 2, epoch: 0, sample: first + sample)
        let start = sample * width
        for direction in directions {
          let coordinate = coordinates.nextGaussian()
          for pixel in 0..<width { unsafe values[start + pixel] += coordinate * direction[pixel] }
        }
        guard noise > 0 else { continue }
        var errors = RandomStream(seed: seed, purpose: .data, layer: 3, epoch: 0, sample: first + sample)
        for pixel in 0..<width { unsafe values[start + pixel] += noise * errors.nextGaussian() }
      }
    }
    self.init(count: count, width: width, storage: .floats(values))
  }
}

/// The pixels' own entropy, nats a pixel: the floor of every mean cross-entropy. 0 without samples. O(samples × pixels).
package func meanEntropy(of samples: Samples) -> Double {
  entropies(of: samples).reduce(0, +) / Double(max(samples.count * samples.width, 1))
}
