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
