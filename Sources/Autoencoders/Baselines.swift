import Engine

// The baselines that are computed at once instead of trained, as networks of two linear layers.

extension AutoencoderOptions {
  /// PCA, exact: h = (x − μ)V and r = hVᵀ + μ, with V the eigenvectors of the training split's covariance
  /// (Jolliffe 2002, chapter 2). Of all linear maps of this width it has the smallest squared error on that split.
  func principalComponents(
    of data: TrainingData, in surroundings: TrainingSurroundings
  ) throws(TrainingError) -> TrainedModel {
    let start = surroundings.now()
    let components: PrincipalComponents
    do {
      components = try PrincipalComponents(of: data.train, count: code, threads: surroundings.threads)
    } catch {
      throw .decompositionFailed(error)
    }
    return baseline(on: data, parameters: components.projection, seed: 0, seconds: surroundings.now() - start)
  }

  /// The training split's mean image, whatever the input: what a model must beat to be worth anything.
  func meanImage(of data: TrainingData, in surroundings: TrainingSurroundings) throws(TrainingError) -> TrainedModel {
    let start = surroundings.now()
    let mean = data.train.mean()
    return baseline(on: data, parameters: mean.map { Float($0) }, seed: 0, seconds: surroundings.now() - start)
  }

  /// A baseline's parameters, layer by layer: weights, then bias.
  func baseline(on data: TrainingData, parameters: [Float], seed: UInt64, seconds: Double) -> TrainedModel {
    let network = network(inputWidth: data.width)
    return TrainedModel(
      network: network, parameters: Parameters(of: network, values: parameters), precision: .float32, encoderDepth: 1,
      objective: objective, regularization: regularization, seed: seed, curves: [], epochs: 0, bestEpoch: 0,
      seconds: seconds, samplesSeen: data.train.count)
  }
}

extension AutoencoderOptions {
  /// The affine map with the smallest squared error from noisy to clean training images: r = x̃W + b.
  func affineDenoiser(
    of data: TrainingData, seed: UInt64, in surroundings: TrainingSurroundings
  ) throws(TrainingError) -> TrainedModel {
    let start = surroundings.now()
    do {
      let map = try AffineDenoiser(of: data.train, corruption, seed: seed, threads: surroundings.threads)
      return baseline(on: data, parameters: map.weights + map.bias, seed: seed, seconds: surroundings.now() - start)
    } catch {
      throw .decompositionFailed(error)
    }
  }
}
