/// A source line with a caret under a place in it, as a terminal shows them: tabs stay tabs in both lines, wide
/// characters count two columns, and of a long line only the place's surroundings are shown.
struct Excerpt {
  /// The line, or a stretch of it between ellipses; without control characters other than tabs.
  let text: String
  /// What stands below `text` before the caret.
  let padding: String
  /// `^~~~`: as wide as the place.
  let caret: String

  /// `column` counts scalars from 1 and may be past the end; `length` counts scalars.
  init(line: String, column: Int, length: Int) {
    let widest = 120
    let lead = 40
    var text = ""
    var padding = ""
    var width = 0
    let scalars = Array(line.unicodeScalars)
    let start = min(max(column - 1, 0), scalars.count)
    let end = min(start + min(max(length, 1), scalars.count + 1), scalars.count)
    let first = scalars.count > widest && start > lead ? start - lead : 0
    let last = min(scalars.count, first + widest)
    if first > 0 {
      text += "…"
      padding += " "
    }
    var scalar = first
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[first..<last])
    for character in String(view) {
      let next = scalar + character.unicodeScalars.count
      let isTab = character == "\t"
      let shown = isTab ? "\t" : String(character).safeForTerminal()
      text += shown
      let columns = isTab ? 1 : shown.reduce(0) { $0 + $1.displayWidth }
      if next <= start {
        padding += isTab ? "\t" : String(repeating: " ", count: columns)
      } else if scalar < max(end, start + 1) {
        width += columns
      }
      scalar = next
    }
    if last < scalars.count { text += "…" }
    self.text = text
    self.padding = padding
    caret = "^" + String(repeating: "~", count: max(width, 1) - 1)
  }
}
