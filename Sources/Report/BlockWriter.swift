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
    html += "aria-label=\"\(Escape.attribute(block.plainTitle))\">\n"
    let title = withFormulas(block.title, block.titleFormulas) { Escape.text($0) }
    html += "<p class=\"block-title\"><span>\(title)</span> "
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
    var references = CrossReferences(numbering)
    return number + " " + withFormulas(text, formulas) { references.resolved(Escape.text($0)) }
  }

  /// A text whose formulas are set; `escaped` makes HTML of what is between them.
  private func withFormulas(
    _ text: String, _ formulas: [BlockExhibit.CaptionFormula], escaped escape: (String) -> String
  ) -> String {
    let scalars = Array(text.unicodeScalars)
    func escaped(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return escape(String(view))
    }
    var html = ""
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
    let parts = zip(block.figures, rows).enumerated().map { place, part in
      figure(part.0, number: "(\(BlockExhibit.letter(place)))", rows: part.1)
    }
    let (text, formulas) = block.sharedWords
    let caption = caption(number: number + ".", text: text, formulas)
    return """
      <figure class="parts\((block.layoutColumns ?? 2) > 2 ? " broad" : "")"\(id) style="--columns:\(min(block.layoutColumns ?? 2, 6))">
      <div class="beside">
      \(parts.joined())</div>
      <figcaption>\(caption)</figcaption>
      </figure>

      """
  }

  /// Of figures beside each other, how many of the lowest one's height each takes, so that others can stand one above the
  /// other beside a high one.
  private var rows: [Int] {
    let heights = block.figures.map { figure -> Double in
      let svg =
        switch figure.content {
        case .chart(let chart): chart.svg(alternative: "", format: .narrow)
        case .images(let grid): grid.svg(idPrefix: "", alternative: "", format: .narrow, sprite: .shared)
        case .diagram(let diagram): diagram.svg(alternative: "", format: .narrow)
        }
      let words = svg.firstMatch(of: /viewBox="0 0 [0-9.]+ ([0-9.]+)"/)?.output.1
      // With the caption, about fifty letters to a line.
      return (words.flatMap { Double($0) } ?? 0) + 30 + 20 * Double(figure.caption.count / 50 + 1)
    }
    let least = heights.min() ?? 1
    return heights.map { min(max(Int(($0 / max(least, 1)).rounded()), 1), 6) }
  }

  /// Both formats of a figure; the style sheet shows the one that fits.
  private func figure(_ figure: BlockExhibit.Figure, number: String, rows: Int = 1) -> String {
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
      case .diagram(let diagram):
        FigureFormat.allCases.map { diagram.svg(alternative: figure.alternative, format: $0) }
      }
    let caption = caption(number: number, text: figure.caption, figure.formulas)
    return """
      <figure class="drawing" id="\(id)"\(rows > 1 ? " style=\"--rows:\(rows)\"" : "")>
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
