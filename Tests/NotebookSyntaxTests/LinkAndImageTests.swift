import NotebookSyntax
import TestSupport
import Testing

@Suite("Links and images")
struct LinkAndImageTests {
  @Test(
    "Safe links are kept",
    arguments: [
      "http://a.org", "https://a.org/b", "mailto:a@b.cc", "data.csv", "../a/b.md#c", "#results", "?q=a:b", "/x",
      "./a:b",
      "HTTPS://a.org",
    ])
  func kept(url: String) {
    let document = NotebookDocument(parsing: "[t](\(url))")
    #expect(document.picture == "<p><a href=\"\(url)\">t</a></p>\n")
    #expect(document.findings == [])
  }

  @Test(
    "Links that lead elsewhere become their text, with a warning",
    arguments: [
      "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
      "ftp://a.org",
      "//evil.org/x", "\\\\\\\\evil.org", "javascript%3Aalert(1)", "%6Aavascript:x", "blob:x", "x-y+z.1:a",
      "about:blank",
      ":x", "%2F%2Fevil.org",
    ])
  func refused(url: String) {
    let document = NotebookDocument(parsing: "[t](\(url)) **u**")
    #expect(document.picture == "<p>t <strong>u</strong></p>\n")
    #expect(document.diagnostics.map(\.code.id) == ["CB111"])
  }

  @Test(
    "Encoded links are seen through",
    arguments: [
      "javascript&#58;x", "java&#x73;cript:x", "javascript&colon;x", "&#1;javascript:x", "java&Tab;script:x",
      "java&NewLine;script:x",
    ])
  func encoded(url: String) {
    let document = NotebookDocument(parsing: "[t](\(url)) [t][r] <b:x>\n\n[r]: <\(url)>")
    #expect(document.picture == "<p>t t &lt;b:x&gt;</p>\n")
    #expect(document.diagnostics.map(\.code.id).filter { $0 == "CB111" }.count == 2)
  }

  @Test("A refused link is told at its place")
  func place() {
    let marked = MarkedText("one\n[a](1️⃣javascript:x) [b](2️⃣javascript:x)\n\n<3️⃣file:x>")
    let document = NotebookDocument(parsing: marked.text)
    let help = "links are http, https, mailto or relative"
    #expect(
      document.findings == [
        "\(marked[1]) warning CB111: link to 'javascript:x' is left out | \(help)",
        "\(marked[2]) warning CB111: link to 'javascript:x' is left out | \(help)",
        "\(marked[3]) warning CB111: link to 'file:x' is left out | \(help)",
      ])
  }

  @Test("A local image has its address left open, and says what it is")
  func image() {
    let marked = MarkedText("a ![x](y.png) 1️⃣![the *code* `{=a}` `b`](img/c%20d.png \"T<\")")
    let document = NotebookDocument(parsing: marked.text)
    #expect(
      document.picture == "<p>a <img src=\"⟦image 0⟧\" alt=\"x\" />"
        + " <img src=\"⟦image 1⟧\" alt=\"the code ⟦value 0⟧ b\" title=\"T&lt;\" /></p>\n")
    #expect(document.images.map(\.destination) == ["y.png", "img/c%20d.png"])
    #expect(document.images.map(\.alternative) == ["x", "the code {=a} b"])
    #expect(document.images.map(\.position.place) == [MarkedText.Place(line: 1, column: 3), marked[1]])
  }

  @Test("An image in a link, in an image's text and in a table")
  func nestedImages() {
    #expect(picture("[![a](b.png)](c)") == "<p><a href=\"c\"><img src=\"⟦image 0⟧\" alt=\"a\" /></a></p>\n")
    #expect(picture("![a ![b](c.png)](d.png)") == "<p><img src=\"⟦image 0⟧\" alt=\"a b\" /></p>\n")
    #expect(picture("| a |\n|--|\n| ![b](c.png) |").contains("<td><img src=\"⟦image 0⟧\" alt=\"b\" /></td>"))
  }

  @Test(
    "An image of elsewhere becomes its text, with a warning",
    arguments: [
      "https://a.org/b.png", "http://a.org/b.png", "//a.org/b.png", "data:image/png;base64,AA", "file:///b.png",
    ])
  func remote(url: String) {
    let marked = MarkedText("a 1️⃣![x `{=y}`](\(url))")
    let document = NotebookDocument(parsing: marked.text)
    #expect(document.picture == "<p>a x ⟦value 0⟧</p>\n")
    #expect(document.images == [])
    #expect(
      document.findings == [
        "\(marked[1]) warning CB112: image '\(url)' is not shown"
          + " | put the image beside the notebook and name its relative path"
      ])
  }
}
