package import Engine

/// A model after training, or a baseline after it was computed: a network with its parameters.
package struct TrainedModel: Sendable {
  /// A loss after each epoch, or a term of it.
  package struct Curve: Equatable, Sendable {
    package let split: Split
    package let term: LossTerm
    /// One value an epoch, from the first on.
    package var losses: [Double]

    package init(split: Split, term: LossTerm = .loss, losses: [Double]) {
      self.split = split
      self.term = term
      self.losses = losses
    }

    /// `train.loss`
    package var name: String { "\(split.rawValue).\(term.name)" }
  }

  package let network: Network
  /// With the running statistics of batch normalisation.
  package let parameters: Parameters
  /// Of the products, in training and after it.
  package let precision: Precision
  /// Layers of the network that make the code.
  package let encoderDepth: Int
  package let objective: Objective
  package let regularization: Regularization
  /// That it was trained with.
  package let seed: UInt64
  /// The loss of `train` first, then of the watched splits, then all their terms; empty for a baseline.
  package let curves: [Curve]
  /// Epochs that were run: fewer than asked for where early stopping ended them.
  package let epochs: Int
  /// The epoch that early stopping found best; without it the one after which the first watched split's loss was
  /// smallest. Counted from 1; 0 where none was run or none gave a finite number.
  package let bestEpoch: Int
  /// Seconds spent on training alone: shuffling and gathering included, measuring not.
  package let seconds: Double
  /// Samples that went through training in this time.
  package let samplesSeen: Int

  /// Width of the code.
  package var code: Int { network.layers[encoderDepth - 1].outputs }

  /// The model at work. It owns threads and a copy of the parameters: one serves many splits.
  package func inference(threads: Int) -> Inference {
    Inference(network: network, parameters: parameters, threads: threads, precision: precision)
  }

  /// What it sees of its input in evaluation: the noise that it was trained with, if there was any.
  package var view: InferenceView { InferenceView(corruption: regularization.corruption, seed: seed) }

  /// Reconstructions of some rows: rows × pixels.
  package func reconstructions(
    of samples: Samples, rows: Range<Int>, threads: Int, view: InferenceView = InferenceView()
  ) -> Matrix {
    inference(threads: threads).outputs(of: samples, rows: rows, layers: 0..<network.layers.count, view: view)
  }

  /// Errors of each row's reconstruction.
  package func errors(of samples: Samples, threads: Int, view: InferenceView = InferenceView()) -> RowErrors {
    inference(threads: threads).errors(of: samples, view: view)
  }
}

extension Network {
  /// Whether parameters of `other` can be this network's: the same layers with numbers of their own in the same order,
  /// whatever their activations, and whatever lies between them that has none.
  package func canStart(from other: Network) -> Bool {
    func shapes(_ network: Network) -> [[Int]] {
      network.layers.compactMap { layer in
        switch layer {
        case .dense(let dense): [dense.inputs, dense.outputs, dense.tiedTo == nil ? 0 : 1]
        case .batchNorm(let norm): [norm.width]
        case .dropout, .gaussian, .binary, .largest: nil
        }
      }
    }
    return shapes(self) == shapes(other)
  }
}
