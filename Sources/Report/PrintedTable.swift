internal import Figures

/// A score table as it is printed: the same texts for Markdown, for HTML and for a terminal.
struct PrintedTable {
  struct Cell {
    let text: String
    /// With its sign, or empty.
    let deviation: String
    let isBest: Bool

    var whole: String { deviation.isEmpty ? text : "\(text) \(deviation)" }
  }

  /// Titles with arrows, that of the models first.
  let titles: [String]
  let rows: [(name: String, cells: [Cell])]

  init(_ table: ScoreTable) {
    titles =
      ["Model"]
      + table.columns.map { column in
        let arrow =
          switch column.better {
          case .lower: " ↓"
          case .higher: " ↑"
          case .neither: ""
          }
        return column.title + arrow + (column.isReference ? ", published" : "")
      }
    let best = table.columns.indices.map { column in
      table.bestText(column: column, texts: table.rows.map { table.cell(row: $0, column: column) })
    }
    rows = table.rows.map { row in
      let cells = table.columns.indices.map { column in
        let text = table.cell(row: row, column: column)
        let decimals = table.columns[column].decimals
        let deviation = row.deviation(column).map {
          "± " + NumberText.fixed($0, decimals: decimals, grouped: $0.magnitude >= 10_000)
        }
        return Cell(text: text, deviation: deviation ?? "", isBest: text == best[column])
      }
      return (row.name, cells)
    }
  }

  /// A table of GitHub Flavoured Markdown, the best of each column in bold.
  var markdown: String {
    let lines = rows.map { row in
      [Markdown.text(row.name)]
        + row.cells.map { cell in
          let text = cell.isBest ? "**\(Markdown.text(cell.text))**" : Markdown.text(cell.text)
          return cell.deviation.isEmpty ? text : "\(text) \(Markdown.text(cell.deviation))"
        }
    }
    let rule = [":--"] + titles.dropFirst().map { _ in "--:" }
    return ([titles.map(Markdown.text), rule] + lines)
      .map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }

  /// A bare table: whoever shows it has a style of his own.
  var html: String {
    let head = titles.map { "<th scope=\"col\">\(Escape.text($0))</th>" }.joined()
    let lines = rows.map { row in
      let cells = row.cells.map { cell in
        let text = cell.isBest ? "<strong>\(Escape.text(cell.text))</strong>" : Escape.text(cell.text)
        return "<td>\(text)\(cell.deviation.isEmpty ? "" : " \(Escape.text(cell.deviation))")</td>"
      }
      return "<tr><th scope=\"row\">\(Escape.text(row.name))</th>\(cells.joined())</tr>\n"
    }
    return "<table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n\(lines.joined())"
      + "</tbody>\n</table>\n"
  }

  /// Columns aligned by blanks; the best has a star.
  var plain: String {
    let lines = [titles] + rows.map { [$0.name] + $0.cells.map { $0.isBest ? "*\($0.whole)" : $0.whole } }
    let widths = titles.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      let cells = zip(line, widths).enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + blanks : blanks + cell.0
      }
      return Escape.withoutForbidden(String(cells.joined(separator: "  ").trimmingEnd)) + "\n"
    }.joined()
  }
}
