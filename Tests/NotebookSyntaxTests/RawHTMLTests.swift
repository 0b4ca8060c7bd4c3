import NotebookSyntax
import TestSupport
import Testing

@Suite("Raw HTML")
struct RawHTMLTests {
  @Test("Details and summary are let through, with Markdown between them")
  func details() {
    let text = """
      <details open>
      <summary>More <3 & `x`</summary>

      Some **bold** `{=a}`.

      </details>
      """
    let document = NotebookDocument(parsing: text)
    #expect(
      document.picture == """
        <details open>
        <summary>More &lt;3 &amp; `x`</summary>
        <p>Some <strong>bold</strong> ⟦value 0⟧.</p>
        </details>

        """)
    #expect(document.findings == [])
  }

  @Test("Details on one line, nested and in a list")
  func nested() {
    #expect(
      picture("<details><summary>A</summary>text</details>")
        == "<details>\n<summary>A</summary>\n<p>text</p>\n</details>\n")
    #expect(
      picture("<DETAILS>\n\n<details>\n\na\n\n</details>\n\n</DETAILS>")
        == "<details>\n<details>\n<p>a</p>\n</details>\n</details>\n")
    #expect(
      picture("- <details>\n\n  a\n\n  </details>")
        == "<ul>\n<li>\n<details>\n<p>a</p>\n</details>\n</li>\n</ul>\n")
  }

  @Test(
    "What does not balance is text",
    arguments: [
      "<details>", "</details>", "<summary>a</summary>", "</summary>", "<details>\n\n- </details>\n",
      "> <details>\n\n</details>",
      "<details>\n<summary>\n</details>", "</details>\n<details>", "<details>\n\n> <summary>a</summary>\n",
    ])
  func unbalanced(text: String) {
    let page = picture(text)
    for tag in ["<details", "<summary"] {
      #expect(page.ranges(of: tag).count == page.ranges(of: "</" + tag.dropFirst()).count)
    }
    #expect(NotebookDocument(parsing: text).diagnostics.allSatisfy { $0.code.id == "CB110" })
    #expect(!NotebookDocument(parsing: text).diagnostics.isEmpty)
  }

  @Test("A tag without partner is told at its place")
  func unbalancedPlace() {
    let marked = MarkedText("> a\n>\n>  1️⃣<details>\n")
    let document = NotebookDocument(parsing: marked.text)
    #expect(document.picture == "<blockquote>\n<p>a</p>\n<p>&lt;details&gt;</p>\n</blockquote>\n")
    #expect(
      document.findings == [
        "\(marked[1]) warning CB110: raw HTML '<details>' is shown as text"
          + " | <details> and <summary> need their ends in the same list item or quote"
      ])
  }

  @Test("Everything else is text with a warning at its place")
  func refused() {
    let marked = MarkedText("a 1️⃣<b>c2️⃣</b> <!-- gone --> d\n\n> - 3️⃣<div class=\"x\">\n>   e </div>\n")
    let document = NotebookDocument(parsing: marked.text)
    #expect(
      document.picture == """
        <p>a &lt;b&gt;c&lt;/b&gt;  d</p>
        <blockquote>
        <ul>
        <li>
        <p>&lt;div class=&quot;x&quot;&gt;
        e &lt;/div&gt;</p>
        </li>
        </ul>
        </blockquote>

        """)
    let help = "only <details>, <summary> and their ends on lines of their own are let through"
    #expect(
      document.findings == [
        "\(marked[1]) warning CB110: raw HTML '<b>' is shown as text | \(help)",
        "\(marked[2]) warning CB110: raw HTML '</b>' is shown as text | \(help)",
        "\(marked[3]) warning CB110: raw HTML '<div class=\"x\">' is shown as text | \(help)",
      ])
  }

  @Test("Comments are left out, but an open one hides nothing")
  func comments() {
    #expect(picture("<!-- a\n\nb -->\nc") == "<p>c</p>\n")
    #expect(NotebookDocument(parsing: "<!-- a -->\n").findings == [])
    #expect(picture("<!-- a\n\nb") == "<p>&lt;!-- a\n\nb</p>\n")
  }

  @Test(
    "No payload reaches the page as markup",
    arguments: [
      "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
      "<details ontoggle=alert(1)>",
      "<details open ontoggle=alert(1)>", "<details\nopen onx=1>", "<summary onclick=x>", "<iframe src=x>",
      "<style>*{}</style>",
      "<meta http-equiv=refresh content=0>", "<a href='javascript:x'>a</a>", "<!--><img src=x onerror=y>-->",
      "<!---><b>-->",
      "<?php x ?>", "<![CDATA[<script>]]>", "<!DOCTYPE x>", "![x\"onerror=\"y](a.png)", "![a](b.png \"\\\"onload=x\")",
      "[a](b \"\\\"onclick=x\")", "[a](\"onclick=x)", "# <script>x</script>", "# a {#sec-x\"onclick=y}",
      "```\"><script>x\n```",
      "| <script> |\n|---|\n| <img onerror=x> |", "[^\"><script>]\n\n[^\"><script>]: <script>",
      "<details><script>x</script></details>",
      "<summary><script></summary>", "<details><summary><img src=x></summary></details>", "&lt;script&gt;",
      "<scr<script>ipt>",
      "https://a.org/\"><script>", "`<script>`", "~~<script>~~", "> [!NOTE]\n> <script>", "<details>\u{301}<script>",
    ])
  func payload(text: String) throws {
    let document = NotebookDocument(parsing: text)
    let pages = [document.picture] + document.headings.map { picture(of: $0.parts) }
    let allowed = [
      "details", "summary", "p", "pre", "code", "h1", "img", "a", "table", "thead", "tbody", "tr", "th", "td", "sup",
      "section",
      "ol", "li", "del", "blockquote", "div",
    ]
    for page in pages {
      for tag in page.matches(of: /<\/?([^\s>\/]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>/) {
        #expect(allowed.contains(String(tag.1)))
        #expect(!tag.2.contains(/\son[a-z]*=/))
      }
      // Nothing but whole tags of that shape has an angle bracket.
      let rest = page.replacing(/<\/?[^\s>\/]*(?:\s+[a-z-]+(?:="[^"<>]*")?)*\s*\/?>/, with: "")
      #expect(!rest.contains("<"))
    }
  }
}
