internal import Figures

extension Page.Heading {
  /// The heading as HTML.
  var html: String {
    parts.map { part in
      switch part {
      case .html(let html): html
      case .value(let text): Escape.text(text)
      case .formula(let formula): formula.inlineHTML
      }
    }.joined()
  }

  /// The heading without its tags and entities, for a page's title.
  package var plainText: String {
    parts.map { part in
      switch part {
      case .html(let html): Self.text(of: html)
      case .value(let text): text
      case .formula(let formula): formula.plainText
      }
    }.joined().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func text(of html: String) -> String {
    var text = ""
    var isInTag = false
    for character in html {
      switch character {
      case "<": isInTag = true
      case ">" where isInTag: isInTag = false
      default: if !isInTag { text.append(character) }
      }
    }
    return HTMLText.plain(text)
  }
}
