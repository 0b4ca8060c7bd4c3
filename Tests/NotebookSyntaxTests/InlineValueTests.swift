import NotebookSyntax
import TestSupport
import Testing

@Suite("Values in the text")
struct InlineValueTests {
  static let notebooks = [
    "paragraph": "Our error is `{=1️⃣a.test.mse:.4f}`.",
    "second line": "one\ntwo `{=1️⃣a.test.mse:.4f}`",
    "wide characters before": "日本 👩‍👩‍👧 é `{=1️⃣a.test.mse:.4f}`",
    "tab before": "a\tb\t`{=1️⃣a.test.mse:.4f}`",
    "heading": "## Error `{=1️⃣a.test.mse:.4f}`",
    "underlined heading": "Two\nlines `{=1️⃣a.test.mse:.4f}`\n===",
    "table": "| x | y |\n|---|:-:|\n| 日 | `{=1️⃣a.test.mse:.4f}` |",
    "table header": "| x | `{=1️⃣a.test.mse:.4f}` |\n|---|---|\n| 1 | 2 |",
    "table behind text": "text\n| x |\n|---|\n| `{=1️⃣a.test.mse:.4f}` |",
    "text before a table": "text `{=1️⃣a.test.mse:.4f}`\n| x |\n|---|\n| y |",
    "table in a quote": "> | x |\n> |---|\n>| `{=1️⃣a.test.mse:.4f}` |",
    "list": "- a\n  b `{=1️⃣a.test.mse:.4f}`",
    "quote, lazy": "> a\nb `{=1️⃣a.test.mse:.4f}`",
    "link": "[see `{=1️⃣a.test.mse:.4f}`](x.html)",
    "alt": "![err `{=1️⃣a.test.mse:.4f}`](x.png)",
    "emphasis": "**bold `{=1️⃣a.test.mse:.4f}`**",
    "strikethrough": "~~gone `{=1️⃣a.test.mse:.4f}`~~",
    "footnote": "[^1]: foot `{=1️⃣a.test.mse:.4f}`\n\ntext[^1]",
    "two backticks": "``{=1️⃣a.test.mse:.4f}``",
    "spaces inside": "`` {=1️⃣a.test.mse:.4f} ``",
    "behind the same as code": "`` `{=a.test.mse:.4f}` `` and `{=1️⃣a.test.mse:.4f}`",
    "behind escaped backticks": "\\`{=a.test.mse:.4f}\\` `{=1️⃣a.test.mse:.4f}`",
    "behind a definition": "[a]: b\n\n[a] `{=1️⃣a.test.mse:.4f}`",
    "callout": "> [!NOTE]\n> `{=1️⃣a.test.mse:.4f}`",
    "CRLF": "a\r\n\r\nb\r\n`{=1️⃣a.test.mse:.4f}`",
    "begun on the next line": "> `\n> {=1️⃣a.test.mse:.4f}\n> `",
  ].sorted { $0.key < $1.key }.map { ConfigBlockTests.Notebook(name: $0.key, marked: $0.value) }

  @Test("A value's place is that of its first scalar", arguments: notebooks)
  func place(notebook: ConfigBlockTests.Notebook) {
    let marked = MarkedText(notebook.marked)
    let document = NotebookDocument(parsing: marked.text)
    #expect(document.values.map(\.text) == ["a.test.mse:.4f"])
    #expect(document.values.map(\.position.place) == [marked[1]])
    #expect(document.picture.contains("⟦value 0⟧"))
    #expect(document.findings == [])
  }

  @Test("Equal values have places of their own")
  func equal() {
    let marked = MarkedText("`{=1️⃣a}` `{=2️⃣a}`\n`{=3️⃣a}`\n\n| `{=4️⃣a}` | `{=5️⃣a}` |\n|--|--|\n| `x` | `{=6️⃣a}` |\n")
    let document = NotebookDocument(parsing: marked.text)
    #expect(document.values.map(\.position.place) == (1...6).map { marked[$0] })
  }

  @Test("A value of two lines is one")
  func lines() {
    let marked = MarkedText("> sum `{=1️⃣a +\n> b}` end")
    let document = NotebookDocument(parsing: marked.text)
    #expect(document.values == [InlineValue(text: "a + b", position: .init(line: 1, column: marked[1].column))])
  }

  @Test("A table's escaped bar is a bar")
  func bar() {
    let document = NotebookDocument(parsing: "| x |\n|---|\n| `{=a \\| b}` |")
    #expect(document.values == [InlineValue(text: "a | b", position: SourcePosition(line: 3, column: 6))])
  }

  @Test("Values keep their surroundings")
  func surroundings() {
    #expect(
      picture("*a `{=x}`* [b `{=y}`](c) ![d `{=z}`](e.png)") == """
        <p><em>a ⟦value 0⟧</em> <a href="c">b ⟦value 1⟧</a> <img src="⟦image 0⟧" alt="d ⟦value 2⟧" /></p>

        """)
  }

  @Test("Other code is shown", arguments: ["`x`", "`{x}`", "` {= `", "`` `{=a}` ``", "`={a}`"])
  func code(text: String) {
    let document = NotebookDocument(parsing: text)
    #expect(document.values == [])
    #expect(document.picture.hasPrefix("<p><code>"))
  }

  @Test("An empty value is an error", arguments: ["{=}", "{= }"])
  func empty(value: String) {
    let document = NotebookDocument(parsing: "a `\(value)`")
    #expect(
      document.findings == ["1:4 error CB108: empty value '\(value)' | name a path, such as `{=first.test.mse:.4f}`"])
    #expect(document.picture == "<p>a <code>\(value)</code></p>\n")
  }

  @Test("A value without its brace is a warning")
  func unclosed() {
    let document = NotebookDocument(parsing: "a `{=first.test.mse`")
    #expect(
      document.findings == [
        "1:4 warning CB109: a value that does not end with '}' is shown as code"
          + " | put '}' directly before the closing backtick"
      ])
  }
}
