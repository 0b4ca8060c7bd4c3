import NotebookSyntax
import Schema
import TestSupport
import Testing

private let frontMatterMistakes: [Mistake] = [
  .init("1️⃣titel: x", "CB204", "unknown key 'titel' in 'front matter'", help: "did you mean 'title'?"),
  .init("1️⃣epochs: 5", "CB204", "unknown key 'epochs' in 'front matter'", help: "'epochs' is a key of 'train'"),
  .init("1️⃣title:", "CB206", "'title' has no value", help: "write a value, or leave the key out; off is none"),
  .init("title: 1️⃣[a]", "CB207", "'title' must be a text, found a list"),
  .init(
    "toc: 1️⃣yes", "CB207", "'toc' must be true or false, found yes",
    help: "the booleans are true and false, and off is none"),
  .init("lang: 1️⃣e", "CB208", "'lang' must be a language tag such as en or pt-BR, found e"),
  .init("author: 1️⃣{name: x}", "CB207", "'author' must be a list of names, found a mapping"),
  .init("seed: 1️⃣x", "CB207", "'seed' must be an integer, at least 0, found x"),
  .init(
    "data: 1️⃣mnits", "CB209",
    "'data' must be mnist-5k, fashion-mnist, mnist, subspace, blobs, shapes or swiss_roll, found mnits",
    help: "did you mean 'mnist'?"),
  .init("defaults: 1️⃣5", "CB207", "'defaults' must be a mapping of train, evaluate and data, found 5"),
  .init("defaults: {1️⃣trian: {epochs: 5}}", "CB204", "unknown key 'trian' in 'defaults'", help: "did you mean 'train'?"),
  .init("defaults: {train: {1️⃣label: x}}", "CB212", "'label' cannot have a default: each block has its own"),
  .init("profiles: 1️⃣[smoke]", "CB207", "'profiles' must be a mapping of names to values, found a list"),
  .init(
    "profiles: {1️⃣../x: {train: {epochs: 1}}}", "CB310", "'../x' cannot name a profile",
    help: "a letter a…z, then a…z, 0…9 and hyphens"),
  .init("params: 1️⃣[a]", "CB207", "'params' must be a mapping of names to values, found a list"),
]

@Suite struct NotebookReadingTests {
  @Test("A mistake in the front matter is refused at its place, alone", arguments: frontMatterMistakes)
  func frontMatter(_ mistake: Mistake) { check(mistake, in: "---\n\(mistake.text)\n---\n\n" + trainNotebook("")) }

  @Test("The front matter says what is meant for the page")
  func page() throws {
    let reading = read(
      """
      ---
      title: 2024
      subtitle: "A: b"
      author: [A, B]
      date: 2024-05-01
      keywords: digits
      lang: pt-BR
      license: CC0
      toc: false
      number_sections: true
      ---
      """)
    var expected = FrontMatter()
    expected.title = "2024"
    expected.subtitle = "A: b"
    expected.authors = ["A", "B"]
    expected.date = "2024-05-01"
    expected.keywords = ["digits"]
    expected.language = "pt-BR"
    expected.license = "CC0"
    expected.hasTableOfContents = false
    expected.numbersSections = true
    #expect(reading.program?.frontMatter == expected)
    #expect(reading.diagnostics == [])
  }

  @Test("A notebook without blocks and front matter is a program")
  func empty() { #expect(read("Only prose.\n").program?.blocks.isEmpty == true) }

  @Test("Five mistakes in a list and a quote are five diagnostics in the order of their places")
  func five() {
    let marked = MarkedText(
      """
      > - x
      >
      >   ```yaml train
      >   label: a
      >   1️⃣epoch: 5
      >   batch_size: 2️⃣many
      >   code: 3️⃣0
      >   ```
      >
      >   ```yaml evaluate
      >   label: b
      >   models: [4️⃣aa]
      >   expect:
      >     - 5️⃣a.test.msee < 1
      >   ```

      """)
    let reading = read(marked.text)
    #expect(
      complaints(reading).map { "\($0.place) \($0.code)" } == [
        "\(marked[1]) CB204", "\(marked[2]) CB207", "\(marked[3]) CB208", "\(marked[4]) CB303", "\(marked[5]) CB402",
      ])
    #expect(reading.program == nil)
  }

  @Test(
    "Labels follow their grammar",
    arguments: [
      ("My Model", "did you mean 'my-model'?"), ("a_b", "did you mean 'a-b'?"), ("1a", nil), ("é", nil),
      ("a.b", "did you mean 'a-b'?"), ("../x", "did you mean 'x'?"),
    ] as [(String, String?)])
  func label(_ label: String, _ help: String?) {
    check(
      .init("", "CB301", "'\(label)' cannot be a label: a letter a…z, then a…z, 0…9 and hyphens", help: help),
      in: "```yaml train\nlabel: 1️⃣\(label)\n```\n")
  }

  @Test(
    "Words that paths begin with are no labels", arguments: ["train", "validation", "test", "params", "input", "clean"])
  func reserved(_ label: String) {
    #expect(complaints(read("```yaml train\nlabel: \(label)\n```\n")).map(\.code) == ["CB301"])
  }

