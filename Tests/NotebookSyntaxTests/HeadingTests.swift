import NotebookSyntax
import TestSupport
import Testing

@Suite("Headings")
struct HeadingTests {
  @Test(
    "A heading's id is GitHub's",
    arguments: [
      ("Hello World", "hello-world"), ("What's *new* in `v1.2`?", "whats-new-in-v12"), ("a_b - c", "a_b---c"),
      ("Über größe", "über-größe"), ("日本 語", "日本-語"), ("!?", "section"), ("[link](x) text", "link-text"),
      ("Loss `{=a}` now", "loss--now"), ("Fig-1", "section-fig-1"), ("tbl-a", "section-tbl-a"),
      ("fn-1", "section-fn-1"),
    ])
  func identifier(text: String, id: String) {
    let document = NotebookDocument(parsing: "## \(text)")
    #expect(document.headings.map(\.id) == [id])
    #expect(document.picture.hasPrefix("<h2 id=\"\(id)\">"))
  }

  @Test("Repeated headings are numbered")
  func repeated() {
    let document = NotebookDocument(parsing: "# A\n# A\n# A-1\n# A\n")
    #expect(document.headings.map(\.id) == ["a", "a-1", "a-1-1", "a-2"])
  }

  @Test("A name at the end is the id and is taken out")
  func named() {
    let document = NotebookDocument(parsing: "# Noise {#sec-noise}\n\nOther {#sec-2}\n---\n")
    #expect(document.picture == "<h1 id=\"sec-noise\">Noise</h1>\n<h2 id=\"sec-2\">Other</h2>\n")
    #expect(document.headings.map(\.id) == ["sec-noise", "sec-2"])
    #expect(document.findings == [])
  }

  @Test("A name wins over an id made of another heading's text")
  func nameWins() {
    let document = NotebookDocument(parsing: "# Sec a\n# B {#sec-a}\n")
    #expect(document.headings.map(\.id) == ["sec-a-1", "sec-a"])
  }

  @Test("A wrong name is an error at its place")
  func wrongName() {
    let marked = MarkedText("text\n\n# Noise 1️⃣{#sec-No_ise}\n")
    let document = NotebookDocument(parsing: marked.text)
    #expect(
      document.findings == [
        "\(marked[1]) error CB113: invalid section name 'sec-No_ise'"
          + " | use lower-case letters, digits and hyphens: {#sec-noise}"
      ])
    #expect(document.headings.map(\.id) == ["noise"])
  }

  @Test("A name used twice is an error at the second place")
  func twice() {
    let marked = MarkedText("# A {#sec-x}\n# B 1️⃣{#sec-x}\n")
    let document = NotebookDocument(parsing: marked.text)
    #expect(
      document.findings == [
        "\(marked[1]) error CB114: section name 'sec-x' is used twice | give each section a name of its own"
      ])
    #expect(document.headings.map(\.id) == ["sec-x", "b"])
  }

  @Test("Other braces at the end are text")
  func otherBraces() {
    #expect(picture("# A {#b}") == "<h1 id=\"a-b\">A {#b}</h1>\n")
  }

  @Test("The table of contents has a heading's text with its values, without links, images and footnotes")
  func contents() {
    let text = "### A *b* `c<` [d](e) `{=f}` ![g](h.png) https://i.org[^1] & {#sec-k}\n\n[^1]: j\n"
    let heading = NotebookDocument(parsing: text).headings.first
    #expect(heading?.level == 3)
    #expect(
      heading.map { picture(of: $0.parts) }
        == "A <em>b</em> <code>c&lt;</code> d ⟦value 0⟧  https://i.org &amp;")
  }

  @Test("Headings in quotes and lists are headings")
  func nested() {
    #expect(picture("> # A") == "<blockquote>\n<h1 id=\"a\">A</h1>\n</blockquote>\n")
    #expect(picture("- # A") == "<ul>\n<li>\n<h1 id=\"a\">A</h1>\n</li>\n</ul>\n")
  }
}
