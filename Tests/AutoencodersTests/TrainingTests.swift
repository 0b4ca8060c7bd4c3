import Autoencoders
import Engine
import Synchronization
import Testing

/// Images in a plane: each is a mixture of two fixed patterns, so that two numbers say all of it.
private func plane(count: Int, width: Int = 12, seed: UInt64) -> Samples {
  var values: [Float] = []
  for sample in 0..<count {
    var stream = RandomStream(seed: seed, purpose: .data, sample: sample)
    let (a, b) = (stream.nextUniform(), stream.nextUniform())
    for pixel in 0..<width { values.append(0.2 + 0.3 * a * Float(pixel % 3) / 2 + 0.3 * b * Float(pixel % 2)) }
  }
  return Samples(count: count, width: width, storage: .floats(values))
}

private let data = TrainingData(train: plane(count: 200, seed: 1), validation: nil, test: plane(count: 50, seed: 2))

private func surroundings(threads: Int = 1) -> TrainingSurroundings {
  var time = 0.0
  return TrainingSurroundings(
    threads: threads,
    now: {
      time += 1
      return time
    })
}

private func options(_ variant: Variant, code: Int) -> AutoencoderOptions {
  var options = AutoencoderOptions()
  options.variant = variant
  options.code = code
  if variant != .undercomplete { options.encoder = [] }
  if variant == .linear { options.outputActivation = .linear }
  return options
}

@Suite("Training")
struct TrainingTests {
  @Test("two principal components say all of images in a plane")
  func exact() throws {
    let model = try options(.pca, code: 2).train(TrainingOptions(), on: data, in: surroundings())
    #expect(Measurement(of: model, on: data.test, threads: 1).mse < 1e-10)
    #expect(model.epochs == 0 && model.curves.isEmpty && model.code == 2)
  }

  @Test("the mean image's error is the variance of the training images")
  func meanImage() throws {
    let model = try options(.meanImage, code: 1).train(TrainingOptions(), on: data, in: surroundings())
    let components = try PrincipalComponents(of: data.train, count: 1, threads: 1)
    let measured = Measurement(of: model, on: data.train, threads: 1).sse
    #expect(abs(measured - components.totalVariance * 199 / 200) < 1e-5 * components.totalVariance)
    #expect(model.code == 0)
  }

  @Test("a linear autoencoder comes near PCA and stays above it on its training images")
  func linear() throws {
    var training = TrainingOptions()
    training.descent.optimizer = Optimizer(kind: .adam, learningRate: 0.01)
    training.descent.epochs = 200
    let model = try options(.linear, code: 1).train(training, on: data, in: surroundings())
    let pca = try options(.pca, code: 1).train(training, on: data, in: surroundings())
    let error = Measurement(of: model, on: data.train, threads: 1).mse
    let floor = Measurement(of: pca, on: data.train, threads: 1).mse
    #expect(error > floor)
    #expect(error < 1.05 * floor)
  }

  @Test("the result does not depend on the number of threads")
  func threads() throws {
    var training = TrainingOptions()
    training.descent.epochs = 3
    training.descent.batchSize = 33
    let models = try [1, 2, 3].map {
      try options(.undercomplete, code: 4).train(training, on: data, in: surroundings(threads: $0))
    }
    #expect(models[0].parameters == models[1].parameters && models[1].parameters == models[2].parameters)
    #expect(models[0].curves == models[1].curves && models[1].curves == models[2].curves)
  }

  @Test("curves have a value an epoch: training first, then the test split where there is no validation")
  func curves() throws {
    var training = TrainingOptions()
    training.descent.epochs = 4
    let model = try options(.undercomplete, code: 4).train(training, on: data, in: surroundings())
    #expect(model.curves.map(\.name) == ["train.loss", "test.loss"])
    #expect(model.curves.map(\.losses.count) == [4, 4])
    #expect(model.curves[1].losses[3] == Measurement(of: model, on: data.test, threads: 1).loss)
    #expect((1...4).contains(model.bestEpoch))
  }

