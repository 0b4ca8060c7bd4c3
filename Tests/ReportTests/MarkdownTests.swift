import Figures
import Report
import Testing

/// `samplePage` with its notebook's text.
func sampleWithSource() -> Page {
  var page = samplePage()
  page.source = [
    .text("# A *first* autoencoder\n\nHello.\n\n## Training {#sec-training}\n\nSee @fig-first-loss.\n\n"),
    .block(sampleTraining(), lead: "", indent: ""),
    .text("\n### Error "), .value("0.01"), .text("\n\nText with "), .code("`@fig-first-loss`"), .text(" and $5, $6; "),
    .math("$a_b$"), .text(".\n\n![two](", ),
    .image(path: "images/two digits.png", address: "data:image/png;base64,AAAA"),
    .text(")\n\n## Results\n\n"), .block(sampleEvaluation(), lead: "", indent: ""),
  ]
  return page
}

/// A line without its code spans.
private func withoutCode(_ line: Substring) -> String {
  var result = ""
  var rest = line
  while let tick = rest.firstIndex(of: "`") {
    let run = rest[tick...].prefix { $0 == "`" }
    result += rest[..<tick]
    var end = rest[run.endIndex...]
    while let next = end.firstIndex(of: "`"), end[next...].prefix(while: { $0 == "`" }).count != run.count {
      end = end[next...].drop { $0 == "`" }
    }
    guard let close = end.firstIndex(of: "`") else { return result + rest[tick...] }
    rest = end[close...].drop { $0 == "`" }
  }
  return result + rest
}

@Suite("A page as Markdown")
struct MarkdownTests {
  private func block(_ change: (inout BlockExhibit) -> Void, lead: String = "", indent: String = "") -> String {
    var block = sampleTraining()
    change(&block)
    var page = Page(title: "x")
    page.parts = [.block(block)]
    page.source = [.text("Before.\n"), .block(block, lead: lead, indent: indent), .text("After.\n")]
    return page.markdown()
  }

  @Test("the whole page")
  func snapshot() throws { try Snapshot.expect(sampleWithSource().markdown(), "page.md") }

  @Test("the same page gives the same text")
  func determinism() { #expect(sampleWithSource().markdown() == sampleWithSource().markdown()) }

  @Test("a title that the prose does not have stands above it")
  func title() {
    var page = Page(title: "A [title] of # two")
    page.source = [.text("\n\nHello.\n")]
    #expect(page.markdown().hasPrefix("# A \\[title\\] of # two\n\nHello.\n"))
  }

  @Test("with a folder of figures, image grids are pictures from it")
  func pictures() {
    let text = sampleWithSource().markdown(figureFolder: "../my figures")
    #expect(text.contains("![Two digits.](../my%20figures/fig-first-reconstructions.png)"))
  }

  @Test("a failed block is a box at its place, help and all")
  func failure() {
    let text = block {
      $0.figures = []
      $0.failure = BlockExhibit.Failure(message: "loss became NaN", help: "lower the rate\nor clip")
    }
    #expect(
      text.contains(
        "> [!CAUTION]\n> **This block failed.** loss became NaN\n>\n> lower the rate\\\n> or clip\n"))
  }

  @Test("a block in a list stays in the list")
  func list() {
    let text = block({ _ in }, lead: "- ", indent: "  ")
    #expect(text.contains("Before.\n\n- **First autoencoder** · train `first`\n\n  <a id=\"fig-first-loss\">"))
    #expect(text.contains("\n  ```mermaid\n  %%{init"))
    #expect(text.contains("\n  </details>\n\nAfter."))
  }

  @Test("what a user writes breaks no table, begins no markup and is no HTML")
  func hostile() {
    let evil = "a | b\n<img src=x onerror=alert(1)> `c` **d** [e](javascript:f) $g$ </details>"
    let text = block {
      $0.title = evil
      $0.figures = []
      $0.source = "label: x\n```\n<script>\n"
      $0.claims = [BlockExhibit.Claim(text: "a `` < b", holds: true, detail: evil)]
      $0.cost = [BlockExhibit.Fact(name: evil, value: evil)]
      $0.settings = [BlockExhibit.Setting(key: "k|`x", value: evil, isDefault: true)]
      $0.provenance = [BlockExhibit.Fact(name: "Data", value: evil)]
      var row = ScoreTable.Row(name: evil, cells: [1])
      row.deviations = [2]
      let column = ScoreTable.Column(title: evil, better: .lower, decimals: 1)
      $0.table = BlockExhibit.Table(id: "tbl-x", scores: ScoreTable(columns: [column], rows: [row]), caption: evil)
    }
    let outside = text.split(separator: "\n").map(withoutCode).joined(separator: "\n")
    #expect(!outside.contains("<img"))
    #expect(!outside.contains("**d**") && !outside.contains("[e](") && !outside.contains("$g$"))
    #expect(text.contains("\n````yaml\nlabel: x\n```\n<script>\n````\n"))
    #expect(text.contains("- ✓ ```a `` < b``` holds"))
    for line in text.split(separator: "\n") where line.hasPrefix("|") {
      let bars = line.replacing("\\|", with: "").count { $0 == "|" }
      #expect(bars == 3, "\(line)")
    }
  }

  @Test(
    "a value begins neither a list nor a heading",
    arguments: [
      ("12", ". The", "12\\. The"), ("# a", "", "\\# a"), ("- 3", "", "\\- 3"), ("1. x", "", "1\\. x"),
      ("0.5", ". Then", "0.5. Then"), ("-3", "", "\\-3"), ("(javascript:x)", "", "&#40;javascript:x)"),
      (": x", "", "&#58; x"),
    ])
  func values(value: String, after: String, expected: String) {
    var page = Page(title: "x")
    page.source = [.text("a\n"), .value(value), .text(after)]
    #expect(page.markdown().contains("\na\n\(expected)\n"))
  }

  @Test("a reference that the page does not have stays, and so does one in a word or in code")
  func references() {
    var page = samplePage()
    page.source = [
      .text("@fig-first-loss. @fig-first-los, a@fig-first-loss, (@tbl-comparison)"), .code("`@fig-first-loss`"),
    ]
    #expect(
      page.markdown().contains(
        "[Figure 1](#fig-first-loss). @fig-first-los, a@fig-first-loss, ([Table 1](#tbl-comparison))`@fig-first-loss`"))
  }

  @Test("a summary is cut where nothing is open, and says so", arguments: [200, 400, 800, 1_600])
  func cut(limit: Int) {
    let text = sampleWithSource().markdown()
    let cut = SummaryCut.cut(text, to: limit)
    #expect(cut.utf8.count <= limit)
    #expect(cut.hasSuffix("*The rest is left out: a summary may have no more. The report itself is whole.*\n"))
    #expect(cut.count { $0 == "`" }.isMultiple(of: 2))
    #expect(cut.ranges(of: "<details").count == cut.ranges(of: "</details>").count)
  }

  @Test("a summary that fits is not touched, and one without any room is empty")
  func uncut() {
    #expect(SummaryCut.cut("a\n\nb\n", to: 5) == "a\n\nb\n")
    #expect(SummaryCut.cut("a\n\nb\n", to: 4) == "")
  }
}
