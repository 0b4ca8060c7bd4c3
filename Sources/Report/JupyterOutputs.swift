internal import Figures

/// What a block's cell shows: title, failure, figures, table, claims and facts.
///
/// A figure is an `<img>` with its SVG inside and its alternative text, because JupyterLab draws no bare SVG of a
/// notebook that was made elsewhere and nbconvert wants alternative texts; the bare SVG stands beside it.
struct JupyterOutputs {
  let block: BlockExhibit
  let numbering: Numbering

  var outputs: [JSONText] {
    let title = "\(block.title) · \(block.kind)"
    var outputs = [
      Self.shown(html: "<p><strong>\(titleHTML)</strong> · \(Self.html(block.kind))</p>\n", plain: title)
    ]
    if let failure = block.failure { outputs.append(error(failure)) }
    guard block.isIncluded else { return outputs }
    outputs += block.figures.map(figure)
    if block.hasSubfigures { outputs.append(sharedCaption) }
    if let table = block.table { outputs.append(self.table(table)) }
    if !block.claims.isEmpty || !block.cost.isEmpty { outputs.append(facts) }
    let details = configuration + provenance
    if !details.isEmpty { outputs.append(Self.shown(html: details, plain: plainDetails)) }
    return outputs
  }

  private var titleHTML: String {
    block.titleFormulas.isEmpty
      ? Self.html(block.title)
      : CaptionText(block.title, block.titleFormulas).html(SourceReferences(numbering: numbering))
  }

  /// Text between tags that MathJax leaves alone.
  static func html(_ text: some StringProtocol) -> String {
    Escape.text(text).replacing("\\", with: "<span>&#92;</span>").replacing("$", with: Markdown.dollar)
  }

  /// A formula with its dollars, for MathJax. GitHub's dollars with backticks are plain ones here.
  static func htmlFormula(_ formula: String) -> String {
    let isQuoted = formula.hasPrefix("$`") && formula.hasSuffix("`$") && formula.count > 4
    return Escape.text(isQuoted ? "$\(formula.dropFirst(2).dropLast(2))$" : formula)
  }

  private static func shown(html: String, plain: String, _ others: [(String, JSONText)] = []) -> JSONText {
    let plain = Escape.withoutForbidden(plain)
    return .object([
      ("data", .object([("text/html", .lines(html)), ("text/plain", .lines(plain))] + others)),
      ("metadata", .object([])), ("output_type", .string("display_data")),
    ])
  }

  private func error(_ failure: BlockExhibit.Failure) -> JSONText {
    let heading = Escape.withoutForbidden(failure.heading)
    let message = Escape.withoutForbidden(failure.message)
    var lines = [message.isEmpty ? heading : "\(heading) \(message)"]
    lines += (failure.help ?? "").split(separator: "\n").map { Escape.withoutForbidden($0) }
    return .object([
      ("ename", .string(heading)), ("evalue", .string(message)), ("output_type", .string("error")),
      ("traceback", .list(lines.map { .string($0) })),
    ])
  }

  private func figure(_ figure: BlockExhibit.Figure) -> JSONText {
    let number = numbering.names[figure.id] ?? "Figure"
    let svg = figure.standaloneSVG
    let source = "data:image/svg+xml;base64,\(Base64.text(Array(svg.utf8)))"
    let html = """
      <img src="\(source)" alt="\(Escape.attribute(figure.alternative))">
      <p id="\(Escape.attribute(figure.id))">\(caption(number, figure.caption, figure.formulas))</p>

      """
    return Self.shown(
      html: html, plain: "\(number). \(figure.caption)\n\(figure.alternative)", [("image/svg+xml", .lines(svg))])
  }

  /// What the figures are parts of.
  private var sharedCaption: JSONText {
    let number = numbering.shared[block.label] ?? "Figure"
    let (text, formulas) = block.sharedWords
    let id = Escape.attribute(block.sharedFigureID)
    return Self.shown(
      html: "<p id=\"\(id)\">\(caption(number, text, formulas))</p>\n", plain: "\(number). \(text)")
  }

  private func table(_ table: BlockExhibit.Table) -> JSONText {
    let number = numbering.names[table.id] ?? "Table"
    let printed = PrintedTable(table.scores)
    let html =
      "<p id=\"\(Escape.attribute(table.id))\">\(caption(number, table.caption, table.formulas))</p>\n\(printed.html)"
    return Self.shown(html: html, plain: "\(number). \(table.caption)\n\(printed.plain)")
  }

  private func caption(_ number: String, _ text: String, _ formulas: [BlockExhibit.CaptionFormula]) -> String {
    "<strong>\(Self.html(number)).</strong>\(text.isEmpty ? "" : " \(CaptionText(text, formulas).html(SourceReferences(numbering: numbering)))")"
  }

  private var facts: JSONText {
    var html = ""
    var plain = ""
    for claim in block.claims {
      let detail = claim.detail.isEmpty ? "" : ": \(claim.detail)"
      html += "<li>\(claim.mark) <code>\(Escape.text(claim.text))</code> \(claim.word)\(Self.html(detail))</li>\n"
      plain += "\(claim.mark) \(claim.text) \(claim.word)\(detail)\n"
    }
    if !html.isEmpty { html = "<ul>\n\(html)</ul>\n" }
    let cost = block.cost.map { "\($0.name): \($0.value)" }.joined(separator: " · ")
    if !cost.isEmpty {
      html += "<p>\(Self.html(cost))</p>\n"
      plain += cost + "\n"
    }
    return Self.shown(html: html, plain: plain)
  }

  /// The cell has the YAML itself.
  private var configuration: String {
    if block.echo == .hidden || block.settings.isEmpty { return "" }
    let rows = block.settings.map { setting in
      let note = setting.isDefault ? " (default)" : ""
      return "<tr><th scope=\"row\">\(Self.html(setting.key))</th><td>\(Self.html(setting.value))\(note)</td></tr>\n"
    }
    return Self.folded("Configuration in force", rows)
  }

  private var provenance: String {
    if block.provenance.isEmpty { return "" }
    let rows = block.provenance.map { fact in
      "<tr><th scope=\"row\">\(Self.html(fact.name))</th><td>\(Self.html(fact.value))</td></tr>\n"
    }
    return Self.folded("How this was made", rows)
  }

  private static func folded(_ title: String, _ rows: [String]) -> String {
    "<details><summary>\(title)</summary>\n<table><tbody>\n\(rows.joined())</tbody></table>\n</details>\n"
  }

  private var plainDetails: String {
    let settings = block.echo == .hidden ? [] : block.settings.map { "\($0.key): \($0.value)" }
    return (settings + block.provenance.map { "\($0.name): \($0.value)" }).joined(separator: "\n")
  }
}
