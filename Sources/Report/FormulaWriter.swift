internal import Figures
internal import Mathematics

extension Page.Formula {
  /// The formula in a line of text, whatever it is.
  var inlineHTML: String {
    switch content {
    case .mathML(let mathML): mathML.html
    case .source(let source): "<code>\(Escape.text(source))</code>"
    }
  }

  /// The formula where it stands in the prose: one that has lines of its own is in the middle, with its number at the
  /// margin. Only elements that a paragraph may hold; `isAlone` says that this one holds nothing else.
  func html(_ numbering: Numbering, isAlone: Bool = false) -> String {
    guard isDisplay else { return inlineHTML }
    let id = self.id.map { " id=\"\(Escape.attribute($0))\"" } ?? ""
    let number = self.id.flatMap { numbering.equations[$0] } ?? tag
    let label = number.map { "<span class=\"equation-number\">(\(Escape.text($0)))</span>" } ?? ""
    let style = "equation" + (label.isEmpty ? "" : " numbered") + (isAlone ? " alone" : "")
    return "<span class=\"\(style)\"\(id)><span class=\"equation-body\"\(measure) tabindex=\"0\">\(inlineHTML)</span>"
      + "\(label)</span>"
  }

  /// The width of a formula that a printed page may be too narrow for: it is set as much smaller.
  private var measure: String {
    guard case .mathML(let mathML) = content, mathML.width > 34 else { return "" }
    // Some fonts are wider than others.
    return " style=\"--ems:\(Int((mathML.width * 1.15).rounded(.up)))\""
  }

  /// For a page's title and for names in pictures: `β` where it is as simple as that, else LaTeX.
  package var plainText: String {
    switch content {
    case .mathML(let mathML): mathML.plainText ?? mathML.source
    case .source(let source): source
    }
  }

  /// The number that its author gave it, without parentheses.
  var tag: String? {
    guard case .mathML(let mathML) = content else { return nil }
    return mathML.tag
  }
}
