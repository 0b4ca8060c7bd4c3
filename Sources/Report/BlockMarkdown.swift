internal import Figures

/// One block's exhibits as GitHub Flavoured Markdown, without images unless there is a folder of them.
struct BlockMarkdown {
  let block: BlockExhibit
  let numbering: Numbering
  /// The path from the Markdown's folder to that of the figures' files; nil where none are written.
  var figureFolder: String?

  /// Empty where the block leaves nothing on the page. Ends with an empty line.
  var text: String {
    guard block.isShown else { return "" }
    let title =
      block.titleFormulas.isEmpty
      ? Markdown.text(block.title)
      : CaptionText(block.title, block.titleFormulas).markdown(SourceReferences(numbering: numbering))
    var parts = ["**\(title)** · \(Markdown.text(block.kind)) \(Markdown.code(block.label))"]
    if let failure = block.failure { parts.append(box(failure)) }
    if block.isIncluded {
      parts += block.figures.map(figure)
      if block.hasSubfigures {
        let (text, formulas) = block.sharedWords
        let number = numbering.shared[block.label] ?? "Figure"
        parts.append(caption(block.sharedFigureID, number: number, text: text, formulas))
      }
      if let table = block.table {
        let caption = self.caption(
          table.id, number: numbering.names[table.id] ?? "Table", text: table.caption, table.formulas)
        parts.append("\(caption)\n\n\(PrintedTable(table.scores).markdown)")
      }
      parts += [claims, cost, configuration, provenance]
    }
    return parts.filter { !$0.isEmpty }.map { $0.trimmingEnd + "\n\n" }.joined()
  }

  private func caption(
    _ id: String, number: String, text: String, _ formulas: [BlockExhibit.CaptionFormula]
  ) -> String {
    let number = "\(SourceReferences.anchor(id))**\(Markdown.text(number)).**"
    let references = SourceReferences(numbering: numbering)
    return text.isEmpty ? number : "\(number) \(CaptionText(text, formulas).markdown(references))"
  }

  // MARK: - Figures

  private func figure(_ figure: BlockExhibit.Figure) -> String {
    let caption = self.caption(
      figure.id, number: numbering.names[figure.id] ?? "Figure", text: figure.caption, figure.formulas)
    switch figure.content {
    case .chart(let chart): return "\(caption)\n\n\(chart.markdown)"
    case .diagram(let diagram): return "\(caption)\n\n\(Markdown.fenced(diagram.mermaid(), language: "mermaid"))"
    case .images(let grid):
      // What it shows, for those who have no picture: it is not a quotation, but set apart like one.
      guard let figureFolder else { return "\(caption)\n\n> \(Markdown.text(figure.alternative))" }
      let path = Markdown.address(FigureFile.path(figureFolder, figure.id, "png"))
      return "![\(Markdown.text(figure.alternative))](\(path))\n\n\(caption)\(Self.rowNames(grid))"
    }
  }

  /// Which row is which, since the picture has no names in it.
  private static func rowNames(_ grid: ImageGrid) -> String {
    let names = grid.rows.map(\.name).filter { !$0.isEmpty }
    guard names.count == grid.rows.count, names.count > 1 else { return "" }
    return " *Rows from the top:* \(Markdown.inline(names.joined(separator: ", ")))."
  }

  // MARK: - Facts

  private func box(_ failure: BlockExhibit.Failure) -> String {
    var text = "[!CAUTION]\n**\(Markdown.text(failure.heading))** \(Markdown.text(failure.message))"
    if let help = failure.help {
      text += "\n\n" + help.split(separator: "\n").map { Markdown.text($0) }.joined(separator: "\\\n")
    }
    return Markdown.prefixed(text, with: "> ")
  }

  private var claims: String {
    block.claims.map { claim in
      let detail = claim.detail.isEmpty ? "" : ": \(Markdown.text(claim.detail))"
      return "- \(claim.mark) \(Markdown.code(claim.text)) \(claim.word)\(detail)\n"
    }.joined()
  }

  private var cost: String {
    block.cost.map { "\(Markdown.text($0.name)): \(Markdown.text($0.value))" }.joined(separator: " · ")
  }

  private var configuration: String {
    if block.echo == .hidden { return "" }
    var body = Markdown.fenced(block.source, language: "yaml")
    if !block.settings.isEmpty {
      body += "\n| In force | |\n| :-- | :-- |\n"
      body += block.settings.map { setting in
        let note = setting.isDefault ? " (default)" : ""
        return "| \(Markdown.cellCode(setting.key)) | \(Markdown.cellCode(setting.value))\(note) |\n"
      }.joined()
    }
    return Self.folded("Configuration", body, isOpen: block.echo == .shown)
  }

  private var provenance: String {
    guard !block.provenance.isEmpty else { return "" }
    let rows = block.provenance.map { "| \(Markdown.text($0.name)) | \(Markdown.text($0.value)) |\n" }
    return Self.folded("How this was made", "| | |\n| :-- | :-- |\n\(rows.joined())", isOpen: false)
  }

  /// The empty lines make Markdown of what stands between the tags.
  private static func folded(_ title: String, _ body: String, isOpen: Bool) -> String {
    "<details\(isOpen ? " open" : "")>\n<summary>\(Escape.text(title))</summary>\n\n\(body)\n</details>"
  }
}

extension BlockExhibit.Claim {
  var mark: String {
    switch holds {
    case true?: "✓"
    case false?: "✗"
    case nil: "–"
    }
  }

  var word: String {
    switch holds {
    case true?: "holds"
    case false?: "failed"
    case nil: "not judged"
    }
  }
}
