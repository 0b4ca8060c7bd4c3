/// Code of the notebook's for readers of Markdown that may not see code where cmark does: whatever they take it for, no tag
/// begins in it.
enum HarmlessCode {
  /// A span on one line that no table can cut stays as it is. Another that holds a tag becomes an element, with what
  /// Markdown or HTML could read something into as character references.
  static func span(_ source: String, ticks: Int) -> String {
    guard source.contains(tag), source.contains(where: { $0.isNewline || $0 == "|" }) else { return source }
    var words = ""
    for line in source.dropFirst(ticks).dropLast(ticks).split(whereSeparator: \.isNewline) {
      let line = words.isEmpty ? line[...] : line.drop { " \t>".contains($0) }
      words += (words.isEmpty ? "" : " ") + line
    }
    var result = ""
    for scalar in words.unicodeScalars {
      let isPlain =
        scalar.properties.isAlphabetic || scalar.value > 0x7F || " 0123456789,;:".unicodeScalars.contains(scalar)
      result += isPlain ? String(scalar) : "&#\(scalar.value);"
    }
    return "<code>\(result)</code>"
  }

  /// The lines of a block. In one that is not fenced at the margin, an invisible blank parts each tag's bracket from its
  /// name, since readers disagree on what is code there.
  static func block(_ lines: String, isPlain: Bool) -> String {
    isPlain ? lines : lines.replacing(tag, with: "<\u{200B}")
  }

  private static var tag: Regex<Substring> { /<(?=[A-Za-z\/!?])/ }
}
