internal import Figures

/// Turns `@fig-first-loss` in the prose into a link that says `Figure 1`, and so with tables, equations and sections. What
/// could not be made is told in words; what names none of the page stays as it is, and so does everything inside tags,
/// code and links.
package struct CrossReferences {
  let numbering: Numbering
  /// What the prose so far refers to and the page does not have: `fig-first-los`, in order.
  package private(set) var unknown: [String] = []
  // What the text so far has left open: a part of the page may end anywhere.
  private var isInTag = false
  private var tag = ""
  private var codeDepth = 0
  private var linkDepth = 0

  package init(_ numbering: Numbering) { self.numbering = numbering }

  /// The next part of the prose, in order.
  package mutating func resolved(_ html: String) -> String {
    var result = ""
    var rest = html[...]
    while let character = rest.first {
      if isInTag || character == "<" {
        result.append(character)
        rest.removeFirst()
        read(character)
      } else if character == "@", codeDepth == 0, linkDepth == 0, !Self.continuesWord(result.last) {
        if let (id, link) = reference(in: rest.dropFirst()) {
          result += link
          rest = rest.dropFirst(1 + id.count)
        } else {
          if let id = Self.words(of: rest.dropFirst()) { unknown.append(id) }
          result.append(character)
          rest.removeFirst()
        }
      } else {
        result.append(character)
        rest.removeFirst()
      }
    }
    return result
  }

  private mutating func read(_ character: Character) {
    switch character {
    case "<":
      isInTag = true
      tag = ""
    case ">":
      isInTag = false
      let change = tag.hasPrefix("/") ? -1 : 1
      let name = tag.drop { $0 == "/" }.prefix { $0.isLetter }
      if name == "code" || name == "pre" { codeDepth += change }
      if name == "a" { linkDepth += change }
    default:
      if tag.utf8.count < 16 { tag.append(character) }
    }
  }

  /// The longest id at the start of the text that the page has: a full stop behind it does not belong to it.
  private func reference(in text: Substring) -> (id: String, link: String)? {
    guard Self.kinds.contains(where: text.hasPrefix) else { return nil }
    var id = text.prefix(while: Self.isPartOfID).prefix(200)
    while !id.isEmpty {
      if let link = link(to: String(id)) { return (String(id), link) }
      // Half a word is no reference.
      let isWord = id.last.map { $0.isLetter || $0.isNumber } ?? false
      guard !isWord else { return nil }
      id.removeLast()
    }
    return nil
  }

  private func link(to id: String) -> String? {
    if let name = numbering.names[id] { return "<a href=\"#\(Escape.attribute(id))\">\(Escape.text(name))</a>" }
    guard let absence = numbering.absent[id] else { return nil }
    let words = Escape.text("\(absence.name) (\(absence.remark))")
    guard let block = absence.block else { return "<span class=\"absent\">\(words)</span>" }
    return "<a class=\"absent\" href=\"#\(Escape.attribute(block))\">\(words)</a>"
  }

  private static let kinds = ["fig-", "tbl-", "eq-", "sec-"]

  private static func isPartOfID(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "-_.()".contains(character))
  }

  /// What looks like a reference: an id without the punctuation behind it.
  private static func words(of text: Substring) -> String? {
    guard kinds.contains(where: text.hasPrefix) else { return nil }
    var id = text.prefix(while: isPartOfID).prefix(200)
    while let last = id.last, !last.isLetter, !last.isNumber { id.removeLast() }
    return id.count > 4 ? String(id) : nil
  }

  private static func continuesWord(_ character: Character?) -> Bool {
    character.map { $0.isLetter || $0.isNumber } ?? false
  }
}
