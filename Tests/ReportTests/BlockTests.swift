import Figures
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

  @Test(
    "The configuration is open, folded or absent",
    arguments: [
      (BlockExhibit.Echo.shown, "<details class=\"fold\" open><summary>Configuration", true),
      (.folded, "<details class=\"fold\"><summary>Configuration", true), (.hidden, "<summary>Configuration", false),
    ])
  func echo(echo: BlockExhibit.Echo, text: String, isThere: Bool) {
    #expect(html { $0.echo = echo }.contains(text) == isThere)
  }

  @Test("Settings left to their defaults are told apart, not by colour alone")
  func defaults() {
    let html = html()
    #expect(html.contains("<tr><th scope=\"row\">code</th><td>32</td></tr>"))
    #expect(html.contains("<tr class=\"default\"><th scope=\"row\">activation</th><td>relu <span class=\"unseen\">"))
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
    #expect(html { $0.source = source }.contains("<pre class=\"yaml\"><code>\(expected)</code></pre>"))
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

  @Test("Figures stand beside each other where asked")
  func layout() {
    #expect(html { $0.layoutColumns = 2 }.contains("<div class=\"beside\" style=\"--columns:2\">"))
    #expect(!html().contains("<div class=\"beside\""))
  }
}
