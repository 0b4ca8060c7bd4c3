extension Comparison {
  /// For a terminal: columns aligned by blanks, the verdict at the end.
  package var text: String {
    var text = "A  \(before)\nB  \(after)\n"
    text += Self.aligned((settings + surroundings).map(Self.cells), indent: "")
    for section in sections {
      text +=
        "\n\(Self.plain(section.label))  \(Self.plain(section.kind))\(section.presence.isEmpty ? "" : ", \(section.presence)")\n"
      if section.presence.isEmpty {
        text += Self.aligned((section.settings + (section.error.map { [$0] } ?? [])).map(Self.cells), indent: "  ")
        text += Self.aligned(section.results.map(Self.cells), indent: "  ")
        text += Self.aligned(section.claims.map(Self.cells), indent: "  ")
        text += Self.aligned(section.curves.map(Self.cells), indent: "  ")
        if section.equalResults > 0, !section.results.isEmpty {
          text += "  \(Self.counted(section.equalResults, "other result")) equal\n"
        }
      } else {
        text += Self.aligned(section.results.filter { $0.exceeded != nil }.map(Self.cells), indent: "  ")
      }
    }
    return text + (sections.isEmpty && settings.isEmpty && surroundings.isEmpty ? "" : "\n") + verdict + "\n"
  }

  private static func cells(_ setting: Setting) -> [String] {
    [setting.name, "\(setting.before ?? "–") → \(setting.after ?? "–")"]
  }

  private static func cells(_ result: Result) -> [String] {
    let numbers = result.numbers
    return [
      result.name, "\(numbers.before) → \(numbers.after)", result.change, result.relativeChange,
      [result.judgement, result.exceeded.map { "beyond \($0)" } ?? ""].filter { !$0.isEmpty }.joined(separator: ", "),
    ]
  }

  /// `1 result`, `2 results`.
  static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? " is" : "s are")" }

  /// Text that neither ends its line nor controls a terminal.
  private static func plain(_ text: String) -> String {
    String(
      text.map { $0.isNewline || $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? " " : $0 })
  }

  private static func aligned(_ lines: [[String]], indent: String) -> String {
    let lines = lines.map { $0.map(plain) }
    let columns = lines.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      lines.compactMap { $0.indices.contains(column) ? min($0[column].count, 60) : nil }.max() ?? 0
    }
    return lines.map { line in
      let padded = line.enumerated().map { column, cell in
        cell + String(repeating: " ", count: max(widths[column] - cell.count, 0))
      }
      return indent + padded.joined(separator: "  ").trimmingEnd + "\n"
    }.joined()
  }
}
