import Figures
import Report
import Testing

@Suite struct PageTests {
  @Test("A page with everything on it looks as it did")
  func everything() throws {
    try Snapshot.expect(withoutStyle(samplePage().html()), "everything.html")
  }

  @Test("An empty notebook's page looks as it did")
  func empty() throws {
    try Snapshot.expect(Page(title: "Empty").html(), "empty.html")
  }

  @Test("An empty notebook's page is small")
  func small() {
    #expect(Page(title: "Empty").html().utf8.count < 15_000)
  }

  @Test("The same page gives the same bytes")
  func determinism() {
    #expect(samplePage().html() == samplePage().html())
  }

  @Test("A page forbids scripts and requests, and holds none")
  func policy() {
    let html = samplePage().html()
    #expect(
      html.contains(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
          + "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"))
    #expect(!html.contains("<script") && !html.contains("url(") && !html.contains("@import"))
    #expect(!html.replacing("http://www.w3.org/2000/svg", with: "").contains("http://"))
    #expect(!html.contains("https://"))
  }

  @Test("The front matter stands in the head and the header, where there is any")
  func frontMatter() {
    let html = samplePage().html()
    #expect(html.contains("<meta name=\"author\" content=\"Ada Example, Grace Sample, Third Author\">"))
    #expect(html.contains("<span>Ada Example, Grace Sample and Third Author</span> <span>25 March 2020</span>"))
    #expect(html.contains("<meta name=\"description\" content=\"What it keeps &amp; what it loses.\">"))
    #expect(!Page(title: "x").html().contains("<meta name=\"author\""))
  }

  @Test("A first heading that is the title is not printed twice, and keeps its form and its place for links")
  func title() {
    let html = samplePage().html()
    #expect(html.count(of: "<h1") == 1)
    #expect(html.contains("<h1 id=\"a-first-autoencoder\">A <em>first</em> autoencoder</h1>"))
    #expect(html.contains("<title>A first autoencoder</title>"))
  }

  @Test("A first heading with a value in it becomes the title too")
  func titleWithValue() {
    let heading = Page.Heading(level: 1, parts: [.html("k = "), .value("32")], id: "k")
    var page = Page(title: heading.plainText)
    page.headings = [heading]
    page.parts = [.html("<h1 id=\"k\">k = "), .value("32"), .html("</h1>\n<p>Text.</p>")]
    let html = page.html()
    #expect(html.count(of: "<h1") == 1)
    #expect(html.contains("<h1 id=\"k\">k = 32</h1>"))
    #expect(html.contains("<title>k = 32</title>"))
    #expect(html.contains("<main id=\"page:main\">\n\n<p>Text.</p>"))
  }

  @Test("A first heading that says something else stays where it is")
  func otherTitle() {
    var page = samplePage()
    page.title = "Another title"
    #expect(page.html().count(of: "<h1") == 2)
  }

  @Test("Plain text of a heading has no tags and no entities")
  func plainText() {
    let heading = Page.Heading(
      level: 1, parts: [.html("a <code>&lt;b&gt;</code> &amp;amp; "), .value("<c>")], id: "a")
    #expect(heading.plainText == "a <b> &amp; <c>")
  }

  @Test("The table of contents nests as the headings do, beside the text and as a fold")
  func contents() {
    let html = samplePage().html()
    let list = """
      <ol><li><a href="#training">Training</a>
      <ol><li><a href="#error">Error 0.01</a></li></ol></li>
      <li><a href="#results">Results</a></li></ol>
      """
    #expect(html.count(of: list) == 2)
  }

  @Test("No table of contents where it is not wanted or not needed")
  func noContents() {
    var page = samplePage()
    page.hasTableOfContents = false
    #expect(!page.html().contains("<nav"))
    #expect(!Page(title: "x").html().contains("<nav"))
  }

  @Test("Sections are numbered in the text and in the contents alike")
  func sectionNumbers() {
    var page = samplePage()
    page.numbersSections = true
    let html = page.html()
    #expect(html.contains("<h3 id=\"error\"><span class=\"section-number\">1.1</span> Error 0.01<a "))
    #expect(html.contains("<h2 id=\"results\"><span class=\"section-number\">2</span> Results<a "))
    #expect(html.contains("<a href=\"#results\"><span class=\"section-number\">2</span> Results</a>"))
  }

  @Test("Each heading of the text links to itself, one with a value in it too; the title does not")
  func headingLinks() {
    let html = samplePage().html()
    let links = html.matches(
      of: /<a class="anchor" href="#([a-z]+)" aria-label="Link to this section"><\/a><\/h([23])>/)
    #expect(links.map { "\($0.output.1) \($0.output.2)" } == ["training 2", "error 3", "results 2"])
  }

  @Test("A reference to what could not be made reads as words, with a way to its block where that is on the page")
  func absent() {
    var page = samplePage()
    guard case .block(var block) = page.parts[2] else { return }
    block.absent = ["fig-first-filters", "tbl-first"]
    page.parts[2] = .block(block)
    page.parts.append(.html("<p>@fig-first-filters, @tbl-first.</p>"))
    var html = page.html()
    #expect(
      html.contains(
        "<p><a class=\"absent\" href=\"#block:first\">figure “first-filters” (not made)</a>, "
          + "<a class=\"absent\" href=\"#block:first\">table “first” (not made)</a>.</p>"))
    #expect(html.contains("<p class=\"absence\">There was nothing to draw for figure “first-filters”.</p>"))
    block.isIncluded = false
    page.parts[2] = .block(block)
    html = page.html()
    #expect(html.contains("<p><span class=\"absent\">figure “first-filters” (not made)</span>"))
  }

  @Test("A failed block explains what is missing itself")
  func absentOfFailed() {
    var page = samplePage()
    guard case .block(var block) = page.parts[2] else { return }
    block.absent = ["fig-first-filters"]
    block.failure = BlockExhibit.Failure(message: "loss became NaN", help: nil)
    page.parts[2] = .block(block)
    #expect(!page.html().contains("class=\"absence\""))
  }

  @Test("A reference to a figure says its number and leads there")
  func references() {
    var page = samplePage()
    page.parts.append(
      .html(
        "<p>@fig-first-reconstructions. (@tbl-comparison) @fig-none a@fig-first-loss @fig-first-lossy "
          + "<code>@fig-first-loss</code> <a href=\"x\">@fig-first-loss</a></p>"))
    #expect(
      page.html().contains(
        "<p><a href=\"#fig-first-reconstructions\">Figure 2</a>. (<a href=\"#tbl-comparison\">Table 1</a>) @fig-none "
          + "a@fig-first-loss @fig-first-lossy <code>@fig-first-loss</code> <a href=\"x\">@fig-first-loss</a></p>"))
  }

  @Test("The page's own ids are none that a heading could have")
  func ids() {
    let ids = samplePage().html().matches(of: /\ id="([^"]*)"/).map { String($0.output.1) }
    let headings = samplePage().headings.map(\.id)
    for id in ids where !headings.contains(id) {
      #expect(id.contains(":") || id.hasPrefix("fig-") || id.hasPrefix("tbl-"), "\(id)")
    }
  }

  @Test("Code, tables and task lists of the prose can be reached and understood without a mouse or eyes")
  func prose() {
    var page = Page(title: "x")
    page.parts = [
      .html("<pre><code>a</code></pre><table><tr></tr></table><input type=\"checkbox\" checked=\"\" disabled=\"\" />"),
      .html("<input type=\"checkbox\" disabled=\"\" />"),
    ]
    let html = page.html()
    #expect(html.contains("<pre tabindex=\"0\"><code>a</code></pre>"))
    #expect(html.contains("<div class=\"scroll\" tabindex=\"0\"><table><tr></tr></table></div>"))
    #expect(html.contains("aria-label=\"done\" checked") && html.contains("aria-label=\"to do\" disabled"))
  }

  @Test("A table's head says so, and its columns are aligned by the style sheet")
  func proseTables() {
    var page = Page(title: "x")
    page.parts = [
      .html("<table><tr><th>a</th><th align=\"right\">b</th></tr><tr><td align=\"center\">1</td></tr></table>")
    ]
    let html = page.html()
    #expect(html.contains("<th scope=\"col\">a</th><th scope=\"col\" class=\"right\">b</th>"))
    #expect(html.contains("<td class=\"center\">1</td>") && !html.contains(" align="))
  }

  @Test("A table that is none of the prose gets no box of its own")
  func ownTables() {
    var page = Page(title: "x")
    page.parts = [.html("<table class=\"settings\"></table>\n")]
    #expect(page.html().contains("<table class=\"settings\"></table>\n\n</main>"))
  }

  @Test("Fences of YAML have their keys and comments told apart, and other languages stay as they are")
  func fences() {
    var page = Page(title: "x")
    page.parts = [
      .html(
        "<pre><code class=\"language-yaml\">a: &lt;b&gt; # &amp;lt;\n</code></pre>"
          + "<pre><code class=\"language-python\">a: 1 # b\n</code></pre>")
    ]
    let html = page.html()
    #expect(html.contains("<code class=\"yaml\"><b>a</b>: &lt;b&gt; <i># &amp;lt;</i>\n</code>"))
    #expect(html.contains("<code class=\"language-python\">a: 1 # b\n</code>"))
  }

  @Test("The landmarks are there, once each")
  func landmarks() {
    let html = samplePage().html()
    for landmark in ["<header", "<main id=\"page:main\"", "<footer", "<a class=\"skip\" href=\"#page:main\""] {
      #expect(html.count(of: landmark) == 1, "\(landmark)")
    }
    #expect(html.contains("<html lang=\"en\">"))
  }
}

extension String {
  func count(of text: String) -> Int { ranges(of: text).count }
}
