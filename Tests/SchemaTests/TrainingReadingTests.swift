import Autoencoders
import Engine
import Schema
import Testing

private func trained(_ lines: String, _ front: String = "", profile: String? = nil) -> TrainBlock? {
  let text = front.isEmpty ? trainNotebook(lines) : "---\n\(front)\n---\n" + trainNotebook(lines)
  let reading = read(text, profile: profile)
  #expect(complaints(reading).map(\.description) == [])
  return reading.program?.train("first")
}

private func setting(_ key: String, _ lines: String) -> String? {
  trained(lines)?.common.setting(key)?.value.yamlText
}

@Suite struct TrainingReadingTests {
  @Test(
    "A kind of optimizer alone has its own rate and settings",
    arguments: [
      ("adam", "{kind: adam, learning_rate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-08}"),
      ("adamw", "{kind: adamw, learning_rate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-08}"),
      ("sgd", "{kind: sgd, learning_rate: 0.001}"),
      ("momentum", "{kind: momentum, learning_rate: 0.001, momentum: 0.9}"),
      ("nesterov", "{kind: nesterov, learning_rate: 0.001, momentum: 0.9}"),
      ("rmsprop", "{kind: rmsprop, learning_rate: 0.01, rho: 0.99, epsilon: 1e-08}"),
      ("adagrad", "{kind: adagrad, learning_rate: 0.01, epsilon: 1e-10}"),
      ("adadelta", "{kind: adadelta, learning_rate: 1, rho: 0.9, epsilon: 1e-06}"),
    ])
  func optimizers(_ kind: String, _ text: String) throws {
    #expect(setting("optimizer", "optimizer: \(kind)") == text)
    #expect(setting("optimizer", "optimizer: {kind: \(kind)}") == text)
    #expect(trained("optimizer: {\(kind): 0.25}")?.training.descent.optimizer.learningRate == 0.25)
  }

  @Test("The long form of an optimizer sets what the kind has")
  func longForm() throws {
    var expected = Optimizer(kind: .rmsprop, learningRate: 0.5, weightDecay: 0.1)
    expected.rho = 0.8
    expected.epsilon = 0.001
    let lines = "optimizer: {kind: rmsprop, learning_rate: 0.5, rho: 0.8, epsilon: 1e-3}\nweight_decay: 0.1"
    #expect(trained(lines)?.training.descent.optimizer == expected)
    #expect(trained("optimizer: {kind: nesterov, momentum: 0.5}")?.training.descent.optimizer.momentum == 0.5)
  }

  @Test(
    "A schedule is read in every form and written in one",
    arguments: [
      ("constant", Schedule.constant, "constant"),
      ("cosine", .cosine(warmup: 0), "{cosine: {warmup: 0}}"),
      ("{cosine: {}}", .cosine(warmup: 0), "{cosine: {warmup: 0}}"),
      ("{cosine: {warmup: 19}}", .cosine(warmup: 19), "{cosine: {warmup: 19}}"),
      ("{step: {every: 10}}", .step(every: 10, factor: 0.1), "{step: {every: 10, factor: 0.1}}"),
      ("{step: {every: 1, factor: 2}}", .step(every: 1, factor: 2), "{step: {every: 1, factor: 2}}"),
    ])
  func schedules(_ written: String, _ schedule: Schedule, _ text: String) {
    #expect(trained("schedule: \(written)")?.training.descent.schedule == schedule)
    #expect(setting("schedule", "schedule: \(written)") == text)
  }

  @Test("Clipping, precision and losses are read")
  func scalars() throws {
    let block = try #require(trained("clip_norm: 0.5\nprecision: bfloat16\nloss: huber"))
    #expect(block.training.descent.clipNorm == 0.5)
    #expect(block.training.descent.precision == .bfloat16)
    #expect(block.autoencoder.objective.loss == .huber)
    #expect(block.common.setting("clip_norm")?.value == .number(0.5))
    #expect(block.common.setting("precision")?.value == .string("bfloat16"))
    #expect(trained("loss: mae\nvariant: linear")?.autoencoder.objective.loss == .mae)
  }

