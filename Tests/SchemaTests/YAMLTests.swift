import NotebookSyntax
import Schema
import Testing

private let writeOut = "write the value out, or declare a parameter; a text that starts so needs quotes"

private let mistakes: [Mistake] = [
  .init("epochs: 1️⃣&a 5", "CB202", "anchors are not allowed: a block is plain data", help: writeOut),
  .init("epochs: 1️⃣*a", "CB202", "aliases are not allowed: a block is plain data", help: writeOut),
  .init("encoder: [5, 1️⃣*a]", "CB202", "aliases are not allowed: a block is plain data", help: writeOut),
  .init("1️⃣*a : 5", "CB202", "aliases are not allowed: a block is plain data", help: writeOut),
  .init(
    "epochs: 1️⃣!!int 5", "CB202", "tags are not allowed: a block is plain data",
    help: "leave the tag out; a text that starts with '!' needs quotes"),
  .init(
    "title: a\n  \"b\ntitle: 1️⃣&x 'c\"'", "CB202", "anchors are not allowed: a block is plain data", help: writeOut),
  .init("1️⃣--- \nepochs: 5", "CB202", "further documents are not allowed: a block is plain data"),
  .init("1️⃣...\nepochs: 5", "CB202", "further documents are not allowed: a block is plain data"),
  .init("1️⃣%YAML 1.2", "CB202", "directives are not allowed: a block is plain data"),
  .init(
    "1️⃣<<: {epochs: 5}", "CB202", "merge keys are not allowed: a block is plain data",
    help: "what several blocks share can stand in 'defaults'"),
  .init("encoder:\n1️⃣\t- 5", "CB201", "a tab in the indentation", help: "indent with spaces"),
  .init("title: a1️⃣: b", "CB201", "a ':' that does not belong here", help: "a text that contains ': ' needs quotes"),
  .init("encoder: 1️⃣[5, 6\nepochs: 5", "CB201", "this list is not closed", help: "expected ',' or ']'"),
  .init("title: 1️⃣\"abc", "CB201", "this quoted text is not closed"),
  .init("title: 1️⃣@abc", "CB201", "a value cannot start with this character", help: "put the text in quotes"),
  .init(
    "encoder:\n  - 5\n 1️⃣- 6", "CB201", "this line does not continue what stands above it", help: "check the indentation"
  ),
  .init("title: \u{7}", "CB201", "the character U+0007 cannot stand in YAML"),
  .init("encoder: \(String(repeating: "[", count: 31))1️⃣[", "CB203", "nested deeper than 32 levels"),
  .init("? 1️⃣[a, b]\n: 5", "CB203", "a key must be a word"),
]

@Suite struct YAMLTests {
  @Test("What is not plain data is refused at its place", arguments: mistakes.filter { $0.text.contains("1️⃣") })
  func refused(_ mistake: Mistake) { check(mistake, in: trainNotebook(mistake.text)) }

  @Test("Signs of YAML inside texts are text")
  func text() {
    let reading = read(
      trainNotebook(
        """
        title: a & b * c ! d
        fig_cap: "it's *bold*: & so on"
        fig_alt: 'a &b'
        tbl_cap: first line
          *second* line
        """))
    #expect(complaints(reading) == [])
    #expect(reading.program?.train("first")?.common.title == "a & b * c ! d")
  }

  @Test("A block of more than 64 KiB is refused before it is read")
  func long() {
    let reading = read(trainNotebook("title: a\n" + String(repeating: "# filler\n", count: 8_000)))
    #expect(complaints(reading).map(\.code) == ["CB203"])
    #expect(complaints(reading).first?.message.hasPrefix("the block has 72,0") == true)
  }

  @Test(
    "The bombs that kill or stall a YAML library are refused at once",
    arguments: [
      "? [a]\n: 1", "epochs: 153722867280912931:00", "a: &a [x,x]\nb: &b [*a,*a]\n? [*b,*b]\n: 1",
      String(repeating: "- ", count: 3_000) + "x", String(repeating: "[", count: 3_000),
      String(repeating: "{a: ", count: 3_000), String(repeating: "? ", count: 3_000), "\"\\uD800\": 1", "!<tag:a> b",
      "- - - - &a x\n- *a", "? ? ? a", ": : :", "{,}", "[,]", "{a: b: c}", "|\n", ">-\n  a\n b", "'", "\"", "-", "?",
      "%",
      "a: |9\n x", "{? }", "[? a: b]", "a:\n  - b\n  c: d", "\u{2028}", "\u{85}", "a: \u{FEFF}", "<<: *x", "{<<: 1}",
    ])
  func bombs(_ text: String) {
    let reading = read("```yaml train\n\(text)\n```\n")
    #expect(!reading.diagnostics.isEmpty)
    #expect(reading.program == nil)
  }

  @Test("Doubled keys are all reported, with both places, beside the other mistakes")
  func doubled() {
    let reading = read(trainNotebook("epochs: 1\nseed: 2\nepochs: 3\ncode: x\n\"seed\": 4\nepochs: 5"))
    #expect(
      complaints(reading).map(\.description) == [
        "10:1 CB205 'epochs' is given twice, first at 8:1",
        "11:7 CB207 'code' must be an integer from 1 to 65,536, found x",
        "12:1 CB205 'seed' is given twice, first at 9:1",
        "13:1 CB205 'epochs' is given twice, first at 8:1",
      ])
  }

  @Test("Places inside lists and quotes are those of the notebook")
  func nested() {
    let reading = read("> - a\n>\n>   ```yaml train\n>   label: x\n>   epoch: 5\n>   ```\n")
    #expect(
      complaints(reading).map(\.description) == ["5:5 CB204 unknown key 'epoch' in 'train' | did you mean 'epochs'?"])
  }
}
