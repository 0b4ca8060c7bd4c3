import Mathematics
import Testing

@Suite("What is wrong with a formula")
struct FormulaErrorTests {
  @Test("an unknown command has its name and its place")
  func unknownCommand() {
    #expect(error(of: inline("a + \\lamdba")) == .unknownCommand("\\lamdba", offset: 4))
  }

  @Test("a place counts scalars, not UTF-16 units")
  func placeBehindWideLetter() {
    #expect(error(of: inline("\\text{😀} \\foo")) == .unknownCommand("\\foo", offset: 9))
  }

  @Test(
    "KaTeX's own words come without the place, which stands apart",
    arguments: [
      ("a^}", "Expected group after '^'", 1),
      ("\\frac{a", "Unexpected end of input in a macro argument, expected '}'", 7),
      ("a & b", "Expected 'EOF', got '&'", 2), ("\\left( x", "Expected '\\right', got 'EOF'", 8),
      ("\\begin{cases} x", "Expected & or \\\\ or \\cr or \\end", 15), ("x_1_2", "Double subscript", 3),
      ("\\begin{foo}x\\end{foo}", "No such environment: foo", 6),
    ])
  func malformed(_ source: String, _ message: String, _ offset: Int) {
    #expect(error(of: display(source)) == .malformed(message, offset: offset))
  }

  @Test(
    "what leads out of the page or gives elements attributes is refused",
    arguments: [
      ("\\href{https://example.org}{x}", "\\href"), ("\\href{javascript:alert(1)}{x}", "\\href"),
      ("\\url{https://example.org}", "\\url"), ("\\includegraphics{a.png}", "\\includegraphics"),
      ("\\htmlClass{a}{x}", "\\htmlClass"), ("\\htmlId{a}{x}", "\\htmlId"),
      ("\\htmlStyle{color:red}{x}", "\\htmlStyle"), ("\\htmlData{a=b}{x}", "\\htmlData"),
    ])
  func untrusted(_ source: String, _ command: String) {
    #expect(error(of: inline("x " + source)) == .refusedCommand(command, offset: 2))
  }

  @Test(
    "definitions are refused, in whatever way they come",
    arguments: [
      ("\\def\\a{x}\\a", "\\def"), ("\\newcommand{\\E}{x}\\E", "\\newcommand"), ("\\global\\def\\a{x}", "\\global"),
      ("\\let\\a=b", "\\let"), ("\\edef\\a{x}", "\\edef"),
    ])
  func definitions(_ source: String, _ command: String) {
    #expect(error(of: inline("{x}" + source)) == .refusedCommand(command, offset: 3))
  }

  @Test("a line break that no browser would show is an error")
  func lineBreak() {
    let message = "'\\\\' breaks no line here: use 'aligned' or another environment"
    #expect(error(of: display("a \\\\ b")) == .malformed(message, offset: nil))
  }

  @Test("a tag that KaTeX's MathML would lose is an error")
  func tagInRow() {
    let message = "'\\tag' cannot stand in a row: use 'aligned' with one '\\tag' behind it"
    #expect(
      error(of: display("\\begin{align} a &= b \\tag{1} \\\\ c &= d \\end{align}")) == .malformed(message, offset: nil))
  }

  @Test("one bad formula does not harm the others")
  func neighbours() {
    let results = renderer().render([inline("x"), inline("\\foo"), inline("x"), inline("y^2")])
    #expect(results.map { (try? $0.get()) != nil } == [true, false, true, true])
    #expect(results[0] == results[2])
  }

  @Test("without KaTeX each formula says so, and its text is asked for once")
  func missing() {
    var asked = 0
    let renderer = MathematicsRenderer {
      asked += 1
      return nil
    }
    #expect(renderer.render([inline("x"), inline("y")]) == [.failure(.noKaTeX), .failure(.noKaTeX)])
    #expect(asked == 1)
  }

  @Test("KaTeX is not loaded where there is no formula")
  func unused() {
    var asked = 0
    let renderer = MathematicsRenderer {
      asked += 1
      return katexScript
    }
    #expect(renderer.render([]).isEmpty)
    #expect(asked == 0)
  }
}
