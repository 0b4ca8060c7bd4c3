import Autoencoders
import Engine
import Testing

@Suite("Early stopping")
struct EarlyStoppingTests {
  /// The epoch after which these numbers end a training, and the best one.
  private func end(_ numbers: [Double], patience: Int, minDelta: Double = 0) -> [Int] {
    var options = EarlyStopping(patience: patience)
    options.minDelta = minDelta
    var state = EarlyStoppingState(options)
    for (index, number) in numbers.enumerated() {
      _ = state.observe(number, after: index + 1)
      if state.isOver { return [index + 1, state.bestEpoch] }
    }
    return [numbers.count, state.bestEpoch]
  }

  @Test("ends after so many epochs in a row without an improvement")
  func patience() {
    #expect(end([5, 4, 6, 7, 3, 2], patience: 2) == [4, 2])
    #expect(end([5, 4, 6, 3.5, 7, 8, 2], patience: 2) == [6, 4])
    #expect(end([5, 4, 3], patience: 1) == [3, 3])
  }

  @Test("an improvement is more than minDelta below the best, which a smaller step does not move")
  func minDelta() {
    #expect(end([1, 0.95, 0.91, 0.89, 0.85], patience: 3, minDelta: 0.1) == [5, 4])
    #expect(end([1, 0.9375, 0.875], patience: 2, minDelta: 0.125) == [3, 1])
    #expect(end([1, 1, 1], patience: 2) == [3, 1])
  }

  @Test("a number that is not finite is no improvement, and neither is it the best")
  func notFinite() {
    #expect(end([.nan, 3, .infinity, .nan, 1], patience: 2) == [4, 2])
    #expect(end([.infinity, .nan], patience: 2) == [2, 0])
    #expect(end([2, -.infinity, 1], patience: 2) == [3, 3])
  }

  @Test("no patience at all is that of one epoch")
  func impatience() { #expect(end([2, 1, 3, 0], patience: 0) == [3, 2]) }
}

@Suite("Training that may end early")
struct StoppedTrainingTests {
  /// Three images to train and others to validate: what is learnt by heart soon gets worse on the others.
  private static let data = TrainingData(
    train: noise(3, seed: 1), validation: noise(20, seed: 2), test: noise(5, seed: 3))

  private static func noise(_ count: Int, seed: UInt64) -> Samples {
    var stream = RandomStream(seed: seed, purpose: .data)
    return Samples(count: count, width: 12, storage: .floats((0..<count * 12).map { _ in stream.nextUniform() }))
  }

  private func train(
    epochs: Int = 300, _ change: (inout TrainingOptions) -> Void = { _ in },
    onEpoch: @escaping (EpochProgress) -> Void = { _ in }
  ) throws -> TrainedModel {
    var options = AutoencoderOptions()
    options.encoder = [.dense(units: 16)]
    options.code = 4
    var training = TrainingOptions()
    training.descent.optimizer = Optimizer(kind: .adam, learningRate: 0.01)
    training.descent.epochs = epochs
    change(&training)
    let surroundings = TrainingSurroundings(threads: 1, now: { 0 }, onEpoch: onEpoch)
    return try options.train(training, on: Self.data, in: surroundings)
  }

  private func stopping(_ monitor: EarlyStopping.Monitor = .validationLoss, restore: EarlyStopping.Restore = .best)
    -> (inout TrainingOptions) -> Void
  {
    { training in
      var stopping = EarlyStopping(patience: 10)
      stopping.monitor = monitor
      stopping.restore = restore
      training.earlyStopping = stopping
    }
  }

  @Test("runs `patience` epochs past the best, and has the parameters of the best epoch, to the bit")
  func best() throws {
    let stopped = try train(stopping())
    #expect(stopped.epochs < 300 && stopped.bestEpoch > 1 && stopped.epochs == stopped.bestEpoch + 10)
    #expect(stopped.curves.map(\.losses.count) == [stopped.epochs, stopped.epochs])
    #expect(stopped.parameters == (try train(epochs: stopped.bestEpoch)).parameters)
    #expect(stopped.samplesSeen == stopped.epochs * 3)
  }

  @Test("has the last parameters where they are asked for, and says the best epoch all the same")
  func last() throws {
    let stopped = try train(stopping(restore: .last))
    #expect(stopped.epochs == stopped.bestEpoch + 10)
    #expect(stopped.parameters == (try train(epochs: stopped.epochs)).parameters)
  }

  @Test("looks at the number that it is told to", arguments: EarlyStopping.Monitor.allCases)
  func monitors(monitor: EarlyStopping.Monitor) throws {
    var seen: [EarlyStoppingState] = []
    let stopped = try train(epochs: 3, stopping(monitor)) { seen += [$0.stopping].compactMap(\.self) }
    let validation = try #require(Self.data.validation)
    let measured = Measurement(of: stopped, on: validation, threads: 1)
    #expect(seen.count == 3 && stopped.bestEpoch == 3)
    let expected =
      switch monitor {
      case .validationLoss, .validationReconstruction: measured.loss
      case .validationMSE: measured.mse
      case .validationSSE: measured.sse
      }
    #expect(seen.last?.best == expected)
  }

  @Test("the split that is looked at has a curve, beside those that are watched")
  func curve() throws {
    let model = try train(epochs: 2) { training in
      stopping()(&training)
      training.watch = [.test]
    }
    #expect(model.curves.map(\.name) == ["train.loss", "test.loss", "validation.loss"])
  }

  @Test("training that ends with its last epoch is not stopped")
  func whole() throws {
    let model = try train(epochs: 4, stopping())
    #expect(model.epochs == 4)
  }
}

@Suite("Training from another model's weights")
struct StartTests {
  private let options: AutoencoderOptions = {
    var options = AutoencoderOptions()
    options.encoder = [.dense(units: 6)]
    options.code = 2
    return options
  }()

  private func data() -> TrainingData {
    let samples = Samples(count: 4, width: 3, storage: .bytes([0, 50, 255, 9, 99, 3, 7, 200, 150, 255, 255, 0]))
    return TrainingData(train: samples, validation: nil, test: samples)
  }

  @Test("begins where the other ended")
  func start() throws {
    let surroundings = TrainingSurroundings(threads: 1, now: { 0 })
    var training = TrainingOptions()
    training.descent.epochs = 2
    let first = try options.train(training, on: data(), in: surroundings)
    training.descent.epochs = 0
    training.seed = 9
    let second = try options.train(training, on: data(), from: first.parameters, in: surroundings)
    #expect(second.parameters == first.parameters)
    training.descent.epochs = 1
    #expect(
      try options.train(training, on: data(), from: first.parameters, in: surroundings).parameters != first.parameters)
  }

  @Test("layers must be alike where they have weights, and may differ in activation and dropout")
  func shapes() {
    let network = options.network(inputWidth: 3)
    var other = options
    other.activation = .tanh
    other.encoder.append(.dropout(rate: 0.5))
    #expect(network.canStart(from: other.network(inputWidth: 3)))
    #expect(!network.canStart(from: options.network(inputWidth: 4)))
    other.encoder.append(.batchNorm)
    #expect(!network.canStart(from: other.network(inputWidth: 3)))
    other = options
    other.tied = true
    #expect(!network.canStart(from: other.network(inputWidth: 3)))
  }
}
