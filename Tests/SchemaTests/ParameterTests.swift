import Autoencoders
import NotebookSyntax
import Schema
import Testing

private let mistakes: [Mistake] = [
  .init("title: 1️⃣$nmae", "CB306", "no parameter 'nmae' is declared", help: "did you mean 'name'?"),
  .init("title: a 1️⃣${nmae}", "CB306", "no parameter 'nmae' is declared", help: "did you mean 'name'?"),
  .init("epochs: 1️⃣$name", "CB207", "'epochs' must be an integer from 0 to 1,000,000, found x"),
  .init("epochs: 1️⃣$widths", "CB207", "'epochs' must be an integer from 0 to 1,000,000, found a list"),
  .init("title: a 1️⃣${widths}", "CB307", "'widths' is a list and cannot stand inside a text"),
]

private let declarations = "params: {name: x, n: 5, rate: 0.5, deep: true, widths: [64, 8]}"
private let uses = "keywords: [$name, $n, $rate, $deep]\ndefaults: {train: {encoder: $widths}}"

private func notebook(_ lines: String) -> String {
  "---\n\(declarations)\n\(uses)\n---\n" + trainNotebook(lines)
}

@Suite struct ParameterTests {
  @Test("A parameter that is wrong is refused where it is used, alone", arguments: mistakes)
  func mistake(_ mistake: Mistake) { check(mistake, in: notebook(mistake.text)) }

