internal import Figures

/// A block's YAML as HTML, with its keys and comments told apart from the rest. It reads line by line and never fails:
/// what it does not understand is plain text.
enum YAMLColoring {
  static func html(_ source: String) -> String {
    source.split(separator: "\n", omittingEmptySubsequences: false).map(line).joined(separator: "\n")
  }

  private static func line(_ line: Substring) -> String {
    var rest = line[...]
    var start = Substring()
    // Indents and the dashes of lists come before a key.
    let lead = rest.prefix { $0 == " " || $0 == "-" }
    if lead.isEmpty || lead.last == " " || lead.allSatisfy({ $0 == " " }) {
      start = lead
      rest = rest.dropFirst(lead.count)
    }
    var html = Escape.text(start)
    let key = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) }
    let after = rest.dropFirst(key.count)
    if !key.isEmpty, after.first == ":", after.dropFirst().first.map({ $0 == " " }) ?? true {
      html += "<b>\(Escape.text(key))</b>:"
      rest = after.dropFirst()
    }
    guard let comment = commentStart(rest) else { return html + Escape.text(rest) }
    return html + Escape.text(rest[..<comment]) + "<i>\(Escape.text(rest[comment...]))</i>"
  }

  /// A number sign at the start or after a space, outside of quotes.
  private static func commentStart(_ text: Substring) -> Substring.Index? {
    var quote: Character?
    var previous: Character = " "
    for index in text.indices {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "#", previous == " " {
        return index
      } else if character == "\"" || character == "'", previous == " " || "[{,:".contains(previous) {
        quote = character
      }
      previous = character
    }
    return nil
  }
}
