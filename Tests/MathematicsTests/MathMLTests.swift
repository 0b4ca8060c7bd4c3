import Mathematics
import Testing

/// KaTeX's markup around a piece of it.
private func katex(_ inner: String) -> String {
  "<span class=\"katex\"><math xmlns=\"http://www.w3.org/1998/Math/MathML\"><semantics>\(inner)</semantics></math></span>"
}

private func checked(_ inner: String) throws -> String {
  let html = try MathML(katex: katex(inner)).html
  return String(html.dropFirst("<math><semantics>".count).dropLast("</semantics></math>".count))
}

@Suite("MathML for a page")
struct MathMLTests {
  @Test(
    "elements that are not on the list are refused with the whole formula",
    arguments: [
      "<script>alert(1)</script>", "<a href=\"x\">x</a>", "<mglyph src=\"x\"></mglyph>", "<img src=\"x\"/>",
      "<maction>x</maction>", "<annotation-xml><p>x</p></annotation-xml>", "<svg></svg>", "<style>x</style>",
      "<foreignObject></foreignObject>", "<math-x></math-x>", "<MI>x</MI>",
    ])
  func elements(_ markup: String) {
    #expect(throws: FormulaError.self) { try MathML(katex: katex(markup)) }
  }

  @Test(
    "attributes that are not on the list are left out",
    arguments: [
      "href=\"https://example.org\"", "style=\"color:red\"", "onclick=\"alert(1)\"", "class=\"x\"", "id=\"x\"",
      "xlink:href=\"x\"", "data-x=\"y\"", "mathvariant=\"italic\"",
    ])
  func attributes(_ attribute: String) throws {
    #expect(try checked("<mo \(attribute)>=</mo>") == "<mo>=</mo>")
  }

  @Test(
    "values of attributes are words, numbers and colours",
    arguments: ["url(x)", "javascript:x", "&quot;", "&lt;", "expression(1)", "a;b"])
  func values(_ value: String) throws {
    #expect(try checked("<mstyle mathcolor=\"\(value)\"><mi>x</mi></mstyle>") == "<mstyle><mi>x</mi></mstyle>")
  }

  @Test(
    "what is not well-formed is refused",
    arguments: [
      "<mi>x", "<mi>x</mo>", "<mi>x</mi", "<mi a>x</mi>", "<mi>&nbsp;</mi>", "<mi>&amp</mi>", "<mi a='b'>x</mi>", "<>",
    ])
  func wellFormed(_ markup: String) {
    #expect(throws: FormulaError.unsafeMarkup("what is not well-formed")) { try MathML(katex: katex(markup)) }
  }

  @Test("text behind the formula is refused")
  func trailing() {
    #expect(throws: FormulaError.self) { try MathML(katex: katex("<mi>x</mi>") + "<script></script>") }
  }

  @Test("text is escaped again, in the source of the formula too")
  func escaping() throws {
    let html = try render(inline("\\text{<b>\"\\&'}")).get().html
    #expect(html.contains("<mtext>&lt;b&gt;&quot;&amp;’</mtext>"))
    #expect(html.contains("\\text{&lt;b&gt;&quot;\\&amp;&#39;}</annotation>"))
  }

  @Test(
    "letters of other alphabets are characters of their own",
    arguments: [
      ("\\mathbb{E}", "<mi>𝔼</mi>"), ("\\mathbb{R}", "<mi>ℝ</mi>"), ("\\mathcal{L}", "<mi>ℒ</mi>"),
      ("\\mathcal{N}", "<mi>𝒩</mi>"), ("\\mathbf{x}", "<mi>𝐱</mi>"), ("\\boldsymbol{\\mu}", "<mi>𝝁</mi>"),
      ("\\mathfrak{g}", "<mi>𝔤</mi>"), ("\\mathsf{A}", "<mi>𝖠</mi>"), ("\\mathtt{a1}", "<mi>𝚊</mi><mn>𝟷</mn>"),
      ("\\mathrm{d}", "<mi mathvariant=\"normal\">d</mi>"), ("\\mathbf{1}", "<mn>𝟏</mn>"),
    ])
  func alphabets(_ source: String, _ markup: String) throws {
    #expect(try content(of: inline(source)) == "<mrow>\(markup)</mrow>")
  }

