internal import Figures

extension ScoreTable {
  /// The table with its caption, in a box of its own that scrolls where the page is narrower than it.
  ///
  /// - Parameters:
  ///   - id: the figure's id.
  ///   - caption: HTML, with the table's number.
  func html(id: String, caption: String) -> String {
    let id = Escape.attribute(id)
    let texts = columns.indices.map { column in rows.map { cell(row: $0, column: column) } }
    let best = columns.indices.map { bestText(column: $0, texts: texts[$0]) }
    var html = "<figure class=\"scores\" id=\"\(id)\">\n<figcaption id=\"\(id):caption\">"
    html += caption + "</figcaption>\n"
    html += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"\(id):caption\">"
    html += "<table aria-labelledby=\"\(id):caption\">\n<thead><tr><th scope=\"col\">Model</th>"
    for column in columns {
      html += "<th scope=\"col\"\(column.isReference ? " class=\"reference\"" : "")>"
      html += Escape.text(column.title) + column.better.arrow
      html += column.isReference ? "<span class=\"tag\"> published</span></th>" : "</th>"
    }
    html += "</tr></thead>\n<tbody>\n"
    for (index, row) in rows.enumerated() {
      html += "<tr><th scope=\"row\">\(Escape.text(row.name))</th>"
      for (column, options) in columns.enumerated() {
        let text = texts[column][index]
        let escaped = Escape.text(text)
        html += options.isReference ? "<td class=\"reference\">" : "<td>"
        html += text == best[column] ? "<strong>\(escaped)</strong>" : escaped
        html += deviation(row: row, column: column) + "</td>"
      }
      html += "</tr>\n"
    }
    return html + "</tbody></table></div>\n</figure>\n"
  }

  /// A number with its column's decimals; `–` where there is none, words where it is not finite.
  func cell(row: Row, column: Int) -> String {
    guard column < row.cells.count, let value = row.cells[column] else { return "–" }
    return NumberText.fixed(value, decimals: columns[column].decimals, grouped: value.magnitude >= 10_000)
  }

  /// A standard deviation with the decimals of its number, so that both end at the same digit; empty where there is
  /// none.
  private func deviation(row: Row, column: Int) -> String {
    guard let value = row.deviation(column) else { return "" }
    let text = NumberText.fixed(value, decimals: columns[column].decimals, grouped: value.magnitude >= 10_000)
    return " <span class=\"deviation\">± \(Escape.text(text))</span>"
  }

  /// The best number as it is printed: what looks the same is equally good. Nil where nothing competes.
  func bestText(column: Int, texts: [String]) -> String? {
    guard columns[column].better != .neither, !columns[column].isReference else { return nil }
    let candidates = rows.indices.compactMap { row -> (value: Double, text: String)? in
      guard column < rows[row].cells.count, let value = rows[row].cells[column], value.isFinite else { return nil }
      return (value, texts[row])
    }
    guard candidates.count > 1 else { return nil }
    let isLower = columns[column].better == .lower
    return candidates.min { isLower ? $0.value < $1.value : $0.value > $1.value }?.text
  }
}

extension ScoreTable.Better {
  /// Starts with a space that breaks no line, where there is anything to say.
  fileprivate var arrow: String {
    switch self {
    case .lower: Self.arrow("↓", "lower is better")
    case .higher: Self.arrow("↑", "higher is better")
    case .neither: ""
    }
  }

  private static func arrow(_ sign: String, _ words: String) -> String {
    "\u{A0}<span class=\"arrow\" aria-hidden=\"true\">\(sign)</span><span class=\"unseen\">(\(words))</span>"
  }
}
