extension Page {
  /// A stretch of the notebook as it was written.
  package enum SourcePart: Sendable {
    /// Markdown outside of code and formulas, without raw HTML.
    case text(String)
    /// A code span, or the lines of a code block.
    case code(String)
    /// A formula with its dollar signs.
    case math(String)
    /// A number in the text; unescaped.
    case value(String)
    /// At the place of an image's address: the path that leads to it, and its `data:` address, empty where there is none.
    case image(path: String, address: String)
    /// A block, `lead` before its first line, `indent` before the others.
    case block(BlockExhibit, lead: String, indent: String)
  }

  /// The page's title and what stands around it, as Markdown; empty where the prose says it all. Where a heading of the
  /// prose is the title, what belongs to it goes behind that heading.
  func sourceHeader() -> (before: String, behindHeading: String) {
    let hasHeading = source.contains { part in
      if case .text(let text) = part { text.contains(Self.titleHeading) } else { false }
    }
    var facts = ""
    if let subtitle, !subtitle.isEmpty { facts += "*\(Markdown.text(subtitle))*\n\n" }
    let line = [authors.filter { !$0.isEmpty }.joined(separator: ", "), date ?? ""].filter { !$0.isEmpty }
    if !line.isEmpty { facts += Markdown.text(line.joined(separator: " · ")) + "\n\n" }
    if let description, !description.isEmpty { facts += Markdown.text(description) + "\n\n" }
    let warning = banner.flatMap { $0.isEmpty ? nil : "> [!WARNING]\n> \(Markdown.text($0))\n\n" } ?? ""
    if PageTitle(self).id == nil { return ("# \(Markdown.text(title))\n\n\(warning)\(facts)", "") }
    return hasHeading ? (warning, facts) : (warning + facts, "")
  }

  /// Said at the end.
  var sourceFooter: String {
    let terms = license.flatMap { $0.isEmpty ? nil : " Licence: \(Markdown.text($0))." } ?? ""
    return "*Made with Codebook from a notebook of text and YAML.*\(terms)\n"
  }
}
