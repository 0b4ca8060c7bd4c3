import NotebookSyntax
import Testing

@Suite("Did you mean")
struct SpellingTests {
  static let keys = ["label", "epochs", "encoder", "decoder", "learning_rate", "batch_size", "code", "hidden"]

  @Test(
    "A word near a candidate finds it",
    arguments: [
      ("hiden", "hidden"), ("epoch", "epochs"), ("lable", "label"), ("learningRate", "learning_rate"),
      ("batch-size", "batch_size"), ("EPOCHS", "epochs"), ("cod", "code"), ("ecnoder", "encoder"),
    ])
  func near(word: String, expected: String) {
    #expect(nearestSpelling(to: word, among: Self.keys) == expected)
  }

  @Test("A word far from every candidate finds none", arguments: ["wombat", "x", "", "hid", "learnt"])
  func far(word: String) {
    #expect(nearestSpelling(to: word, among: Self.keys) == nil)
  }

  @Test("Of equally near candidates the first one is taken")
  func tie() {
    #expect(nearestSpelling(to: "bat", among: ["cat", "hat"]) == "cat")
    #expect(nearestSpelling(to: "bat", among: ["hat", "cat"]) == "hat")
  }

  @Test("A swap of neighbours counts once")
  func swap() {
    #expect(nearestSpelling(to: "tset", among: ["test"]) == "test")
  }

  @Test("A word of any length is answered")
  func long() {
    #expect(nearestSpelling(to: String(repeating: "epochs", count: 10_000), among: Self.keys) == nil)
  }
}