  @Test("Early stopping has its defaults, and none is none")
  func earlyStopping() throws {
    let validation = "data: {validation: 0.1}\nearly_stopping: "
    #expect(trained(validation + "{min_delta: 0}")?.training.earlyStopping == EarlyStopping(patience: 5))
    var expected = EarlyStopping(patience: 2)
    expected.minDelta = 0.25
    expected.monitor = .validationMSE
    expected.restore = .last
    let lines = validation + "{patience: 2, min_delta: 0.25, monitor: validation.mse, restore: last}"
    #expect(trained(lines)?.training.earlyStopping == expected)
    #expect(
      setting("early_stopping", lines) == "{patience: 2, min_delta: 0.25, monitor: validation.mse, restore: last}")
    #expect(trained("early_stopping: none")?.training.earlyStopping == nil)
  }

  @Test("The split that early stopping looks at has a curve, watched or not")
  func monitoredCurve() {
    let lines = "data: {validation: 0.1}\nwatch: [test]\nfigures: [{loss: {curves: [validation.loss]}}]"
    #expect(complaints(read(trainNotebook(lines))).map(\.code) == ["CB402"])
    #expect(trained(lines + "\nearly_stopping: {patience: 2}") != nil)
  }

  @Test("Layers of every kind are read; a mirror repeats batch normalisation and not dropout")
  func layers() throws {
    let encoder = "encoder: [{dropout: 0.25}, {dense: 256, activation: tanh}, {batch_norm: true}, 64]"
    let block = try #require(trained(encoder))
    #expect(
      block.autoencoder.encoder == [
        .dropout(rate: 0.25), .dense(units: 256, activation: .tanh), .batchNorm, .dense(units: 64),
      ])
    #expect(block.autoencoder.decoder == nil)
    #expect(
      block.common.setting("encoder")?.value.yamlText
        == "[{dropout: 0.25}, {dense: 256, activation: tanh}, {batch_norm: true}, 64]")
    let mirrored = try #require(
      trained(encoder + "\ndecoder: [64, {dense: 256, activation: tanh}, {batch_norm: true}]"))
    #expect(mirrored.common.canonical == block.common.canonical)
    let own = try #require(trained(encoder + "\ndecoder: [64, {dense: 256, activation: tanh}]"))
    #expect(own.autoencoder.decoder == [.dense(units: 64), .dense(units: 256, activation: .tanh)])
  }

  @Test("A tied decoder fits where its widths are the encoder's backwards, whatever lies between")
  func tied() throws {
    let block = try #require(trained("tied: true\ndecoder: [64, {dropout: 0.1}, {batch_norm: true}, 256]"))
    #expect(block.autoencoder.tied)
    #expect(block.common.setting("tied")?.value == .boolean(true))
    #expect(trained("tied: true\nvariant: linear")?.autoencoder.tied == true)
    #expect(trained("tied: true\nencoder: [32, {batch_norm: true}]")?.autoencoder.tied == true)
  }

  @Test("A tied model counts its shared weights once against the limit")
  func tiedLimit() {
    let wide = "data: {name: subspace, size: 65536, count: 4, rank: 4}\nvariant: linear\ncode: 32000\n"
    #expect(complaints(read(trainNotebook(wide))).map(\.code) == ["CB214"])
    #expect(complaints(read(trainNotebook(wide + "tied: true"))) == [])
  }

  @Test(
    "How weights are drawn is written as one word, or as one for each layer with weights of its own",
    arguments: [
      ("", "[he, he, glorot, he, he, glorot]"), ("tied: true", "[he, he, glorot]"), ("variant: linear", "glorot"),
      ("activation: tanh", "glorot"), ("initialization: uniform", "uniform"),
      ("encoder: [{dropout: 0.5}, 8, {batch_norm: true}]", "[he, glorot, he, glorot]"),
    ])
  func initialization(_ lines: String, _ text: String) { #expect(setting("initialization", lines) == text) }

  @Test("Defaults and profiles set how blocks are trained, and the block's own values come between")
  func layering() throws {
    let front = """
      data: {name: mnist-5k, validation: 0.1}
      defaults: {train: {optimizer: {rmsprop: 0.01}, schedule: cosine, early_stopping: {patience: 3}, repeat: 5}}
      profiles: {smoke: {train: {repeat: 1, early_stopping: none, precision: bfloat16}}}
      """
    let plain = try #require(trained("schedule: {step: {every: 2}}", front))
    #expect(plain.training.descent.optimizer.kind == .rmsprop)
    #expect(plain.training.descent.schedule == .step(every: 2, factor: 0.1))
    #expect(plain.training.earlyStopping?.patience == 3)
    #expect(plain.repeats == 5)
    #expect(plain.common.setting("repeat")?.isDefault == false)
    let smoke = try #require(trained("schedule: {step: {every: 2}}", front, profile: "smoke"))
    #expect(smoke.training.earlyStopping == nil)
    #expect(smoke.training.descent.precision == .bfloat16)
    #expect(smoke.repeats == 1)
  }

  @Test("Baselines pass over what they inherit of training")
  func baselines() throws {
    let front =
      "defaults: {train: {tied: true, repeat: 3, early_stopping: {patience: 2}, initialization: {from: first}}}"
    let program = try #require(
      read(
        "---\n\(front)\n---\n```yaml train\nlabel: first\ninitialization: he\ndata: {validation: 9}\n```\n\n"
          + "```yaml train\nlabel: mean\nvariant: mean_image\n```\n"
      ).program)
    let mean = try #require(program.train("mean"))
    #expect(mean.repeats == 1)
    #expect(mean.start == nil)
    #expect(mean.dependencies == [])
    #expect(!mean.autoencoder.tied)
    #expect(mean.training == TrainingOptions())
  }
}
