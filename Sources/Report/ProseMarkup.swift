/// What cmark's HTML lacks: for readers who use a keyboard or hear the page, boxes that scroll can be reached, the cells
/// at a table's head say so, and the boxes of task lists whether they are ticked; YAML has its colours; attributes that
/// HTML has given up are classes. In safe output these tags are always cmark's own.
enum ProseMarkup {
  private static let replacements = [
    ("<pre>", "<pre tabindex=\"0\">"),
    ("<table>", "<div class=\"scroll\" tabindex=\"0\"><table>"),
    ("</table>", "</table></div>"),
    ("<th>", "<th scope=\"col\">"),
    ("<th align=", "<th scope=\"col\" class="),
    ("<td align=", "<td class="),
    ("<input type=\"checkbox\" checked", "<input type=\"checkbox\" aria-label=\"done\" checked"),
    ("<input type=\"checkbox\" disabled", "<input type=\"checkbox\" aria-label=\"to do\" disabled"),
    ("<section class=\"footnotes\"", "<section class=\"footnotes\" aria-label=\"Footnotes\""),
  ]

  static func accessible(_ html: String) -> String {
    // A table that has a class is none of cmark's, and comes in its own box.
    let isOwn = html.contains("<table class=")
    let replacements = replacements.filter { !isOwn || !$0.0.contains("table") }
    return withColors(replacements.reduce(html) { $0.contains($1.0) ? $0.replacing($1.0, with: $1.1) : $0 })
  }

  /// Fences of YAML with their keys and comments told apart.
  private static func withColors(_ html: String) -> String {
    guard html.contains("class=\"language-y") else { return html }
    return html.replacing(/<code class="language-ya?ml">([^<]*)<\/code>/) { fence in
      "<code class=\"yaml\">\(YAMLColoring.html(HTMLText.plain(fence.output.1)))</code>"
    }
  }
}

/// HTML of cmark's without what makes it HTML.
enum HTMLText {
  /// Text between tags. These are the only entities that cmark's renderer writes; the ampersand's last, lest it make a
  /// new one.
  static func plain(_ text: some StringProtocol) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
      .reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
  }
}
