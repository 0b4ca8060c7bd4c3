import Autoencoders
import Engine
import Schema
import Testing

/// Noise, penalties and Gaussian codes as they are written, and what becomes of them.
struct VariantReadingTests {
  private func trained(_ lines: String) throws -> TrainBlock {
    let reading = read(trainNotebook(lines))
    #expect(complaints(reading).map(\.description) == [])
    return try #require(reading.program?.train("first"))
  }

  @Test(
    "noise is of one kind and clipped like pixels",
    arguments: [("gaussian", Corruption.Kind.gaussian), ("masking", .masking), ("salt_pepper", .saltAndPepper)])
  func noise(_ word: String, _ kind: Corruption.Kind) throws {
    let block = try trained("variant: denoising\nnoise: {\(word): 0.25}")
    #expect(block.autoencoder.corruption == Corruption(kind, 0.25))
    #expect(block.common.setting("noise")?.value.yamlText == "{\(word): 0.25}")
  }

  @Test("data that leave 0…1 are not clipped")
  func unclipped() throws {
    let block = try trained("data: {name: subspace, size: 64}\noutput_activation: linear\nnoise: {gaussian: 0.5}")
    #expect(block.autoencoder.corruption?.clips == false)
  }

  @Test(
    "sparsity is written with every default",
    arguments: [
      ("{l1: 0.1}", "{l1: {weight: 0.1, unit_norm: false}}"),
      ("{l1: {weight: 0.1, unit_norm: true}}", "{l1: {weight: 0.1, unit_norm: true}}"),
      ("{top_k: 5}", "{top_k: {k: 5, anneal: 0, auxiliary: none}}"),
      ("{top_k: {k: 5, anneal: 3}}", "{top_k: {k: 5, anneal: 3, auxiliary: none}}"),
      ("none", "none"),
    ])
  func sparsity(_ written: String, _ text: String) throws {
    #expect(try trained("sparsity: \(written)").common.setting("sparsity")?.value.yamlText == text)
  }

  @Test("a variational model has a Bernoulli likelihood, summed over the pixels, unless a Gaussian is asked for")
  func likelihoods() throws {
    #expect(try trained("variant: variational").autoencoder.objective == Objective(loss: .bce, reduction: .sum))
    #expect(
      try trained("variant: variational\nloss: mse\nsigma: 0.5").autoencoder.objective
        == Objective(loss: .mse, reduction: .sum, deviation: 0.5))
  }

  @Test("a binary code is a sigmoid, and the layers behind the encoder make the code")
  func binary() throws {
    let block = try trained("code: {size: 8, binary: {noise: 1}}")
    #expect(block.common.setting("code")?.value.yamlText == "{size: 8, activation: sigmoid, binary: {noise: 1}}")
    let network = block.autoencoder.network(inputWidth: 784)
    #expect(network.layers[block.autoencoder.encoderDepth - 1] == .binary(BinaryLayer(width: 8, noise: 1)))
  }

  @Test("penalties have paths of their own, and only where there are some")
  func paths() {
    let lines = "code: {size: 8, activation: sigmoid}\nsparsity: {kl: {target: 0.1, weight: 0.2}}\n"
    let claims = "expect: [test.loss ~ test.reconstruction + test.weighted_kl within 1%, train.kl > 0]"
    #expect(complaints(read(trainNotebook(lines + claims))).isEmpty)
    #expect(complaints(read(trainNotebook(claims))).count == 2)
    #expect(
      complaints(read(trainNotebook(lines + "figures: [{loss: {curves: [train.kl, test.weighted_kl]}}]"))).isEmpty)
  }

  @Test("an evaluation has to say which noise it means once a model was trained with some")
  func evaluationNoise() throws {
    func complaint(_ line: String) -> [String] {
      let text = trainNotebook("noise: {gaussian: 0.5}") + "```yaml evaluate\nlabel: scores\n\(line)\n```\n"
      return complaints(read(text)).map(\.message)
    }
    #expect(complaint("") == ["'noise' is missing: 'first' was trained with noise"])
    for line in ["noise: none", "noise: trained", "noise: {masking: 0.5}", "models: [pca]"] {
      #expect(complaint(line) == [])
    }
  }
}
