internal import Figures

/// What stands behind a block's folds: the numbers of its charts, its configuration, and how it was made.
extension BlockWriter {
  /// The YAML as the author wrote it.
  var code: String {
    var source = block.source[...]
    while source.last?.isNewline == true { source.removeLast() }
    return "<pre class=\"yaml\" tabindex=\"0\"><code>\(YAMLColoring.html(String(source)))</code></pre>\n"
  }

  var folds: String {
    let folds = numbers + configuration + provenance
    return folds.isEmpty ? "" : "<div class=\"folds\">\n\(folds)</div>\n"
  }

  private func fold(_ title: String, _ body: String) -> String {
    "<details class=\"fold\"><summary>\(Escape.text(title))</summary>\n"
      + "<div class=\"folded\">\(body)</div></details>\n"
  }

  /// Of each chart. A name of its own tells the fold of one figure from those of the others.
  private var numbers: String {
    block.figures.map { figure in
      guard case .chart(let chart) = figure.content, let numbers = ChartNumbers(chart) else { return "" }
      let title = "Numbers of \(numbering.names[figure.id] ?? "the figure")"
      // Long and narrow ones stand in columns where they are printed.
      let style = numbers.isLongAndNarrow ? "scroll few" : "scroll"
      let box = "<div class=\"\(style)\" tabindex=\"0\" role=\"region\" aria-label=\"\(Escape.attribute(title))\">"
      return fold(title, "\(box)\(numbers.html)</div>")
    }.joined()
  }

  /// The author's YAML, where it is not shown already, and everything that is in force.
  private var configuration: String {
    if block.echo == .hidden || (block.echo == .shown && block.settings.isEmpty) { return "" }
    var body = block.echo == .shown ? "" : code
    if !block.settings.isEmpty {
      let rows = block.settings.map { setting in
        // The style sheet says of it in words too that it is a default.
        return "<tr\(setting.isDefault ? " class=\"default\"" : "")><th scope=\"row\">\(Escape.text(setting.key))</th>"
          + "<td>\(Escape.text(setting.value))</td></tr>\n"
      }
      body += "<table class=\"settings\"><caption>In force; grey is a default</caption>"
      body += "<tbody>\n\(rows.joined())</tbody></table>\n"
    }
    return fold("Configuration", body)
  }

  private var provenance: String {
    guard !block.provenance.isEmpty else { return "" }
    let rows = block.provenance.map { fact in
      "<tr><th scope=\"row\">\(Escape.text(fact.name))</th><td>\(Escape.text(fact.value))</td></tr>\n"
    }
    return fold("How this was made", "<table class=\"settings\"><tbody>\n\(rows.joined())</tbody></table>")
  }
}
