import NotebookSyntax
import TestSupport
import Testing

@Suite("Notebooks that are refused")
struct RefusedNotebookTests {
  @Test("A text over 512 KiB is refused, one of 512 KiB is read")
  func tooLong() {
    let longest = String(repeating: "a\n\n", count: 174_762) + "b\n"
    #expect(longest.utf8.count == 524_288)
    #expect(NotebookDocument(parsing: longest).findings == [])
    let document = NotebookDocument(parsing: longest + "c")
    #expect(
      document.findings == [
        "error CB101: the notebook has 524289 bytes, more than the 524288 allowed | split it into several notebooks"
      ])
    #expect(document.parts == [])
    #expect(NotebookDocument(parsing: Array(longest.utf8) + [99]).findings == document.findings)
  }

  @Test(
    "Bytes that are not UTF-8 are refused with their place",
    arguments: [
      ("1️⃣", [0xFF], "0xFF"), ("ab1️⃣", [0xE9, 0x20], "0xE9"), ("é\n日1️⃣", [0xC0, 0x80], "0xC0"),
      ("a\r\n1️⃣", [0x80], "0x80"), ("a\r1️⃣", [0xED, 0xA0, 0x80], "0xED"), ("a\n\n1️⃣", [0xF5], "0xF5"),
      ("a1️⃣", [0xE2, 0x82], "0xE2"),
    ] as [(String, [UInt8], String)])
  func invalid(before: String, bytes: [UInt8], name: String) {
    let marked = MarkedText(before)
    let document = NotebookDocument(parsing: Array(marked.text.utf8) + bytes)
    #expect(
      document.findings == ["\(marked[1]) error CB102: byte \(name) is not UTF-8 here | save the notebook as UTF-8"])
  }

  @Test("Every code has an id of its own and an explanation")
  func codes() {
    let codes = DiagnosticCode.notebookCodes
    #expect(codes.map(\.id) == codes.map(\.id).sorted())
    #expect(Set(codes.map(\.id)).count == codes.count)
    #expect(codes.allSatisfy { $0.id.hasPrefix("CB1") && $0.explanation.count > 80 && !$0.title.hasSuffix(".") })
  }
}
