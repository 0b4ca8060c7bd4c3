import NotebookSyntax
import Testing

@Suite("Bare addresses")
struct BareAddressTests {
  @Test(
    "An address becomes a link and what surrounds it does not",
    arguments: [
      ("https://a.org", "[https://a.org]"),
      ("see http://a.org/b?c=d&e=f#g now", "see [http://a.org/b?c=d&amp;e=f#g] now"),
      ("https://a.org.", "[https://a.org]."), ("https://a.org/x?!,:", "[https://a.org/x]?!,:"),
      ("(https://a.org)", "([https://a.org])"), ("https://a.org/b(c)", "[https://a.org/b(c)]"),
      ("(see https://a.org/b(c))", "(see [https://a.org/b(c)])"), ("https://a.org/b)))", "[https://a.org/b])))"),
      ("https://a.org/x_y_z_", "[https://a.org/x_y_z]_"),
      ("https://a.org/?q=a&amp;copy;", "[https://a.org/?q=a]&amp;copy;"),
      ("https://a.org/b;", "[https://a.org/b];"), ("https://a.org/<b", "[https://a.org/]&lt;b"),
      ("HTTPS://A.org", "[HTTPS://A.org]"), ("https://bücher.example/ü", "[https://bücher.example/ü]"),
      ("http://localhost:80/a", "[http://localhost:80/a]"),
      ("a https://a.org https://b.org", "a [https://a.org] [https://b.org]"),
      ("日本 https://a.org 語", "日本 [https://a.org] 語"),
    ])
  func links(text: String, expected: String) {
    #expect(simplified(picture(text)) == expected)
  }

  @Test("An address without scheme leads to http")
  func www() {
    #expect(picture("www.a.org/b.") == "<p><a href=\"http://www.a.org/b\">www.a.org/b</a>.</p>\n")
  }

  @Test(
    "What is no address stays text",
    arguments: [
      "https://", "www.", "xhttps://a.org", "https://a_b.org", "https://.a", "ftp://a.org", "a@b.cc", "o:a@b.cc",
      "wwww.a.b",
      "https://a..b", "www.a_b.c_d", "`https://a.org`", "https:///a",
    ])
  func text(text: String) {
    #expect(!picture(text).contains("<a "))
  }

  @Test("Addresses in links, images and code are left alone")
  func nested() {
    #expect(picture("[https://a.org](b)") == "<p><a href=\"b\">https://a.org</a></p>\n")
    #expect(picture("![https://a.org](b)") == "<p><img src=\"⟦image 0⟧\" alt=\"https://a.org\" /></p>\n")
    #expect(picture("    https://a.org") == "<pre><code>https://a.org\n</code></pre>\n")
  }

  @Test("Addresses in tables, headings and emphasis become links")
  func everywhere() {
    #expect(picture("| a |\n|--|\n| https://a.org |").contains("<td><a href=\"https://a.org\">https://a.org</a></td>"))
    #expect(picture("*https://a.org*") == "<p><em><a href=\"https://a.org\">https://a.org</a></em></p>\n")
  }

  @Test("A reference behind an address is no part of it, and quotes in it are escaped")
  func escaped() {
    #expect(picture("https://a.org/\"onmouseover=x").contains("href=\"https://a.org/%22onmouseover=x\""))
  }

  /// Links as `[text]`, without the paragraph.
  private func simplified(_ html: String) -> String {
    html.replacing(/<a href="[^"]*">/, with: "[").replacing("</a>", with: "]").replacing(/<\/?p>\n?/, with: "")
  }
}
