import Foundation
import Testing

@Suite("A notebook with mathematics")
struct MathematicsTests {
  private static let notebook = """
    # The $\\beta$-VAE

    Let $x \\in \\mathbb{R}^d$; it costs $5 and $6. By @eq-elbo and @sec-why:

    $$
    \\mathcal{L} = \\lVert x - \\hat x \\rVert^2
    $$ {#eq-elbo}

    ## Why {#sec-why}

    | loss | value |
    | --- | --- |
    | $p(x \\| z)$ | 1 |
    """

  @Test("its page has MathML, numbers and references, and text that is none stays text")
  func page() throws {
    let codebook = try Command()
    try codebook.write(Self.notebook, to: "a.md")
    let outcome = try codebook("run", "a.md")
    #expect(outcome.exitCode == 0)
    #expect(outcome.standardError == "")
    let page = String(decoding: try codebook.read("Output/a.html"), as: UTF8.self)
    #expect(page.contains("<title>The β-VAE</title>"))
    #expect(page.contains("<mi>ℝ</mi>"))
    #expect(page.contains("it costs $5 and $6. By <a href=\"#eq-elbo\">Equation 1</a> and <a href=\"#sec-why\">"))
    #expect(page.contains("<span class=\"equation numbered alone\" id=\"eq-elbo\">"))
    #expect(page.contains("<td><math>"))
    #expect(!page.contains("<script"))
  }

  @Test("a bad formula is a warning at its place, in the prose and in captions, and is shown as code")
  func badFormulas() throws {
    let codebook = try Command()
    let text = """
      Let $a + \\lamdba$ be.

      > $$
      > x^
      > $$

      ```yaml train
      label: mean
      variant: mean_image
      data: {name: subspace, rank: 2, size: 16, count: 64}
      figures: [reconstructions]
      fig_cap: Digits of $\\href{a}{x}$
      ```
      """
    try codebook.write(text, to: "a.md")
    let outcome = try codebook("check", "a.md")
    #expect(outcome.exitCode == 0)
    let places = outcome.standardError.split(separator: "\n").filter { $0.hasPrefix("a.md:") }
    #expect(
      places == [
        "a.md:1:10: warning[CB504]: formula shown as code: unknown command '\\lamdba'",
        "a.md:4:4: warning[CB504]: formula shown as code: expected group after '^'",
        "a.md:12:21: warning[CB504]: formula shown as code: '\\href' is not allowed",
      ])
    #expect(outcome.standardError.contains("help: did you mean '\\lambda'?"))
    #expect(try codebook("check", "--strict", "a.md").exitCode == 1)
    #expect(try codebook("run", "--quiet", "a.md").exitCode == 0)
    let page = String(decoding: try codebook.read("Output/a.html"), as: UTF8.self)
    #expect(page.contains("<code>a + \\lamdba</code>"))
    #expect(page.contains("Digits of <code>\\href{a}{x}</code></figcaption>"))
  }

  @Test("a formula in a caption is rendered")
  func caption() throws {
    let codebook = try Command()
    let text = """
      ```yaml train
      label: mean
      variant: mean_image
      data: {name: subspace, rank: 2, size: 16, count: 64}
      figures: [reconstructions]
      fig_cap: Means, $\\bar x$, error `{=mean.test.mse:.1f}`
      ```
      """
    try codebook.write(text, to: "a.md")
    #expect(try codebook("run", "--quiet", "a.md").exitCode == 0)
    let page = String(decoding: try codebook.read("Output/a.html"), as: UTF8.self)
    #expect(page.contains("Means, <math>"))
    #expect(page.contains("</math>, error 0."))
  }

  @Test("without KaTeX there is one warning, which names the package, and a page all the same")
  func missing() throws {
    let codebook = try Command()
    try codebook.write("$x$ and $y$\n", to: "a.md")
    try codebook.write("No formula.\n", to: "b.md")
    let nowhere = ["CODEBOOK_KATEX": codebook.folder.path + "/none.js"]
    let outcome = try codebook("run", "a.md", environment: nowhere)
    #expect(outcome.exitCode == 0)
    #expect(
      outcome.standardError.hasPrefix("a.md:1:2: warning[CB505]: formulas are shown as code: KaTeX was not found\n"))
    #expect(outcome.standardError.contains("help: install it: apt-get install libjs-katex"))
    #expect(outcome.standardError.components(separatedBy: "CB505").count == 2)
    let page = String(decoding: try codebook.read("Output/a.html"), as: UTF8.self)
    #expect(page.contains("<code>x</code> and <code>y</code>"))
    #expect(try codebook("run", "b.md", environment: nowhere).standardError == "")
  }

  @Test("references to formulas and sections that are not there are errors")
  func references() throws {
    let codebook = try Command()
    try codebook.write("See @eq-elbow and @sec-y.\n\n$$x$$ {#eq-elbo}\n\n# X {#sec-x}\n", to: "a.md")
    let outcome = try codebook("check", "a.md")
    #expect(outcome.exitCode == 1)
    #expect(outcome.standardError.contains("a.md:1:5: error[CB503]: no formula is named '@eq-elbow'"))
    #expect(outcome.standardError.contains("help: did you mean '@eq-elbo'?"))
    #expect(outcome.standardError.contains("a.md:1:19: error[CB503]: no heading is named '@sec-y'"))
  }
}
