import CKernels
import Engine

/// The instruction sets of the kernels that this processor runs.
let kernelLevels = (0..<3).filter { codebook_kernels_at(Int32($0)) != nil }

func kernels(_ level: Int) -> codebook_kernels { codebook_kernels_at(Int32(level))!.pointee }

func code(_ activation: Activation) -> Int32 { Int32(Activation.allCases.firstIndex(of: activation)!) }

func code(_ loss: Loss) -> Int32 { Int32(Loss.allCases.firstIndex(of: loss)!) }

/// From −span to span; an odd number of them, so that no vector length divides it.
func sweep(_ span: Float, count: Int = 1_003) -> [Float] {
  (0..<count).map { span * (2 * Float($0) / Float(count - 1) - 1) }
}

func zeros(_ count: Int) -> [Float] { [Float](repeating: 0, count: count) }

/// Random numbers in −1..<1, always the same ones.
func noise(_ count: Int, sample: Int = 0) -> [Float] {
  var stream = RandomStream(seed: 9, purpose: .noise, sample: sample)
  return (0..<count).map { _ in 2 * stream.nextUniform() - 1 }
}
