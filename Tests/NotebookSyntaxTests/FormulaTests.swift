import NotebookSyntax
import TestSupport
import Testing

@Suite("Formulas")
struct FormulaTests {
  private static let inlineCases: [(String, [String])] = [
    ("a $x$ b", ["x"]), ("$x$", ["x"]), ("$x$ and $y$", ["x", "y"]), ("$a `b$", ["a `b"]), ("2$x$y", ["x"]),
    ("$5 and $6. Let $x$ be", ["x"]), ("from $a to $x$", ["x"]),
    ("$a_1 * b_2 * c$", ["a_1 * b_2 * c"]), ("$\\\\$", ["\\\\"]), ("$\\$5$", ["\\$5"]), ("\\\\$x$", ["x"]),
    ("($x$), **$y$**, _$z$_, ~~$w$~~", ["x", "y", "z", "w"]), ("$`a_b`$", ["a_b"]), ("$<b>$", ["<b>"]),
    ("$a<b$ and $c>d$", ["a<b", "c>d"]), ("$p(x\n\\mid z)$", ["p(x\n\\mid z)"]), ("$x$: $y$.", ["x", "y"]),
    ("$a \\text{ if $b$} c$", ["a \\text{ if $b$} c"]), ("$\\{x$", ["\\{x"]), ("[$x$](a.html)", ["x"]),
    ("$[0, 1](x)$", ["[0, 1](x)"]), ("&amp;$&$", ["&"]), ("$日$", ["日"]), ("\\`$x$\\`", ["x"]), ("`` $x$", ["x"]),
    ("<details>\n<summary>Why $x$?</summary>\n\n$y$\n\n</details>", ["x", "y"]),
  ]

