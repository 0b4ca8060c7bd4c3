extension ScoreTable {
  /// The table's numbers with all their digits, a model a row. A column of standard deviations stands behind one that
  /// has any; what is missing or not finite is left empty.
  package func csv() -> String {
    var titles = ["Model"]
    for (index, column) in columns.enumerated() {
      titles.append(column.isReference ? "\(column.title), published" : column.title)
      if hasDeviations(index) { titles.append("\(column.title), sd") }
    }
    let lines = rows.map { row in
      var fields = [row.name]
      for index in columns.indices {
        fields.append(Self.field(row.cells.indices.contains(index) ? row.cells[index] : nil))
        if hasDeviations(index) { fields.append(Self.field(row.deviation(index))) }
      }
      return CommaSeparated.row(fields)
    }
    return CommaSeparated.row(titles) + lines.joined()
  }

  private func hasDeviations(_ column: Int) -> Bool { rows.contains { $0.deviation(column) != nil } }

  private static func field(_ value: Double?) -> String { value.map(NumberText.plain) ?? "" }
}
