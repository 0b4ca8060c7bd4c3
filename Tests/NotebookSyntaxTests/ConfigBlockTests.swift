import NotebookSyntax
import TestSupport
import Testing

@Suite("Config blocks")
struct ConfigBlockTests {
  /// A notebook whose one block begins at 0️⃣ and says `nosie` at 1️⃣ and `café` at 2️⃣.
  static let notebooks = [
    "plain": "Text\n\n0️⃣```yaml train\n1️⃣nosie: 3\nb: 2️⃣café\n```\n",
    "yml": "0️⃣```yml evaluate\n1️⃣nosie: 3\nb: 2️⃣café\n```\n",
    "tildes": "0️⃣~~~ yaml train\n1️⃣nosie: 3\nb: 2️⃣café\n~~~~\n",
    "long fence": "0️⃣`````yaml   train  \n1️⃣nosie: 3\n```\nb: 2️⃣café\n``````\n",
    "indented by one": " 0️⃣```yaml train\n 1️⃣nosie: 3\n  b: 2️⃣café\n```\n",
    "indented by three": "   0️⃣```yaml train\n   1️⃣nosie: 3\n b: 2️⃣café\n  ```\n",
    "CRLF": "a\r\n\r\n0️⃣```yaml train\r\n1️⃣nosie: 3\r\nb: 2️⃣café\r\n```\r\n",
    "CR": "a\r\r0️⃣```yaml train\r1️⃣nosie: 3\rb: 2️⃣café\r```\r",
    "byte order mark": "0️⃣```yaml train\n1️⃣nosie: 3\nb: 2️⃣café\n```",
    "list": "- a\n\n  0️⃣```yaml train\n  1️⃣nosie: 3\n  b: 2️⃣café\n  ```\n",
    "list's first": "1. 0️⃣```yaml train\n   1️⃣nosie: 3\n   b: 2️⃣café\n   ```\n",
    "list with blank lines": "- 0️⃣```yaml train\n\n  1️⃣nosie: 3\n\n  b: 2️⃣café\n  ```\n",
    "nested list": "- a\n  1. b\n     - 0️⃣```yaml train\n       1️⃣nosie: 3\n       b: 2️⃣café\n       ```\n",
    "list with tabs": "-\ta\n\n\t0️⃣```yaml train\n\t1️⃣nosie: 3\n\tb: 2️⃣café\n\t```\n",
    "half a tab": "- a\n\n  0️⃣```yaml train\n\t1️⃣nosie: 3\n\tb: 2️⃣café\n  ```\n",
    "quote": "> 0️⃣```yaml train\n> 1️⃣nosie: 3\n> b: 2️⃣café\n> ```\n",
    "quote, uneven": "> 0️⃣```yaml train\n>1️⃣nosie: 3\n  > b: 2️⃣café\n>```\n",
    "quote with tabs": ">\t0️⃣```yaml train\n>\t1️⃣nosie: 3\n> \tb: 2️⃣café\n> ```\n",
    "quote in quote": "> > 0️⃣```yaml train\n>> 1️⃣nosie: 3\n>  > b: 2️⃣café\n> > ```\n",
    "quote in list": "- > 0️⃣```yaml train\n  > 1️⃣nosie: 3\n  >b: 2️⃣café\n  > ```\n",
    "list in quote": "> - x\n>   0️⃣```yaml train\n>   1️⃣nosie: 3\n>   b: 2️⃣café\n>   ```\n",
    "callout": "> [!TIP]\n> 0️⃣```yaml train\n> 1️⃣nosie: 3\n> b: 2️⃣café\n> ```\n",
    "footnote": "a[^1]\n\n[^1]: b\n\n    0️⃣```yaml train\n    1️⃣nosie: 3\n    b: 2️⃣café\n    ```\n",
    "wide characters": "0️⃣```yaml train\n1️⃣nosie: 3\n\"日本語 👩‍👩‍👧 é\": 2️⃣café\n```\n",
    "tabs before the value": "0️⃣```yaml train\n1️⃣nosie: 3\nb:\t\t2️⃣café\n```\n",
    "NUL": "0️⃣```yaml train\n1️⃣nosie: 3\n\u{0}: 2️⃣café\n```\n",
    "front matter": "---\na: 1\n---\n0️⃣```yaml train\n1️⃣nosie: 3\nb: 2️⃣café\n```\n",
    "details": "<details>\n\n0️⃣```yaml train\n1️⃣nosie: 3\nb: 2️⃣café\n```\n\n</details>\n",
  ].sorted { $0.key < $1.key }.map { Notebook(name: $0.key, marked: $0.value) }

  struct Notebook: CustomTestStringConvertible {
    let name: String
    let marked: String
    var testDescription: String { name }
  }

  @Test("Every place of a block maps to the notebook", arguments: notebooks)
  func places(notebook: Notebook) throws {
    let marked = MarkedText(notebook.marked)
    let prefix = notebook.name == "byte order mark" ? "\u{FEFF}" : ""
    let document = NotebookDocument(parsing: prefix + marked.text)
    #expect(document.findings == [])
    let block = try #require(document.blocks.first)
    #expect(document.blocks.count == 1)
    #expect(block.position.place == marked[0])
    #expect(block.fragment.place(of: "nosie") == marked[1])
    #expect(block.fragment.place(of: "café") == marked[2])
    #expect(document.picture.contains("⟦block 0⟧"))
    #expect(!document.picture.contains("nosie"))
  }

  @Test("The fragment is the YAML without what the quote took")
  func text() {
    let document = NotebookDocument(parsing: "> ```yaml train\n> a:\n>   b: 1\n>\n>c: 2\n> ```\n")
    #expect(document.blocks.map(\.fragment.text) == ["a:\n  b: 1\n\nc: 2\n"])
    #expect(document.blocks.map(\.kind) == ["train"])
  }

