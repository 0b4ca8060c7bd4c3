import Autoencoders
import Datasets
import Engine
import Schema
import Testing

private func notebook(_ frontMatter: String, _ block: String) -> String {
  "---\n\(frontMatter)\n---\n\n```yaml train\nlabel: a\n\(block)\n```\n"
}

private func trainBlock(_ frontMatter: String, _ lines: String, profile: String? = nil) -> TrainBlock? {
  let reading = read(notebook(frontMatter, lines), profile: profile)
  #expect(complaints(reading).map(\.description) == [])
  return reading.program?.train("a")
}

@Suite struct LayeringTests {
  @Test("The defaults are those of the language")
  func defaults() throws {
    let block = try #require(trainBlock("title: x", ""))
    #expect(block.common.title == "a")
    #expect(block.data == DataOptions(source: .named(.mnist5k)))
    #expect(block.autoencoder == AutoencoderOptions())
    var training = TrainingOptions()
    training.watch = [.test]
    #expect(block.training == training)
    #expect(block.common.figures.map(\.name) == ["loss", "reconstructions"])
    #expect(block.common.display == DisplayOptions())
    #expect(!block.common.configuration.contains { !$0.isDefault })
  }

  @Test("The front matter's data and seed give way to the block's")
  func frontMatter() throws {
    let inherited = try #require(trainBlock("data: {name: mnist, limit: 500}\nseed: 7", ""))
    #expect(inherited.data.source == .named(.mnist))
    #expect(inherited.data.limit == 500)
    #expect(inherited.training.seed == 7)
    #expect(inherited.common.setting("seed")?.isDefault == false)
    let own = try #require(trainBlock("data: {name: mnist, limit: 500}\nseed: 7", "data: fashion-mnist\nseed: 8"))
    #expect(own.data == DataOptions(source: .named(.fashionMNIST)))
    #expect(own.training.seed == 8)
  }

  @Test("A block that names no data changes the front matter's")
  func partial() throws {
    let block = try #require(trainBlock("data: {name: mnist, validation: 500}", "data: {limit: 100}"))
    #expect(block.data.source == .named(.mnist))
    #expect(block.data.validation == .count(500))
    #expect(block.data.limit == 100)
  }

  @Test("Defaults give way to the block, and the block to the profile")
  func order() throws {
    let front = """
      defaults: {train: {epochs: 5, batch_size: 64}, data: {limit: 1000}}
      profiles: {smoke: {train: {epochs: 1}, data: {limit: 512}}, other: {train: {epochs: 2}}}
      """
    let plain = try #require(trainBlock(front, "epochs: 7"))
    #expect(plain.training.descent.epochs == 7)
    #expect(plain.training.descent.batchSize == 64)
    #expect(plain.data.limit == 1000)
    let smoke = try #require(trainBlock(front, "epochs: 7\ndata: {name: mnist, limit: 2000}", profile: "smoke"))
    #expect(smoke.training.descent.epochs == 1)
    #expect(smoke.data.limit == 512)
    #expect(smoke.common.setting("epochs")?.isDefault == false)
  }

  @Test("A limit that is inherited takes all where there are fewer images")
  func inheritedLimit() throws {
    let block = try #require(trainBlock("defaults: {data: {limit: 5000}}", "data: mnist-5k"))
    #expect(block.data.limit == nil)
  }

  @Test("Baselines pass over what they inherit")
  func baselines() throws {
    let front = """
      defaults: {train: {epochs: 5, optimizer: adam, loss: bce, encoder: [8], code: {size: 16}, figures: [loss, reconstructions]}}
      profiles: {smoke: {train: {epochs: 1}}}
      """
    for profile in [nil, "smoke"] {
      let block = try #require(trainBlock(front, "variant: pca", profile: profile))
      #expect(block.autoencoder.code == 16)
      #expect(block.autoencoder.encoder == [])
      #expect(block.autoencoder.outputActivation == .linear)
      #expect(block.common.figures.map(\.name) == ["reconstructions"])
      #expect(block.common.canonical.map { $0.prefix { $0 != "=" } } == ["variant", "data", "code", "seed"])
    }
    let linear = try #require(
      trainBlock("defaults: {train: {activation: tanh, loss: bce, encoder: [8]}}", "variant: linear"))
    #expect(linear.autoencoder.objective.loss == .mse)
    let mean = try #require(trainBlock(front, "variant: mean_image"))
    #expect(mean.resultNames.suffix(4) == ["parameters", "epochs", "best_epoch", "code"])
  }

  @Test("What a profile overrides, and profiles and defaults that nothing uses, are checked all the same")
  func checked() {
    let text = notebook(
      "defaults: {train: {epoch: 5}, evaluate: {metrics: [mes]}}\nprofiles: {smoke: {train: {epochs: x}}, other: {data: {limt: 1}}}",
      "epochs: 1_0")
    #expect(
      complaints(read(text, profile: "smoke")).map(\.description) == [
        "2:20 CB204 unknown key 'epoch' in 'train' | did you mean 'epochs'?",
        "2:52 CB209 'metrics' must be \(metricNames), found mes | did you mean 'mse'?",
        "3:36 CB207 'epochs' must be an integer from 0 to 1,000,000, found x",
        "3:56 CB204 unknown key 'limt' in 'data' | did you mean 'limit'?",
        "8:9 CB207 'epochs' must be an integer from 0 to 1,000,000, found 1_0 | write it without underscores",
      ])
  }

  @Test("A mistake in the defaults is said once, however many blocks inherit it")
  func once() {
    let blocks = (1...5).map { "```yaml train\nlabel: a\($0)\n```\n\n" }.joined()
    let text = "---\ndefaults: {train: {code: 900}}\n---\n\n" + blocks
    #expect(complaints(read(text)).map(\.place) == ["2:26"])
  }

  @Test("An unknown profile is refused")
  func unknownProfile() {
    #expect(
      complaints(read(notebook("profiles: {smoke: {}}", ""), profile: "smok")).map(\.description) == [
        "2:1 CB309 no profile 'smok' is declared | did you mean 'smoke'?"
      ])
    #expect(
      complaints(read(notebook("title: x", ""), profile: "smok")).map(\.description) == [
        "- CB309 no profile 'smok' is declared | the front matter declares none"
      ])
  }

  @Test("Evaluation takes each model's own data unless it names some")
  func evaluationData() throws {
    let front = "---\ndata: {name: mnist, limit: 100}\ndefaults: {data: {test_limit: 50}}\n---\n"
    let own = try #require(read(front + evaluateNotebook("data: {split: train}")).program?.evaluate("scores"))
    #expect(own.data == nil)
    #expect(own.split == .train)
    let named = try #require(read(front + evaluateNotebook("data: fashion-mnist")).program?.evaluate("scores"))
    #expect(named.data?.source == .named(.fashionMNIST))
    #expect(named.data?.testLimit == 50)
    #expect(named.split == .test)
    let silent = try #require(read(front + evaluateNotebook("title: x")).program?.evaluate("scores"))
    #expect(silent.data == nil)
    #expect(silent.metrics == [.mse, .psnr])
  }
}
