extension [Page.Part] {
  /// The parts with each formula of a line and the punctuation that touches it in an element that no line breaks: a
  /// browser takes a formula for a picture, and would let a comma begin the next line.
  func joiningPunctuation() -> [Page.Part] {
    var parts: [Page.Part] = []
    for part in self {
      if case .html(let html) = part, parts.last?.isInlineFormula == true {
        let tail = html.prefix { Self.closing.contains($0) }
        parts.close(with: tail)
        if tail.count < html.count { parts.append(.html(String(html.dropFirst(tail.count)))) }
      } else {
        if parts.last?.isInlineFormula == true { parts.close(with: "") }
        if part.isInlineFormula { parts.open() }
        parts.append(part)
      }
    }
    if parts.last?.isInlineFormula == true { parts.close(with: "") }
    return parts
  }

  private static var start: String { "<span class=\"joined\">" }
  private static var closing: Set<Character> {
    [".", ",", ";", ":", "!", "?", ")", "]", "’", "”", "»", "%", "-", "–", "…"]
  }
  private static var opening: Set<Character> { ["(", "[", "‘", "“", "„", "«"] }

  /// Takes what opens, such as a parenthesis, from the last part.
  private mutating func open() {
    var lead = ""
    if case .html(var html)? = last {
      while let character = html.last, Self.opening.contains(character) { lead = String(html.removeLast()) + lead }
      self[count - 1] = .html(html)
    }
    append(.html(Self.start + lead))
  }

  /// Ends the element behind the formula, which is the last part; takes it away where there is nothing to join.
  private mutating func close(with tail: Substring) {
    guard count > 1, case .html(let lead) = self[count - 2] else { return }
    if tail.isEmpty, lead == Self.start {
      remove(at: count - 2)
      return
    }
    append(.html(tail + "</span>"))
  }
}

extension Page.Part {
  fileprivate var isInlineFormula: Bool { if case .formula(let formula) = self { !formula.isDisplay } else { false } }
}
