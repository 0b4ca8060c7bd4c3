internal import Figures

/// The page's title, which is the notebook's own first heading where that says the same.
struct PageTitle {
  /// What stands inside the `h1`.
  let html: String
  /// The id of the `h1`, where a heading of the prose was taken for it.
  let id: String?
  /// The page's parts without that heading.
  let parts: [Page.Part]
  /// The headings that are left for the table of contents.
  let headings: [Page.Heading]

  init(_ page: Page) {
    guard let first = page.headings.first, first.level == 1, first.plainText == Self.collapsed(page.title),
      let parts = Self.withoutFirstHeading(page.parts)
    else {
      html = Escape.text(page.title)
      id = nil
      parts = page.parts
      headings = page.headings
      return
    }
    html = first.html
    id = first.id
    self.parts = parts
    headings = Array(page.headings.dropFirst())
  }

  private static func collapsed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Nil where the first heading of the prose is not an `h1` or does not end. It may hold values, so it may reach over
  /// several parts.
  private static func withoutFirstHeading(_ parts: [Page.Part]) -> [Page.Part]? {
    var kept: [Page.Part] = []
    var isInHeading = false
    for (index, part) in parts.enumerated() {
      guard case .html(var html) = part else {
        if !isInHeading { kept.append(part) }
        continue
      }
      if !isInHeading {
        guard let start = html.firstRange(of: "<h1") else {
          kept.append(part)
          continue
        }
        kept.append(.html(String(html[..<start.lowerBound])))
        html = String(html[start.lowerBound...])
        isInHeading = true
      }
      guard let end = html.firstRange(of: "</h1>") else { continue }
      return kept + [.html(String(html[end.upperBound...]))] + parts[(index + 1)...]
    }
    return nil
  }
}
