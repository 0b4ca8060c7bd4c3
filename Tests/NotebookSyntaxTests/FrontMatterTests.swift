import NotebookSyntax
import TestSupport
import Testing

@Suite("Front matter")
struct FrontMatterTests {
  @Test("Front matter is lifted out and keeps its places", arguments: ["\n", "\r\n", "\r"])
  func lifted(end: String) throws {
    let marked = MarkedText(["---", "title: 1️⃣x", "seed: 2️⃣3", "---", "Text `{=3️⃣a}`"].joined(separator: end))
    let document = NotebookDocument(parsing: marked.text)
    let fragment = try #require(document.frontMatter)
    #expect(fragment.text == "title: x\nseed: 3\n")
    #expect(fragment.place(of: "x") == marked[1])
    #expect(fragment.place(of: "3") == marked[2])
    #expect(document.values.map(\.position.place) == [marked[3]])
    #expect(document.picture == "<p>Text ⟦value 0⟧</p>\n")
  }

  @Test("Three dots close front matter too, and white space may follow either line")
  func dots() {
    let document = NotebookDocument(parsing: "---  \na: 1\n...\t\nText")
    #expect(document.frontMatter?.text == "a: 1\n")
    #expect(document.picture == "<p>Text</p>\n")
  }

  @Test("Empty front matter is front matter")
  func empty() {
    #expect(NotebookDocument(parsing: "---\n---\nText").frontMatter?.text == "")
  }

  @Test("A byte order mark may stand before it")
  func byteOrderMark() {
    let document = NotebookDocument(parsing: "\u{FEFF}---\na: 1\n---\n")
    #expect(document.frontMatter?.text == "a: 1\n")
    #expect(document.parts == [])
  }

  @Test("A place past its end is on its last line")
  func pastTheEnd() {
    let document = NotebookDocument(parsing: "---\na: 1\nb: 2\n---\n")
    #expect(document.frontMatter?.position(line: 9, column: 1) == SourcePosition(line: 3, column: 1))
  }

  @Test("Unclosed front matter is an error at its first line")
  func unclosed() {
    let document = NotebookDocument(parsing: "---\ntitle: x\n\nText")
    #expect(document.frontMatter == nil)
    #expect(document.findings == ["1:1 error CB103: the front matter is not closed | end it with a line '---'"])
  }

  @Test("A rule that is not on the first line is a rule", arguments: ["\n---\na\n", "a\n\n---\n", " ---\n", "----\n"])
  func rule(text: String) {
    let document = NotebookDocument(parsing: text)
    #expect(document.frontMatter == nil)
    #expect(document.findings == [])
    #expect(document.picture.contains("<hr />"))
  }
}
