import Mathematics
import Report
import Testing

/// What KaTeX would write of `x`, or of another piece of MathML.
private func mathML(_ inner: String = "<mi>x</mi>", source: String = "x") throws -> MathML {
  try MathML(
    katex: "<span class=\"katex\"><math><semantics><mrow>\(inner)</mrow>"
      + "<annotation encoding=\"application/x-tex\">\(source)</annotation></semantics></math></span>")
}

/// The same with KaTeX's table around it for a tag.
private func tagged(_ tag: String) throws -> MathML {
  let table =
    "<mtable width=\"100%\"><mtr><mtd width=\"50%\"></mtd><mtd><mi>x</mi></mtd><mtd width=\"50%\"></mtd>"
    + "<mtd><mtext>(\(tag))</mtext></mtd></mtr></mtable>"
  return try MathML(katex: "<math><semantics>\(table)</semantics></math>")
}

private func body(_ page: Page) -> String {
  let html = page.html()
  guard let start = html.firstRange(of: "<main"), let end = html.firstRange(of: "</main>") else { return html }
  return String(html[start.lowerBound..<end.lowerBound])
}

private func page(_ parts: [Page.Part]) -> Page {
  var page = Page(title: "T")
  page.parts = parts
  return page
}

private func formula(_ mathML: MathML, id: String? = nil) -> Page.Part {
  .formula(Page.Formula(content: .mathML(mathML), isDisplay: true, id: id))
}

@Suite("Formulas on a page")
struct FormulaTests {
  @Test("one in a line stands there as it is")
  func inline() throws {
    let mathML = try mathML()
    let page = page([.html("<p>Let "), .formula(.init(content: .mathML(mathML), isDisplay: false)), .html(" be</p>")])
    #expect(body(page).contains("<p>Let \(mathML.html) be</p>"))
  }

  @Test("one that may be wider than a printed page says how wide it is, and no other does")
  func width() throws {
    let long = try mathML(String(repeating: "<mi>x</mi><mo>+</mo>", count: 30), source: "x")
    #expect(long.width > 40 && long.width < 70)
    let style = "style=\"--ems:\(Int((long.width * 1.15).rounded(.up)))\""
    #expect(body(page([formula(long)])).contains("<span class=\"equation-body\" \(style)"))
    // What stands above each other is not wider than its widest line.
    let line = "<mrow>\(String(repeating: "<mi>x</mi>", count: 50))</mrow>"
    let high = try mathML("<mfrac>\(line)\(line)</mfrac>")
    #expect(high.width < 30 && !body(page([formula(high)])).contains("--ems:"))
  }

