import NotebookSyntax
import Testing

@Suite("Values in captions")
struct CaptionPieceTests {
  @Test("A caption splits at its values, with their scalar offsets")
  func splits() {
    let pieces = captionPieces(of: "Läuft: `{=a.test.mse:.4f}` und `{=b}`.")
    #expect(
      pieces == [
        .text("Läuft: "), .value("a.test.mse:.4f", offset: 10), .text(" und "), .value("b", offset: 34), .text("."),
      ])
  }

  @Test("A caption without values is one piece")
  func plain() {
    #expect(captionPieces(of: "The code") == [.text("The code")])
  }

  @Test("An empty caption has no pieces")
  func empty() {
    #expect(captionPieces(of: "") == [])
  }

  @Test(
    "Other code, braces and an unclosed value stay text", arguments: ["`x`", "{=x}", "`{=x", "`{=x`", "`{x}`", "`{="])
  func text(caption: String) {
    #expect(captionPieces(of: caption) == [.text(caption)])
  }

  @Test("An empty value is kept for whoever complains about it")
  func emptyValue() {
    #expect(captionPieces(of: "a `{=}`") == [.text("a "), .value("", offset: 5)])
  }

  @Test("A value behind an unclosed one is found")
  func recovers() {
    #expect(captionPieces(of: "`{=x` `{=y}`") == [.text("`{=x` "), .value("y", offset: 9)])
  }
}
