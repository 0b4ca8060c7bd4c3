import NotebookSyntax
import Schema
import TestSupport
import Testing

/// A notebook of train blocks, each with its label and the lines behind it.
private func notebook(_ blocks: [(String, String)]) -> String {
  blocks.map { "```yaml train\nlabel: \($0.0)\n\($0.1)\n```\n\n" }.joined()
}

private func from(_ label: String) -> String { "initialization: {from: \(label)}" }

private let mistakes: [Mistake] = [
  .init(
    "initialization: {from: 1️⃣frist}", "CB303", "no 'train' block has the label 'frist'", help: "did you mean 'first'?"),
  .init(
    "initialization: {from: 1️⃣zebra}", "CB303", "no 'train' block has the label 'zebra'", help: "there are pca, first"),
  .init(
    "initialization: {from: 1️⃣first}", "CB313", "'first' cannot start from its own weights",
    help: "leave 'initialization' out, or name another block"),
  .init(
    "initialization: {from: 1️⃣pca}", "CB313",
    "the layers of 'pca' are 784-32-784, but here they are 784-256-64-32-64-256-784",
    help: "weights fit a model of the same widths in the same order"),
  .init(
    "variant: linear\ntied: true\ninitialization: {from: 1️⃣pca}", "CB313",
    "the layers of 'pca' are 784-32-784, but here they are 784-32-784, tied",
    help: "weights fit a model of the same widths in the same order"),
  .init("initialization: {from: 1️⃣5}", "CB207", "'from' must be a text, found 5"),
  .init(
    "initialization: {1️⃣form: pca}", "CB204", "unknown key 'form' in 'initialization'", help: "did you mean 'from'?"),
  .init(
    "initialization: {1️⃣from: }", "CB206", "'from' has no value",
    help: "write a value, or leave the key out; off is none"),
  .init(
    "initialization: {from: 1️⃣'size(2)'}", "CB303", "no 'train' block has the label 'size(2)'",
    help: "there are pca, first"),
]

@Suite struct StartTests {
  @Test("A start that cannot be one is refused at its place, alone, with its remedy", arguments: mistakes)
  func mistake(_ mistake: Mistake) { check(mistake, in: trainNotebook(mistake.text)) }

  @Test("A block may start from one further down, whatever its activations and dropout")
  func fits() throws {
    let reading = read(
      notebook([
        ("fine", from("rough") + "\nencoder: [64, {batch_norm: true}]\nactivation: tanh"),
        ("rough", "encoder: [{dropout: 0.1}, 64, {batch_norm: true}, {dropout: 0.5}]\nloss: mae"),
        ("line", "variant: linear\n" + from("exact")), ("exact", "variant: pca"),
      ]))
    #expect(complaints(reading) == [])
    let program = try #require(reading.program)
    #expect(program.train("fine")?.start == "rough")
    #expect(program.blocks.map(\.dependencies) == [["rough"], [], ["exact"], []])
  }

  @Test("The label of the start is shown, but is no part of what a result depends on")
  func label() throws {
    func block(_ start: String) -> TrainBlock? {
      read(notebook([("a", from(start)), ("b", "seed: 1"), ("c", "seed: 2"), ("drawn", "")])).program?.train("a")
    }
    let (b, c) = (try #require(block("b")), try #require(block("c")))
    #expect(b.common.setting("initialization")?.value.yamlText == "{from: b}")
    #expect(b.common.setting("initialization")?.isDefault == false)
    #expect(b.common.canonical == c.common.canonical)
    #expect(b.common.canonical.contains("initialization={\"from\":null}"))
  }

  @Test("A block that is not run gives no weights, unless the one that wants them is not run either")
  func notRun() {
    let text = notebook([("a", "eval: false"), ("b", "initialization: {from: 1️⃣a}")])
    check(.init("", "CB304", "'a' is not run, so it has no model", help: "it has 'eval: false'"), in: text)
    #expect(complaints(read(notebook([("a", "eval: false"), ("b", "eval: false\n" + from("a"))]))) == [])
  }

  @Test("An evaluate block gives no weights")
  func evaluation() {
    check(
      .init("", "CB303", "'scores' is an 'evaluate' block and has no model"),
      in: evaluateNotebook("models: [pca]") + notebook([("a", "initialization: {from: 1️⃣scores}")]))
  }

  @Test("Blocks that start from one another are refused once, at the first of them")
  func circle() {
    let marked = MarkedText(
      notebook([
        ("d", from("a")), ("a", "initialization: {from: 1️⃣b}"), ("b", from("c")), ("c", from("a")), ("e", from("d")),
      ]))
    #expect(
      complaints(read(marked.text)).map(\.description) == [
        "\(marked[1]) CB313 'a', 'b' and 'c' start from one another, so that none can be first"
          + " | one of them has to draw its weights"
      ])
  }

  @Test("A long chain of starts is read, and a block that cannot be read adds no noise")
  func chain() {
    let chain = (0..<500).map { ("a\($0)", from("a\($0 + 1)")) }
    #expect(complaints(read(notebook(chain + [("a500", "")]))) == [])
    #expect(complaints(read(notebook([("a", from("b")), ("b", "encoder: x")]))).map(\.place) == ["8:10"])
    #expect(complaints(read(notebook([("a", from("b")), ("b", "data: nowhere")]))).map(\.place) == ["8:7"])
  }

  @Test("A default that lets every block start from one of them is refused in that one")
  func inherited() {
    let front = "---\ndefaults: {train: {initialization: {from: a}}}\n---\n"
    #expect(complaints(read(front + notebook([("a", "initialization: he"), ("b", "")]))) == [])
    #expect(complaints(read(front + notebook([("a", ""), ("b", "")]))).map(\.code) == ["CB313"])
  }
}
