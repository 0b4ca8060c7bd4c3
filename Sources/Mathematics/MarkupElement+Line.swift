extension MarkupElement {
  /// What it says on one line of plain text, where Unicode has the signs: `σ²`, `10⁻³`, `h₁`, `x̃`, `1/2`. Nil for what has
  /// no such line.
  var line: String? {
    let parts: [MarkupElement] = children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    switch name {
    case "annotation", "mspace": return ""
    case "semantics": return parts.first?.line
    case "mi", "mn", "mo", "mtext":
      let alphabet = name == "mtext" ? nil : attribute("mathvariant").flatMap { MathematicalAlphabet($0) }
      let letters = alphabet?.letters(of: text)
      return (letters ?? text).filter { $0 != "\u{2061}" }
    case "math", "mrow", "mstyle", "mpadded":
      let lines = parts.map(\.line)
      return lines.contains(nil) ? nil : lines.compactMap(\.self).joined()
    case "msup": return joined(parts, Self.superscripts)
    case "msub": return joined(parts, Self.subscripts)
    case "msubsup":
      guard parts.count == 3, let start = joined([parts[0], parts[1]], Self.subscripts),
        let end = parts[2].line.flatMap({ Self.mapped($0, Self.superscripts) })
      else { return nil }
      return start + end
    case "mfrac":
      let lines = parts.compactMap(\.line)
      let areShort = lines.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy { $0.isLetter || $0.isNumber } }
      return lines.count == 2 && areShort ? lines.joined(separator: "/") : nil
    case "mover":
      guard parts.count == 2, let base = parts[0].line, base.count == 1, let accent = Self.accents[parts[1].text] else {
        return nil
      }
      return base + accent
    default: return nil
    }
  }

  private func joined(_ parts: [MarkupElement], _ signs: [Character: Character]) -> String? {
    guard parts.count == 2, let base = parts[0].line, let script = parts[1].line,
      let small = Self.mapped(script, signs)
    else { return nil }
    return base + small
  }

  private static func mapped(_ text: String, _ signs: [Character: Character]) -> String? {
    let small = text.compactMap { signs[$0] }
    return small.count == text.count ? String(small) : nil
  }

  private static let superscripts = Dictionary(
    uniqueKeysWithValues: zip("0123456789+−-=()niT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵀ"))
  private static let subscripts = Dictionary(
    uniqueKeysWithValues: zip("0123456789+−-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"))
  /// Above a letter, as a sign that combines with it.
  private static let accents = ["~": "\u{303}", "^": "\u{302}", "¯": "\u{304}", "ˉ": "\u{304}", "‾": "\u{304}"]
}
