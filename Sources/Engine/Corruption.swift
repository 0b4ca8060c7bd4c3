import CKernels

/// Noise on the input of a denoising autoencoder, whose target stays clean: Vincent, Larochelle, Lajoie, Bengio and
/// Manzagol 2010, section 3.3.
///
/// Drawn for each sample by itself, from the seed, the epoch and the sample's place.
package struct Corruption: Equatable, Hashable, Sendable, Codable {
  package enum Kind: String, CaseIterable, Sendable, Codable {
    /// Gaussian noise is added; the amount is its standard deviation.
    case gaussian
    /// Pixels become 0; the amount is the share of them.
    case masking
    /// Pixels become 0 or 1 with the same probability; the amount is the share of them.
    case saltAndPepper = "salt_pepper"
  }

  package var kind: Kind
  package var amount: Double
  /// Whether the result is clipped to 0…1, as pixels are; other data are left as they are.
  package var clips = true

  package init(_ kind: Kind, _ amount: Double) {
    self.kind = kind
    self.amount = amount
  }
}

extension Corruption.Kind {
  /// Its number in the kernels.
  fileprivate var code: Int32 {
    let code =
      switch self {
      case .gaussian: codebook_gaussian_noise
      case .masking: codebook_masking_noise
      case .saltAndPepper: codebook_salt_pepper_noise
      }
    return Int32(code.rawValue)
  }
}

/// Noise with its address: what turns sample `row` into its noisy version.
struct NoiseSource: Sendable {
  let corruption: Corruption
  let seed: UInt64
  /// 0 in evaluation, whose noise depends on seed and sample alone.
  let epoch: Int

  /// `noisy` from `clean`, sample `row` of `width` pixels.
  func corrupt(
    _ clean: UnsafePointer<Float>, row: Int, into noisy: UnsafeMutablePointer<Float>, width: Int, by kernels: Kernels
  ) {
    let address = RandomStream.Address(seed: seed, purpose: .noise, layer: 0, epoch: epoch, sample: row)
    unsafe address.withCounter { counter in
      unsafe kernels.corrupt(
        corruption.kind.code, address.key[0], address.key[1], counter, Float(corruption.amount),
        corruption.clips ? 1 : 0, clean, noisy, width)
    }
  }
}

extension RandomStream.Address {
  /// Calls `body` with the counter as the kernels read it.
  func withCounter<Result>(_ body: (UnsafePointer<UInt32>) -> Result) -> Result {
    unsafe withUnsafePointer(to: counter) { counter in
      unsafe counter.withMemoryRebound(to: UInt32.self, capacity: 4) { unsafe body($0) }
    }
  }
}

extension Samples {
  /// The samples as evaluation corrupts them, as floats. `places` are where they stand in their split, which the noise
  /// depends on. Traps unless there is a place for each.
  package func corrupted(by corruption: Corruption, seed: UInt64, places: [Int]) -> Samples {
    corrupted(by: corruption, seed: seed, places: places, epoch: 0)
  }

  /// The noise of another epoch: 0 is evaluation's, training's count from 1.
  func corrupted(by corruption: Corruption, seed: UInt64, places: [Int], epoch: Int) -> Samples {
    precondition(places.count == count, "\(places.count) places for \(count) samples")
    let kernels = unsafe Kernels.best
    let noise = NoiseSource(corruption: corruption, seed: seed, epoch: epoch)
    let clean = Buffer<Float>(count: width)
    let values = unsafe [Float](unsafeUninitializedCapacity: count * width) { values, initialized in
      initialized = count * width
      guard let start = values.baseAddress else { return }
      withSource { source in
        for (row, place) in places.enumerated() {
          unsafe source.gather(row, into: clean.start, by: kernels)
          unsafe noise.corrupt(clean.start, row: place, into: start + row * width, width: width, by: kernels)
        }
      }
    }
    return Samples(count: count, width: width, storage: .floats(values))
  }
}