  @Test("one on lines of its own can be scrolled, and has no number unless it is named")
  func display() throws {
    let mathML = try mathML()
    #expect(
      body(page([formula(mathML)])).contains(
        "<span class=\"equation\"><span class=\"equation-body\" tabindex=\"0\">\(mathML.html)</span></span>"))
  }

  @Test(
    "punctuation stays on the line of the formula that it touches",
    arguments: [
      ("Let ", ", be", "Let <span class=\"joined\">X,</span> be"), ("(", ").", "<span class=\"joined\">(X).</span>"),
      ("Let ", " be", "Let X be"), ("k", "-means", "k<span class=\"joined\">X-</span>means"),
      ("(", " x", "<span class=\"joined\">(X</span> x"),
    ])
  func punctuation(_ before: String, _ after: String, _ expected: String) throws {
    let mathML = try mathML()
    let formula = Page.Part.formula(.init(content: .mathML(mathML), isDisplay: false))
    let html = body(page([.html("<p>" + before), formula, .html(after + "</p>")]))
    #expect(html.contains("<p>\(expected.replacing("X", with: mathML.html))</p>"))
  }

  @Test("formulas side by side keep to themselves")
  func neighbours() throws {
    let mathML = try mathML()
    let formula = Page.Part.formula(.init(content: .mathML(mathML), isDisplay: false))
    let html = body(page([.html("<p>"), formula, formula, .value("1"), formula, .html("</p>")]))
    #expect(html.contains("<p>\(mathML.html)\(mathML.html)1\(mathML.html)</p>"))
  }

  @Test("one that is a paragraph's all has no space of its own")
  func alone() throws {
    let parts: [Page.Part] = [.html("<p>"), formula(try mathML()), .html("\n</p>\n")]
    #expect(body(page(parts)).contains("<span class=\"equation alone\">"))
    #expect(!body(page([.html("<p>A "), parts[1], parts[2]])).contains("alone"))
  }

  @Test("named ones are numbered in the order of the page, and references say their numbers")
  func numbers() throws {
    let mathML = try mathML()
    let html = body(
      page([
        .html("<p>See @eq-b and @eq-a."), formula(mathML, id: "eq-a"), formula(mathML), formula(mathML, id: "eq-b"),
        .html("</p>"),
      ]))
    #expect(html.contains("<p>See <a href=\"#eq-b\">Equation 2</a> and <a href=\"#eq-a\">Equation 1</a>."))
    #expect(html.contains("<span class=\"equation numbered\" id=\"eq-a\">"))
    #expect(html.contains("<span class=\"equation-number\">(1)</span>"))
    #expect(html.contains("<span class=\"equation-number\">(2)</span>"))
  }

  @Test("a tag is the number, and does not count")
  func tags() throws {
    let html = body(
      page([
        .html("<p>@eq-a, @eq-b."), formula(try tagged("A"), id: "eq-a"), formula(try mathML(), id: "eq-b"),
        formula(try tagged("7")), .html("</p>"),
      ]))
    #expect(html.contains("<p><a href=\"#eq-a\">Equation A</a>, <a href=\"#eq-b\">Equation 1</a>."))
    for number in ["A", "1", "7"] { #expect(html.contains("<span class=\"equation-number\">(\(number))</span>")) }
  }

  @Test("one that could not be rendered is code, escaped")
  func source() {
    let formula = Page.Formula(content: .source("\\foo <b>"), isDisplay: false)
    #expect(body(page([.formula(formula)])).contains("<code>\\foo &lt;b&gt;</code>"))
  }

  @Test("what looks like a reference in one is none")
  func referenceInside() throws {
    let mathML = try mathML("<mtext>@eq-a</mtext>")
    let html = body(page([formula(mathML, id: "eq-a"), .html("<p>@eq-a</p>")]))
    #expect(html.contains("<mtext>@eq-a</mtext>"))
    #expect(html.contains("<p><a href=\"#eq-a\">Equation 1</a></p>"))
  }

  @Test("one in a heading stands in the table of contents too, and as text in the title")
  func heading() throws {
    let beta = Page.Formula(content: .mathML(try mathML("<mi>β</mi>", source: "\\beta")), isDisplay: false)
    let square = Page.Formula(content: .source("x^2"), isDisplay: false)
    let heading = Page.Heading(level: 2, parts: [.html("The "), .formula(beta), .html("-VAE")], id: "the-vae")
    var page = page([.html("<h2 id=\"the-vae\">The "), .formula(beta), .html("-VAE</h2>")])
    page.headings = [heading, Page.Heading(level: 2, parts: [.formula(square)], id: "b")]
    #expect(heading.plainText == "The β-VAE")
    #expect(page.headings[1].plainText == "x^2")
    #expect(page.html().contains("<a href=\"#the-vae\">The <math>"))
  }

  @Test("captions have formulas at their places")
  func caption() throws {
    let mathML = try mathML()
    var block = sampleTraining()
    block.figures = [block.figures[0]]
    block.figures[0].formulas = [.init(range: 0..<3, formula: .init(content: .mathML(mathML), isDisplay: false))]
    let html = body(page([.block(block)]))
    #expect(html.contains("</span> \(mathML.html) loss.</figcaption>"))
    block.figures[0].formulas = [.init(range: 5..<90, formula: .init(content: .mathML(mathML), isDisplay: false))]
    #expect(body(page([.block(block)])).contains("</span> The loss.</figcaption>"))
  }

  @Test("references to sections say their numbers, or their headings where there are none")
  func sections() {
    var page = page([.html("<h2 id=\"sec-noise\">Noise</h2><p>See @sec-noise.</p>")])
    page.headings = [
      Page.Heading(level: 1, parts: [.html("T")], id: "t"),
      Page.Heading(level: 2, parts: [.html("Data")], id: "data"),
      Page.Heading(level: 2, parts: [.html("Noise &amp; more")], id: "sec-noise"),
    ]
    #expect(body(page).contains("<a href=\"#sec-noise\">Section “Noise &amp; more”</a>."))
    page.numbersSections = true
    #expect(body(page).contains("<a href=\"#sec-noise\">Section 1.2</a>."))
  }
}
