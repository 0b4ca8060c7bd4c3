internal import Figures

/// Text of a user's becoming Markdown: what comes out begins no markup, no HTML, no formula, no line and no cell.
enum Markdown {
  /// Text in a paragraph, a heading, a list or a table's cell. Line breaks become spaces.
  static func text(_ text: some StringProtocol) -> String { escapedStart(inline(text)) }

  /// A value in the notebook's own text, which may have an opening bracket or the name of a link right before it.
  static func value(_ text: String) -> String {
    let text = self.text(text)
    guard let first = text.first, let reference = ["(": "&#40;", ":": "&#58;"][first] else { return text }
    return reference + text.dropFirst()
  }

  /// The same where something stands before it in its line.
  static func inline(_ text: some StringProtocol) -> String {
    var result = ""
    for character in Escape.text(singleLine(text)) {
      if "\\`*_[]~|".contains(character) { result.append("\\") }
      result += character == "$" ? dollar : String(character)
    }
    return result
  }

  /// A dollar sign that begins no formula: neither the source nor a text node has a second one beside it.
  static let dollar = "<span>&#36;</span>"

  /// A code span around the text, whatever backticks it has.
  static func code(_ text: String) -> String {
    let line = clean(singleLine(text))
    let fence = String(repeating: "`", count: longestRun(of: "`", in: line) + 1)
    let pad = line.hasPrefix("`") || line.hasSuffix("`") || line.isEmpty ? " " : ""
    return fence + pad + line + pad + fence
  }

  /// The same in a table's cell, where a bar needs its backslash inside of code too.
  static func cellCode(_ text: String) -> String { code(text).replacing("|", with: "\\|") }

  /// Lines of code between fences that they cannot end.
  static func fenced(_ text: String, language: String) -> String {
    let text = clean(text)
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
    return "\(fence)\(language)\n\(text)\(text.isEmpty || text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }

  /// A path as the address of a link or an image: what has a meaning in Markdown or HTML in percent signs.
  static func address(_ path: String) -> String {
    var result = ""
    for scalar in path.unicodeScalars {
      let isPlain = scalar.value > 0x20 && scalar.value != 0x7F && !"<>()[]\\\"'`|*_ &$".unicodeScalars.contains(scalar)
      if isPlain || scalar == "_" {
        result.unicodeScalars.append(scalar)
      } else {
        for byte in String(scalar).utf8 {
          result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
      }
    }
    return result
  }

  /// Every line behind a mark; the first behind another where the text begins inside of a list.
  static func prefixed(_ text: String, lead: String? = nil, with prefix: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      if index == lines.count - 1, line.isEmpty { return "" }
      let mark = index == 0 ? lead ?? prefix : prefix
      return line.isEmpty ? String(mark.trimmingEnd) : mark + line
    }.joined(separator: "\n")
  }

  static func singleLine(_ text: some StringProtocol) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }

  /// Without the characters that no form may hold.
  private static func clean(_ text: String) -> String { Escape.withoutForbidden(text) }

  /// Nothing that would make a list, a quote or a heading of the line that begins with it.
  private static func escapedStart(_ text: String) -> String {
    guard let first = text.first else { return text }
    if "-+#=".contains(first) { return "\\" + text }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text[digits.endIndex...]
    guard !digits.isEmpty, let mark = rest.first, ".)".contains(mark),
      rest.dropFirst().first.map(\.isWhitespace) ?? true
    else { return text }
    return digits + "\\" + rest
  }

  private static func longestRun(of character: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for other in text {
      run = other == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}

extension StringProtocol {
  /// Without white space at its end.
  var trimmingEnd: SubSequence {
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex
    return self[..<end]
  }
}
