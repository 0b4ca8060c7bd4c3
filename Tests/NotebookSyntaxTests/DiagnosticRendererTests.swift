import NotebookSyntax
import Testing

@Suite("Writing diagnostics")
struct DiagnosticRendererTests {
  static let code = DiagnosticCode("CB204", "unknown key", "No such key.")

  static func diagnostic(
    _ severity: Diagnostic.Severity = .error, line: Int = 2, column: Int = 1, length: Int = 5, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      severity, code, "unknown key 'hiden' in 'train'", at: SourcePosition(line: line, column: column), length: length,
      help: help)
  }

  @Test("For people: place, message, line, caret, help")
  func human() {
    let text = DiagnosticRenderer.human(
      file: "Notebooks/a.md", source: "---\nhiden: 3\n",
      diagnostics: [Self.diagnostic(help: "did you mean 'hidden'?")])
    #expect(
      text == """
        Notebooks/a.md:2:1: error[CB204]: unknown key 'hiden' in 'train'
          hiden: 3
          ^~~~~
          help: did you mean 'hidden'?

        """)
  }

  @Test(
    "The caret stands below its place",
    arguments: [
      ("ab: 12", 5, 2, "    ^~"), ("\ta: 12", 5, 2, "\t   ^~"), ("日本: 12", 5, 2, "      ^~"),
      ("e\u{301}: 12", 5, 2, "   ^~"),
      ("👩‍👩‍👧: 1", 8, 1, "    ^"), ("a: 日本", 4, 2, "   ^~~~"), ("a", 9, 3, " ^"), ("", 1, 1, "^"), ("ab", 2, 99, " ^"),
      ("a\u{1B}b: 1", 6, 1, "     ^"),
    ])
  func caret(line: String, column: Int, length: Int, expected: String) {
    let text = DiagnosticRenderer.human(
      file: "a", source: line, diagnostics: [Self.diagnostic(line: 1, column: column, length: length)])
    #expect(text.split(separator: "\n").last.map(String.init) == "  " + expected)
  }

  @Test("Of a long line only the surroundings are shown")
  func longLine() {
    let line = String(repeating: "x", count: 500) + "hiden" + String(repeating: "y", count: 500)
    let text = DiagnosticRenderer.human(
      file: "a", source: line, diagnostics: [Self.diagnostic(line: 1, column: 501)])
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines[1] == "  …" + String(repeating: "x", count: 40) + "hiden" + String(repeating: "y", count: 75) + "…")
    #expect(lines[2] == "   " + String(repeating: " ", count: 40) + "^~~~~")
  }

  @Test("Without a place there is no line, and past the text neither")
  func noPlace() {
    var diagnostic = Self.diagnostic()
    diagnostic.position = nil
    #expect(
      DiagnosticRenderer.human(file: "a", source: "x", diagnostics: [diagnostic])
        == "a: error[CB204]: unknown key 'hiden' in 'train'\n")
    #expect(
      DiagnosticRenderer.human(file: "a", source: "x", diagnostics: [Self.diagnostic(.warning, line: 9)])
        == "a:9:1: warning[CB204]: unknown key 'hiden' in 'train'\n")
  }

  @Test("Colour is added where it is wanted")
  func color() {
    let text = DiagnosticRenderer.human(file: "a", source: "x", diagnostics: [Self.diagnostic(line: 1)], color: true)
    #expect(text.hasPrefix("a:1:1: \u{1B}[1;31merror[CB204]\u{1B}[0m: \u{1B}[1munknown key"))
    #expect(text.hasSuffix("  \u{1B}[1;31m^\u{1B}[0m\n"))
  }

  @Test("Nothing in a notebook commands the terminal")
  func controls() {
    let diagnostic = Diagnostic(
      .error, Self.code, "bad \u{1B}[2J\r\n\u{202E}", at: SourcePosition(line: 1, column: 1), help: "\u{9B}x\u{7}")
    let text = DiagnosticRenderer.human(file: "a\u{1B}", source: "\u{1B}]0;x\u{7}\u{2066}", diagnostics: [diagnostic])
    #expect(!text.unicodeScalars.contains { $0 != "\n" && ($0.value < 32 || 0x7F...0x9F ~= $0.value) })
    #expect(!text.unicodeScalars.contains("\u{202E}"))
    #expect(text.split(separator: "\n").count == 4)
  }

  @Test("Beyond two hundred they are counted")
  func limit() {
    let many = Array(repeating: Self.diagnostic(), count: 257)
    let human = DiagnosticRenderer.human(file: "a", source: "", diagnostics: many)
    #expect(human.split(separator: "\n").count == 201)
    #expect(human.hasSuffix("\na: and 57 more problems\n"))
    let github = DiagnosticRenderer.github(file: "a", diagnostics: Array(many.prefix(201)))
    #expect(github.hasSuffix("\n::notice file=a::and 1 more problem\n"))
    let json = DiagnosticRenderer.json([.init(file: "a", diagnostics: many), .init(file: "b", diagnostics: many)])
    #expect(json.hasSuffix("  ],\n  \"omitted\": 114\n}\n"))
    #expect(json.split(separator: "\n").count == 405)
  }

  @Test("For programs: sorted keys, escaped texts")
  func json() {
    var second = Self.diagnostic(.warning, help: "a \"b\"\\\n\t\u{1}é")
    second.position = nil
    let text = DiagnosticRenderer.json([.init(file: "a.md", diagnostics: [Self.diagnostic(), second])])
    #expect(
      text == #"""
        {
          "diagnostics": [
            { "code": "CB204", "column": 1, "file": "a.md", "help": null, "length": 5, "line": 2, "message": "unknown key 'hiden' in 'train'", "severity": "error", "title": "unknown key" },
            { "code": "CB204", "column": null, "file": "a.md", "help": "a \"b\"\\\n\t\u0001é", "length": 5, "line": null, "message": "unknown key 'hiden' in 'train'", "severity": "warning", "title": "unknown key" }
          ],
          "omitted": 0
        }

        """#)
  }

  @Test("No findings are an empty list, and nothing for people")
  func none() {
    #expect(DiagnosticRenderer.json([]) == "{\n  \"diagnostics\": [],\n  \"omitted\": 0\n}\n")
    #expect(DiagnosticRenderer.human(file: "a", source: "", diagnostics: []) == "")
    #expect(DiagnosticRenderer.github(file: "a", diagnostics: []) == "")
  }

  @Test("For GitHub: a command a line, with its own escapes")
  func github() {
    let diagnostic = Diagnostic(
      .warning, Self.code, "100% a:b,c\r\nd", at: SourcePosition(line: 4, column: 2), help: "e")
    #expect(
      DiagnosticRenderer.github(file: "a,b:c%.md", diagnostics: [diagnostic])
        == "::warning file=a%2Cb%3Ac%25.md,line=4,col=2,title=CB204::100%25 a:b,c%0D%0Ad%0Ahelp: e\n")
  }

  @Test("Diagnostics sort by place and keep their order within one")
  func order() {
    var whole = Self.diagnostic()
    whole.position = nil
    let first = Self.diagnostic(line: 1, column: 9)
    let second = Self.diagnostic(.warning, line: 2, column: 1)
    let third = Self.diagnostic(line: 2, column: 1)
    #expect([second, third, first, whole].inOrderOfPlace() == [whole, first, second, third])
  }
}
