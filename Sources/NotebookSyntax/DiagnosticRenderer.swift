/// Writes diagnostics for people, for programs and for GitHub's annotations. Pure: no file, no terminal, no order of its
/// own. Beyond the two hundredth of a file they are only counted.
package enum DiagnosticRenderer {
  /// Diagnostics of a file that are written out.
  package static let limit = 200

  /// What was found in one file.
  package struct Findings: Sendable {
    /// As the user named it.
    package let file: String
    package let diagnostics: [Diagnostic]

    package init(file: String, diagnostics: [Diagnostic]) {
      self.file = file
      self.diagnostics = diagnostics
    }
  }

  /// `a.md:41:7: error[CB204]: unknown key 'hiden' in 'train'`, then the line with its place underlined, then the help.
  /// `source` is the file's text as it was read. Ends with a line end, unless there is nothing to say.
  package static func human(file: String, source: String, diagnostics: [Diagnostic], color: Bool = false) -> String {
    let text = SourceText(source)
    var lines: [String] = []
    for diagnostic in diagnostics.prefix(limit) {
      lines += human(diagnostic, file: file, text, Style(isColored: color))
    }
    if let more = rest(of: diagnostics) { lines.append("\(file.safeForTerminal()): \(more)") }
    return lines.map { $0 + "\n" }.joined()
  }

  /// One object, `{"diagnostics": […], "omitted": 0}`, keys sorted; the files' findings one after the other.
  package static func json(_ findings: [Findings]) -> String {
    let objects = findings.flatMap { file in file.diagnostics.prefix(limit).map { json($0, file: file.file) } }
    let omitted = findings.reduce(0) { $0 + max(0, $1.diagnostics.count - limit) }
    let list = objects.isEmpty ? "[]" : "[\n\(objects.joined(separator: ",\n"))\n  ]"
    return "{\n  \"diagnostics\": \(list),\n  \"omitted\": \(omitted)\n}\n"
  }

  /// GitHub's workflow commands, a line each: `::error file=a.md,line=41,col=7,title=CB204::unknown key …`.
  package static func github(file: String, diagnostics: [Diagnostic]) -> String {
    var lines = diagnostics.prefix(limit).map { diagnostic in
      var properties = "file=\(gitHubProperty(file))"
      if let position = diagnostic.position { properties += ",line=\(position.line),col=\(position.column)" }
      let help = diagnostic.help.map { "\nhelp: \($0)" } ?? ""
      let message = gitHubMessage(diagnostic.message + help)
      return "::\(diagnostic.severity.rawValue) \(properties),title=\(gitHubProperty(diagnostic.code.id))::\(message)\n"
    }
    if let more = rest(of: diagnostics) { lines.append("::notice file=\(gitHubProperty(file))::\(more)\n") }
    return lines.joined()
  }

  private static func rest(of diagnostics: [Diagnostic]) -> String? {
    switch diagnostics.count - limit {
    case ...0: nil
    case 1: "and 1 more problem"
    case let count: "and \(count) more problems"
    }
  }

  private static func human(_ diagnostic: Diagnostic, file: String, _ source: SourceText, _ style: Style) -> [String] {
    let place = diagnostic.position.map { ":\($0.line):\($0.column)" } ?? ""
    let severity = style.severity("\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]", diagnostic.severity)
    let message = style.bold(diagnostic.message.safeForTerminal())
    var lines = ["\(file.safeForTerminal())\(place): \(severity): \(message)"]
    if let position = diagnostic.position, position.line >= 1, position.line <= source.lineCount {
      let excerpt = Excerpt(
        line: String(decoding: source.line(position.line), as: UTF8.self), column: position.column,
        length: diagnostic.length)
      lines.append("  " + excerpt.text)
      lines.append("  " + excerpt.padding + style.severity(excerpt.caret, diagnostic.severity))
    }
    if let help = diagnostic.help { lines.append("  help: \(help.safeForTerminal())") }
    return lines
  }

  private static func json(_ diagnostic: Diagnostic, file: String) -> String {
    let members = [
      ("code", jsonString(diagnostic.code.id)),
      ("column", diagnostic.position.map { "\($0.column)" } ?? "null"),
      ("file", jsonString(file)),
      ("help", diagnostic.help.map(jsonString) ?? "null"),
      ("length", "\(diagnostic.length)"),
      ("line", diagnostic.position.map { "\($0.line)" } ?? "null"),
      ("message", jsonString(diagnostic.message)),
      ("severity", jsonString(diagnostic.severity.rawValue)),
      ("title", jsonString(diagnostic.code.title)),
    ]
    return "    { " + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + " }"
  }

  private static func gitHubMessage(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      default: escaped.unicodeScalars.append(scalar.isTreacherous ? "\u{FFFD}" : scalar)
      }
    }
    return escaped
  }

  private static func gitHubProperty(_ text: String) -> String {
    var escaped = ""
    for scalar in gitHubMessage(text).unicodeScalars {
      switch scalar {
      case ":": escaped += "%3A"
      case ",": escaped += "%2C"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

/// A text as a JSON string (RFC 8259, section 7), with its quotes.
func jsonString(_ text: String) -> String {
  var json = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": json += "\\\""
    case "\\": json += "\\\\"
    case "\n": json += "\\n"
    case "\r": json += "\\r"
    case "\t": json += "\\t"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      let digits = String(scalar.value, radix: 16)
      json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: json.unicodeScalars.append(scalar)
    }
  }
  return json + "\""
}

/// Colours of a terminal, or none.
private struct Style {
  let isColored: Bool

  func bold(_ text: String) -> String { isColored ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  func severity(_ text: String, _ severity: Diagnostic.Severity) -> String {
    guard isColored else { return text }
    return "\u{1B}[1;\(severity == .error ? 31 : 35)m\(text)\u{1B}[0m"
  }
}
