internal import Figures

/// One block's exhibits as HTML.
struct BlockWriter {
  let block: BlockExhibit
  let numbering: Numbering
  let sheets: PixelSheets

  /// Empty where the block leaves nothing on the page.
  var html: String {
    guard block.isShown else { return "" }
    var html = "\n<div class=\"block\" id=\"block:\(Escape.attribute(block.label))\" role=\"group\" "
    html += "aria-label=\"\(Escape.attribute(block.title))\">\n"
    html += "<p class=\"block-title\"><span>\(Escape.text(block.title))</span> "
    html += "<span class=\"kind\">\(Escape.text(block.kind))</span></p>\n"
    if let failure = block.failure { html += panel(failure) }
    if let progress = block.progress { html += underWay(progress) }
    if block.isIncluded {
      if block.echo == .shown { html += code }
      html += figures + absences
      if let table = block.table {
        let number = numbering.names[table.id] ?? "Table"
        html += table.scores.html(
          id: table.id, caption: caption(number: number + ".", text: table.caption, table.formulas))
      }
      html += claims + cost + folds
    }
    return html + "</div>\n"
  }

  /// With its references resolved and its formulas set.
  private func caption(number: String, text: String, _ formulas: [BlockExhibit.CaptionFormula]) -> String {
    let number = "<span class=\"number\">\(Escape.text(number))</span>"
    guard !text.isEmpty else { return number }
    let scalars = Array(text.unicodeScalars)
    var references = CrossReferences(numbering)
    func escaped(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return references.resolved(Escape.text(String(view)))
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
    guard block.hasSubfigures else {
      return block.figures.map { figure($0, number: (numbering.names[$0.id] ?? "Figure") + ".") }.joined()
    }
    let number = numbering.shared[block.label] ?? "Figure"
    let isNamed = numbering.names[block.sharedFigureID] == number
    let id = isNamed ? " id=\"\(Escape.attribute(block.sharedFigureID))\"" : ""
    let parts = block.figures.enumerated().map { figure($1, number: "(\(BlockExhibit.letter($0)))") }
    let text = block.sharedCaption.isEmpty ? block.title : block.sharedCaption
    let caption = caption(number: number + ".", text: text, block.sharedFormulas)
    return """
      <figure class="parts"\(id)>
      <div class="beside" style="--columns:\(min(block.layoutColumns ?? 2, 6))">
      \(parts.joined())</div>
      <figcaption>\(caption)</figcaption>
      </figure>

      """
  }

  /// Both formats of a figure; the style sheet shows the one that fits.
  private func figure(_ figure: BlockExhibit.Figure, number: String) -> String {
    let id = Escape.attribute(figure.id)
    let drawings =
      switch figure.content {
      case .chart(let chart):
        FigureFormat.allCases.map { chart.svg(alternative: figure.alternative, format: $0) }
      case .images(let grid):
        FigureFormat.allCases.map { format in
          grid.svg(
            idPrefix: figure.id, alternative: figure.alternative, format: format,
            sprite: format == .wide ? .embedded : .shared, sheets: sheets)
        }
      }
    let caption = caption(number: number, text: figure.caption, figure.formulas)
    return """
      <figure class="drawing" id="\(id)">
      \(drawings.joined(separator: "\n"))
      <figcaption>\(caption)</figcaption>
      </figure>

      """
  }

  // MARK: - Facts

  private func underWay(_ progress: BlockExhibit.Progress) -> String {
    let bar = progress.share.map { share in
      "<progress max=\"100\" value=\"\(NumberText.plain((share * 100).rounded()))\" aria-hidden=\"true\"></progress> "
    }
    return "<p class=\"under-way\">\(bar ?? "")\(Escape.text(progress.words))</p>\n"
  }

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
    return "<ul class=\"claims\">\n\(items.joined())</ul>\n"
  }

  private var cost: String {
    guard !block.cost.isEmpty else { return "" }
    let facts = block.cost.map { "<div><dt>\(Escape.text($0.name))</dt><dd>\(Escape.text($0.value))</dd></div>" }
    return "<dl class=\"cost\">\(facts.joined())</dl>\n"
  }

  /// What was asked for and could not be made, where no failure says why.
  private var absences: String {
    guard block.failure == nil, block.progress == nil, !block.absent.isEmpty else { return "" }
    let names = block.absent.filter { $0 != block.sharedFigureID }.compactMap { numbering.absent[$0]?.name }
    return names.map { "<p class=\"absence\">There was nothing to draw for \(Escape.text($0)).</p>\n" }.joined()
  }
}