  @Test("An empty block's places are its fence's line")
  func empty() {
    let document = NotebookDocument(parsing: "a\n\n```yaml train\n```\n")
    #expect(document.blocks.map(\.fragment.text) == [""])
    #expect(document.blocks.first?.fragment.position(line: 1, column: 1) == SourcePosition(line: 3, column: 1))
  }

  @Test("Blocks stand at their places in the page")
  func inPage() {
    let text = """
      # One
      ```yaml train
      a: 1
      ```
      - item
        ```yaml evaluate
        ```
        more
      """
    #expect(
      picture(text) == """
        <h1 id="one">One</h1>
        ⟦block 0⟧
        <ul>
        <li>item
        ⟦block 1⟧
        more</li>
        </ul>

        """)
  }

  @Test("Blocks are in the order of the file, footnotes too")
  func order() {
    let text = "[^1]: a\n\n    ```yaml train\n    a: 1\n    ```\n\nText[^1]\n\n```yaml evaluate\n```\n"
    let document = NotebookDocument(parsing: text)
    #expect(document.blocks.map(\.kind) == ["train", "evaluate"])
  }

  @Test(
    "Other code is shown", arguments: ["```yaml", "```", "```python", "```train", "```yaml config", "~~~yamltrain"])
  func shown(fence: String) {
    let document = NotebookDocument(parsing: "\(fence)\na: 1\n\(fence.prefix(3))\n")
    #expect(document.blocks == [])
    #expect(document.findings == [])
    #expect(document.picture.contains("a: 1\n</code></pre>"))
  }

  @Test("Indented code is never a block")
  func indentedCode() {
    let document = NotebookDocument(parsing: "    ```yaml train\n    a: 1\n    ```\n")
    #expect(document.blocks == [])
    #expect(document.findings == [])
  }

  @Test(
    "A word close to a kind is a warning with a suggestion",
    arguments: [
      ("yaml trian", "train"), ("yaml Train", "train"), ("yml evaluat", "evaluate"), ("yaml eval", "evaluate"),
      ("YAML train", "train"),
    ])
  func misspelled(info: String, kind: String) {
    let document = NotebookDocument(parsing: "> ```\(info)\n> ```\n")
    let format = info.prefix { $0 != " " }
    let column = 6 + format.count + 1
    #expect(document.blocks == [])
    #expect(
      document.findings == [
        "1:\(column) warning CB106: a block of kind '\(info)' is not run | did you mean '\(format.lowercased()) \(kind)'?"
      ])
  }

  @Test("A word behind the kind is an error at its place")
  func wordAfterKind() {
    let marked = MarkedText("- ```yaml train 1️⃣echo=false x\n  ```\n")
    let document = NotebookDocument(parsing: marked.text)
    #expect(
      document.findings == [
        "\(marked[1]) error CB105: unexpected 'echo=false' after 'yaml train' | options are keys inside the block"
      ])
    #expect(document.blocks.count == 1)
  }

  @Test(
    "An unclosed block is an error at its fence",
    arguments: [
      "1️⃣```yaml train\na: 1\n", "1️⃣```yaml train", "1️⃣````yaml train\na: 1\n```\n", "1️⃣```yaml train\na: 1\n~~~\n",
      "> 1️⃣```yaml train\n> a: 1\n\n```\n```\n", "> 1️⃣```yaml train\n> a: 1\n```\n```\n",
      "- 1️⃣```yaml train\n  a: 1\n\ntext\n", "- 1️⃣```yaml train\n  a: 1\n```\n```\n",
      "> 1️⃣```yaml train\n> a: 1\ntext ```\n", "> 1️⃣```yaml train\n> a: 1\n    ```\n",
      "- 1️⃣```yaml train\n  a: 1\n- ```\n  ```\n", "1️⃣```yaml train\na: 1\n``` x\n",
    ])
  func unclosed(text: String) {
    let marked = MarkedText(text)
    let document = NotebookDocument(parsing: marked.text)
    let fence = text.contains("````") ? "````" : "```"
    #expect(
      document.findings == [
        "\(marked[1]) error CB104: this 'train' block is not closed | end it with a line '\(fence)'"
      ])
  }

  @Test(
    "A block that Markdown does not see is a warning",
    arguments: ["Text\n    1️⃣```yaml train\n    ```\n", "[^n]: 1️⃣~~~yml train\n    a: 1\n    ~~~\n"])
  func lost(text: String) {
    let marked = MarkedText(text)
    let document = NotebookDocument(parsing: marked.text)
    #expect(document.blocks == [])
    #expect(
      document.findings == [
        "\(marked[1]) warning CB116: this looks like a 'train' block, but Markdown sees no fence here"
          + " | put an empty line before it, indent it less, and refer to a footnote that holds it"
      ])
  }

  @Test("A block inside a longer fence is shown and no warning")
  func quotedFence() {
    let document = NotebookDocument(parsing: "````markdown\n```yaml train\na: 1\n```\n````\n")
    #expect(document.blocks == [])
    #expect(document.findings == [])
  }

  @Test("Two thousand blocks are read and one more is an error at its place")
  func tooMany() {
    let block = "```yaml train\n```\n"
    #expect(NotebookDocument(parsing: String(repeating: block, count: 2_000)).findings == [])
    let document = NotebookDocument(parsing: String(repeating: block, count: 2_001))
    #expect(document.blocks.count == 2_000)
    #expect(
      document.findings == [
        "4001:1 error CB107: the notebook has 2001 blocks, more than the 2000 allowed"
          + " | split it into several notebooks"
      ])
  }
}
