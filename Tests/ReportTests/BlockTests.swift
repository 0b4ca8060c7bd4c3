import Figures
import Mathematics
import Report
import Testing

@Suite struct BlockTests {
  private func html(_ change: (inout BlockExhibit) -> Void = { _ in }) -> String {
    var block = sampleTraining()
    change(&block)
    var page = Page(title: "x")
    page.parts = [.block(block)]
    return page.html()
  }

  @Test("Figures and tables are numbered in the order of the page, and have the ids of cross-references")
  func numbering() {
    let html = samplePage().html()
    #expect(html.contains("<figure class=\"drawing\" id=\"fig-first-loss\">"))
    #expect(html.contains("<span class=\"number\">Figure 1.</span> The loss."))
    #expect(html.contains("<span class=\"number\">Figure 2.</span> Digits."))
    #expect(html.contains("<figure class=\"scores\" id=\"tbl-comparison\">"))
    #expect(html.contains("<span class=\"number\">Table 1.</span> On the test split."))
  }

  @Test("A figure is composed for both measures and carries its pixels once")
  func formats() {
    let html = html()
    #expect(html.count(of: "class=\"figure-wide\"") == 2 && html.count(of: "class=\"figure-narrow\"") == 2)
    #expect(html.count(of: "data:image/png;base64,") == 1)
  }

