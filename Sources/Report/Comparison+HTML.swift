internal import Figures

extension Comparison {
  /// A page of its own, of the same kind as a report: no script, no request.
  package func html() -> String {
    var page = Page(title: "Two runs compared")
    page.hasTableOfContents = sections.count > 3
    page.headings = sections.enumerated().map { place, section in
      Page.Heading(level: 2, parts: [.value(section.label)], id: "block-\(place + 1)")
    }
    var opening = "<p>A is <code>\(Escape.text(before))</code>, B is <code>\(Escape.text(after))</code>. "
    opening += "\(Escape.text(verdict))</p>\n"
    if !settings.isEmpty { opening += Self.table("Settings of the runs", settings) }
    if !surroundings.isEmpty { opening += Self.table("Made with", surroundings) }
    page.parts = [.html(opening)] + sections.enumerated().map { .html(Self.html(of: $1, id: "block-\($0 + 1)")) }
    return page.html()
  }

  private static func html(of section: Section, id: String) -> String {
    let presence = section.presence.isEmpty ? "" : ", \(section.presence)"
    var html = "<section class=\"block\"><h2 id=\"\(id)\">\(Escape.text(section.label))</h2>\n"
    html += "<p class=\"cost\">\(Escape.text(section.kind + presence))</p>\n"
    if section.presence.isEmpty {
      if let error = section.error { html += table("Failures", [error]) }
      if !section.settings.isEmpty { html += table("Settings", section.settings) }
      if !section.results.isEmpty { html += table(section.results, equal: section.equalResults) }
      if !section.claims.isEmpty { html += table("Claims", section.claims) }
      if !section.curves.isEmpty { html += table("Curves", section.curves) }
      if let (chart, words) = section.chart {
        let alternative = "Line chart of losses over epochs, of both runs. \(words)"
        let drawings = FigureFormat.allCases.map { chart.svg(alternative: alternative, format: $0) }
        html += "<figure class=\"drawing\">\n\(drawings.joined(separator: "\n"))\n"
        html += "<figcaption>The curves of both runs over the epochs.</figcaption></figure>\n"
      }
    } else {
      let missing = section.results.filter { $0.exceeded != nil }
      if !missing.isEmpty { html += table(missing, equal: 0) }
    }
    return html + "</section>\n"
  }

  private static func table(_ caption: String, _ settings: [Setting]) -> String {
    let rows = settings.map { setting in
      "<tr><th scope=\"row\">\(Escape.text(setting.name))</th><td>\(Escape.text(setting.before ?? "–"))</td>"
        + "<td>\(Escape.text(setting.after ?? "–"))</td></tr>\n"
    }
    return "<div class=\"scroll\" tabindex=\"0\"><table class=\"settings compared\">"
      + "<caption>\(Escape.text(caption))</caption>"
      + "<thead>\(head(["Name", "A", "B"]))</thead>\n<tbody>\n\(rows.joined())</tbody></table></div>\n"
  }

  private static func table(_ results: [Result], equal: Int) -> String {
    let rows = results.map { result in
      let numbers = result.numbers
      let style = result.judgement == "worse" ? "fails" : "holds"
      let words = [result.judgement, result.exceeded.map { "beyond \($0)" } ?? ""].filter { !$0.isEmpty }
      return "<tr><th scope=\"row\">\(Escape.text(result.name))</th><td>\(Escape.text(numbers.before))</td>"
        + "<td>\(Escape.text(numbers.after))</td><td>\(Escape.text(result.change))</td>"
        + "<td>\(Escape.text(result.relativeChange))</td>"
        + "<td class=\"\(style)\"><span class=\"word\">\(Escape.text(words.joined(separator: ", ")))</span></td></tr>\n"
    }
    let rest = equal > 0 ? "; \(counted(equal, "other")) equal" : ""
    return
      "<figure class=\"scores\"><figcaption>Results\(rest)</figcaption>\n"
      + "<div class=\"scroll\" tabindex=\"0\"><table class=\"results\">"
      + "<thead>\(head(["Result", "A", "B", "Change", "Relative", "Judgement"]))</thead>\n"
      + "<tbody>\n\(rows.joined())</tbody></table></div></figure>\n"
  }

  private static func head(_ titles: [String]) -> String {
    "<tr>\(titles.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr>"
  }
}
