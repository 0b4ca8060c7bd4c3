import Mathematics
import Testing

/// `left` and `right` as often as deep, or as the length allows.
private func nested(_ left: String, _ right: String = "}", depth: Int) -> String {
  String(repeating: left, count: depth) + "x" + String(repeating: right, count: depth)
}

private func filled(_ piece: String) -> String {
  String(repeating: piece, count: Formula.longestSource / piece.utf8.count)
}

@Suite("Hostile formulas")
struct HostileFormulaTests {
  @Test("a formula of 4,096 bytes is rendered, a longer one is not")
  func length() {
    let longest = filled("x")
    #expect((try? render(inline(longest)).get()) != nil)
    #expect(error(of: inline(longest + "x")) == .tooLong(4_097))
  }

  @Test(
    "fifty levels are rendered, one more is not",
    arguments: [("{", "}"), ("\\frac{1}{", "}"), ("\\left(", "\\right)"), ("\\begin{matrix}", "\\end{matrix}")])
  func depth(_ left: String, _ right: String) {
    #expect((try? render(inline(nested(left, right, depth: 49))).get()) != nil)
    #expect(error(of: inline(nested(left, right, depth: 51))) == .tooDeep)
  }

  @Test("what expands for ever ends in an error or in markup, and KaTeX goes on")
  func ends() throws {
    let script = try #require(katexScript)
    var katex = try #require(KaTeX(script: script))
    for source in Self.endless {
      do {
        _ = try katex.markup(of: display(source))
      } catch .tooCostly {
        katex = try #require(KaTeX(script: script))
      } catch {}
      #expect((try? katex.markup(of: inline("x"))) != nil, "\(source.prefix(40))")
    }
  }

  private static let endless = [
    filled("\\TeX"), filled("\\bmod "), filled("\\pmod{x}"), filled("\\iff "), filled("\\not="), filled("'"),
    filled("\\bf "), filled("\\tiny "), filled("\\color{red}a"), filled("}"), filled("\\"), filled("$"),
    "\\begin{array}{" + String(repeating: "c", count: 1_900) + "}" + String(repeating: "&", count: 1_900)
      + "\\end{array}",
    nested("\\boxed{", depth: 49), nested("\\operatorname{", depth: 49), nested("\\Set{", depth: 49),
    nested("\\mathchoice{", "}{x}{x}{x}", depth: 49), filled("x\u{301}"), filled("\u{FFFF}"), filled("\\char\"41"),
    "\\rule{99999em}{99999em}", "\\kern{1e300em}", "\\tag{\\df@tag}",
    "\\tag{" + String(filled("\\df@tag").dropLast(7)) + "}",
  ]

  @Test("a formula that takes too much is refused, and the next ones are rendered by a new KaTeX")
  func cost() {
    let renderer = renderer()
    #expect(renderer.render(inline(filled("\\TeX"))) == .failure(.tooCostly))
    #expect((try? renderer.render(inline("x")).get()) != nil)
  }

  @Test("after a few such formulas nothing is rendered any more, so that a notebook's time is bounded")
  func patience() {
    let renderer = renderer()
    for number in 0..<4 { _ = renderer.render(inline("\(number)" + filled("\\TeX").dropLast(4))) }
    #expect(renderer.render(inline("x")) == .failure(.tooCostly))
  }
}
