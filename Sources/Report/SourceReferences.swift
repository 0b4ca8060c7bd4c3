internal import Figures

/// Turns `@fig-first-loss` in the notebook's Markdown into a link that says `Figure 1`, and the names behind headings and
/// formulas (`{#sec-noise}`) into anchors. It reads text outside of code and formulas.
struct SourceReferences {
  let numbering: Numbering

  func resolved(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let place = rest.firstIndex(where: { $0 == "@" || $0 == "{" }) {
      result += rest[..<place]
      rest = rest[place...]
      if let name = rest.prefixMatch(of: /\{#((?:sec|eq)-[a-z0-9-]+)\}/) {
        result += Self.anchor(String(name.output.1))
        rest = rest[name.range.upperBound...]
      } else if rest.first == "@", !Self.continuesWord(result.last), let found = reference(in: rest.dropFirst()) {
        result += found.link
        rest = rest.dropFirst(1 + found.id.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result + rest
  }

  static func anchor(_ id: String) -> String { "<a id=\"\(Escape.attribute(id))\"></a>" }

  /// The longest name at the start of the text that the page has: a full stop behind it does not belong to it.
  private func reference(in text: Substring) -> (id: String, link: String)? {
    guard let words = text.prefixMatch(of: /(?:fig|tbl|sec|eq)-[A-Za-z0-9\-_.()]+/)?.output else { return nil }
    var id = words.prefix(200)
    while !id.isEmpty {
      if let name = numbering.names[String(id)] { return (String(id), "[\(Markdown.text(name))](#\(id))") }
      if let absence = numbering.absent[String(id)] {
        return (String(id), Markdown.inline("\(absence.name) (not made)"))
      }
      // Half a word is no reference.
      guard let last = id.popLast(), !last.isLetter, !last.isNumber else { return nil }
    }
    return nil
  }

  private static func continuesWord(_ character: Character?) -> Bool {
    character.map { $0.isLetter || $0.isNumber } ?? false
  }
}
