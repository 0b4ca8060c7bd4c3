import Engine
import Glibc
import Testing

/// Training steps beside PyTorch's own; PyTorchCases.swift has the numbers, and the script that made them.
struct PyTorchTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let kind: Optimizer.Kind
    let learningRate: Double
    let weightDecay: Double
    let loss: Loss
    let losses: [Double]  // of each step
    let parameters: [Double]  // after five steps

    var testDescription: String { "\(kind.rawValue), weight decay \(weightDecay)" }
  }

  @Test("five steps of each optimiser give PyTorch's losses and weights", arguments: optimizerCases)
  func steps(of expected: Case) throws {
    let network = makeNetwork([4, 3, 4])
    let parameters = Parameters(of: network, values: (0..<31).map { Float(0.5 * sin(Double($0))) })
    let pixels = (0..<12).map { Float(0.5 + 0.5 * cos(Double(4 * ($0 / 4) + $0 % 4))) }
    let trainer = makeTrainer(
      network, parameters, objective: Objective(loss: expected.loss, reduction: .mean),
      optimizer: Optimizer(
        kind: expected.kind, learningRate: expected.learningRate, weightDecay: expected.weightDecay), batchSize: 3)
    for (step, loss) in expected.losses.enumerated() {
      let found = try trainer.runEpoch(Samples(count: 3, width: 4, storage: .floats(pixels)), epoch: step + 1)
      #expect(abs(found - loss) < 5e-7)
    }
    #expect(zip(trainer.parameters.values, expected.parameters).allSatisfy { abs(Double($0) - $1) < 2e-6 })
  }

  @Test("every optimiser is compared, with and without weight decay")
  func completeness() {
    for kind in Optimizer.Kind.allCases {
      #expect(Set(optimizerCases.filter { $0.kind == kind }.map(\.weightDecay)) == [0, 0.1])
    }
  }
}