  @Test("A label is required, and is no number")
  func missing() {
    check(
      .init("", "CB211", "the block has no 'label'", help: "figures, claims and other blocks call it by that"),
      in: "1️⃣```yaml train\nepochs: 5\n```\n")
    check(.init("", "CB207", "'label' must be a text, found 5"), in: "```yaml train\nlabel: 1️⃣5\n```\n")
  }

  @Test("A doubled label is refused with both places")
  func doubled() {
    check(
      .init("", "CB302", "the label 'first' is given twice, first at 7:8"),
      in: trainNotebook("") + "```yaml evaluate\nlabel: 1️⃣first\n```\n\n")
  }

  @Test(
    "A block that cannot be read adds no noise elsewhere",
    arguments: ["title: a: b", "<<: 1", "epochs: x", "data: nowhere", "title: [", "1x: &a 5"])
  func noNoise(_ line: String) {
    let reading = read(
      """
      ```yaml train
      label: a
      \(line)
      ```

      ```yaml evaluate
      label: b
      models: [a]
      metrics: [mse]
      reference: {a: {mse: 1}}
      figures: [loss, {reconstructions: {rows: [clean, a]}}]
      expect: [a.mse < 1, a.test.mse < 1, a.epochs > 1]
      ```

      `{=a.test.mse}` and `{=b.a.mse}`
      """)
    #expect(reading.diagnostics.count == 1)
  }

  @Test("Mistakes in the data do not hide a claim that nothing makes")
  func unhidden() {
    let text = "data: nowhere\nexpect: [test.mes < 1, validation.mse < 1]"
    #expect(complaints(read(trainNotebook(text))).map(\.place) == ["8:7", "9:10"])
    let evaluation = "data: nowhere\nmodels: [pca, frist]\nexpect: [pca.mes < 1, frist.mse < 1]"
    #expect(complaints(read(evaluateNotebook(evaluation))).map(\.place) == ["12:7", "13:15", "14:10"])
  }

  @Test("A block without a readable label adds no noise elsewhere")
  func unnamed() {
    let reading = read(
      "```yaml train\nlabel: 5\n```\n\n```yaml evaluate\nlabel: b\nexpect: [other.mse < 1]\n```\n\n`{=other.test.mse}`\n"
    )
    #expect(complaints(reading).map(\.code) == ["CB207"])
  }

  @Test("A block that is not run makes no values for others")
  func notRun() {
    check(
      .init("", "CB304", "'a' is not run, so it makes no 'a.test.mse'", help: "it has 'eval: false'"),
      in: "```yaml train\nlabel: a\neval: false\nexpect: [test.mse < 1]\n```\n\n`{=1️⃣a.test.mse}`\n")
  }

  @Test("A comment behind a caption is a warning; behind a number it is none")
  func comment() {
    let reading = read(
      trainNotebook("fig_cap: The code #1\nfig_alt: \"a #1\"\ntitle: Model #2\nepochs: 5 # five\nfigures: [loss] #x"))
    #expect(
      complaints(reading).map { "\($0.place) \($0.code) \($0.message)" } == [
        "8:10 CB216 what follows '#' is a comment and not a part of 'fig_cap'",
        "10:8 CB216 what follows '#' is a comment and not a part of 'title'",
      ])
    #expect(reading.program != nil)
  }

  @Test("Figures and display keys are read")
  func display() throws {
    let block = try #require(
      read(
        trainNotebook(
          """
          echo: false
          include: false
          layout_ncol: 2
          figures:
            - loss: {scale: log, curves: [train.loss]}
            - reconstructions: {pick: [3, 1], rows: [clean, input, error, first], fig_cap: x}
          """)
      ).program?.train("first"))
    #expect(block.common.display.echo == .hidden)
    #expect(!block.common.display.isIncluded)
    #expect(block.common.display.layoutColumns == 2)
    var loss = FigureRequest.LossOptions()
    loss.isLogarithmic = true
    loss.curves = ["train.loss"]
    var images = FigureRequest.ReconstructionOptions()
    images.pick = .places([3, 1])
    images.count = 2
    images.rows = [.clean, .input, .error, .model("first")]
    images.words.caption = InlineText(pieces: [.text("x")])
    #expect(block.common.figures == [.loss(loss), .reconstructions(images)])
  }

  @Test("A thousand blocks and two thousand mistakes are all reported")
  func many() {
    let blocks = (0..<1_000).map { "```yaml train\nlabel: a\($0)\nepoch: 5\ncode: x\n```\n\n" }.joined()
    #expect(read(blocks).diagnostics.count == 2_000)
  }

  @Test("Every code is explained, numbered once, and in order")
  func codes() {
    let codes = DiagnosticCode.schemaCodes
    #expect(codes.map(\.id) == Set(codes.map(\.id)).sorted())
    for code in codes {
      #expect(code.explanation.count > 100, "\(code.id)")
      #expect(code.title.first?.isLowercase == true && !code.title.hasSuffix("."), "\(code.id)")
    }
  }
}
