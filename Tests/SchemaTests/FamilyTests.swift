import Schema
import Testing

/// A family of three and what stands behind it.
private func family(_ lines: String, _ more: String = "") -> String {
  "```yaml train\nlabel: size\n\(lines)\n```\n\n\(more)"
}

private let sizes = "vary: {code: [2, 8, 32]}\nepochs: 1\n"

private func evaluate(_ lines: String) -> String { "```yaml evaluate\nlabel: scores\n\(lines)\n```\n\n" }

private let mistakes: [Mistake] = [
  .init("vary: 1️⃣8", "CB207", "'vary' must be a mapping like {code: [2, 8, 32]}, found 8"),
  .init("vary: 1️⃣{}", "CB208", "'vary' must be a mapping with at least one key, found a mapping"),
  .init(
    "1️⃣vary:", "CB206", "'vary' has no value", help: "write a value, or leave the key out; off is none"),
  .init("vary: {code: 1️⃣8}", "CB207", "'code' must be a list of values, or a mapping of named ones, found 8"),
  .init("vary: {code: 1️⃣[]}", "CB208", "'code' must be a list with at least one value, found a list"),
  .init("vary: {code: [2, 1️⃣2]}", "CB218", "'2' is listed twice in 'code'"),
  .init(
    "variant: denoising\nvary: {noise.gaussian: [0.5, 1️⃣0.50]}", "CB218",
    "'0.50' is listed twice in 'noise.gaussian'"),
  .init(
    "vary: {encoder: [1️⃣[64], [32]]}", "CB207", "a list in 'vary' needs a name",
    help: "write a mapping in the place of the list: encoder: {NAME: …}"),
  .init(
    "vary: {loss: [1️⃣'a b']}", "CB301",
    "'a b' cannot name a member: letters, digits, hyphens, points and underscores",
    help: "give it a name: loss: {NAME: a b}"),
  .init(
    "vary: {loss: {1️⃣a b: mse}}", "CB301",
    "'a b' cannot name a member: letters, digits, hyphens, points and underscores"
  ),
  .init("vary: {1️⃣cod: [2, 8]}", "CB204", "unknown key 'cod' in 'train'", help: "did you mean 'code'?"),
  .init(
    "variant: denoising\nvary: {noise.1️⃣gausian: [0.1, 0.5]}", "CB204", "unknown key 'gausian' in 'noise'",
    help: "did you mean 'gaussian'?"),
  .init(
    "vary: {1️⃣a.b.c.d: [1]}", "CB204", "'a.b.c.d' in 'vary' is not a key of the block",
    help: "a key inside another one is written with a point: noise.gaussian"),
  .init("vary: {1️⃣label: [a, b]}", "CB212", "'label' cannot be varied: its members are named by their values"),
  .init("vary: {1️⃣title: [a, b]}", "CB212", "'title' cannot be varied: it is the family's, and makes no other model"),
  .init(
    "vary: {1️⃣repeat: [1, 2]}", "CB212", "'repeat' cannot be varied: it says how many models are trained, not which"),
  .init("vary: {1️⃣expect: {a: []}}", "CB212", "'expect' cannot be varied: claims are the family's"),
  .init(
    "1️⃣code: 4\nvary: {code: [2, 8]}", "CB213", "'code' is varied, so this value is never used",
    help: "leave it out, or list it in 'vary'"),
  .init(
    "vary: {code: [2, 8], 1️⃣code.size: [3]}", "CB213", "'code.size' and 'code' vary the same value"),
  .init(
    "activation: relu\nvary: {activation.1️⃣slope: [1, 2]}", "CB213",
    "'activation' is relu here, so it has no 'slope' to vary"),
  .init(
    "vary: 1️⃣{seed: [0,1,2,3,4,5,6,7,8,9,10], beta: [0,1,2,3,4,5,6,7,8,9]}", "CB208",
    "'vary' makes 110 models, at most 100"),
  .init("vary: {code: [2, 1️⃣0]}", "CB208", "'code' must be an integer from 1 to 65,536, found 0"),
  .init(
    sizes + "expect: [1️⃣test.mse < 1]", "CB403", "'test.mse' may be that of any member of 'size'",
    help: "name one of them: size(2).test.mse"),
  .init(
    sizes + "expect: [1️⃣size.test.mse < 1]", "CB402",
    "'size' is a family of 3 models, which make no 'size.test.mse' together",
    help: "name one of them: size(2).test.mse"),
  .init(
    sizes + "expect: [1️⃣size(9).test.mse < 1]", "CB402", "no block makes 'size(9).test.mse'",
    help: "did you mean 'size(2).test.mse'?"),
  .init(
    sizes + "expect: [1️⃣size(4000).test.mse < 1]", "CB402", "no block makes 'size(4000).test.mse'",
    help: "the members of 'size' are size(2), size(8) and size(32)"),
]

private let references: [Mistake] = [
  .init(
    evaluate("models: [1️⃣size(3)]"), "CB303",
    "no 'train' block has the label 'size(3)'", help: "did you mean 'size(2)'?"),
  .init(evaluate("models: [size, 1️⃣size(2)]"), "CB218", "'size(2)' is listed twice in 'models'"),
  .init(
    evaluate("reference: {1️⃣size: {mse: 1}}"), "CB303", "'size' is not one of the block's models",
    help: "the members of 'size' are size(2), size(8) and size(32)"),
  .init(
    "```yaml train\nlabel: next\ninitialization: {from: 1️⃣size}\n```\n", "CB303",
    "'size' is a family of 3 models, and one is wanted",
    help: "the members of 'size' are size(2), size(8) and size(32)"),
]

