import Mathematics
import Testing

@Suite("Markup that is kept")
struct StoreTests {
  /// What KaTeX might have written of `x`.
  private static let markup =
    "<span class=\"katex\"><math xmlns=\"http://www.w3.org/1998/Math/MathML\"><semantics><mrow><mi>x</mi></mrow>"
    + "<annotation encoding=\"application/x-tex\">x</annotation></semantics></math></span>"

  @Test("it stands for KaTeX, which is not even loaded")
  func known() throws {
    let renderer = MathematicsRenderer(store: MarkupStore(find: { _ in Self.markup }, keep: { _, _ in })) {
      Issue.record("KaTeX was loaded")
      return nil
    }
    let made = try renderer.render(Formula(source: "x", isDisplay: false)).get()
    #expect(made.html.contains("<mi>x</mi>"))
  }

  @Test("it is trusted no more than KaTeX's own", arguments: ["<math><script>alert(1)</script></math>", "<math", ""])
  func hostile(_ markup: String) {
    var isAsked = false
    let renderer = MathematicsRenderer(store: MarkupStore(find: { _ in markup }, keep: { _, _ in })) {
      isAsked = true
      return nil
    }
    #expect(renderer.render(Formula(source: "x", isDisplay: false)) == .failure(.noKaTeX))
    #expect(isAsked)
  }
}
