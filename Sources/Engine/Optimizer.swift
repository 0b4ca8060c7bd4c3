/// The rule that turns gradients into new weights, with PyTorch's defaults, but momentum 0.9.
package struct Optimizer: Equatable, Sendable, Codable {
  package enum Kind: String, CaseIterable, Sendable, Codable { case sgd, momentum, adam, adamw }

  package var kind: Kind
  package var learningRate: Double
  /// Of `momentum`.
  package var momentum = 0.9
  /// Of `adam` and `adamw`: Kingma and Ba 2015, algorithm 1.
  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-8
  /// Decoupled in `adamw` (Loshchilov and Hutter 2019), L2 elsewhere: added to the gradient. Biases included, as in PyTorch.
  package var weightDecay: Double

  package init(kind: Kind, learningRate: Double, weightDecay: Double? = nil) {
    self.kind = kind
    self.learningRate = learningRate
    self.weightDecay = weightDecay ?? (kind == .adamw ? 0.01 : 0)
  }
}
