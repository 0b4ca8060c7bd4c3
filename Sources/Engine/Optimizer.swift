/// The rule that turns gradients into new weights, with PyTorch's defaults, but momentum 0.9.
package struct Optimizer: Equatable, Sendable, Codable {
  package enum Kind: String, CaseIterable, Sendable, Codable {
    case adam, adamw, sgd, momentum, nesterov, rmsprop, adagrad, adadelta

    /// The learning rate where none is given: PyTorch's.
    package var customaryRate: Double {
      switch self {
      case .adam, .adamw, .sgd, .momentum, .nesterov: 0.001
      case .rmsprop, .adagrad: 0.01
      case .adadelta: 1
      }
    }
  }

  package var kind: Kind
  package var learningRate: Double
  /// Of `momentum` and `nesterov` (Sutskever, Martens, Dahl and Hinton 2013).
  package var momentum = 0.9
  /// Of `adam` and `adamw`: Kingma and Ba 2015, algorithm 1.
  package var beta1 = 0.9
  package var beta2 = 0.999
  /// How long the mean of the squared gradients remembers: of `rmsprop` (Tieleman and Hinton 2012; PyTorch's `alpha`),
  /// and of `adadelta` (Zeiler 2012).
  package var rho: Double
  /// Keeps a division from zero; under the root in `adadelta`, beside it elsewhere.
  package var epsilon: Double
  /// Decoupled in `adamw` (Loshchilov and Hutter 2019), L2 elsewhere: added to the gradient. Biases included, as in
  /// PyTorch.
  package var weightDecay: Double

  package init(kind: Kind, learningRate: Double? = nil, weightDecay: Double? = nil) {
    self.kind = kind
    self.learningRate = learningRate ?? kind.customaryRate
    self.weightDecay = weightDecay ?? (kind == .adamw ? 0.01 : 0)
    rho = kind == .adadelta ? 0.9 : 0.99
    epsilon =
      switch kind {
      case .adagrad: 1e-10
      case .adadelta: 1e-6
      default: 1e-8
      }
  }
}

/// How the learning rate goes over the epochs of a training.
package enum Schedule: Equatable, Sendable, Codable {
  case constant
  /// Multiplied by `factor` after every `every` epochs.
  case step(every: Int, factor: Double)
  /// Rises linearly over the steps of the first `warmup` epochs, then falls along half a cosine towards zero, which it
  /// would reach one step after the last: Loshchilov and Hutter 2017, equation 5, without restarts, step by step.
  case cosine(warmup: Int)
}

/// The numbers that products are made of. Weights, sums, losses and the optimiser are float32 in any case.
package enum Precision: String, CaseIterable, Sendable, Codable {
  case float32
  /// The factors of every product are rounded to bfloat16, its sums are float32: Micikevicius et al. 2018 with the
  /// format of Kalamkar et al. 2019, which needs no scaling of the loss.
  case bfloat16
}

/// How gradients become weights: everything of a training but the network, its loss and its data.
package struct Descent: Equatable, Sendable, Codable {
  package var optimizer: Optimizer
  package var schedule = Schedule.constant
  /// Of the whole training, which schedules count on.
  package var epochs: Int
  package var batchSize: Int
  /// The gradient's greatest norm, over all parameters; longer ones are shortened to it (Pascanu, Mikolov and Bengio
  /// 2013), as PyTorch's `clip_grad_norm_`.
  package var clipNorm: Double?
  package var precision = Precision.float32

  package init(optimizer: Optimizer, epochs: Int, batchSize: Int) {
    self.optimizer = optimizer
    self.epochs = epochs
    self.batchSize = batchSize
  }
}
