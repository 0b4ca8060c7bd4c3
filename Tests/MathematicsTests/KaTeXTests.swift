import Foundation
import Mathematics
import Testing

/// Formulas that an article on autoencoders uses, each with what KaTeX 0.16.4 made of it in Node: Fixtures/record.js.
private struct Recording: CustomTestStringConvertible, Sendable {
  let formula: Formula
  let markup: String

  var testDescription: String { formula.source }

  static let all: [Recording] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
    func lines(_ name: String) -> [Substring] {
      let text = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      return (text ?? "").split(separator: "\n")
    }
    return zip(lines("formulas.txt"), lines("katex.txt")).map { line, markup in
      let parts = line.split(separator: " ", maxSplits: 1)
      let formula = Formula(source: String(parts[1]), isDisplay: parts[0] == "display")
      return Recording(formula: formula, markup: String(markup))
    }
  }()
}

@Suite("KaTeX in Duktape")
struct KaTeXTests {
  @Test("there are sixty formulas and more to compare") func count() { #expect(Recording.all.count >= 60) }

  @Test(
    "a formula becomes the very text that KaTeX writes in Node",
    .enabled(if: katexScript?.contains("\"0.16.4\"") ?? false, "the recording is of KaTeX 0.16.4"))
  func sameAsNode() throws {
    let katex = try #require(katexScript.flatMap { KaTeX(script: $0) })
    for recording in Recording.all {
      let markup = try katex.markup(of: recording.formula)
      #expect(markup == recording.markup, "\(recording.formula.source)")
    }
  }

  @Test("every one of them may stand on a page", arguments: Recording.all)
  fileprivate func isAllowed(_ recording: Recording) throws {
    let html = try MathML(katex: recording.markup).html
    #expect(html.hasPrefix("<math"))
    #expect(html.hasSuffix("</math>"))
  }

  @Test("what stands on a page has KaTeX's signs and its structure, but for what MathML Core writes otherwise")
  func sameStructure() throws {
    for recording in Recording.all where !recording.formula.source.contains("\\tag") {
      let html = try MathML(katex: recording.markup).html
      #expect(signs(html) == signs(recording.markup), "\(recording.formula.source)")
      #expect(structure(html) == structure(recording.markup), "\(recording.formula.source)")
    }
  }

  /// The text without tags, blanks and the line of `\overline`, which is a border; letters of other alphabets and the
  /// characters of accents and bars as KaTeX has them.
  private func signs(_ markup: String) -> String {
    // Marks that combine would be one character with the tag before them.
    let scalars = markup.unicodeScalars.map { $0 == "\u{20D7}" ? "→" : $0 == "\u{302}" ? "^" : $0 }
    var text = String(String.UnicodeScalarView(scalars))
    text = text.replacing(/<annotation.*<\/annotation>/, with: "").replacing(/<[^>]*>/, with: "")
    let others = ["‖": "∥", "|": "∣", "˜": "~", "‾": ""]
    for (own, katex) in others { text = text.replacing(own, with: katex) }
    return text.precomposedStringWithCompatibilityMapping.filter { !$0.isWhitespace && $0 != "\u{200B}" }
  }

  /// Fractions, roots, scripts with limits, and rows, in their order.
  private func structure(_ markup: String) -> [String] {
    markup.matches(of: /<(mfrac|msqrt|mroot|msub|msubsup|munderover|mtr|mtable)\b/).map { String($0.output.1) }
  }

  @Test("letters outside the basic plane come through", arguments: ["\\text{😀}", "𝔼", "\\text{ä}", "中"])
  func scalars(_ source: String) throws {
    let html = try render(inline(source)).get().html
    let letter = source.filter { !$0.isASCII }
    #expect(html.contains(letter))
  }

  @Test(
    "a script that is not KaTeX is refused",
    arguments: ["", "var katex = 1", "(", "throw 1", "while (true) new Object()"])
  func otherScripts(_ script: String) {
    let renderer = MathematicsRenderer { script }
    #expect(renderer.render(inline("x")) == .failure(.noKaTeX))
  }
}
