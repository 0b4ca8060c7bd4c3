/// What cmark's HTML lacks for readers who use a keyboard or hear the page: boxes that scroll can be reached, and the
/// boxes of task lists say whether they are ticked. In safe output these tags are always cmark's own.
enum ProseMarkup {
  private static let replacements = [
    ("<pre>", "<pre tabindex=\"0\">"),
    ("<table>", "<div class=\"scroll\" tabindex=\"0\"><table>"),
    ("</table>", "</table></div>"),
    ("<input type=\"checkbox\" checked", "<input type=\"checkbox\" aria-label=\"done\" checked"),
    ("<input type=\"checkbox\" disabled", "<input type=\"checkbox\" aria-label=\"to do\" disabled"),
  ]

  static func accessible(_ html: String) -> String {
    replacements.reduce(html) { $0.contains($1.0) ? $0.replacing($1.0, with: $1.1) : $0 }
  }
}
