import Figures
import Foundation
import Report
import Testing

@Suite("A page as a Jupyter notebook")
struct JupyterTests {
  private struct Notebook {
    let root: [String: Any]
    let cells: [[String: Any]]

    init(_ page: Page) throws {
      let data = Data(page.jupyterNotebook().utf8)
      root = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
      cells = try #require(root["cells"] as? [[String: Any]])
    }

    func outputs(of cell: Int) throws -> [[String: Any]] { try #require(cells[cell]["outputs"] as? [[String: Any]]) }
    func source(of cell: Int) throws -> String { try #require(cells[cell]["source"] as? [String]).joined() }
    var ids: [String] { cells.compactMap { $0["id"] as? String } }
  }

  private func data(_ output: [String: Any], _ kind: String) -> String {
    ((output["data"] as? [String: Any])?[kind] as? [String])?.joined() ?? ""
  }

  @Test("the whole notebook")
  func snapshot() throws { try Snapshot.expect(sampleWithSource().jupyterNotebook(), "page.ipynb") }

  @Test("prose and blocks take turns, and the metadata say YAML")
  func cells() throws {
    let notebook = try Notebook(sampleWithSource())
    #expect(notebook.root["nbformat"] as? Int == 4 && notebook.root["nbformat_minor"] as? Int == 5)
    #expect(notebook.cells.map { $0["cell_type"] as? String } == ["markdown", "code", "markdown", "code", "markdown"])
    #expect(try notebook.source(of: 1) == "label: first\ncode: 32  # narrow")
    let metadata = try #require(notebook.root["metadata"] as? [String: Any])
    let language = try #require(metadata["language_info"] as? [String: String])
    #expect(language["name"] == "yaml" && language["pygments_lexer"] == "yaml")
  }

  @Test("ids are unique, of the letters that Jupyter takes, and follow from the contents alone")
  func ids() throws {
    var page = sampleWithSource()
    page.source += [.text("Same.\n"), .block(sampleTraining(), lead: "", indent: ""), .text("Same.\n")]
    var long = sampleTraining()
    long.label = "size(8)" + String(repeating: "x", count: 80)
    page.source += [.block(long, lead: "", indent: ""), .text("Same.\n")]
    let ids = try Notebook(page).ids
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9_-]{1,64}/) != nil }, "\(ids)")
    #expect(ids.contains("block-first") && ids.contains("block-first-2"))
    page.source.insert(.block(sampleEvaluation(), lead: "", indent: ""), at: 2)
    #expect(Set(ids).isSubset(of: try Notebook(page).ids))
  }

  private func prose(_ parts: [Page.SourcePart]) throws -> String {
    var page = Page(title: "Notes")
    page.source = parts
    return try Notebook(page).cells.indices.map { try Notebook(page).source(of: $0) }.joined(separator: "\n==\n")
  }

  @Test("footnotes, which Jupyter does not know, are numbers that lead to a list at the end")
  func footnotes() throws {
    let text = try prose([
      .text("One.[^b] Two.[^a] Again.[^B] None.[^c] \\[^a] "), .code("`[^a]`"),
      .text("\n\n[^a]: The *first*, with "), .math("$x$"),
      .text(",\non two lines.[^late]\n\n    And a paragraph.\n\nProse.\n\n"),
      .code("```\n[^b]: code\n```\n"), .text("\n[^b]: The second.\n[^unused]: Not shown.\n"),
      .block(sampleTraining(), lead: "", indent: ""), .text("After.\n\n[^late]: From the end.\n"),
    ])
    #expect(
      text.contains(
        """
        One.<sup><a id="footnote-reference-1" href="#footnote-1">1</a></sup> \
        Two.<sup><a id="footnote-reference-2" href="#footnote-2">2</a></sup> \
        Again.<sup><a href="#footnote-1">1</a></sup> None.[^c] \\[^a] `[^a]`

        Prose.

        ```
        [^b]: code
        ```
        """), "\(text)")
    #expect(
      text.contains(
        """
        After.

        ---

        1. <a id="footnote-1"></a>The second. [↩](#footnote-reference-1)
        2. <a id="footnote-2"></a>The *first*, with $x$,
           on two lines.<sup><a id="footnote-reference-3" href="#footnote-3">3</a></sup>

           And a paragraph. [↩](#footnote-reference-2)
        3. <a id="footnote-3"></a>From the end. [↩](#footnote-reference-3)

        *Made with Codebook
        """), "\(text)")
  }

  @Test("a formula that is referred to shows its number")
  func equationNumber() throws {
    var page = Page(title: "E")
    page.parts = [.formula(Page.Formula(content: .source("x"), isDisplay: true, id: "eq-x"))]
    page.source = [
      .math("$$x$$"), .text(" {#eq-x}, @eq-x, "), .math("$$y$$"), .text(" and "), .math("$$\\tag{*} z$$"),
      .text(" {#eq-x}"),
    ]
    #expect(
      try Notebook(page).source(of: 0).contains(
        "$$x \\tag{1}$$ <a id=\"eq-x\"></a>, [Equation 1](#eq-x), $$y$$ and $$\\tag{*} z$$"))
    #expect(page.markdown().contains("$$x \\tag{1}$$ <a id=\"eq-x\"></a>"))
  }

  @Test("references in captions are links here and in Markdown")
  func captionReferences() throws {
    var page = sampleWithSource()
    var block = sampleTraining()
    let figure = block.figures[0]
    block.figures[0] = .init(
      id: figure.id, content: figure.content, caption: "As @\(figure.id) & @fig-none.", alternative: figure.alternative)
    page.parts = [.block(block)]
    page.source = [.block(block, lead: "", indent: "")]
    #expect(page.markdown().contains("As [Figure 1](#\(figure.id)) &amp; @fig-none."))
    let cell = try Notebook(page).cells.firstIndex { $0["cell_type"] as? String == "code" }
    let outputs = try Notebook(page).outputs(of: try #require(cell))
    #expect(data(outputs[1], "text/html").contains("As <a href=\"#\(figure.id)\">Figure 1</a> &amp; @fig-none."))
  }

  @Test("a figure is an image with alternative text, a bare SVG beside it, without styles")
  func figures() throws {
    let outputs = try Notebook(sampleWithSource()).outputs(of: 1)
    let figure = outputs[1]
    #expect(data(figure, "text/html").contains("alt=\"A falling curve.\""))
    #expect(data(figure, "text/html").contains("<strong>Figure 1.</strong> The loss."))
    let svg = data(figure, "image/svg+xml")
    #expect(svg.hasPrefix("<svg xmlns=") && !svg.contains("style=") && !svg.contains("var("))
    #expect(data(figure, "text/plain") == "Figure 1. The loss.\nA falling curve.")
  }

  @Test("a table has a plain form too, the best marked")
  func table() throws {
    let output = try Notebook(sampleWithSource()).outputs(of: 3)[1]
    #expect(data(output, "text/html").contains("<td><strong>0.0100</strong></td>"))
    #expect(data(output, "text/plain").contains("First  *0.0100"))
  }

  @Test("a failed block's cell ends in an error")
  func failure() throws {
    var page = Page(title: "x")
    var block = sampleTraining()
    block.failure = BlockExhibit.Failure(message: "loss became \u{1B}[31mNaN", help: "lower the rate")
    page.parts = [.block(block)]
    page.source = [.block(block, lead: "", indent: "")]
    let output = try Notebook(page).outputs(of: 1)[1]
    #expect(output["output_type"] as? String == "error")
    #expect(output["traceback"] as? [String] == ["This block failed. loss became \u{FFFD}[31mNaN", "lower the rate"])
  }

  @Test("pictures of the prose are attachments of their cell; dollars of no formula cannot meet")
  func prose() throws {
    let notebook = try Notebook(sampleWithSource())
    let attachments = try #require(notebook.cells[2]["attachments"] as? [String: [String: String]])
    #expect(attachments == ["picture-1.png": ["image/png": "AAAA"]])
    let source = try notebook.source(of: 2)
    #expect(source.contains("![two](attachment:picture-1.png)"))
    #expect(source.contains("and <span>&#36;</span>5, <span>&#36;</span>6; $a_b$."))
  }

  @Test("what Jupyter does not know is written in its way")
  func dialect() throws {
    var page = Page(title: "x")
    page.source = [
      .text("> [!NOTE]\n> Look.\n\n"), .code("```math\na^2\n```\n"), .text("\n"), .math("$`a`$"),
    ]
    #expect(
      try Notebook(page).source(of: 0) == "# x\n\n> **Note**\n> \n> Look.\n\n$$\na^2\n$$\n\n$a$\n\n---\n\n"
        + "*Made with Codebook from a notebook of text and YAML.*")
  }

  @Test("what goes on in a list behind a block is no code")
  func list() throws {
    var page = Page(title: "x")
    page.source = [
      .text("1. a\n\n"), .block(sampleTraining(), lead: "     ", indent: "     "), .text("\n     more\n\n2. b\n"),
    ]
    #expect(try Notebook(page).source(of: 2).hasPrefix("more\n\n2. b\n"))
  }

  @Test("no text of a user's becomes HTML or a formula")
  func hostile() throws {
    let evil = "<img src=x onerror=alert(1)> $x$ \\(y\\) </table>"
    var block = sampleTraining()
    block.title = evil
    block.claims = [BlockExhibit.Claim(text: evil, holds: false, detail: evil)]
    block.cost = [BlockExhibit.Fact(name: evil, value: evil)]
    block.settings = [BlockExhibit.Setting(key: evil, value: evil, isDefault: false)]
    block.provenance = block.cost
    block.figures = [
      BlockExhibit.Figure(
        id: "fig-\"><b>", content: block.figures[0].content, caption: evil, alternative: "\"><script>")
    ]
    var page = Page(title: evil)
    page.parts = [.block(block)]
    page.source = [.block(block, lead: "", indent: "")]
    let notebook = try Notebook(page)
    for output in try notebook.outputs(of: 1) {
      let html = data(output, "text/html")
      #expect(!html.contains("<img src=x") && !html.contains("<script") && !html.contains("</table> "))
      #expect(!html.replacing(/<code>.*?<\/code>/, with: "").replacing(/base64,[^"]*/, with: "").contains(/\$|\\/))
    }
  }
}