  @Test("A parameter stands for a whole value, and inside a text")
  func substitution() throws {
    let block = try #require(
      read(notebook("title: \"${n} epochs at ${rate}\"\nepochs: $n\noptimizer: {adam: $rate}\ncode: ${n}")).program?
        .train("first"))
    #expect(block.common.title == "5 epochs at 0.5")
    #expect(block.training.descent.epochs == 5)
    #expect(block.training.descent.optimizer.learningRate == 0.5)
    #expect(block.autoencoder.encoder.map(\.units) == [64, 8])
    #expect(block.autoencoder.code == 5)
  }

  @Test("Dollar signs that are no parameter stay")
  func dollars() throws {
    let block = try #require(read(notebook("title: $5 and $x^2$ and ${ and ${9}")).program?.train("first"))
    #expect(block.common.title == "$5 and $x^2$ and ${ and ${9}")
  }

  @Test(
    "The command line sets parameters of the declared kind",
    arguments: [
      ("n", "7", ConfigurationValue.integer(7)), ("rate", "3", .integer(3)), ("rate", "1e-2", .number(0.01)),
      ("deep", "false", .boolean(false)), ("name", "12", .string("12")), ("name", "a b", .string("a b")),
      ("widths", "[3]", .list([.integer(3)])),
    ])
  func override(_ name: String, _ value: String, _ expected: ConfigurationValue) throws {
    let reading = read(notebook(""), [(name, value)])
    #expect(complaints(reading) == [])
    #expect(reading.program?.parameters.first { $0.name == name }?.value == expected)
  }

  @Test("The last of several settings counts")
  func last() {
    #expect(
      read(notebook("epochs: $n"), [("n", "7"), ("n", "8")]).program?.train("first")?.training.descent.epochs == 8)
  }

  @Test(
    "The command line's mistakes are refused at the declaration",
    arguments: [
      ("n", "x", "2:19 CB307 -P n=x: 'n' must be an integer | it is declared as 5"),
      ("n", "1.5", "2:19 CB307 -P n=1.5: 'n' must be an integer | it is declared as 5"),
      ("n", "", "2:19 CB307 -P n=: 'n' must be an integer | it is declared as 5"),
      ("rate", "fast", "2:25 CB307 -P rate=fast: 'rate' must be a number | it is declared as 0.5"),
      ("deep", "yes", "2:36 CB307 -P deep=yes: 'deep' must be true or false | it is declared as true"),
      ("name", "", "2:10 CB307 -P name=: 'name' must be a text | it is declared as x"),
      ("widths", "3", "2:48 CB307 -P widths=3: 'widths' must be a list like [64, 8] | it is declared as [64, 8]"),
      ("widths", "[a]", "2:48 CB307 -P widths=[a]: 'widths' must be a list like [64, 8] | it is declared as [64, 8]"),
      (
        "widths", "[&x 1]",
        "2:48 CB307 -P widths=[&x 1]: 'widths' must be a list like [64, 8] | it is declared as [64, 8]"
      ),
      ("nn", "3", "- CB306 -P nn: no parameter of this name is declared | did you mean 'n'?"),
    ])
  func badOverride(_ name: String, _ value: String, _ complaint: String) {
    #expect(complaints(read(notebook(""), [(name, value)])).map(\.description) == [complaint])
  }

  @Test("The mistakes of a file of parameters name the file, and the command line counts over it")
  func parameterFile() {
    var options = ReadingOptions()
    options.parameterFile = ParameterFile("n: x\nnn: 3\nrate: 0.25\n", path: "long.yaml")
    options.overrides = [("rate", "0.75")]
    let document = NotebookDocument(parsing: notebook(""))
    #expect(
      complaints(Reading(document, options: options)).map(\.description) == [
        "- CB306 --params long.yaml: nn: no parameter of this name is declared | did you mean 'n'?",
        "2:19 CB307 --params long.yaml: n=x: 'n' must be an integer | it is declared as 5",
      ])
    options.parameterFile = ParameterFile("n: 7\nrate: 0.25\n", path: "long.yaml")
    let program = Reading(document, options: options).program
    #expect(program?.parameters.first { $0.name == "n" }?.value == .integer(7))
    #expect(program?.parameters.first { $0.name == "rate" }?.value == .number(0.75))
  }

  @Test("A file of parameters is held to a mapping of names to values")
  func badFile() {
    let file = ParameterFile("n: 1\nn: 2\nm: {a: 1}\n", path: "p.yaml")
    #expect(file.diagnostics.map(\.code.id) == ["CB205", "CB207"])
    #expect(file.diagnostics.map(\.position?.line) == [2, 3])
    #expect(ParameterFile("- 1\n", path: "p.yaml").diagnostics.map(\.code.id) == ["CB207"])
  }

  @Test("A parameter that nothing uses is a warning, and a use in a claim or value counts")
  func unused() {
    let text =
      "---\nparams: {a: 1, b: 2, c: 3, d: 4}\n---\n" + trainNotebook("epochs: $a\nexpect: [test.mse < params.b]")
    let reading = read(text + "`{=params.c}`\n")
    #expect(
      complaints(reading).map(\.description) == [
        "2:28 CB308 the parameter 'd' is not used | use it as $d or params.d"
      ])
    #expect(reading.program != nil)
  }

  @Test("Declarations that cannot be one are refused, and uses of them are not")
  func declarations_() {
    let text = "---\nparams: {1x: 1, b: {c: 1}, d: $b, e: , f: [[1]]}\nkeywords: [$b, $d, $e, $f]\n---\n"
    #expect(
      complaints(read(text)).map { "\($0.place) \($0.code) \($0.message)" } == [
        "2:10 CB310 '1x' cannot name a parameter",
        "2:20 CB310 a parameter is a number, true or false, a text, or a list of these; found a mapping",
        "2:31 CB310 a parameter cannot use another one", "2:35 CB206 'e' has no value",
        "2:44 CB310 a parameter is a number, true or false, a text, or a list of these; found a list",
      ])
  }

  @Test("Parameters that multiply without end are refused")
  func budget() {
    let long = String(repeating: "x", count: 10_000)
    let many = String(repeating: "${a}", count: 2_000)
    let reading = read("---\nparams: {a: \(long)}\n---\n" + trainNotebook("title: \(many)"))
    #expect(complaints(reading).map(\.code).first == "CB203")
  }
}
