/// A formula in LaTeX, as far as KaTeX knows it.
package struct Formula: Hashable, Sendable {
  /// LaTeX without its dollars.
  package let source: String
  /// Whether it stands on lines of its own, with its limits above and below; else it stands in a line of text.
  package let isDisplay: Bool

  /// Bytes of UTF-8 that a formula may have.
  package static let longestSource = 4_096
  /// Levels of `{`, `\left` and `\begin` that it may have within each other.
  package static let deepestNesting = 50

  package init(source: String, isDisplay: Bool) {
    self.source = source
    self.isDisplay = isDisplay
  }

  /// What forbids even trying to read it.
  var refusal: FormulaError? {
    guard source.utf8.count <= Self.longestSource else { return .tooLong(source.utf8.count) }
    var depth = 0
    var offset = 0
    var rest = source.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      var length = 1
      switch scalar {
      case "{": depth += 1
      case "}": depth -= 1
      case "\\":
        // KaTeX's own way to read a command; nothing but its text can name one.
        let name = String(rest.prefix { "a"..."z" ~= $0 || "A"..."Z" ~= $0 || $0 == "@" })
        if Self.definitions.contains(name) { return .refusedCommand("\\" + name, offset: offset) }
        if name == "left" || name == "begin" { depth += 1 }
        if name == "right" || name == "end" { depth -= 1 }
        let skipped = max(1, name.unicodeScalars.count)
        rest = rest.dropFirst(skipped)
        length += skipped
      default: break
      }
      if depth > Self.deepestNesting { return .tooDeep }
      offset += length
    }
    return nil
  }

  /// Commands that define others. They could make a short formula as long as they like.
  private static let definitions: Set<String> = [
    "def", "gdef", "edef", "xdef", "let", "futurelet", "newcommand", "renewcommand", "providecommand", "global", "long",
  ]

  /// Where a command stands first, in scalars.
  func offset(of command: String) -> Int? {
    source.firstRange(of: command).map { source.unicodeScalars.distance(from: source.startIndex, to: $0.lowerBound) }
  }
}

/// Why a formula has no MathML.
package enum FormulaError: Error, Hashable, Sendable {
  /// KaTeX's own words, such as `Expected '}', got 'EOF'`; `offset` counts Unicode scalars of the source, nil where KaTeX
  /// does not say.
  case malformed(String, offset: Int?)
  /// A command that KaTeX does not know, such as `\lamdba`.
  case unknownCommand(String, offset: Int?)
  /// A command that KaTeX knows and a report has no room for: links, pictures, attributes, definitions.
  case refusedCommand(String, offset: Int?)
  /// Its length in bytes of UTF-8.
  case tooLong(Int)
  case tooDeep
  /// It took too much memory or too many steps, or all formulas together did.
  case tooCostly
  /// KaTeX wrote something that is not on the list of what a page may hold.
  case unsafeMarkup(String)
  /// There is no KaTeX, or it cannot be run.
  case noKaTeX
}
