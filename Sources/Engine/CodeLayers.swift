// Layers that make a code out of what an encoder gives.

/// Codes drawn from Gaussians: `h = μ + e^{s/2} · ε` with ε standard normal, where the inputs are all μ and then all s,
/// the logarithms of the variances. Kingma and Welling 2014, section 2.4. In evaluation the code is μ, unless one is
/// drawn.
package struct GaussianLayer: Equatable, Sendable, Codable {
  /// Of the code; the inputs are twice as many.
  package var width: Int

  package init(width: Int) {
    precondition(width >= 0, "a code of \(width)")
    self.width = width
  }
}

/// Binary codes: while training `h = sigmoid(x + noise · ε)` with ε standard normal, so that the units have to be far
/// from the middle to say anything; in evaluation 1 where sigmoid(x) is above ½, else 0. Salakhutdinov and Hinton 2009,
/// section 3, whose noise has a deviation of 4.
package struct BinaryLayer: Equatable, Sendable, Codable {
  package var width: Int
  /// The standard deviation of the noise.
  package var noise: Double

  package init(width: Int, noise: Double) {
    precondition(width >= 0 && noise >= 0, "noise of \(noise) on \(width) units")
    self.width = width
    self.noise = noise
  }
}

/// The `kept` largest values of each sample, the others are 0: Makhzani and Frey 2014, algorithm 1. Over the first
/// `annealing` epochs the number kept falls linearly from all of them, as in their section 4.2.1; evaluation always keeps
/// `kept`.
package struct LargestLayer: Equatable, Sendable, Codable {
  package var width: Int
  package var kept: Int
  package var annealing: Int

  package init(width: Int, kept: Int, annealing: Int = 0) {
    precondition(kept >= 0 && kept <= width && annealing >= 0, "\(kept) of \(width) units over \(annealing) epochs")
    self.width = width
    self.kept = kept
    self.annealing = annealing
  }

  /// How many are kept in an epoch of training, counted from 1.
  package func kept(inEpoch epoch: Int) -> Int {
    guard epoch <= annealing else { return kept }
    return width - (width - kept) * (max(epoch, 1) - 1) / annealing
  }
}
