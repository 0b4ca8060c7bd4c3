// Numbers about samples as they are, without a model.

/// The pixels' own entropy, nats a pixel: the floor of every mean cross-entropy. 0 without samples. O(samples × pixels).
package func meanEntropy(of samples: Samples) -> Double {
  entropies(of: samples).reduce(0, +) / Double(max(samples.count * samples.width, 1))
}
