import Engine
import Glibc
import Testing

// The numbers were made by this script, in PyTorch 2.15.0:
//
//     import torch
//     from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR, StepLR
//     def rates(schedule, steps, per):  # the rate of each step; the scheduler moves on after every `per` steps
//         opt = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
//         scheduler, found = schedule(opt), []
//         for step in range(steps):
//             found.append(opt.param_groups[0]["lr"]); opt.step()
//             if (step + 1) % per == 0: scheduler.step()
//         return [float(f"{rate:.12g}") for rate in found]
//     print(rates(lambda o: StepLR(o, step_size=2, gamma=0.3), 15, per=3))      # 5 epochs of 3 steps
//     print(rates(lambda o: CosineAnnealingLR(o, T_max=12), 12, per=1))         # 4 epochs of 3 steps
//     print(rates(lambda o: SequentialLR(o, [                                   # with a warm-up of 2 epochs
//         LinearLR(o, start_factor=1 / 6, total_iters=5), CosineAnnealingLR(o, T_max=9)], milestones=[6]), 15, per=1))
struct LearningRateTests {
  /// The rates of an optimiser with rate 0.1, at 3 steps an epoch.
  func rates(_ schedule: Schedule, epochs: Int, steps: Range<Int>? = nil) -> [Double] {
    var descent = Descent(optimizer: Optimizer(kind: .sgd, learningRate: 0.1), epochs: epochs, batchSize: 1)
    descent.schedule = schedule
    return (steps ?? 0..<3 * epochs).map { descent.rate(step: $0, stepsPerEpoch: 3) }
  }

  func agree(_ rates: [Double], _ expected: [Double]) -> Bool {
    rates.count == expected.count && zip(rates, expected).allSatisfy { abs($0 - $1) < 1e-12 }
  }

  @Test("a constant rate is the optimiser's own at every step")
  func constant() {
    #expect(rates(.constant, epochs: 2) == [0.1, 0.1, 0.1, 0.1, 0.1, 0.1])
  }

  @Test("steps fall as PyTorch's StepLR does, epoch by epoch")
  func step() {
    let expected = [
      0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.009, 0.009, 0.009,
    ]
    #expect(agree(rates(.step(every: 2, factor: 0.3), epochs: 5), expected))
  }

  @Test("the cosine falls as PyTorch's CosineAnnealingLR does, step by step")
  func cosine() {
    let expected = [
      0.1, 0.0982962913145, 0.0933012701892, 0.0853553390593, 0.075, 0.0629409522551, 0.05, 0.0370590477449, 0.025,
      0.0146446609407, 0.00669872981078, 0.00170370868555,
    ]
    #expect(agree(rates(.cosine(warmup: 0), epochs: 4), expected))
  }

  @Test("a warm-up rises as PyTorch's LinearLR does, and the cosine falls over what is left")
  func warmup() {
    let expected = [
      0.0166666666667, 0.0333333333333, 0.05, 0.0666666666667, 0.0833333333333, 0.1, 0.1, 0.0969846310393,
      0.0883022221559, 0.075, 0.0586824088833, 0.0413175911167, 0.025, 0.0116977778441, 0.0030153689607,
    ]
    #expect(agree(rates(.cosine(warmup: 2), epochs: 5), expected))
  }

  @Test("a warm-up over all epochs only rises, and nothing is left beyond the last step")
  func onlyWarmup() {
    #expect(agree(rates(.cosine(warmup: 1), epochs: 1), [0.1 / 3, 0.2 / 3, 0.1]))
    #expect(rates(.cosine(warmup: 1), epochs: 1, steps: 3..<5) == [0, 0])
    #expect(rates(.cosine(warmup: 0), epochs: 2, steps: 6..<7) == [0])
  }

  @Test("the cosine is the system's, to the last bits")
  func accuracy() {
    var descent = Descent(optimizer: Optimizer(kind: .sgd, learningRate: 1), epochs: 1, batchSize: 1)
    descent.schedule = .cosine(warmup: 0)
    for step in 0..<1_000 {
      let expected = 0.5 * (1 + cos(.pi * Double(step) / 1_000))
      #expect(abs(descent.rate(step: step, stepsPerEpoch: 1_000) - expected) < 4e-16)
    }
  }
}
