import Figures
import Testing

@Suite struct EscapeTests {
  @Test("Text cannot open a tag or an entity")
  func text() {
    #expect(Escape.text("a < b & c > \"d\"") == "a &lt; b &amp; c &gt; \"d\"")
  }

  @Test("An attribute's value cannot end it")
  func attribute() {
    #expect(Escape.attribute("\"'`<>&\n") == "&quot;&#39;&#96;&lt;&gt;&amp; ")
  }

  @Test(
    "Characters that XML forbids, and those that turn text around, are replaced",
    arguments: [0x0, 0x8, 0x1B, 0x7F, 0x85, 0x202E, 0x2067, 0xFDD0, 0xFFFE, 0x1FFFF] as [UInt32])
  func forbidden(code: UInt32) throws {
    let character = String(Character(try #require(Unicode.Scalar(code))))
    #expect(Escape.text("a" + character + "b") == "a\u{FFFD}b")
    #expect(Escape.attribute("a" + character + "b") == "a\u{FFFD}b")
  }

  @Test("Letters of all scripts pass", arguments: ["Grüße", "数字", "אבג", "😀", "e\u{301}", "a\r\nb"])
  func letters(text: String) {
    #expect(Escape.text(text) == text)
  }
}
