/// Writes MathML for browsers that follow MathML Core: only elements and attributes of a list, everything escaped.
struct MathMLWriter {
  private(set) var html = ""
  private(set) var source = ""
  private(set) var tag: String?
  private var text = ""
  private var isPlain = true
  /// Whether rows have room for numbers, which KaTeX's own style sheet would count; they are left out.
  private(set) var hasRowNumbers = false

  /// The text, where nothing stands above, below or in columns.
  var plainText: String? { isPlain ? text : nil }

  /// Elements, and the attributes that each may keep; others are left out.
  private static let allowed: [String: Set<String>] = [
    "math": ["display"], "semantics": [], "annotation": ["encoding"], "mrow": [], "mi": ["mathvariant"],
    "mn": [], "mtext": [],
    "mo": [
      "fence", "separator", "stretchy", "symmetric", "largeop", "movablelimits", "lspace", "rspace", "minsize",
      "maxsize", "mathsize",
    ], "mspace": ["width", "height", "depth", "mathbackground"],
    "mstyle": ["displaystyle", "scriptlevel", "mathcolor", "mathsize"],
    "msup": [], "msub": [], "msubsup": [], "mover": ["accent"], "munder": ["accentunder"],
    "munderover": ["accent", "accentunder"], "mfrac": ["linethickness"], "msqrt": [], "mroot": [],
    "mtable": ["columnspacing", "rowspacing"], "mtr": [], "mtd": [],
    "mpadded": ["width", "height", "depth", "lspace", "voffset", "mathbackground"], "mphantom": [],
    "menclose": ["notation"],
  ]

  /// Those between which text stands on one line.
  private static let inLine: Set<String> = [
    "math", "semantics", "mrow", "mi", "mn", "mtext", "mo", "mspace", "mstyle", "mpadded",
  ]

  mutating func write(_ element: MarkupElement) throws(FormulaError) { try write(element, classes: []) }

  private mutating func write(_ element: MarkupElement, classes: [String]) throws(FormulaError) {
    guard let attributes = Self.allowed[element.name] else { throw .unsafeMarkup("<\(element.name)>") }
    if let tagged = TaggedFormula(element), tag == nil {
      tag = tagged.tag
      for child in tagged.body { if case .element(let child) = child { try write(child, classes: []) } }
      return
    }
    if element.attribute("linebreak") == "newline" {
      throw .malformed("'\\\\' breaks no line here: use 'aligned' or another environment", offset: nil)
    }
    if !Self.inLine.contains(element.name), element.name != "annotation" { isPlain = false }
    var classes = classes
    var kept = element.attributes.filter { attributes.contains($0.name) && Self.isHarmless($0.value) }
    if element.name == "mpadded", let style = element.attribute("class") {
      classes.append(contentsOf: ["box", "label"].filter { $0 == style })
    }
    let variant = element.attribute("mathvariant")
    if let variant, element.name == "mtext" { classes.append(contentsOf: Self.classes(ofText: variant)) }
    if variant != "normal" { kept.removeAll { $0.name == "mathvariant" } }
    html += "<\(element.name)"
    for attribute in kept { html += " \(attribute.name)=\"\(attribute.value)\"" }
    if !classes.isEmpty { html += " class=\"\(classes.joined(separator: " "))\"" }
    html += ">"
    let columns = element.name == "mtable" ? TableColumns(element) : nil
    for (row, child) in element.children.enumerated() {
      switch child {
      case .text(let text): write(text, of: element.name, variant: variant)
      case .element(let child):
        if let columns, child.name == "mtr" {
          try write(child, columns, isRuled: columns.isRuled(above: row))
        } else {
          try write(child, classes: [])
        }
      }
    }
    html += "</\(element.name)>"
  }

  /// A row of a table, with the classes that say where each cell's content stands.
  private mutating func write(_ row: MarkupElement, _ columns: TableColumns, isRuled: Bool) throws(FormulaError) {
    html += "<mtr\(isRuled ? " class=\"ruled\"" : "")>"
    var column = 0
    for child in row.children {
      guard case .element(let cell) = child else { continue }
      if let kind = cell.attribute("class"), cell.children.isEmpty, ["mtr-glue", "mml-eqn-num"].contains(kind) {
        hasRowNumbers = true
        continue
      }
      try write(cell, classes: columns.classes(ofCell: column))
      column += 1
    }
    html += "</mtr>"
  }

  private mutating func write(_ text: String, of element: String, variant: String?) {
    var text = text
    if let variant, element != "mtext" { text = MathematicalAlphabet(variant)?.letters(of: text) ?? text }
    if element == "annotation" { source += text } else { self.text += text.filter { $0 != "\u{2061}" } }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      default: html.unicodeScalars.append(scalar)
      }
    }
  }

  /// Words, numbers, lengths and colours: neither quotes nor what an address or a style would need.
  private static func isHarmless(_ value: String) -> Bool {
    value.utf8.count <= 64
      && value.unicodeScalars.allSatisfy {
        "a"..."z" ~= $0 || "A"..."Z" ~= $0 || "0"..."9" ~= $0 || " .#%+-/".unicodeScalars.contains($0)
      }
  }

  /// Words in other type are set by the style sheet, so that they can still be searched and read aloud.
  private static func classes(ofText variant: String) -> [String] {
    switch variant {
    case "bold": ["bold"]
    case "italic": ["slanted"]
    case "bold-italic": ["bold", "slanted"]
    case "monospace": ["typewriter"]
    case "sans-serif": ["sans"]
    case "bold-sans-serif": ["sans", "bold"]
    case "sans-serif-italic": ["sans", "slanted"]
    case "sans-serif-bold-italic": ["sans", "bold", "slanted"]
    default: []
    }
  }
}

/// A formula with `\tag`: KaTeX makes a table of one row, as wide as the page, whose last cell is the tag.
private struct TaggedFormula {
  let body: [MarkupElement.Child]
  let tag: String

  init?(_ table: MarkupElement) {
    guard table.name == "mtable", table.attribute("width") == "100%", let row = table.onlyElement else { return nil }
    let cells = row.children.compactMap { child in if case .element(let cell) = child { cell } else { nil } }
    guard cells.count == 4, !cells[3].text.isEmpty else { return nil }
    body = cells[1].children
    let text = cells[3].text
    tag = text.hasPrefix("(") && text.hasSuffix(")") && text.count > 2 ? String(text.dropFirst().dropLast()) : text
  }
}

/// Where the cells of a table stand: MathML Core knows none of MathML's attributes for it.
private struct TableColumns {
  private let alignments: [Substring]
  private let lines: [Substring]
  private let rowLines: [Substring]

  init(_ table: MarkupElement) {
    func words(_ name: String) -> [Substring] { (table.attribute(name) ?? "").split(separator: " ") }
    alignments = words("columnalign")
    lines = words("columnlines")
    rowLines = words("rowlines")
  }

  func classes(ofCell column: Int) -> [String] {
    var classes: [String] = []
    switch alignments.indices.contains(column) ? alignments[column] : alignments.last ?? "" {
    case "left": classes.append("left")
    case "right": classes.append("right")
    default: break
    }
    if column > 0, lines.indices.contains(column - 1), lines[column - 1] != "none" { classes.append("ruled") }
    return classes
  }

  func isRuled(above row: Int) -> Bool {
    row > 0 && rowLines.indices.contains(row - 1) && rowLines[row - 1] != "none"
  }
}