  @Test("no epochs give the untrained model")
  func untrained() throws {
    var training = TrainingOptions()
    training.descent.epochs = 0
    let model = try options(.undercomplete, code: 4).train(training, on: data, in: surroundings())
    #expect(model.parameters == Parameters(drawnFor: model.network, seed: 0))
    #expect(model.curves.isEmpty && model.bestEpoch == 0)
  }

  @Test("a rate that is far too large is named as a divergence, with its epoch")
  func divergence() throws {
    var training = TrainingOptions()
    training.descent.optimizer = Optimizer(kind: .sgd, learningRate: 1e9)
    #expect {
      try options(.linear, code: 4).train(training, on: data, in: surroundings())
    } throws: { error in
      guard case TrainingError.diverged(let epoch, let step, let loss, _) = error else { return false }
      return epoch == 1 && step >= 1 && !loss.isFinite
    }
  }

  @Test("who asks for an end gets it within the epoch")
  func interruption() throws {
    var interrupted = surroundings()
    interrupted.isInterrupted = { true }
    #expect {
      try options(.linear, code: 4).train(TrainingOptions(), on: data, in: interrupted)
    } throws: { error in
      guard case TrainingError.interrupted(0, let curves) = error else { return false }
      return curves.allSatisfy(\.losses.isEmpty)
    }
  }

  @Test("an end in the middle leaves the curves of the epochs before it")
  func curvesOfInterruption() throws {
    let asked = Mutex(0)
    var interrupted = surroundings()
    let stepsPerEpoch = (data.train.count + 31) / 32
    interrupted.isInterrupted = {
      asked.withLock { count in
        count += 1
        return count > 2 * stepsPerEpoch + 1
      }
    }
    #expect {
      try options(.linear, code: 4).train(TrainingOptions(), on: data, in: interrupted)
    } throws: { error in
      guard case TrainingError.interrupted(let epoch, let curves) = error else { return false }
      return epoch > 0 && curves.allSatisfy { $0.losses.count == epoch }
    }
  }

  @Test("decoding the code is the forward pass, to the bit")
  func encodeAndDecode() throws {
    let model = try options(.undercomplete, code: 4).train(TrainingOptions(), on: data, in: surroundings())
    let inference = Inference(network: model.network, parameters: model.parameters, threads: 1)
    let codes = inference.outputs(of: data.test, rows: 0..<50, layers: 0..<model.encoderDepth)
    let decoded = inference.outputs(of: codes, layers: model.encoderDepth..<model.network.layers.count)
    #expect(decoded == model.reconstructions(of: data.test, rows: 0..<50, threads: 1))
  }
}

@Suite("Metrics")
struct MetricTests {
  /// Two images of two pixels, and a model that answers 0.5 everywhere.
  private func half() throws -> Measurement {
    let samples = Samples(count: 2, width: 2, storage: .floats([0, 1, 0.5, 0.25]))
    let training = Samples(count: 1, width: 2, storage: .floats([0.5, 0.5]))
    let data = TrainingData(train: training, validation: nil, test: samples)
    let model = try options(.meanImage, code: 1).train(TrainingOptions(), on: data, in: surroundings())
    return Measurement(of: model, on: samples, threads: 1)
  }

  /// Differences 0.5, 0.5, 0 and 0.25; −ln ½ whatever the pixel; the pixels' own entropies are 0, 0, ln 2 and 0.562335.
  private static let expected: [(Metric.Kind, Double)] = [
    (.mse, 0.140625), (.sse, 0.28125), (.mae, 0.3125), (.psnr, 8.519_374_645), (.bce, 0.693_147_181),
    (.excessBCE, 0.379_276_599),
  ]

  @Test("each is what its definition says, computed by hand", arguments: expected)
  func byHand(metric: Metric.Kind, expected: Double) throws {
    #expect(abs(try #require(try half()[metric]) - expected) < 1e-6)
  }
}
