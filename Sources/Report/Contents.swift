internal import Figures

/// The table of contents: a list beside the page where there is room, else a fold at its top.
struct Contents {
  private let entries: [(heading: Page.Heading, number: String?)]

  /// Nil where the page has too few headings to need one. Headings below the third level in use are left out.
  init?(_ headings: [Page.Heading], numbers: SectionNumbers?) {
    guard let top = headings.map(\.level).min() else { return nil }
    entries = headings.enumerated()
      .map { index, heading in (heading, numbers?.numbers[index]) }
      .filter { $0.0.level < top + 3 }
    guard entries.count > 1 else { return nil }
  }

  var sidebar: String {
    "<nav class=\"contents\" aria-labelledby=\"page:contents\"><p id=\"page:contents\">Contents</p>\n\(list)</nav>\n"
  }

  var fold: String {
    "<nav class=\"contents-fold\" aria-label=\"Contents\"><details><summary>Contents</summary>\n\(list)</details></nav>\n"
  }

  /// Nested lists; a level that is skipped does not open an empty one.
  private var list: String {
    var text = ""
    var open: [Int] = []
    for (heading, number) in entries {
      while let last = open.last, open.count > 1, heading.level < last, open[open.count - 2] >= heading.level {
        text += "</li></ol>"
        open.removeLast()
      }
      if let last = open.last, heading.level <= last {
        open[open.count - 1] = heading.level
        text += "</li>\n<li>"
      } else {
        text += "\n<ol><li>"
        open.append(heading.level)
      }
      text += "<a href=\"#\(Escape.attribute(heading.id))\">"
      text += (number.map(SectionNumbers.html) ?? "") + heading.html + "</a>"
    }
    return text + String(repeating: "</li></ol>", count: open.count) + "\n"
  }
}
