import NotebookSyntax
import Testing

/// The attacks of the project's trust page at a size that stays quick: none may trap, whatever the page looks like.
@Suite("Hostile texts")
struct HostileTextTests {
  struct Attack: CustomTestStringConvertible {
    let unit: String
    var head = ""
    var tail = ""
    var testDescription: String { head + unit + "…" }

    func text(bytes: Int) -> String {
      head + String(repeating: unit, count: max(1, bytes / max(1, unit.utf8.count))) + tail
    }
  }

  static let attacks = [
    Attack(unit: "a\n-|-\n"), Attack(unit: "-|-\nt>|-\n"), Attack(unit: "|", head: "x\n| - |\n"),
    Attack(unit: "a|", head: "|a|\n|-|\n"), Attack(unit: ":\n", head: ":-\n", tail: ":-"),
    Attack(unit: "a\n", tail: "-|-"),
    Attack(unit: " -", tail: "x\n\n\n"), Attack(unit: "- ", tail: "x\n\n\n"), Attack(unit: ">\n", head: "> - - - x\n"),
    Attack(unit: ">", tail: "a\n"), Attack(unit: ">", tail: "."), Attack(unit: ">", tail: "a*a*\n"),
    Attack(unit: "[f]\n", head: "[f]:u\n\"\n", tail: "[f]:u \"t"), Attack(unit: "[a]", head: "[a]: u \"TTTTTTTTTT\"\n"),
    Attack(unit: "<?x", head: "-1"), Attack(unit: "![[]()"), Attack(unit: "*t ", tail: "_t*_ "),
    Attack(unit: "~e", tail: ",z~~"),
    Attack(unit: "[^1]:", tail: "\n\n\n"), Attack(unit: "["), Attack(unit: "]"), Attack(unit: "</<!--"),
    Attack(unit: "<a "),
    Attack(unit: "&#x"), Attack(unit: "\u{0}"), Attack(unit: "\u{FEFF}"), Attack(unit: "\r"), Attack(unit: "\t"),
    Attack(unit: "`{=a}` "), Attack(unit: "`{=a "), Attack(unit: "`{=\n"), Attack(unit: "<details>\n\n"),
    Attack(unit: "<b>"),
    Attack(unit: "<details><summary>"), Attack(unit: "</summary></details>"), Attack(unit: "![a](b)"),
    Attack(unit: "![a"),
    Attack(unit: "# a\n"), Attack(unit: "# {#sec-\n"), Attack(unit: "https://a.b/("), Attack(unit: "www.a.b)"),
    Attack(unit: "&a;", head: "https://a.b/"), Attack(unit: "[a](x:y)"), Attack(unit: "```yaml train\n"),
    Attack(unit: "> ```yaml train\n"), Attack(unit: "- ```yaml train x\n"), Attack(unit: "> [!NOTE]\n"),
    Attack(unit: "---\n"), Attack(unit: "---\na: 1\n"), Attack(unit: "\u{E000}&#xE001;"),
    Attack(unit: "&#999999999999;"),
    Attack(unit: "<!--\n"), Attack(unit: "\u{1F468}\u{200D}"), Attack(unit: "\\`"), Attack(unit: "a\u{301}<"),
  ]

  @Test("An attack of 8 KiB is read or refused, never a trap", arguments: attacks)
  func survives(attack: Attack) {
    let text = attack.text(bytes: 8_192)
    let document = NotebookDocument(parsing: text)
    let written = DiagnosticRenderer.human(file: "a", source: text, diagnostics: document.diagnostics)
    #expect(written.isEmpty == document.diagnostics.isEmpty)
    #expect(document.diagnostics.allSatisfy { ($0.position?.line ?? 1) >= 1 && ($0.position?.column ?? 1) >= 1 })
    #expect(document.diagnostics == document.diagnostics.inOrderOfPlace())
  }

  @Test("Runs of backticks of every length")
  func backticks() {
    let text = (1...100).map { String(repeating: "`", count: $0) + "{=a" }.joined(separator: " ")
    #expect(NotebookDocument(parsing: text).values == [])
  }

  @Test("A wide table over many short rows")
  func wideTable() {
    let width = 40
    let text =
      String(repeating: "|x", count: width) + "|\n" + String(repeating: "|-", count: width) + "|\n"
      + String(repeating: "`{=a}`\n", count: 40)
    #expect(NotebookDocument(parsing: text).values.count == 40)
  }

  @Test("Deep nesting is walked without a stack")
  func deep() {
    let document = NotebookDocument(parsing: String(repeating: "> ", count: 4_000) + "`{=a}`")
    #expect(document.values.map(\.position.column) == [8_004])
  }

  @Test("Every prefix of a notebook is read")
  func prefixes() {
    let text =
      "---\na: 1\n---\n# A `{=b}` {#sec-c}\n\n> - ```yaml train\n>   d: é\n>   ```\n\n<details>\n\n![e](f) [g](h:i)\n"
    for count in 0...text.utf8.count {
      let document = NotebookDocument(parsing: Array(text.utf8.prefix(count)))
      #expect(document.diagnostics.allSatisfy { ($0.position?.column ?? 1) >= 1 })
    }
  }

  @Test("Documents are read on many threads at once with the same result")
  func threads() async {
    let text = "~~a~~ | b\n\n| `{=c}` |\n|---|\n| ~~d~~ |\n\n- [ ] e[^1]\n\n[^1]: f\n"
    let expected = picture(text)
    let pages = await withTaskGroup(of: String.self) { group in
      for _ in 0..<200 { group.addTask { picture(text) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(pages.allSatisfy { $0 == expected })
  }
}