  @Test("No id stands twice on a page")
  func ids() {
    let ids = samplePage().html().matches(of: /\ id="([^"]*)"/).map { String($0.output.1) }
    #expect(Set(ids).count == ids.count, "\(ids)")
  }

  @Test("Claims say in words whether they hold")
  func claims() {
    let html = html()
    #expect(html.contains("<code>test.mse &lt; 0.02</code> <span class=\"word\">holds</span>"))
    #expect(html.contains("<code>test.mse &lt; 0.001</code> <span class=\"word\">failed</span>"))
    #expect(html.contains("== mnist</code> <span class=\"word\">not judged</span></li>"))
  }

  @Test("The configuration is behind a fold, with everything that is in force")
  func folded() {
    let html = html()
    #expect(html.count(of: "<pre class=\"yaml\"") == 1)
    #expect(html.contains("<summary>Configuration</summary>\n<div class=\"folded\"><pre class=\"yaml\""))
  }

  @Test("A configuration that is shown stands above the figures, and what is in force stays behind a fold")
  func shown() throws {
    let html = html { $0.echo = .shown }
    #expect(html.count(of: "<pre class=\"yaml\"") == 1)
    #expect(html.contains("</p>\n<pre class=\"yaml\" tabindex=\"0\"><code><b>label</b>: first"))
    #expect(html.contains("<summary>Configuration</summary>\n<div class=\"folded\"><table class=\"settings\">"))
  }

  @Test("A configuration that is hidden is nowhere on the page")
  func hidden() {
    let html = html { $0.echo = .hidden }
    #expect(!html.contains("<pre") && !html.contains("Configuration") && !html.contains("In force"))
  }

  @Test("Settings left to their defaults are told apart, not by colour alone")
  func defaults() {
    let html = html()
    #expect(html.contains("<tr><th scope=\"row\">code</th><td>32</td></tr>"))
    #expect(html.contains("<tr class=\"default\"><th scope=\"row\">activation</th><td>relu</td></tr>"))
    #expect(html.contains(".default td::after{content:\" (default)\";"))
  }

  @Test("Keys and comments of the YAML are told apart")
  func yaml() {
    #expect(html().contains("<b>label</b>: first\n<b>code</b>: 32  <i># narrow</i></code></pre>"))
  }

  @Test(
    "YAML that only looks like a key or a comment stays text",
    arguments: [
      ("title: \"a # b\"", "<b>title</b>: \"a # b\""), ("url: a#b", "<b>url</b>: a#b"), ("plain", "plain"),
      ("- a: 1", "- <b>a</b>: 1"), ("a:b", "a:b"), ("# all", "<i># all</i>"), ("{a: 1}", "{a: 1}"),
    ])
  func yamlCorners(source: String, expected: String) {
    #expect(html { $0.source = source }.contains("<pre class=\"yaml\" tabindex=\"0\"><code>\(expected)</code></pre>"))
  }

  @Test("A block that is not included leaves nothing and takes no number")
  func notIncluded() {
    var page = samplePage()
    guard case .block(var block) = page.parts[2] else { return }
    block.isIncluded = false
    page.parts[2] = .block(block)
    #expect(!page.html().contains("block:first"))
    #expect(Numbering(page).names == ["tbl-comparison": "Table 1"])
  }

  @Test("A failed block says what happened and how to mend it, included or not", arguments: [true, false])
  func failure(isIncluded: Bool) {
    let html = html {
      $0.isIncluded = isIncluded
      $0.figures = []
      $0.failure = BlockExhibit.Failure(message: "loss became NaN at epoch 3", help: "lower the rate")
    }
    #expect(html.contains("<strong>This block failed.</strong> loss became NaN at epoch 3</p>"))
    #expect(html.contains("<p>lower the rate</p>"))
    #expect(html.contains("<summary>Configuration") == isIncluded)
  }

  @Test("Figures beside each other are parts of one, and references say which")
  func parts() {
    var block = sampleTraining()
    block.layoutColumns = 2
    block.sharedCaption = "Both, as in @fig-first-loss."
    var page = Page(title: "x")
    page.parts = [.html("<p>@fig-first @fig-first-loss @fig-first-reconstructions</p>"), .block(block)]
    let html = page.html()
    #expect(
      html.contains(
        "<p><a href=\"#fig-first\">Figure 1</a> <a href=\"#fig-first-loss\">Figure 1a</a> "
          + "<a href=\"#fig-first-reconstructions\">Figure 1b</a></p>"))
    #expect(html.contains("<figure class=\"parts\" id=\"fig-first\" style=\"--columns:2\">\n<div class=\"beside\">"))
    #expect(html.contains("<figcaption><span class=\"number\">(b)</span> Digits.</figcaption>"))
    #expect(
      html.contains(
        "<span class=\"number\">Figure 1.</span> Both, as in <a href=\"#fig-first-loss\">Figure 1a</a>.</figcaption>"))
  }

  @Test("Three figures beside each other may be broader than the text, and a high one leaves room beside it for two")
  func broadParts() {
    var block = sampleTraining()
    block.layoutColumns = 3
    let images = [[UInt8]](repeating: [0, 64, 128, 255], count: 40)
    let grid = ImageGrid(
      imageWidth: 2, imageHeight: 2, rows: (0..<3).map { ImageGrid.Row(name: "\($0)", images: images) })
    block.figures.append(
      BlockExhibit.Figure(id: "fig-first-images", content: .images(grid), caption: "Many.", alternative: "Many."))
    var page = Page(title: "x")
    page.parts = [.block(block)]
    let html = page.html()
    #expect(html.contains("<figure class=\"parts broad\" id=\"fig-first\" style=\"--columns:3\">"))
    #expect(html.contains("<figure class=\"drawing\" id=\"fig-first-reconstructions\">"))
    #expect(html.firstMatch(of: /id="fig-first-images" style="--rows:[2-6]"/) != nil)
  }

  @Test("Formulas of a title are set in the heading, and are plain signs where nothing sets them")
  func titleFormulas() throws {
    var block = sampleTraining()
    block.title = "With $x$ & more"
    let mathML = try MathML(
      katex: "<math><semantics><mrow><mi>x</mi></mrow>"
        + "<annotation encoding=\"application/x-tex\">x</annotation></semantics></math>")
    let formula = Page.Formula(content: .mathML(mathML), isDisplay: false)
    block.titleFormulas = [BlockExhibit.CaptionFormula(range: 5..<8, formula: formula)]
    var page = Page(title: "x")
    page.parts = [.block(block)]
    page.source = [.block(block, lead: "", indent: "")]
    #expect(page.html().contains("aria-label=\"With x &amp; more\">"))
    #expect(page.html().contains("<p class=\"block-title\"><span>With \(mathML.html) &amp; more</span>"))
    #expect(page.markdown().contains("**With $x$ "))
    #expect(block.title.withPlainFormulas(block.titleFormulas) == "With x & more")
  }

  @Test("One figure alone has no parts, and takes the next number")
  func onePart() {
    var page = samplePage()
    guard case .block(var block) = page.parts[2] else { return }
    block.layoutColumns = 2
    page.parts[2] = .block(block)
    block.label = "second"
    block.figures = [block.figures[0]]
    block.figures[0] = BlockExhibit.Figure(
      id: "fig-second-loss", content: block.figures[0].content, caption: "", alternative: "")
    page.parts.append(.block(block))
    #expect(Numbering(page).names["fig-second-loss"] == "Figure 2")
    #expect(page.html().count(of: "<figure class=\"parts\"") == 1)
  }

  @Test("Parts share no id that a figure of another block has")
  func partsOfSameName() {
    var block = sampleTraining()
    block.label = "first-loss"
    block.layoutColumns = 2
    block.figures = ["a", "b"].map {
      BlockExhibit.Figure(id: "fig-first-loss-\($0)", content: block.figures[0].content, caption: "", alternative: "")
    }
    var page = Page(title: "x")
    page.parts = [.block(block), .block(sampleTraining())]
    let html = page.html()
    #expect(html.count(of: " id=\"fig-first-loss\"") == 1)
    #expect(html.contains("<figure class=\"parts\" style=\"--columns:2\">"))
  }

  @Test(
    "A long and narrow table of numbers may be printed in columns",
    arguments: [(3, 1, false), (20, 1, true), (20, 4, false)])
  func columnsOfNumbers(epochs: Int, curves: Int, isInColumns: Bool) {
    let x = (1...epochs).map(Double.init)
    let series = (0..<curves).map { LineChart.Series(name: "\($0)", x: x, y: x) }
    let html = html {
      $0.figures = [
        BlockExhibit.Figure(
          id: "fig-first-loss", content: .chart(LineChart(xTitle: "epoch", yTitle: "loss", series: series)),
          caption: "", alternative: "")
      ]
    }
    #expect(html.contains("<div class=\"scroll few\" tabindex=\"0\"") == isInColumns)
  }

  @Test("The numbers of a chart are behind a fold, a row for each place of its axis")
  func numbers() {
    let html = html()
    #expect(html.contains("<summary>Numbers of Figure 1</summary>"))
    #expect(
      html.contains(
        """
        <table class="numbers"><caption>mean squared error</caption>
        <thead><tr><th scope="col">epoch</th><th scope="col">train</th></tr></thead>
        <tbody>
        <tr><th scope="row">1</th><td>0.3000</td></tr>
        <tr><th scope="row">2</th><td>0.2000</td></tr>
        <tr><th scope="row">3</th><td>0.1500</td></tr>
        </tbody></table>
        """))
  }

  @Test("Of a long curve the table has one row in several, with the ends and the smallest number, and says so")
  func manyNumbers() {
    var series = LineChart.Series(name: "test", x: (1...500).map(Double.init), y: (1...500).map { 1 / Double($0) })
    series.y[122] = 0.0001
    series.y[9] = .nan
    var chart = LineChart(xTitle: "epoch", yTitle: "loss", series: [series])
    chart.rules = [LineChart.Rule(name: "floor", y: 0.00005)]
    let html = html {
      $0.figures = [BlockExhibit.Figure(id: "fig-first-loss", content: .chart(chart), caption: "", alternative: "")]
    }
    #expect(
      html.contains("<caption>loss; floor: 5.000×10⁻⁵; every 16th epoch, and the smallest of each curve</caption>"))
    for row in ["1</th><td>1.000", "17</th><td>0.05882", "123</th><td>0.0001000", "500</th><td>0.002000"] {
      #expect(html.contains("<tr><th scope=\"row\">\(row)</td></tr>"), "\(row)")
    }
    #expect(!html.contains("<th scope=\"row\">10</th>"))
  }
}
