import NotebookSyntax
import Testing

@Suite("The notebook as it was written")
struct SourcePartsTests {
  private func picture(_ markdown: String) -> String {
    NotebookDocument(parsing: markdown).source(of: markdown).map { part in
      switch part {
      case .text(let text): text
      case .code(let code): "⟦code \(code)⟧"
      case .math(let formula): "⟦math \(formula)⟧"
      case .value(let index): "⟦value \(index)⟧"
      case .image(let index): "⟦image \(index)⟧"
      case .block(let index, let lead, let indent): "⟦block \(index) '\(lead)' '\(indent)'⟧"
      }
    }.joined()
  }

  @Test("text, values and blocks come in the order of the file, front matter left out")
  func order() {
    let markdown = """
      ---
      title: x
      ---
      # One *two*

      Error `{=a.test.mse:.4f}`, code `x`.

      ```yaml train
      label: a
      ```

      End.
      """
    #expect(
      picture(markdown) == "\n\n\n# One *two*\n\nError ⟦value 0⟧, code ⟦code `x`⟧.\n\n⟦block 0 '' ''⟧\nEnd.")
  }

  @Test(
    "a block in a list or a quote keeps what its lines begin with",
    arguments: [
      ("- ```yaml train\n  label: a\n  ```\n", "⟦block 0 '- ' '  '⟧"),
      ("1. a\n\n   ```yaml train\n   label: a\n   ```\n\n   b\n", "1. a\n\n⟦block 0 '   ' '   '⟧\n   b\n"),
      ("> ```yaml train\n> label: a\n> ```\n> b\n", "⟦block 0 '> ' '> '⟧> b\n"),
      ("- > ~~~yaml train\n  > label: a\n  > ~~~\n", "⟦block 0 '- > ' '  > '⟧"),
    ])
  func containers(markdown: String, expected: String) { #expect(picture(markdown) == expected) }

  @Test(
    "a value is found wherever code can stand",
    arguments: [
      ("| a | b |\n|---|---|\n| x | `{=a.b:.1f}` |\n", "| a | b |\n|---|---|\n| x | ⟦value 0⟧ |\n"),
      ("`` {=a.b:.1f} ``", "⟦value 0⟧"), ("> `{=a.b\n>  / 2}`", "> ⟦value 0⟧"),
      ("![e `{=a.b}`](x.png)", "![e ⟦value 0⟧](⟦image 0⟧)"),
      ("`{=a.b}` `{=c.d}` `{=a.b}`", "⟦value 0⟧ ⟦value 1⟧ ⟦value 0⟧"),
    ])
  func values(markdown: String, expected: String) { #expect(picture(markdown) == expected) }

  @Test("in code nothing is a value", arguments: ["```\n`{=a.b}`\n```\n", "    `{=a.b}`\n", "`` `{=a.b}` ``"])
  func code(markdown: String) { #expect(picture(markdown) == "⟦code \(markdown)⟧") }

  @Test(
    "raw HTML becomes text, and what the page lets through stays",
    arguments: [
      ("a <b>c</b>", "a &lt;b>c&lt;/b>"), ("<script>alert(1)</script>\n", "&lt;script>alert(1)&lt;/script>\n"),
      ("<details>\n<summary>x</summary>\n\ny\n\n</details>\n", "<details>\n<summary>x</summary>\n\ny\n\n</details>\n"),
      ("<details onclick=\"x\">", "&lt;details onclick=\"x\">"), ("a <!-- b\n\nc --> d", "a  d"),
      ("a <!-- b", "a &lt;!-- b"), ("1 < 2 <3", "1 < 2 <3"), ("<https://a.b/?c>", "<https://a.b/?c>"),
      ("<javascript:alert(1)>", "&lt;javascript:alert(1)>"), ("`<b>`", "⟦code `<b>`⟧"),
      ("```\n<b>\n```\n", "⟦code ```\n<b>\n```\n⟧"), ("\\<b>", "&lt;b>"), ("`a\n\n<b>`", "`a\n\n&lt;b>`"),
    ])
  func rawHTML(markdown: String, expected: String) { #expect(picture(markdown) == expected) }

  @Test(
    "code that a reader may not see as code can begin no tag",
    arguments: [
      ("a `b\n<c>`", "a ⟦code <code>b &#60;c&#62;</code>⟧"),
      ("> `x |\n> <b>`", "> ⟦code <code>x &#124; &#60;b&#62;</code>⟧"), ("`a | b`", "⟦code `a | b`⟧"),
      ("    <b>\n", "⟦code     <\u{200B}b>\n⟧"), ("- ```\n  <b>\n  ```\n", "⟦code - ```\n  <\u{200B}b>\n  ```\n⟧"),
      ("```html\n<b>\n```\n", "⟦code ```html\n<b>\n```\n⟧"),
      ("```x y\n<b>\n```\n", "⟦code ```x y\n<\u{200B}b>\n```\n⟧"),
      ("```\n<b>", "⟦code ```\n<\u{200B}b>\n```\n⟧"),
    ])
  func harmlessCode(markdown: String, expected: String) { #expect(picture(markdown) == expected) }

  @Test("what stands before a value or behind a comment begins no tag with it")
  func joins() {
    #expect(picture("<`{=a.b}`> <<!-- x -->b>") == "&lt;⟦value 0⟧> &lt;b>")
  }

  @Test(
    "formulas stand apart, and no tag can begin in one",
    arguments: [
      ("so $a_1 * b_2$ is", "so ⟦math $a_1 * b_2$⟧ is"), ("$5 and $6", "$5 and $6"), ("$a<b$", "⟦math $a< b$⟧"),
      ("$$\na<script>\n$$\n", "⟦math $$\na< script>\n$$⟧\n"), ("\\$a$ b", "\\$a$ b"), ("costs $5", "costs $5"),
      ("$`a<b`$ `c`", "⟦math $`a< b`$⟧ ⟦code `c`⟧"),
    ])
  func formulas(markdown: String, expected: String) { #expect(picture(markdown) == expected) }

  @Test("an image's address has a place of its own, a remote one stays")
  func images() {
    #expect(
      picture("![a [b]](<x y.png> \"t\") ![c](https://d/e.png)") == "![a [b]](<⟦image 0⟧> \"t\") ![c](https://d/e.png)")
  }

  @Test(
    "hostile runs of one mark take no time and lose nothing",
    arguments: ["`", "$", "<", "![", "<!--", "$`", "``` ", "$a "])
  func runs(unit: String) {
    let markdown = String(repeating: unit, count: 20_000)
    let parts = NotebookDocument(parsing: "x " + markdown).source(of: "x " + markdown)
    let bytes = parts.reduce(0) { count, part in
      switch part {
      case .text(let text), .code(let text), .math(let text):
        count + text.replacing("&lt;", with: "<").utf8.count
      default: count
      }
    }
    #expect(bytes >= markdown.utf8.count)
  }
}