  @Test("between dollars", arguments: inlineCases)
  func inline(_ text: String, _ formulas: [String]) { #expect(mathematics(text) == formulas) }

  private static let dollarTexts: [String] = [
    "$5 and $6", "$5", "5$ and 6$", "$ x$", "$x $", "$x$5", "\\$x\\$", "\\$x$", "$x\\$", "`$x$`", "`` $x$ ``", "$",
    "a$b",
    "$a\n\nb$", "- $a\n- b$", "$a\n# b$", "# $a\nb$", "    $x$ $y$", "```\n$x$\n```", "~~~\n$x$\n\n$y$\n~~~",
    "> ```\n> $x$\n> ```", "- ```\n  $x$\n  ```", "<https://a.b/$x$>", "https://a.b/$x$", "www.a.b/$x$",
    "[a](b$x$c)", "[a](<b$x$c>)", "[a](b \"$x$\")", "![a $x$](b.png)", "[a]: b$x$c\n\n[a]", "<b title=\"$x$\">",
    "$a `b` c$", "<!-- $x$ -->", "<!--\n$x$\n-->", "$5 for `x$`", "| a |\n| - |\n| $x | y$ |",
    "[^1]: $x$", "```yaml train\nlabel: $x$\n```", "$a\n> b$", "```\n$x", "---\ntitle: $x$\n---",
  ]

  @Test("dollars that are dollars", arguments: dollarTexts)
  func text(_ text: String) {
    #expect(mathematics(text) == [])
    #expect(!picture(text).contains("⟦formula"))
  }

  private static let displayCases: [(String, [String])] = [
    ("$$x$$", ["| x |"]), ("$$ x $$", ["| x |"]), ("$$\nx\n$$", ["| x |"]), ("a $$x$$ b", ["| x |"]),
    ("$$a$$ $$b$$", ["| a |", "| b |"]), ("$$a$ b$$", ["| a$ b |"]),
    ("$$\na\n= b\n- c\n+ d\n> 0\n$$", ["| a\n= b\n- c\n+ d\n> 0 |"]),
    ("$$\n1. a\n# b\n---\n$$", ["| 1. a\n# b\n--- |"]), ("> $$\n> a\n> b\n> $$", ["| a\nb |"]),
    ("- $$\n  a\n  $$\n- b", ["| a |"]), ("$$\\text{`a'} + \\text{`b'}$$", ["| \\text{`a'} + \\text{`b'} |"]),
    (
      "$$\n\\begin{aligned}\na &= b \\\\\n  &= c\n\\end{aligned}\n$$",
      ["| \\begin{aligned}\na &= b \\\\\n&= c\n\\end{aligned} |"]
    ),
    ("where\n$$\nx\n$$\nis $y$", ["| x |", "y"]), ("$$x\\$$$", ["| x\\$ |"]), ("```math\nx\n```", ["| x |"]),
    ("~~~ math\n  a\n\n  b\n~~~", ["| a\n\n  b |"]), ("> ```math\n> x\n> ```", ["| x |"]),
    ("- ```math\n  x\n  ```", ["| x |"]),
  ]

  @Test("on lines of their own", arguments: displayCases)
  func display(_ text: String, _ formulas: [String]) { #expect(mathematics(text) == formulas) }

  private static let nameCases: [(String, [String])] = [
    ("$$x$$ {#eq-a}", ["| x | eq-a"]), ("$$x$$ {#eq-a} where", ["| x | eq-a"]), ("$$x$${#eq-a-1}", ["| x | eq-a-1"]),
    ("$$\nx\n$$ {#eq-a}", ["| x | eq-a"]), ("$$\nx\n$$\n{#eq-a}", ["| x |"]),
    ("```math {#eq-a}\nx\n```", ["| x | eq-a"]),
    ("> $$\n> x\n> $$ {#eq-a}", ["| x | eq-a"]), ("$$x$$ {#fig-a}", ["| x |"]), ("$$x$$ {.a}", ["| x |"]),
    ("$$x$$ `{#eq-a}`", ["| x |"]),
  ]

  @Test("with names", arguments: nameCases)
  func names(_ text: String, _ formulas: [String]) { #expect(mathematics(text) == formulas) }

  @Test("Markdown does not touch what stands in a formula, and the text around is Markdown")
  func survives() {
    #expect(
      picture("*a* $x_1 * y_2 \\\\ [z](w) <b>$ *b*\n")
        == "<p><em>a</em> ⟦formula 0⟧ <em>b</em></p>\n")
  }

  @Test("A formula on several lines leaves one paragraph, and one item")
  func oneParagraph() {
    #expect(picture("a\n$$\nx\n- y\n$$\nb\n") == "<p>a\n⟦formula 0⟧\n\n\n\nb</p>\n")
    #expect(picture("- $$\n  x\n  $$\n- b\n") == "<ul>\n<li>⟦formula 0⟧\n\n</li>\n<li>b</li>\n</ul>\n")
  }

  @Test("A fence of mathematics is a paragraph")
  func fence() {
    #expect(picture("```math\nx\n```\n") == "<p>⟦formula 0⟧</p>\n")
  }

  @Test("A formula stands in a heading, in the table of contents too, and gives its letters to the id")
  func heading() {
    let document = NotebookDocument(parsing: "## The $\\beta$-VAE {#sec-vae}\n\n# A $x$\n")
    #expect(document.picture == "<h2 id=\"sec-vae\">The ⟦formula 0⟧-VAE</h2>\n<h1 id=\"a-x\">A ⟦formula 1⟧</h1>\n")
    #expect(
      document.headings.map { NotebookSyntaxTests.picture(of: $0.parts) } == ["The ⟦formula 0⟧-VAE", "A ⟦formula 1⟧"])
  }

  @Test("A formula stands in a footnote, wherever that is")
  func footnote() {
    let document = NotebookDocument(parsing: "[^1]: As $x$.\n\nText[^1] with $y$.\n")
    #expect(document.formulas.map(\.text) == ["x", "y"])
    #expect(document.picture.contains("As ⟦formula 0⟧."))
    #expect(document.picture.contains("with ⟦formula 1⟧."))
  }

  @Test("In an alternative text a formula stays as it was written")
  func alternative() {
    let document = NotebookDocument(parsing: "![The loss $L$](a.png)")
    #expect(document.images.map(\.alternative) == ["The loss $L$"])
    #expect(document.picture.contains("alt=\"The loss $L$\""))
  }

  private static let cellCases: [(String, [String])] = [
    ("| $x$ | $y$ |", ["x", "y"]), ("| $p(x\\|z)$ | 3 |", ["p(x|z)"]), ("| $a \\\\ b$ | 3 |", ["a \\\\ b"]),
    ("| $\\lVert x \\rVert$ | $$y$$ |", ["\\lVert x \\rVert", "| y |"]), ("| $5 | $6 |", []),
    ("$x$ | $y$", ["x", "y"]),
  ]

  @Test(
    "In a table cells part before formulas begin, and a bar needs a backslash, which is not the formula's",
    arguments: cellCases)
  func cells(_ row: String, _ formulas: [String]) {
    #expect(mathematics("| a | b |\n|---|---|\n\(row)\n") == formulas)
    #expect(mathematics("> | a | b |\n> |---|---|\n> \(row)\n") == formulas)
  }

  @Test("Formulas stand in a table's head")
  func tableHead() {
    #expect(mathematics("| $x$ | $y\\|z$ |\n|---|---|\n| 1 | 2 |\n") == ["x", "y|z"])
  }
}

@Suite("Places of formulas")
struct FormulaPlaceTests {
  static let notebooks = [
    "paragraph": "Let $1️⃣x$ be.", "second line": "a\nb $1️⃣x$", "wide letters before": "日 👩‍👩‍👧 é $1️⃣x$",
    "spaces inside": "$$  1️⃣x $$", "own lines": "a\n\n$$\n1️⃣x\n$$", "indented": "$$\n  1️⃣x\n$$", "quote": "> a\n> $1️⃣x$",
    "display in a quote": "> $$\n> 1️⃣x\n> $$", "list": "- a\n  $1️⃣x$", "table": "| a |\n|---|\n| é $1️⃣x$ |",
    "heading": "## A $1️⃣x$", "footnote": "[^1]: a $1️⃣x$\n\nb[^1]", "backticks": "$`1️⃣x`$", "fence": "```math\n1️⃣x\n```",
    "fence in a list": "- ```math\n  1️⃣x\n  ```", "indented fence": "```math\n\n  1️⃣x\n```",
    "CRLF": "a\r\n$$\r\n1️⃣x\r\n$$",
    "behind front matter": "---\ntitle: a\n---\n$1️⃣x$",
  ].sorted { $0.key < $1.key }.map { ConfigBlockTests.Notebook(name: $0.key, marked: $0.value) }

