package import Engine

/// A model after training, or a baseline after it was computed: a network with its parameters.
package struct TrainedModel: Sendable {
  /// A loss after each epoch.
  package struct Curve: Equatable, Sendable {
    package let split: Split
    /// One value an epoch, from the first on.
    package var losses: [Double]

    /// `train.loss`
    package var name: String { "\(split.rawValue).loss" }
  }

  package let network: Network
  package let parameters: Parameters
  /// Layers of the network that make the code.
  package let encoderDepth: Int
  package let objective: Objective
  /// `train` first, then the watched splits; empty for a baseline.
  package let curves: [Curve]
  /// Epochs that were run.
  package let epochs: Int
  /// The epoch after which the first watched split's loss was smallest, counted from 1; 0 where none was run.
  package let bestEpoch: Int
  /// Seconds spent on training alone: shuffling and gathering included, measuring not.
  package let seconds: Double
  /// Samples that went through training in this time.
  package let samplesSeen: Int

  /// Width of the code.
  package var code: Int { network.layers[encoderDepth - 1].outputs }

  /// Reconstructions of some rows: rows × pixels.
  package func reconstructions(of samples: Samples, rows: Range<Int>, threads: Int) -> Matrix {
    Inference(network: network, parameters: parameters, threads: threads)
      .outputs(of: samples, rows: rows, layers: 0..<network.layers.count)
  }

  /// Errors of each row's reconstruction.
  package func errors(of samples: Samples, threads: Int) -> RowErrors {
    Inference(network: network, parameters: parameters, threads: threads).errors(of: samples)
  }
}
