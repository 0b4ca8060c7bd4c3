internal import Figures

/// Turns `@fig-first-loss` in the notebook's Markdown into a link that says `Figure 1`, and the names behind headings and
/// formulas (`{#sec-noise}`) into anchors. It reads text outside of code and formulas.
struct SourceReferences {
  let numbering: Numbering

  func resolved(_ text: String) -> String {
    pieces(of: text).map { piece in
      switch piece {
      case .text(let text): text
      case .link(let id, let name): Self.link(id, name)
      case .absent(let words): Markdown.inline(words)
      case .anchor(let id): Self.anchor(id)
      }
    }.joined()
  }

  enum Piece {
    case text(String)
    /// `Figure 1`
    case link(id: String, name: String)
    /// Of what could not be made.
    case absent(words: String)
    case anchor(id: String)
  }

  func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var plain = ""
    func append(_ piece: Piece, _ pieces: inout [Piece], _ plain: inout String) {
      if !plain.isEmpty { pieces.append(.text(plain)) }
      pieces.append(piece)
      plain = ""
    }
    var rest = text[...]
    var last: Character?
    while let place = rest.firstIndex(where: { $0 == "@" || $0 == "{" }) {
      plain += rest[..<place]
      last = plain.last ?? last
      rest = rest[place...]
      if let name = rest.prefixMatch(of: /\{#((?:sec|eq)-[a-z0-9-]+)\}/) {
        append(.anchor(id: String(name.output.1)), &pieces, &plain)
        last = nil
        rest = rest[name.range.upperBound...]
      } else if rest.first == "@", !Self.continuesWord(last), let found = reference(in: rest.dropFirst()) {
        append(found.piece, &pieces, &plain)
        last = nil
        rest = rest.dropFirst(1 + found.id.count)
      } else {
        plain.append(rest.removeFirst())
        last = plain.last
      }
    }
    plain += rest
    if !plain.isEmpty { pieces.append(.text(plain)) }
    return pieces
  }

  static func link(_ id: String, _ name: String) -> String { "[\(Markdown.text(name))](#\(id))" }

  static func anchor(_ id: String) -> String { "<a id=\"\(Escape.attribute(id))\"></a>" }

  /// The longest name at the start of the text that the page has: a full stop behind it does not belong to it.
  private func reference(in text: Substring) -> (id: String, piece: Piece)? {
    guard let words = text.prefixMatch(of: /(?:fig|tbl|sec|eq)-[A-Za-z0-9\-_.()]+/)?.output else { return nil }
    var id = words.prefix(200)
    while !id.isEmpty {
      if let name = numbering.names[String(id)] { return (String(id), .link(id: String(id), name: name)) }
      if let absence = numbering.absent[String(id)] {
        return (String(id), .absent(words: "\(absence.name) (\(absence.remark))"))
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
