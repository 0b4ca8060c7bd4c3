import Figures
import Foundation
import FoundationXML
import Report
import Testing

@Suite("Figures as files, test cases, sizes")
struct FormsTests {
  @Test("every figure and table has its files, named by label")
  func files() {
    #expect(
      sampleWithSource().figureFiles.map(\.name) == [
        "fig-first-loss.svg", "fig-first-loss.csv", "fig-first-reconstructions.svg", "fig-first-reconstructions.png",
        "fig-first-reconstructions.csv", "tbl-comparison.csv",
      ])
  }

  @Test("a diagram is a picture and a table as files, and a flow chart in Markdown")
  func diagram() {
    let layers = [(ArchitectureDiagram.Role.input, 4), (.code, 2), (.output, 4)].map {
      ArchitectureDiagram.Layer(role: $0.0, units: $0.1)
    }
    var block = sampleTraining()
    block.figures = [
      BlockExhibit.Figure(
        id: "fig-first-architecture", content: .diagram(ArchitectureDiagram(style: .units, layers: layers)),
        caption: "Layers.", alternative: "A diagram.")
    ]
    var page = Page(title: "x")
    page.parts = [.block(block)]
    page.source = [.block(block, lead: "", indent: "")]
    #expect(page.figureFiles.map(\.name) == ["fig-first-architecture.svg", "fig-first-architecture.csv"])
    #expect(page.markdown().contains("```mermaid\nflowchart LR\n  l0[\"input<br>4\"]\n"))
    #expect(page.html().contains("aria-label=\"A diagram.\""))
  }

  @Test("no name leads out of the folder", arguments: ["../../x", ".hidden", "a/b", "\u{0}", "fig-é"])
  func names(id: String) {
    var block = sampleTraining()
    block.figures = [
      BlockExhibit.Figure(id: id, content: block.figures[0].content, caption: "", alternative: "")
    ]
    var page = Page(title: "x")
    page.parts = [.block(block)]
    for file in page.figureFiles {
      #expect(
        !file.name.contains("/") && !file.name.hasPrefix(".") && file.name.utf8.allSatisfy { (33...126).contains($0) })
    }
  }

  @Test("blocks that are not included have no files")
  func notIncluded() {
    var block = sampleTraining()
    block.isIncluded = false
    var page = Page(title: "x")
    page.parts = [.block(block)]
    #expect(page.figureFiles.isEmpty)
  }

  @Test("the other forms say what figures are parts of, and tell in words what was not made")
  func partsAndAbsences() {
    var block = sampleTraining()
    block.layoutColumns = 2
    block.sharedCaption = "Both."
    block.absent = ["fig-first-filters"]
    var page = Page(title: "x")
    page.parts = [.block(block)]
    page.source = [
      .text("See @fig-first, @fig-first-loss and @fig-first-filters.\n\n"), .block(block, lead: "", indent: ""),
    ]
    let references =
      "See [Figure 1](#fig-first), [Figure 1a](#fig-first-loss) and figure “first-filters” (not made)."
    let markdown = page.markdown()
    #expect(markdown.contains(references) && markdown.contains("**Figure 1.** Both."))
    let notebook = page.jupyterNotebook()
    #expect(notebook.contains(references) && notebook.contains("<strong>Figure 1.</strong> Both."))
  }

  static let report = TestReport(
    notebook: "a \"b\".md", name: "a",
    cases: [
      TestReport.Case(label: "x", name: "train x", line: 3, seconds: 1.25, verdict: .passed),
      TestReport.Case(label: "x", name: "x < 1", line: 5, verdict: .failed(message: "x < 1 (2 < 1)")),
      TestReport.Case(
        label: "y", name: "train y", line: 9, seconds: 0.5, verdict: .error(message: "NaN", help: "<less>")),
      TestReport.Case(label: "z", name: "train z", line: 12, verdict: .skipped(message: "not\nrun ]]> \u{1}")),
    ])

  @Test("a report of tests counts them and says what went wrong where")
  func junit() {
    #expect(
      Self.report.xml() == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="codebook" tests="4" failures="1" errors="1" skipped="1" time="1.750">
        <testsuite name="a" tests="4" failures="1" errors="1" skipped="1" time="1.750" file="a &quot;b&quot;.md">
        <testcase classname="a.x" name="train x" time="1.250" file="a &quot;b&quot;.md" line="3"/>
        <testcase classname="a.x" name="x &lt; 1" time="0.000" file="a &quot;b&quot;.md" line="5">
        <failure type="claim" message="x &lt; 1 (2 &lt; 1)">a "b".md:5: x &lt; 1 (2 &lt; 1)</failure>
        </testcase>
        <testcase classname="a.y" name="train y" time="0.500" file="a &quot;b&quot;.md" line="9">
        <error type="block" message="NaN">a "b".md:9: NaN
        &lt;less&gt;</error>
        </testcase>
        <testcase classname="a.z" name="train z" time="0.000" file="a &quot;b&quot;.md" line="12">
        <skipped message="not run ]]&gt; \u{FFFD}"/>
        </testcase>
        </testsuite>
        </testsuites>

        """)
  }

  @Test("a report of tests is XML")
  func xml() { #expect(XMLParser(data: Data(Self.report.xml().utf8)).parse()) }

  @Test("the sizes of a page's parts add up to the page, the largest first")
  func sizes() {
    let page = samplePage()
    let html = page.html()
    let sizes = page.sizes(html: html)
    #expect(sizes.reduce(0) { $0 + $1.bytes } == html.utf8.count)
    #expect(sizes.map(\.bytes) == sizes.map(\.bytes).sorted(by: >))
    #expect(sizes[0].name == "the style sheet")
    #expect(sizes.contains { $0.name == "figure fig-first-loss" && $0.bytes > 1_000 })
    #expect(sizes.contains { $0.name == "table tbl-comparison" })
  }
}
