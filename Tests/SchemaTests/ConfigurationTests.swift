import Autoencoders
import Schema
import Testing

private func canonical(_ lines: String, _ front: String = "") -> [String]? {
  let text = front.isEmpty ? trainNotebook(lines) : "---\n\(front)\n---\n" + trainNotebook(lines)
  return read(text).program?.train("first")?.common.canonical
}

@Suite struct ConfigurationTests {
  @Test(
    "What a result depends on does not depend on how it was written",
    arguments: [
      ("optimizer: {adam: 0.001}", ""), ("optimizer: adam", ""), ("optimizer: {adam: 1e-3}", ""),
      ("optimizer: {kind: adam, learning_rate: 0.0010, beta1: 0.9}", ""), ("data: mnist-5k", ""),
      ("data: {name: mnist-5k}", ""), ("data: {limit: none, validation: none}", ""),
      ("data:\n  name: \"mnist-5k\"", ""),
      ("encoder: [{dense: 256}, {dense: 64, activation: relu}]", ""), ("decoder: [64, 256]", ""),
      ("decoder: mirror", ""),
      ("code: {size: 32, activation: linear}", ""), ("code: {activation: linear}", ""), ("watch: [test]", ""),
      ("weight_decay: 0.0", ""), ("tied: false\nnoise: none\nsparsity: none\ncontraction: none", ""),
      ("schedule: constant\nclip_norm: none\nearly_stopping: none\nprecision: float32\nrepeat: 1\nvary: none", ""),
      ("title: another\necho: true\nfigures: []\nexpect: [test.mse < 1]\nfig_cap: x\nmax_time: none", ""),
      ("encoder: [256, {dense: 64}]\ndecoder: [{dense: 64}, 256]", ""), ("encoder: $w", "params: {w: [256, 64]}"),
      ("clip_norm: $c", "params: {c: none}"), ("", "defaults: {train: {precision: float32, repeat: 1, tied: false}}"),
      ("variant: undercomplete\nseed: 0", ""), ("epochs: $n", "params: {n: 20}"),
      ("", "defaults: {train: {epochs: 20}}"),
      ("seed: 0\nepochs: 20\nbatch_size: 32", "seed: 5"),
    ])
  func spelling(_ lines: String, _ front: String) throws {
    #expect(canonical(lines, front) == canonical(""))
  }

  @Test(
    "Whatever decides a result is part of its configuration",
    arguments: [
      "optimizer: {adam: 0.002}", "optimizer: adamw", "optimizer: sgd", "optimizer: {kind: adam, beta1: 0.8}",
      "weight_decay: 0.1", "epochs: 21", "batch_size: 31", "seed: 1", "encoder: [256]", "decoder: [256]",
      "encoder: [256, {dense: 64, activation: tanh}]", "code: 31", "code: {activation: relu}", "activation: elu",
      "output_activation: linear", "loss: bce", "reduction: sum", "watch: [train]", "initialization: uniform",
      "optimizer: nesterov", "optimizer: {kind: rmsprop, rho: 0.9}", "optimizer: {kind: adadelta, epsilon: 1e-5}",
      "schedule: cosine", "schedule: {cosine: {warmup: 2}}", "schedule: {step: {every: 10}}",
      "schedule: {step: {every: 10, factor: 0.5}}", "clip_norm: 1", "precision: bfloat16", "repeat: 2", "tied: true",
      "loss: huber", "encoder: [256, {dropout: 0.2}, 64]", "encoder: [256, {batch_norm: true}, 64]",
      "data: {validation: 0.1}\nearly_stopping: {patience: 3}",
      "data: mnist", "data: {limit: 100}", "data: {test_limit: 100}", "data: {validation: 0.1}",
      "data: {classes: [1, 2]}",
      "data: {shuffle_labels: true}", "variant: linear",
    ])
  func change(_ lines: String) throws {
    let changed = try #require(canonical(lines))
    #expect(changed != canonical(""))
  }

  @Test("A configuration lists its keys in the schema's order, with every default")
  func keys() throws {
    let block = try #require(read(trainNotebook("code: 8")).program?.train("first"))
    #expect(
      block.common.configuration.map(\.key) == [
        "title", "variant", "data", "encoder", "code", "decoder", "activation", "output_activation", "tied", "loss",
        "reduction", "noise", "sparsity", "contraction", "optimizer", "schedule", "weight_decay", "clip_norm", "epochs",
        "batch_size", "early_stopping", "watch", "initialization", "precision", "seed", "repeat", "figures", "expect",
      ])
    #expect(block.common.configuration.filter { !$0.isDefault }.map(\.key) == ["code"])
    #expect(
      block.common.configuration.filter { !$0.decidesResult }.map(\.key) == ["title", "figures", "expect"])
    #expect(
      block.common.setting("optimizer")?.value.yamlText
        == "{kind: adam, learning_rate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-08}")
    #expect(
      block.common.setting("data")?.value.yamlText
        == "{name: mnist-5k, classes: none, limit: none, test_limit: none, validation: none, shuffle_labels: false}")
  }

  @Test("An evaluation's configuration names its models, data and metrics")
  func evaluation() throws {
    let block = try #require(
      read(evaluateNotebook("reference: {first: {psnr: 18.5}}\nfigures: [loss]")).program?.evaluate("scores"))
    #expect(
      block.common.configuration.map { "\($0.key): \($0.value.yamlText)" } == [
        "title: scores", "models: [pca, first]", "data: {split: test}", "noise: none", "metrics: [mse, psnr]",
        "figures: [loss]", "reference: {first: {psnr: 18.5}}", "expect: none",
      ])
    #expect(block.reference == [.init(model: "first", metric: .psnr, value: 18.5)])
  }

  @Test(
    "Canonical text is JSON with sorted keys and the shortest numbers",
    arguments: [
      (ConfigurationValue.mapping([.init("b", .integer(1)), .init("a", .none)]), "{\"a\":null,\"b\":1}"),
      (.number(1), "1"), (.integer(1), "1"), (.number(0.1), "0.1"), (.number(1e-8), "1e-08"), (.number(1e22), "1e+22"),
      (.list([.boolean(true), .string("a\"\\\n\u{1}é")]), "[true,\"a\\\"\\\\\\n\\u0001é\"]"),
    ])
  func canonicalText(_ value: ConfigurationValue, _ text: String) { #expect(value.canonicalText == text) }

  @Test(
    "YAML text quotes what would read as something else",
    arguments: ["none", "true", "5", "a: b", "- a", "a, b", "a #1", "", " a", "&a", "a:", "~", "1e3", "\u{7}"])
  func yamlText(_ text: String) {
    #expect(ConfigurationValue.string(text).yamlText.hasPrefix("\""))
    #expect(ConfigurationValue.string("mnist-5k").yamlText == "mnist-5k")
  }
}
