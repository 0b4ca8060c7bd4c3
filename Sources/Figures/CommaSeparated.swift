/// Rows of a CSV file (RFC 4180, with line feeds).
enum CommaSeparated {
  static func row(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\n"
  }

  /// Quoted where it must be. A text that a spreadsheet would run as a formula gets an apostrophe before it.
  static func field(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
    let text = isFormula && Double(text) == nil ? "'" + text : text
    let needsQuotes = text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

extension LineChart {
  /// The chart's numbers, a point a row: the curve's name, x, y. What is not finite is left empty; a rule has no x.
  package func csv() -> String {
    let points = series.map { series in
      zip(series.x, series.y).map { x, y in
        CommaSeparated.row([series.name, NumberText.plain(x), NumberText.plain(y)])
      }.joined()
    }
    let rules = rules.map { CommaSeparated.row([$0.name, "", NumberText.plain($0.y)]) }
    return CommaSeparated.row(["series", xTitle, yTitle]) + points.joined() + rules.joined()
  }
}

extension ImageGrid {
  /// The numbers under the images: the row's name, the image's place from 1, its note.
  package func csv() -> String {
    let notes = rows.map { row in
      row.images.indices.map { index in
        CommaSeparated.row([row.name, "\(index + 1)", index < row.notes.count ? row.notes[index] : ""])
      }.joined()
    }
    return CommaSeparated.row(["row", "image", noteTitle ?? "note"]) + notes.joined()
  }
}
