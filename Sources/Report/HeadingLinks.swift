internal import Figures

/// Gives each heading of the prose a link to itself, which the style sheet shows when it is wanted.
struct HeadingLinks {
  /// The id of the heading that is open: it may reach over several parts.
  private var open: String?

  /// The next part of the prose, in order. In cmark's safe output these tags can only be a heading's own.
  mutating func written(into html: String) -> String {
    guard html.contains("<h") || open != nil else { return html }
    var result = ""
    var rest = html[...]
    while let tag = rest.firstMatch(of: /<(\/?)h[1-6](?:\ id="([^"<>]*)")?>/) {
      let (_, slash, id) = tag.output
      result += rest[..<tag.range.lowerBound]
      if slash.isEmpty {
        open = id.map(String.init)
      } else if let id = open {
        result += "<a class=\"anchor\" href=\"#\(id)\" aria-label=\"Link to this section\"></a>"
        open = nil
      }
      result += tag.output.0
      rest = rest[tag.range.upperBound...]
    }
    return result + rest
  }
}
