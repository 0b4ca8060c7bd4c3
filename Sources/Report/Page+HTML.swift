internal import Figures

extension Page {
  /// The whole page: HTML5 in one string, the same for the same page. It has no script, makes no request and forbids
  /// both by its Content-Security-Policy.
  package func html() -> String {
    let title = PageTitle(self)
    let sections = numbersSections ? SectionNumbers(title.headings) : nil
    let contents = hasTableOfContents ? Contents(title.headings, numbers: sections) : nil
    let numbering = Numbering(self)
    let style = contents == nil ? "plain" : "with-contents"
    let content = """
      \(header(title))\(contents?.sidebar ?? "")<main id="page:main">
      \(contents?.fold ?? "")\(body(sections?.written(into: title.parts) ?? title.parts, numbering: numbering))
      </main>
      \(footer)
      """
    return """
      <!DOCTYPE html>
      <html lang="\(Escape.attribute(language))">
      <head>
      \(head(content))</head>
      <body class="\(style)">
      <a class="skip" href="#page:main">Skip to the text</a>
      \(content)</body>
      </html>

      """
  }

  private func head(_ content: String) -> String {
    var head = """
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="Codebook">
      <title>\(Escape.text(title))</title>

      """
    let facts = [
      ("description", description ?? ""), ("author", authors.joined(separator: ", ")),
      ("keywords", keywords.joined(separator: ", ")),
    ]
    for (name, content) in facts where !content.isEmpty {
      head += "<meta name=\"\(name)\" content=\"\(Escape.attribute(content))\">\n"
    }
    if let renewal { head += Self.renewalMark(renewal) }
    let style = Stylesheet.text(for: content) + (renewal == nil ? "" : Stylesheet.underWay)
    return head + "<style>\n\(style)</style>\n"
  }

  /// The line of a page that makes a browser read it anew after some seconds.
  package static func renewalMark(_ seconds: Int) -> String { "<meta http-equiv=\"refresh\" content=\"\(seconds)\">\n" }

  /// Only what stands in the page itself.
  private static let policy =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

  private func header(_ title: PageTitle) -> String {
    var html = "<header class=\"title\">\n"
    if let banner, !banner.isEmpty { html += "<p class=\"banner\">\(Escape.text(banner))</p>\n" }
    html += "<h1\(title.id.map { " id=\"\(Escape.attribute($0))\"" } ?? "")>\(title.html)</h1>\n"
    if let subtitle, !subtitle.isEmpty { html += "<p class=\"subtitle\">\(Escape.text(subtitle))</p>\n" }
    let names = authors.filter { !$0.isEmpty }
    let list =
      names.count > 2
      ? names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "") : names.joined(separator: " and ")
    let line = [list, date ?? ""].filter { !$0.isEmpty }.map { "<span>\(Escape.text($0))</span>" }
    if !line.isEmpty { html += "<p class=\"byline\">\(line.joined(separator: " "))</p>\n" }
    if let description, !description.isEmpty {
      html += "<p class=\"abstract\">\(Escape.text(description))</p>\n"
    }
    return html + "</header>\n"
  }

  private func body(_ parts: [Part], numbering: Numbering) -> String {
    var references = CrossReferences(numbering)
    var links = HeadingLinks()
    let sheets = sheets
    let parts = parts.joiningPunctuation()
    return parts.indices.map { index in
      switch parts[index] {
      case .html(let html): ProseMarkup.accessible(links.written(into: references.resolved(html)))
      // A value may stand inside an attribute, such as an alternative text.
      case .value(let text): Escape.attribute(text)
      case .formula(let formula): formula.html(numbering, isAlone: Self.isAlone(index, in: parts))
      case .block(let block): BlockWriter(block: block, numbering: numbering, sheets: sheets).html
      }
    }.joined()
  }

  /// Whether a paragraph holds this part and nothing else.
  private static func isAlone(_ index: Int, in parts: [Part]) -> Bool {
    guard index > 0, index + 1 < parts.count, case .html(let before) = parts[index - 1],
      case .html(let after) = parts[index + 1]
    else { return false }
    return before.hasSuffix("<p>") && after.drop(while: \.isWhitespace).hasPrefix("</p>")
  }

  private var footer: String {
    let terms = license.flatMap { $0.isEmpty ? nil : " <span>Licence: \(Escape.text($0))</span>" } ?? ""
    return "<footer><span>Made with Codebook from a notebook of text and YAML.</span>\(terms)</footer>\n"
  }
}
