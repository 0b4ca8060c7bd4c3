import Figures
import Report
import Testing

@Suite struct HostileTextTests {
  static let payloads = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title><script>x",
    "</style><style>*{display:none}", "</code></pre><b>", "--><svg onload=alert(1)>", "&lt;script&gt;",
    "a\u{0}\u{8}\u{1B}b", "\u{202E}desrever", "javascript:alert(1)", "`x onclick=y`", "a\r\nb\tc", "@fig-first-loss",
    "</section></main><form action=x>", "x\" style=\"background:url(http://e.example)", "\u{FFFE}",
  ]

  /// Every place of a page that takes a text.
  private static let sinks: [(name: String, put: @Sendable (String, inout Page, inout BlockExhibit) -> Void)] = [
    (
      "title",
      {
        $1.title = $0; _ = $2
      }
    ),
    (
      "subtitle",
      {
        $1.subtitle = $0; _ = $2
      }
    ),
    (
      "author",
      {
        $1.authors = [$0, $0]; _ = $2
      }
    ),
    (
      "date",
      {
        $1.date = $0; _ = $2
      }
    ),
    (
      "description",
      {
        $1.description = $0; _ = $2
      }
    ),
    (
      "keywords",
      {
        $1.keywords = [$0]; _ = $2
      }
    ),
    (
      "language",
      {
        $1.language = $0; _ = $2
      }
    ),
    (
      "license",
      {
        $1.license = $0; _ = $2
      }
    ),
    (
      "banner",
      {
        $1.banner = $0; _ = $2
      }
    ),
    (
      "value",
      {
        $1.parts.append(.value($0)); _ = $2
      }
    ),
    (
      "heading",
      {
        $1.headings += [Page.Heading(level: 2, parts: [.value($0)], id: $0)]; _ = $2
      }
    ),
    (
      "block title",
      {
        $2.title = $0; _ = $1
      }
    ),
    (
      "label",
      {
        $2.label = $0; _ = $1
      }
    ),
    (
      "kind",
      {
        $2.kind = $0; _ = $1
      }
    ),
    (
      "source",
      {
        $2.source = $0; _ = $1
      }
    ),
    (
      "setting",
      {
        $2.settings = [BlockExhibit.Setting(key: $0, value: $0, isDefault: true)]; _ = $1
      }
    ),
    (
      "claim",
      {
        $2.claims = [BlockExhibit.Claim(text: $0, holds: nil, detail: $0)]; _ = $1
      }
    ),
    (
      "cost",
      {
        $2.cost = [BlockExhibit.Fact(name: $0, value: $0)]; _ = $1
      }
    ),
    (
      "provenance",
      {
        $2.provenance = [BlockExhibit.Fact(name: $0, value: $0)]; _ = $1
      }
    ),
    (
      "failure",
      {
        $2.failure = BlockExhibit.Failure(message: $0, help: $0); _ = $1
      }
    ),
    (
      "chart",
      {
        let chart = LineChart(xTitle: "x", yTitle: "y", series: [LineChart.Series(name: $0, x: [1, 2], y: [1, 2])])
        $2.figures = [BlockExhibit.Figure(id: "fig-" + $0, content: .chart(chart), caption: $0, alternative: $0)]
        _ = $1
      }
    ),
    (
      "images",
      {
        var grid = ImageGrid(imageWidth: 1, imageHeight: 1, rows: [ImageGrid.Row(name: $0, images: [[1]])])
        grid.noteTitle = $0
        $2.figures = [BlockExhibit.Figure(id: "fig-" + $0, content: .images(grid), caption: $0, alternative: $0)]
        _ = $1
      }
    ),
    (
      "table",
      {
        let scores = ScoreTable(
          columns: [ScoreTable.Column(title: $0, better: .lower, decimals: 1)],
          rows: [ScoreTable.Row(name: $0, cells: [1])])
        $2.table = BlockExhibit.Table(id: "tbl-" + $0, scores: scores, caption: $0)
        _ = $1
      }
    ),
  ]

  @Test("A hostile text adds no element, no attribute and no style to the page", arguments: sinks.indices, payloads)
  func sink(index: Int, payload: String) {
    let hostile = page(sink: index, text: payload)
    let harmless = page(sink: index, text: "harmless")
    if ["chart", "images"].contains(Self.sinks[index].name) {
      // Where a name stands depends on its length, so only the words of the tags are the same.
      let words = Set(skeleton(harmless).joined(separator: " ").split(separator: " "))
        .union(["dy", "tspan", "/tspan", "opacity"])
      #expect(skeleton(hostile).allSatisfy { tag in tag.split(separator: " ").allSatisfy(words.contains) })
    } else {
      #expect(skeleton(hostile) == skeleton(harmless), "\(Self.sinks[index].name)")
    }
  }

  private func page(sink: Int, text: String) -> String {
    var page = Page(title: "x")
    var block = BlockExhibit(label: "b", title: "b", kind: "train", source: "a: 1")
    Self.sinks[sink].put(text, &page, &block)
    page.parts.append(.block(block))
    return page.html()
  }

  /// The page's tags in order, each with the names of its attributes; what a browser's tokenizer would see.
  private func skeleton(_ html: String) -> [String] {
    var tags: [String] = []
    var rest = html.unicodeScalars[...]
    while let start = rest.firstIndex(of: "<") {
      var tag = ""
      var isQuoted = false
      var index = rest.index(after: start)
      while index < rest.endIndex, isQuoted || rest[index] != ">" {
        if rest[index] == "\"" { isQuoted.toggle() }
        if !isQuoted { tag.unicodeScalars.append(rest[index]) }
        index = rest.index(after: index)
      }
      let names = tag.split(separator: " ").map { $0.prefix { $0 != "=" } }
      // The YAML's own marks depend on what the text looks like, and have no attributes.
      if !["b", "/b", "i", "/i"].contains(tag) { tags.append(names.joined(separator: " ")) }
      rest = index < rest.endIndex ? rest[rest.index(after: index)...] : rest[rest.endIndex...]
    }
    return tags
  }
}
