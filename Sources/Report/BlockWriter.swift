internal import Figures

/// One block's exhibits as HTML.
struct BlockWriter {
  let block: BlockExhibit
  let numbering: Numbering

  /// Empty where the block leaves nothing on the page.
  var html: String {
    guard block.isShown else { return "" }
    let label = Escape.attribute(block.label)
    var html = "\n<section class=\"block\" id=\"block:\(label)\" aria-label=\"\(Escape.attribute(block.title))\">\n"
    html += "<p class=\"block-title\"><span>\(Escape.text(block.title))</span> "
    html += "<span class=\"kind\">\(Escape.text(block.kind))</span></p>\n"
    if let failure = block.failure { html += panel(failure) }
    if block.isIncluded {
      html += figures
      if let table = block.table {
        let number = numbering.names[table.id] ?? "Table"
        html += table.scores.html(
          id: table.id, caption: Self.caption(number: number, text: table.caption, table.formulas))
      }
      html += claims + cost + configuration + provenance
    }
    return html + "</section>\n"
  }

  private static func caption(number: String, text: String, _ formulas: [BlockExhibit.CaptionFormula]) -> String {
    let number = "<span class=\"number\">\(Escape.text(number)).</span>"
    guard !text.isEmpty else { return number }
    let scalars = Array(text.unicodeScalars)
    func escaped(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return Escape.text(String(view))
    }
    var html = number + " "
    var end = 0
    for formula in formulas where formula.range.lowerBound >= end && formula.range.upperBound <= scalars.count {
      html += escaped(end..<formula.range.lowerBound) + formula.formula.inlineHTML
      end = formula.range.upperBound
    }
    return html + escaped(end..<scalars.count)
  }

  // MARK: - Figures

  private var figures: String {
    let figures = block.figures.map(figure).joined()
    guard let columns = block.layoutColumns, columns > 1, block.figures.count > 1 else { return figures }
    return "<div class=\"beside\" style=\"--columns:\(min(columns, 6))\">\n\(figures)</div>\n"
  }

  /// Both formats of a figure; the style sheet shows the one that fits.
  private func figure(_ figure: BlockExhibit.Figure) -> String {
    let id = Escape.attribute(figure.id)
    let drawings =
      switch figure.content {
      case .chart(let chart):
        FigureFormat.allCases.map { chart.svg(alternative: figure.alternative, format: $0) }
      case .images(let grid):
        FigureFormat.allCases.map { format in
          grid.svg(
            idPrefix: figure.id, alternative: figure.alternative, format: format,
            sprite: format == .wide ? .embedded : .shared)
        }
      }
    let caption = Self.caption(
      number: numbering.names[figure.id] ?? "Figure", text: figure.caption, figure.formulas)
    return """
      <figure class="drawing" id="\(id)">
      \(drawings.joined(separator: "\n"))
      <figcaption>\(caption)</figcaption>
      </figure>

      """
  }

  // MARK: - Facts

  private func panel(_ failure: BlockExhibit.Failure) -> String {
    let help = failure.help.map { "<p>\(Escape.text($0))</p>\n" } ?? ""
    return """
      <div class="failure" role="note">
      <p><strong>\(Escape.text(failure.heading))</strong> \(Escape.text(failure.message))</p>
      \(help)</div>

      """
  }

  private var claims: String {
    guard !block.claims.isEmpty else { return "" }
    let items = block.claims.map { claim in
      let (style, mark, word) =
        switch claim.holds {
        case true?: ("holds", "✓", "holds")
        case false?: ("fails", "✗", "failed")
        case nil: ("open", "–", "not judged")
        }
      let detail = claim.detail.isEmpty ? "" : " <span class=\"detail\">\(Escape.text(claim.detail))</span>"
      return "<li class=\"\(style)\"><span class=\"mark\" aria-hidden=\"true\">\(mark)</span>"
        + "<code>\(Escape.text(claim.text))</code> <span class=\"word\">\(word)</span>\(detail)</li>\n"
    }
    return "<ul class=\"claims\" aria-label=\"Claims\">\n\(items.joined())</ul>\n"
  }

  private var cost: String {
    guard !block.cost.isEmpty else { return "" }
    let facts = block.cost.map { "<div><dt>\(Escape.text($0.name))</dt><dd>\(Escape.text($0.value))</dd></div>" }
    return "<dl class=\"cost\">\(facts.joined())</dl>\n"
  }

  private var configuration: String {
    if block.echo == .hidden { return "" }
    var body = "<pre class=\"yaml\"><code>\(YAMLColoring.html(Self.trimmed(block.source)))</code></pre>\n"
    if !block.settings.isEmpty {
      let rows = block.settings.map { setting in
        let mark = setting.isDefault ? " <span class=\"unseen\">(default)</span>" : ""
        return "<tr\(setting.isDefault ? " class=\"default\"" : "")><th scope=\"row\">\(Escape.text(setting.key))</th>"
          + "<td>\(Escape.text(setting.value))\(mark)</td></tr>\n"
      }
      body += "<table class=\"settings\"><caption>In force; grey is a default</caption>"
      body += "<tbody>\n\(rows.joined())</tbody></table>\n"
    }
    return "<details class=\"fold\"\(block.echo == .shown ? " open" : "")><summary>Configuration</summary>\n"
      + "<div class=\"folded\">\(body)</div></details>\n"
  }

  private var provenance: String {
    guard !block.provenance.isEmpty else { return "" }
    let rows = block.provenance.map { fact in
      "<tr><th scope=\"row\">\(Escape.text(fact.name))</th><td>\(Escape.text(fact.value))</td></tr>\n"
    }
    return "<details class=\"fold\"><summary>How this was made</summary>\n<div class=\"folded\">"
      + "<table class=\"settings\"><tbody>\n\(rows.joined())</tbody></table></div></details>\n"
  }

  private static func trimmed(_ source: String) -> String {
    var source = source[...]
    while source.last?.isNewline == true { source.removeLast() }
    return String(source)
  }
}