  @Test("A formula's place is that of its first scalar", arguments: notebooks)
  func place(notebook: ConfigBlockTests.Notebook) {
    let marked = MarkedText(notebook.marked)
    let document = NotebookDocument(parsing: marked.text)
    #expect(document.formulas.map(\.text) == ["x"])
    #expect(document.formulas.map(\.position.place) == [marked[1]])
    #expect(document.findings == [])
  }

  @Test("Each line of a formula has its place")
  func lines() {
    let marked = MarkedText("> - $$ 1️⃣a\n>   + 2️⃣b\n> \t3️⃣c\n>   $$\n")
    let formula = NotebookDocument(parsing: marked.text).formulas[0]
    #expect(formula.text == "a\n+ b\nc")
    #expect([0, 4, 6].map { formula.position(at: $0).place } == [marked[1], marked[2], marked[3]])
  }

  @Test("A table's backslash counts in a place")
  func escapedBar() {
    let marked = MarkedText("| a |\n|---|\n| $p(x\\|z) + \\1️⃣|y$ |\n")
    let formula = NotebookDocument(parsing: marked.text).formulas[0]
    #expect(formula.text == "p(x|z) + |y")
    #expect(formula.position(at: 9).place == marked[1])
  }

  @Test(
    "What stands behind formulas on a line keeps its place",
    arguments: ["$x$ `{=1️⃣a.b}`", "$$x$$ $y$ `{=1️⃣a.b}`", "$$\nx\n$$ $yyyyyyyyyyyy$ `{=1️⃣a.b}`", "> a $x\n> y$ `{=1️⃣a.b}`"])
  func behind(_ text: String) {
    let marked = MarkedText(text)
    #expect(NotebookDocument(parsing: marked.text).values.map(\.position.place) == [marked[1]])
  }

  @Test("Raw HTML, images and sections behind a formula keep their places")
  func findingsBehind() {
    let marked = MarkedText("$xxxxxxxxxxxx$ 1️⃣<b>\n\n$yyyyyyyyyyyy$ 2️⃣![a](http://b.c)\n\n# $zzzzzzzzzzzz$ 3️⃣{#sec-A}\n")
    let document = NotebookDocument(parsing: marked.text)
    #expect(document.diagnostics.map(\.position?.place) == [marked[1], marked[2], marked[3]])
  }

  @Test("Code that looks like a formula keeps its text and its places")
  func code() {
    let marked = MarkedText("- a\n\n  ```yaml train\n  label: $a\n  code: 1️⃣b$c\n  ```\n")
    let document = NotebookDocument(parsing: marked.text)
    #expect(document.blocks[0].fragment.text == "label: $a\ncode: b$c\n")
    #expect(document.blocks[0].fragment.place(of: "b$c") == marked[1])
  }
}

@Suite("Mistakes in mathematics")
struct FormulaMistakeTests {
  static let unclosed =
    "'$' opens a formula that nothing closes, and is shown as text | close it with a '$' that no space precedes and no "
    + "digit follows, before any code; or write \\$"

  @Test(
    "a dollar with a command behind it that nothing closes is a warning",
    arguments: [
      "Let 1️⃣$\\beta be one.", "1️⃣$\\beta `{=a.b}`$ x", "a\n1️⃣$\\alpha\n\nb$", "- 1️⃣$\\alpha\n- + b$", "1️⃣$\\beta $",
    ])
  func inline(_ text: String) {
    let marked = MarkedText(text)
    let document = NotebookDocument(parsing: marked.text)
    #expect(document.findings.first == "\(marked[1]) warning CB117: \(Self.unclosed)")
    #expect(document.picture.contains("$\\"))
  }

