/// Why an epoch did not reach its end.
package enum EpochError: Error, Equatable, Sendable {
  /// The loss or a weight stopped being finite. Epoch and step of the epoch count from 1; the loss is that of the step,
  /// infinite or not a number, or finite where only a weight is not.
  case diverged(epoch: Int, step: Int, loss: Double)
  /// The caller asked for an end.
  case interrupted
}

/// Trains an autoencoding network: its targets are its inputs.
///
/// A class, since it owns threads, the weights and the optimiser's state. The same seed, samples and options give the
/// same bits for any number of threads.
package final class Trainer {
  private let network: Network
  private let objective: Objective
  private let regularization: Regularization
  private let descent: Descent
  private let seed: UInt64
  private let team: Team
  private let stored: FactorBuffer
  private let state: OptimizerState
  private var step: TrainingStep?
  private var stepsDone = 0

  /// Traps unless the network's outputs are as wide as its inputs and the batch size is at least 1.
  package init(
    network: Network, parameters: Parameters, objective: Objective, regularization: Regularization = Regularization(),
    descent: Descent, threads: Int, seed: UInt64
  ) {
    precondition(network.inputs == network.outputs, "\(network.inputs) inputs, \(network.outputs) outputs")
    precondition(descent.batchSize > 0, "a batch of \(descent.batchSize)")
    self.network = network
    self.objective = objective
    self.regularization = regularization
    self.descent = descent
    self.seed = seed
    team = Team(threads: threads)
    let parameters =
      regularization.hasUnitColumns
      ? parameters.withUnitRows(in: network, from: regularization.codeDepth) : parameters
    stored = FactorBuffer(parameters, precision: descent.precision)
    state = OptimizerState(descent.optimizer, parameters: network.storedCount)
  }

  /// The network's numbers as they are now.
  package var parameters: Parameters { Parameters(of: network, values: stored.floats.values) }

  /// The network at work with the numbers that it has now, on the trainer's threads and without a copy of them: not to be
  /// used any more once the next epoch begins.
  package var inference: Inference {
    Inference(network: network, stored: stored, team: team)
  }

  /// `runEpochTerms`, whose terms together are the loss.
  package func runEpoch(
    _ samples: Samples, epoch: Int, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(EpochError) -> Double {
    try runEpochTerms(samples, epoch: epoch, isInterrupted: isInterrupted).loss
  }

  /// One pass over the samples in an order shuffled by seed and `epoch`; returns the loss's terms as it trained, means over
  /// the samples; 0 without samples.
  ///
  /// Throws within a step of the loss or a weight no longer being finite, or of `isInterrupted`, which is asked before
  /// each step, being true. Traps unless the samples are as wide as the network.
  package func runEpochTerms(
    _ samples: Samples, epoch: Int, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(EpochError) -> LossTerms {
    precondition(samples.width == network.inputs, "samples of \(samples.width) for \(network.inputs) inputs")
    guard samples.count > 0 else { return LossTerms() }
    let order = RandomStream.permutation(of: samples.count, seed: seed, purpose: .shuffle, epoch: epoch)
    let step = plannedStep(for: samples.count)
    step.auxiliary?.beginEpoch(stepsDone == 0)
    let (descent, team, stepsBefore) = (descent, team, stepsDone)
    let run = samples.withSource { source in
      unsafe order.withUnsafeBufferPointer { order in
        guard let order = order.baseAddress else { preconditionFailure("an order of no samples") }
        let run = unsafe EpochRun(
          step: step, descent: descent,
          pass: .init(
            order: order, source: source, samples: samples.count, epoch: epoch, stepsBefore: stepsBefore,
            isInterrupted: isInterrupted))
        run.run(on: team)
        return run
      }
    }
    stepsDone += run.stepsDone
    if run.wasInterrupted { throw .interrupted }
    if let loss = run.divergedLoss { throw .diverged(epoch: epoch, step: run.stepsDone, loss: loss) }
    return run.termSums.divided(by: samples.count)
  }

  private func plannedStep(for samples: Int) -> TrainingStep {
    let capacity = min(descent.batchSize, samples)
    if let step, step.capacity == capacity { return step }
    let new = TrainingStep(
      network: network, objective: objective, regularization: regularization, descent: descent, capacity: capacity,
      threads: team.count,
      stored: stored, state: state, seed: seed)
    step = new
    return new
  }
}
