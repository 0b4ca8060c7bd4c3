/// A table of texts, for a terminal or in Markdown.
package struct TextTable: Equatable {
  package enum Alignment: Sendable { case left, right }

  package struct Column: Equatable {
    package let title: String
    package let alignment: Alignment

    package init(_ title: String, _ alignment: Alignment = .right) {
      self.title = title
      self.alignment = alignment
    }
  }

  package let columns: [Column]
  package private(set) var rows: [[String]] = []

  package init(_ columns: [Column]) { self.columns = columns }

  /// Traps unless there is a cell for each column.
  package mutating func append(_ row: [String]) {
    precondition(row.count == columns.count, "\(row.count) cells for \(columns.count) columns")
    rows.append(row)
  }

  /// Aligned columns under a rule.
  package var text: String {
    let titles = columns.map(\.title)
    let widths = widths
    let rule = widths.map { String(repeating: "─", count: $0) }
    return ([titles, rule] + rows).map { cells in
      var line = zip(zip(cells, columns), widths).map { Self.padded($0.0, $0.1.alignment, $1) }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  /// A Markdown table, readable as text too.
  package var markdown: String {
    let widths = widths.map { max($0, 4) }
    let rule = zip(columns, widths).map { column, width in
      let dashes = String(repeating: "-", count: width - 1)
      return column.alignment == .left ? dashes + "-" : dashes + ":"
    }
    return ([columns.map(\.title), rule] + rows).map { cells in
      let padded = zip(zip(cells, columns), widths).map { Self.padded($0.0, $0.1.alignment, $1) }
      return "| \(padded.joined(separator: " | ")) |\n"
    }.joined()
  }

  private var widths: [Int] {
    columns.indices.map { column in ([columns[column].title] + rows.map { $0[column] }).map(\.count).max() ?? 0 }
  }

  private static func padded(_ text: String, _ alignment: Alignment, _ width: Int) -> String {
    let space = String(repeating: " ", count: max(width - text.count, 0))
    return alignment == .left ? text + space : space + text
  }
}
