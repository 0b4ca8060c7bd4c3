/// KaTeX's MathML in the words of MathML Core, which is all that browsers read since 2023: the same elements, where KaTeX
/// relies on what they leave out.
extension MarkupElement {
  /// The element with everything in it.
  func inCoreMathML() -> MarkupElement {
    var element = self
    element.children = children.map { child in
      if case .element(let child) = child { .element(child.inCoreMathML()) } else { child }
    }
    switch name {
    case "mi", "mn", "mo", "mtext":
      // A relation with something above it is an operator around elements, which Core takes for text.
      if element.children.contains(where: { if case .element = $0 { true } else { false } }) {
        element.name = "mrow"
        element.attributes = []
        element.spaceFunctions()
      } else if name == "mo" {
        element.straightenBar()
      }
    case "mover", "munder": element = element.withDrawnAccent()
    case "msup": element = element.withPrimeInLine()
    case "mpadded": element.padWithStyle()
    case "mrow", "mstyle", "mtd", "math", "mphantom", "msqrt": element.spaceFunctions()
    default: break
    }
    return element
  }

  /// The elements among its children.
  private var elements: [MarkupElement] {
    children.compactMap { child in if case .element(let element) = child { element } else { nil } }
  }

  private mutating func set(_ name: String, _ value: String?) {
    attributes.removeAll { $0.name == name }
    if let value { attributes.append((name, value)) }
  }

  // MARK: - Operators

  /// The bars of `\lVert` and `\left|` are relations in KaTeX's text: too wide apart, and they do not grow.
  private mutating func straightenBar() {
    // An arrow is as long as what stands above it.
    if attribute("minsize") == "3.0em" { set("minsize", nil) }
    guard attribute("fence") != nil || attribute("stretchy") != nil else { return }
    let bars = ["∥": "‖", "∣": "|"]
    guard let bar = bars[text] else { return }
    children = [.text(bar)]
    set("lspace", "0")
    set("rspace", "0")
  }

  /// A thin space on both sides of `\log` and its like, as TeX has it: none before what opens and behind what is an
  /// operator itself.
  private mutating func spaceFunctions() {
    let elements = self.elements
    guard elements.count == children.count, elements.contains(where: \.isFunctionEnd) else { return }
    var spaced: [Child] = []
    for (index, element) in elements.enumerated() {
      // The name and the invisible operator behind it are two elements, or one with limits.
      let isName = index + 1 < elements.count && elements[index + 1].isApplication
      let isLimited = element.isLimitedFunction
      if isName || isLimited, index > 0, elements[index - 1].isOperand { spaced.append(.element(Self.thinSpace)) }
      spaced.append(.element(element))
      if element.isApplication || isLimited, index + 1 < elements.count,
        elements[index + 1].isOperand || elements[index + 1].isFence
      {
        spaced.append(.element(Self.thinSpace))
      }
    }
    children = spaced
  }

  private static var thinSpace: MarkupElement { MarkupElement(name: "mspace", attributes: [("width", "0.1667em")]) }

  /// U+2061, function application.
  private var isApplication: Bool { name == "mo" && text == "\u{2061}" }

  /// `\log_2`, `\max_x`: a script or limits on a row that ends in U+2061.
  private var isLimitedFunction: Bool {
    guard ["msub", "msup", "msubsup", "munder", "mover", "munderover"].contains(name), let base = elements.first else {
      return false
    }
    return base.name == "mrow" && base.elements.last?.isApplication == true
  }

  private var isFunctionEnd: Bool { isApplication || isLimitedFunction }

  /// What TeX sets a thin space beside: a letter, a number, a fraction, a parenthesis that closes.
  private var isOperand: Bool {
    switch name {
    case "mo": [")", "]", "}"].contains(text)
    case "mspace": false
    default: true
    }
  }

  /// `\left(`: TeX takes it and what it encloses for one thing.
  private var isFence: Bool { name == "mo" && attribute("fence") == "true" && attribute("minsize") == nil }

  // MARK: - Accents

  /// Accents by characters that fonts have in all widths, lines by a border.
  private func withDrawnAccent() -> MarkupElement {
    let parts = elements
    guard parts.count == 2, parts.count == children.count, parts[1].name == "mo" else { return self }
    var copy = self
    var accent = parts[1]
    switch accent.text {
    case "‾" where accent.attribute("stretchy") == "true":
      let side = name == "mover" ? "top" : "bottom"
      return MarkupElement(name: "menclose", attributes: [("notation", side)], children: [.element(parts[0])])
    case "\u{20D7}":
      accent.children = [.text("→")]
      accent.attributes = [("stretchy", "false"), ("mathsize", "60%")]
    case "^" where accent.attribute("stretchy") == "true": accent.children = [.text("\u{302}")]
    case "~" where accent.attribute("stretchy") == "true": accent.children = [.text("˜")]
    default: return self
    }
    copy.children[1] = .element(accent)
    return copy
  }

  /// Unicode's primes are raised already.
  private func withPrimeInLine() -> MarkupElement {
    let parts = elements
    guard parts.count == 2, parts[1].name == "mo", !parts[1].text.isEmpty,
      parts[1].text.unicodeScalars.allSatisfy({ "′″‴⁗".unicodeScalars.contains($0) })
    else { return self }
    return MarkupElement(name: "mrow", children: children)
  }

  // MARK: - Boxes

  /// `width="+0.6em"` and the like are no lengths in Core: the style sheet has classes for both kinds.
  private mutating func padWithStyle() {
    guard attribute("width")?.hasPrefix("+") == true else { return }
    let isBox = attribute("height")?.hasPrefix("+") == true
    for name in ["width", "height", "lspace", "voffset"] { set(name, nil) }
    set("class", isBox ? "box" : "label")
  }
}
