import CKernels

/// How a network looks at samples in evaluation: through noise, or with codes that are drawn; plainly where nothing is
/// said. Both depend on the seed and the sample's place alone.
package struct InferenceView: Equatable, Sendable {
  /// The noise on the input, whose errors are still those from the clean samples.
  package var corruption: Corruption?
  /// Which of many draws of a Gaussian code, counted from 0; its mean where it is nil.
  package var draw: Int?
  package var seed: UInt64

  package init(corruption: Corruption? = nil, draw: Int? = nil, seed: UInt64 = 0) {
    self.corruption = corruption
    self.draw = draw
    self.seed = seed
  }

  var noise: NoiseSource? { corruption.map { NoiseSource(corruption: $0, seed: seed, epoch: 0) } }

  /// Standard normal numbers for the code of sample `row`. Training's epochs count from 1, so none of its numbers come
  /// again.
  func drawNoise(
    _ draw: Int, row: Int, into noise: UnsafeMutablePointer<Float>, width: Int, by kernels: Kernels
  ) {
    let address = RandomStream.Address(seed: seed, purpose: .code, layer: draw, epoch: 0, sample: row)
    unsafe address.withCounter { counter in
      unsafe kernels.gaussians(address.key[0], address.key[1], counter, noise, width)
    }
  }
}
