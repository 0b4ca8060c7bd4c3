import NotebookSyntax
import TestSupport
import Testing

@Suite("Prose")
struct ProseTests {
  @Test("GitHub's tables, strikethrough, task lists and footnotes are rendered")
  func extensions() {
    let text = """
      | a | b |
      |---|--:|
      | 1 | 2 |

      ~~old~~ text[^1]

      - [x] done

      [^1]: note
      """
    #expect(
      picture(text) == """
        <table>
        <thead>
        <tr>
        <th>a</th>
        <th align="right">b</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td>1</td>
        <td align="right">2</td>
        </tr>
        </tbody>
        </table>
        <p><del>old</del> text<sup class="footnote-ref"><a href="#fn-1" id="fnref-1" data-footnote-ref>1</a></sup></p>
        <ul>
        <li><input type="checkbox" checked="" disabled="" /> done</li>
        </ul>
        <section class="footnotes" data-footnotes>
        <ol>
        <li id="fn-1">
        <p>note <a href="#fnref-1" class="footnote-backref" data-footnote-backref aria-label="Back to content">↩</a></p>
        </li>
        </ol>
        </section>

        """)
  }

  @Test("An empty notebook has an empty page", arguments: ["", "\n", "\u{FEFF}", " \t\r\n\r", "---\n---"])
  func empty(text: String) {
    let document = NotebookDocument(parsing: text)
    #expect(document.parts == [])
    #expect(document.findings == [])
  }

  @Test("A NUL becomes the replacement character")
  func nul() {
    #expect(picture("a\u{0}b") == "<p>a\u{FFFD}b</p>\n")
  }

  @Test("Line ends of every kind are one line end")
  func lineEnds() {
    #expect(picture("a\r\nb\rc\nd") == "<p>a\nb\nc\nd</p>\n")
  }

  @Test("References are left as they are")
  func references() {
    #expect(picture("as @fig-a-loss shows") == "<p>as @fig-a-loss shows</p>\n")
  }

  @Test("Private-use characters and references to them are text, not places")
  func markers() {
    let text = "\u{E000}0\u{E000} &#xE001;0&#57345; &#xe002;1&#xe002; `{=a}`"
    #expect(picture(text) == "<p>\u{E000}0\u{E000} \u{E001}0\u{E001} \u{E002}1\u{E002} ⟦value 0⟧</p>\n")
  }

  @Test(
    "Quotes with a mark become boxes",
    arguments: [
      ("NOTE", "note", "Note"), ("TIP", "tip", "Tip"), ("IMPORTANT", "important", "Important"),
      ("WARNING", "warning", "Warning"), ("CAUTION", "caution", "Caution"), ("note", "note", "Note"),
    ])
  func callout(mark: String, name: String, title: String) {
    #expect(
      picture("> [!\(mark)]\n> Text\n>\n> - item\n") == """
        <div class="callout callout-\(name)">
        <p class="callout-title">\(title)</p>
        <p>Text</p>
        <ul>
        <li>item</li>
        </ul>
        </div>

        """)
  }

  @Test(
    "Task lists in boxes and quotes have their boxes, as they do elsewhere",
    arguments: ["> [!TIP]\n", "> a\n>\n", ""])
  func quotedTasks(start: String) {
    let mark = start.isEmpty ? "" : "> "
    let picture = picture(start + ["- [ ] a *b*", "- [x] c", "- \\[ ] d", "- [ ]e"].map { "\(mark)\($0)\n" }.joined())
    #expect(
      picture.contains(
        """
        <ul>
        <li><input type="checkbox" disabled="" /> a <em>b</em></li>
        <li><input type="checkbox" checked="" disabled="" /> c</li>
        <li>[ ] d</li>
        <li>[ ]e</li>
        </ul>
        """), "\(picture)")
  }

  @Test("Other quotes stay quotes", arguments: ["> [!NOTES]\n> a", "> a [!NOTE]", "> [!NOTE] a", "> a\n> [!NOTE]"])
  func quote(text: String) {
    #expect(picture(text).hasPrefix("<blockquote>"))
  }

  @Test("A box may be empty")
  func emptyCallout() {
    #expect(
      picture("> [!TIP]") == "<div class=\"callout callout-tip\">\n<p class=\"callout-title\">Tip</p>\n</div>\n")
  }

  @Test("The same text gives the same document")
  func same() {
    let text = "# A `{=a}`\n\n![b](c.png) `{=d}`\n\n```yaml train\n```\n"
    let first = NotebookDocument(parsing: text)
    let second = NotebookDocument(parsing: Array(text.utf8))
    #expect(first.parts == second.parts)
    #expect(first.headings == second.headings)
  }
}