  @Test("two dollars that nothing closes are a warning")
  func display() {
    let document = NotebookDocument(parsing: "a\n\n$$\nx\n\ny\n")
    #expect(
      document.findings == [
        "3:1 warning CB117: '$$' is not closed before the end of the paragraph and is shown as text | close the formula "
          + "with '$$', without an empty line in it; or write \\$\\$"
      ])
    #expect(document.picture == "<p>a</p>\n<p>$$\nx</p>\n<p>y</p>\n")
  }

  @Test("nothing between two dollars and two dollars is a warning")
  func empty() {
    let document = NotebookDocument(parsing: "a $$ $$ b")
    #expect(
      document.findings == [
        "1:3 warning CB117: nothing stands between '$$' and '$$', which are shown as text | write the formula between "
          + "them; or write \\$\\$"
      ])
    #expect(document.picture == "<p>a $$ $$ b</p>\n")
  }

  @Test(
    "what looks like that in code is none", arguments: ["`$$`", "```\n$$\n$\\a\n```", "    $$ $\\a", "<!-- $$ -->"])
  func code(_ text: String) { #expect(NotebookDocument(parsing: text).findings == []) }

  @Test("money is none", arguments: ["$5 and $6", "from $x to y", "USD$", "a $ b"])
  func money(_ text: String) { #expect(NotebookDocument(parsing: text).findings == []) }

  @Test("a bar that cuts a formula in a table is a warning")
  func cut() {
    let marked = MarkedText("| a | b |\n|---|---|\n| 1️⃣$p(x|z)$ | 1 |\n")
    #expect(
      NotebookDocument(parsing: marked.text).findings == [
        "\(marked[1]) warning CB117: a '|' ends the table's cell inside of this formula | write '\\|' for a bar in a table, "
          + "or \\mid, \\lvert, \\lVert"
      ])
  }

  @Test("a name that is none is an error")
  func invalidName() {
    #expect(
      NotebookDocument(parsing: "$$x$$ {#eq-A b}").findings == [
        "1:7 error CB118: invalid equation name 'eq-A b' | use lower-case letters, digits and hyphens: {#eq-elbo}"
      ])
  }

  @Test("a name behind a formula in the line is a warning")
  func nameBehindInline() {
    #expect(
      NotebookDocument(parsing: "$x$ {#eq-a}").findings == [
        "1:5 warning CB118: only a formula between '$$' and '$$' can be named '{#eq-a}' | write the formula between '$$' "
          + "and '$$'"
      ])
  }

  @Test("a name that is used twice is an error at the second, whichever way it is given")
  func doubled() {
    let document = NotebookDocument(parsing: "```math {#eq-a}\nx\n```\n\n$$y$$ {#eq-a}\n")
    #expect(
      document.findings == [
        "5:7 error CB119: equation name 'eq-a' is used twice | give each equation a name of its own"
      ])
    #expect(document.formulas.compactMap(\.name) == ["eq-a"])
  }

  @Test("more formulas than allowed are an error at the first too many")
  func tooMany() {
    let document = NotebookDocument(parsing: String(repeating: "$x$\n", count: 5_002))
    #expect(document.formulas.count == 5_000)
    #expect(
      document.findings == [
        "5001:1 error CB120: the notebook has more than the 5000 formulas allowed | split it into several notebooks"
      ])
  }

  @Test(
    "hostile text takes no longer than other text of its length",
    arguments: [
      "$", "$a ", "$$a", "$$ ", "`$", "$a{", "$a\n", "$$\n", "](", "$<b ", "| $a ", "$\\", "- $a\n", "{$a}", "```$",
      "<!--", "<!-->", "](((", "<a b='",
    ])
  func hostile(_ piece: String) {
    let text = String(repeating: piece, count: 400_000 / piece.utf8.count)
    #expect(NotebookDocument(parsing: text).formulas.count <= 5_000)
  }
}

@Suite("Formulas of captions")
struct CaptionFormulaTests {
  @Test("they are found with their places in the caption")
  func places() {
    let found = formulas(of: "é: `{=a.b}` of $ x$ and $$ y $$, $z$")
    #expect(found.map(\.text) == ["y", "z"])
    #expect(found.map(\.isDisplay) == [true, false])
    #expect(found.map(\.range) == [24..<31, 33..<36])
    #expect(found.map(\.offset) == [27, 34])
  }

  @Test("names stay text") func names() { #expect(formulas(of: "$$x$$ {#eq-a}").map(\.range) == [0..<5]) }

  @Test("a caption without dollars has none") func none() { #expect(formulas(of: "The loss.").isEmpty) }
}
