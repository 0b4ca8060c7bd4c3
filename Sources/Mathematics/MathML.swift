/// A formula as MathML for a page: made only by reading KaTeX's markup and writing anew what is on a list, so that the
/// page's safety does not rest on KaTeX.
///
/// What is written differs from KaTeX's text in what browsers need that follow MathML Core: letters of other alphabets
/// are characters of their own (𝔼 and not E with an attribute), the cells of tables carry classes for the style sheet, and
/// what CoreMathML.swift says.
package struct MathML: Hashable, Sendable {
  /// One `math` element; safe wherever HTML's phrasing content may stand.
  package let html: String
  /// The LaTeX that it was made from.
  package let source: String
  /// The text of `\tag`, without parentheses; it stands outside of `html`, since no browser sets it at the margin.
  package let tag: String?
  /// What it says on one line, where Unicode has the signs for it: `β`, `x=1` and `10⁻³`, but nothing for a sum.
  package let plainText: String?
  /// About how wide it is set, in ems.
  package let width: Double

  /// Checks and rewrites what KaTeX wrote.
  package init(katex markup: String) throws(FormulaError) {
    var reader = MarkupReader(markup)
    guard let root = reader.read() else { throw .unsafeMarkup("what is not well-formed") }
    guard let math = root.name == "span" ? root.onlyElement : root, math.name == "math" else {
      throw .unsafeMarkup("<\(root.name)>")
    }
    var writer = MathMLWriter()
    try writer.write(math.inCoreMathML())
    if writer.hasRowNumbers, math.text.contains("\\tag") {
      throw .malformed("'\\tag' cannot stand in a row: use 'aligned' with one '\\tag' behind it", offset: nil)
    }
    html = writer.html
    plainText = writer.plainText ?? (writer.tag == nil ? math.line : nil)
    width = math.width
    source = writer.source
    tag = writer.tag
  }
}

/// An element of KaTeX's markup.
struct MarkupElement {
  enum Child {
    case element(MarkupElement)
    case text(String)
  }

  var name: String
  var attributes: [(name: String, value: String)] = []
  var children: [Child] = []

  func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// Its only child, where that is an element.
  var onlyElement: MarkupElement? {
    guard children.count == 1, case .element(let element) = children[0] else { return nil }
    return element
  }

  /// The text of all its leaves.
  var text: String {
    children.map { child in
      switch child {
      case .element(let element): element.text
      case .text(let text): text
      }
    }.joined()
  }
}

/// Reads the little of XML that KaTeX writes: elements, attributes in double quotes, text with five entities.
struct MarkupReader {
  private var rest: Substring.UnicodeScalarView
  /// KaTeX's own nesting has some levels for one of LaTeX's.
  private static let deepest = 300

  init(_ markup: String) { rest = markup[...].unicodeScalars }

  /// The one element that the text is; nil where it is anything else.
  mutating func read() -> MarkupElement? {
    guard take("<"), let root = element(depth: 0), rest.isEmpty else { return nil }
    return root
  }

  /// Behind a `<`.
  private mutating func element(depth: Int) -> MarkupElement? {
    guard depth < Self.deepest, let name = name() else { return nil }
    var element = MarkupElement(name: name)
    while take(" ") {
      guard let name = self.name() else { return nil }
      _ = take(" ")  // some of KaTeX's attributes have one here
      guard take("="), take("\""), let value = text(until: "\""), take("\"") else { return nil }
      element.attributes.append((name, value))
    }
    if take("/") { return take(">") ? element : nil }
    guard take(">") else { return nil }
    while true {
      if take("<") {
        if take("/") {
          guard self.name() == name, take(">") else { return nil }
          return element
        }
        guard let child = self.element(depth: depth + 1) else { return nil }
        element.children.append(.element(child))
      } else {
        guard !rest.isEmpty, let text = text(until: "<") else { return nil }
        element.children.append(.text(text))
      }
    }
  }

  private mutating func name() -> String? {
    let name = rest.prefix { "a"..."z" ~= $0 || "A"..."Z" ~= $0 || $0 == "-" || $0 == ":" }
    guard !name.isEmpty else { return nil }
    rest = rest[name.endIndex...]
    return String(name)
  }

  /// Up to a scalar or the end; nil for an unknown entity.
  private mutating func text(until end: Unicode.Scalar) -> String? {
    let found = rest.prefix { $0 != end }
    rest = rest[found.endIndex...]
    var text = String.UnicodeScalarView()
    var left = found
    while let scalar = left.popFirst() {
      guard scalar == "&" else {
        guard scalar != "<" else { return nil }
        text.append(scalar)
        continue
      }
      let name = left.prefix { $0 != ";" }
      guard let meant = Self.entities[String(name)], name.endIndex < left.endIndex else { return nil }
      text.append(meant)
      left = left[left.index(after: name.endIndex)...]
    }
    return String(text)
  }

  private static let entities: [String: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#x27": "'"]

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == scalar else { return false }
    rest.removeFirst()
    return true
  }
}