  private static let core: [(String, String)] = [
    ("\\lVert x \\rVert", "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">‖</mo>"),
    ("\\left| x \\right|", "<mo fence=\"true\" lspace=\"0\" rspace=\"0\">|</mo>"),
    ("p(x \\mid z)", "<mo>∣</mo>"),
    ("2 \\log x", "<mn>2</mn><mspace width=\"0.1667em\"></mspace><mi>log</mi><mo>\u{2061}</mo><mspace"),
    ("\\log(x)", "<mrow><mi>log</mi><mo>\u{2061}</mo><mo stretchy=\"false\">(</mo>"),
    ("-\\log_2 x", "<mo>−</mo><msub>"), ("\\log_2 x", "</msub><mspace width=\"0.1667em\"></mspace><mi>x</mi>"),
    ("\\overline{ab}", "<menclose notation=\"top\"><mrow><mi>a</mi><mi>b</mi></mrow></menclose>"),
    ("\\vec v", "<mo stretchy=\"false\" mathsize=\"60%\">→</mo>"),
    ("\\widehat{ab}", "<mo stretchy=\"true\">\u{302}</mo>"), ("\\hat a", "<mo>^</mo>"),
    ("x'", "<mrow><mi>x</mi><mo lspace=\"0em\" rspace=\"0em\">′</mo></mrow>"),
    ("a \\overset{!}{=} b", "<mrow><mover><mrow><mo>=</mo></mrow><mo stretchy=\"false\""),
    ("\\xrightarrow{f}", "<mover><mo stretchy=\"true\">→</mo><mpadded class=\"label\">"),
    ("\\colorbox{red}{x}", "<mpadded mathbackground=\"red\" class=\"box\">"),
  ]

  @Test("what KaTeX leaves to browsers that know all of MathML is said in what all know", arguments: core)
  func coreMathML(_ source: String, _ markup: String) throws {
    let html = try content(of: inline(source))
    #expect(html.contains(markup))
  }

  @Test("words in other type stay words")
  func words() throws {
    #expect(try content(of: inline("\\textbf{two}")) == "<mrow><mtext class=\"bold\">two</mtext></mrow>")
  }

  @Test("cells carry their alignment as classes")
  func cells() throws {
    let html = try content(of: display("\\begin{aligned} a &= b \\end{aligned}"))
    #expect(html.contains("<mtd class=\"right\"><mstyle scriptlevel=\"0\" displaystyle=\"true\"><mi>a</mi>"))
    #expect(html.contains("<mtd class=\"left\">"))
  }

  @Test("lines of an array are classes too")
  func lines() throws {
    let html = try content(of: display("\\begin{array}{l|r} a & b \\\\ \\hline c & d \\end{array}"))
    #expect(html.contains("<mtd class=\"right ruled\">"))
    #expect(html.contains("<mtr class=\"ruled\">"))
  }

  @Test("room for numbers that nobody counts is left out, so that columns keep their places")
  func rowNumbers() throws {
    let align = try content(of: display("\\begin{align} a &= b \\\\ c &= d \\end{align}"))
    #expect(align == (try content(of: display("\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}"))))
  }

  @Test(
    "a tag stands apart, and the formula without the table that KaTeX puts around both",
    arguments: ["\\tag{3}", "\\tag*{3}"])
  func tag(_ tag: String) throws {
    let mathML = try render(display("x" + tag)).get()
    #expect(mathML.tag == "3")
    #expect(mathML.source == "x" + tag)
    #expect(!mathML.html.contains("mtable"))
  }

  @Test(
    "what Unicode can say on one line has a plain text",
    arguments: [
      ("\\beta", "β"), ("\\beta > 1", "β>1"), ("\\mathbb{R}", "ℝ"), ("\\sigma^2", "σ²"), ("10^{-3}", "10⁻³"),
      ("h_1", "h₁"), ("x_i^2", "xᵢ²"), ("\\mathbb{R}^n", "ℝⁿ"), ("\\tilde x", "x\u{303}"), ("\\frac12", "1/2"),
      ("x^{y^2}", nil), ("\\frac{a+b}{c}", nil), ("\\sum_{i=1}^n i", "∑ᵢ₌₁ⁿi"), ("\\sqrt 2", nil),
    ])
  func plainText(_ source: String, _ text: String?) throws {
    #expect(try render(inline(source)).get().plainText == text)
  }
}
