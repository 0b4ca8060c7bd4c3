import Autoencoders
import Engine
import Testing

/// Every variant from its options to a trained model.
struct VariantTrainingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let change: @Sendable (inout AutoencoderOptions) -> Void

    var testDescription: String { name }
    var options: AutoencoderOptions {
      var options = AutoencoderOptions()
      options.encoder = [.dense(units: 8)]
      options.code = 4
      change(&options)
      return options
    }
  }

  static let cases: [Case] = [
    Case(name: "denoising") {
      $0.variant = .denoising
      $0.corruption = Corruption(.masking, 0.3)
    },
    Case(name: "l1") {
      $0.variant = .sparse
      $0.sparsity = .l1(weight: 0.001, hasUnitColumns: true)
    },
    Case(name: "kl") {
      $0.variant = .sparse
      $0.codeActivation = .sigmoid
      $0.sparsity = .kl(target: 0.1, weight: 0.001)
    },
    Case(name: "largest") {
      $0.variant = .sparse
      $0.encoder = []
      $0.sparsity = .largest(kept: 2, annealing: 2, auxiliary: 0.1)
    },
    Case(name: "contractive") {
      $0.variant = .contractive
      $0.contraction = 0.001
    },
    Case(name: "variational") {
      $0.variant = .variational
      $0.objective = Objective(loss: .mse, reduction: .sum, deviation: 0.1)
      $0.warmup = 2
    },
    Case(name: "binary") { $0.binaryNoise = 1 },
  ]

  private func data() -> TrainingData {
    func samples(_ seed: UInt64, _ count: Int) -> Samples {
      var values: [Float] = []
      for sample in 0..<count {
        var stream = RandomStream(seed: seed, purpose: .data, sample: sample)
        let (a, b) = (stream.nextUniform(), stream.nextUniform())
        for pixel in 0..<12 { values.append(0.2 + 0.3 * a * Float(pixel % 3) / 2 + 0.3 * b * Float(pixel % 2)) }
      }
      return Samples(count: count, width: 12, storage: .floats(values))
    }
    return TrainingData(train: samples(1, 200), validation: nil, test: samples(2, 50))
  }

  private func train(_ options: AutoencoderOptions, threads: Int = 1, epochs: Int = 30) throws -> TrainedModel {
    var training = TrainingOptions()
    training.descent = Descent(
      optimizer: Optimizer(kind: .adam, learningRate: 0.01), epochs: epochs, batchSize: 20)
    return try options.train(training, on: data(), in: TrainingSurroundings(threads: threads, now: { 0 }))
  }

  @Test("training makes the reconstruction better, with the same bits on two threads", arguments: cases)
  func training(example: Case) throws {
    let model = try train(example.options)
    let reconstruction =
      model.curves.first { $0.split == .train && $0.term == .reconstruction } ?? model.curves[0]
    #expect((reconstruction.losses.last ?? .nan) < reconstruction.losses[0])
    #expect(try train(example.options, threads: 2).parameters == model.parameters)
    #expect(model.code == 4)
  }

  @Test("curves end with what is measured of the model itself", arguments: cases)
  func curves(example: Case) throws {
    let model = try train(example.options, epochs: 3)
    let measured = Measurement(of: model, on: data().test, threads: 2)
    for curve in model.curves where curve.split == .test {
      #expect(curve.losses.last == measured.terms[curve.term])
      #expect(curve.losses.count == 3)
    }
    let penalties = model.regularization.penalties(of: model.network).filter { $0 != .auxiliary }
    #expect(
      model.curves.count { $0.split == .test } == (example.options.penalties.isEmpty ? 1 : 2 + 2 * penalties.count))
  }

  @Test("the penalties of the options are those of the network that is made from them", arguments: cases)
  func penalties(example: Case) {
    let options = example.options
    #expect(options.penalties == options.regularization.penalties(of: options.network(inputWidth: 12)))
  }

  @Test("memory and time count what a penalty takes")
  func cost() {
    func cost(_ change: (inout AutoencoderOptions) -> Void) -> Cost {
      var options = AutoencoderOptions()
      change(&options)
      return options.cost(
        TrainingOptions(), inputWidth: 784, counts: SplitCounts(train: 1000, validation: 0, test: 0),
        use: MemoryUse(data: 0, loading: 0, models: 0, working: 0),
        speed: ArithmeticSpeed(parallel: 1e11, serial: 1e9))
    }
    let plain = cost { _ in }
    let contractive = cost { $0.contraction = 0.1 }
    #expect(contractive.use.working > plain.use.working + 1000 * 32 * 4)
    #expect(contractive.seconds > 1.3 * plain.seconds)
    #expect(contractive.parameters == plain.parameters)
    #expect(cost { $0.corruption = Corruption(.gaussian, 0.5) }.use.working > plain.use.working)
    #expect(cost { $0.variant = .affine }.seconds > 1)
  }
}