extension Program {
  fileprivate var labels: [String] {
    blocks.map { block in
      switch block {
      case .train(let train): train.common.label
      case .evaluate(let evaluate): evaluate.common.label
      }
    }
  }
}

@Suite struct FamilyTests {
  @Test("What cannot be varied is refused at its place, once for all members", arguments: mistakes)
  func mistake(_ mistake: Mistake) { check(mistake, in: family(mistake.text)) }

  @Test("A family where one model is wanted is refused with its members", arguments: references)
  func reference(_ mistake: Mistake) { check(mistake, in: family(sizes, mistake.text)) }

  @Test("One block becomes a model a value, each with its own label and configuration, behind the family")
  func members() throws {
    let program = try #require(read(family(sizes + "title: Sizes", evaluate("models: [size]"))).program)
    #expect(program.labels == ["size", "size(2)", "size(8)", "size(32)", "scores"])
    #expect(program.places == [0, 4])
    #expect(["size(2)", "size(8)", "size(32)"].map { program.train($0)?.autoencoder.code } == [2, 8, 32])
    #expect(program.train("size(8)")?.common.title == "Sizes (8)")
    #expect(program.evaluate("scores")?.models == ["size(2)", "size(8)", "size(32)"])
    let whole = try #require(program.evaluate("size"))
    #expect(whole.family?.keys == ["code"])
    #expect(whole.family?.members.map(\.numbers) == [[2], [8], [32]])
    #expect(whole.common.setting("vary")?.value.yamlText == "{code: [\"2\", \"8\", \"32\"]}")
    #expect(whole.common.setting("code")?.value.yamlText == "[2, 8, 32]")
    #expect(whole.common.setting("epochs")?.value.yamlText == "1")
  }

  @Test("Two keys make a grid, dotted keys change what the block and the defaults say, and named values are any")
  func grid() throws {
    let front = "---\ndefaults: {train: {optimizer: {kind: adam, beta1: 0.8}}}\n---\n"
    let lines = """
      variant: denoising
      data: mnist-5k
      vary:
        noise.gaussian: [0.1, 0.5]
        data.limit: [100]
        optimizer.learning_rate: [0.01]
        early_stopping: {never: none}
      """
    let program = try #require(read(front + family(lines)).program)
    #expect(
      program.labels == ["size", "size(0.1)(100)(0.01)(never)", "size(0.5)(100)(0.01)(never)"])
    let block = try #require(program.train("size(0.5)(100)(0.01)(never)"))
    #expect(block.common.setting("noise")?.value.yamlText == "{gaussian: 0.5}")
    #expect(block.data.limit == 100)
    #expect(block.common.setting("optimizer")?.value.yamlText.contains("beta1: 0.8") == true)
    #expect(program.evaluate("size")?.noise == .trained)
  }

  @Test("Paths name members, points in their values included, and a member's weights can be started from")
  func paths() throws {
    let lines = """
      variant: denoising
      vary: {noise.masking: [0.1, 0.5]}
      expect:
        - size(0.1).test.mse < size(0.5).test.mse * 2
      """
    let more = "```yaml train\nlabel: next\ninitialization: {from: size(0.5)}\n```\n\n`{=size(0.5).test.mse:.3f}`\n"
    let reading = read(family(lines, more))
    #expect(complaints(reading) == [])
    #expect(reading.program?.train("next")?.start == "size(0.5)")
  }

  @Test("A family of one leaves its label out; a profile changes all members; a list parameter can be varied")
  func inherited() throws {
    let front = "---\nparams: {sizes: [3]}\nprofiles: {smoke: {train: {epochs: 2}}}\n---\n"
    let text = front + family("vary: {code: $sizes}\nexpect: [test.mse < 1]")
    #expect(complaints(read(text)) == [])
    #expect(read(text, profile: "smoke").program?.train("size(3)")?.training.descent.epochs == 2)
  }

  @Test("'vary' is no default, and 'none' is as without")
  func layers() {
    let text = "---\ndefaults: {train: {1️⃣vary: {code: [2]}}}\n---\n" + family("vary: none")
    check(.init("", "CB212", "'vary' cannot have a default: each block has its own"), in: text)
  }

  @Test("A 'vary' that cannot be read adds no noise where its members are named")
  func unreadable() {
    let text = family("vary: {code: 1️⃣8}", evaluate("models: ['size(8)']\nexpect: [size(8).mse < 1]"))
    check(.init("", "CB207", "'code' must be a list of values, or a mapping of named ones, found 8"), in: text)
  }

  @Test("Families that train on different images show no reconstructions unless asked for")
  func figures() throws {
    let program = try #require(read(family("vary: {data: [mnist-5k, fashion-mnist]}\nepochs: 1")).program)
    #expect(program.evaluate("size")?.common.figures.map(\.name) == ["loss"])
    #expect(
      read(family(sizes)).program?.evaluate("size")?.common.figures.map(\.name)
        == ["variation", "loss", "reconstructions"])
  }
}
