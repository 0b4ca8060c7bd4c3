import Foundation
import Testing

@Suite("A notebook with mistakes")
struct MistakeTests {
  /// Line, column and code of each diagnostic, and the message.
  private static func places(_ text: String) -> [String] {
    text.split(separator: "\n").filter { $0.contains(": error[") }.map(String.init)
  }

  private static let messages = [
    "error[CB204]: unknown key 'hiden' in 'train'",
    "error[CB207]: 'epochs' must be an integer from 0 to 1,000,000, found many",
    "error[CB208]: 'batch_size' must be an integer from 1 to 65,536, found 0",
    "error[CB402]: no block makes 'first.test.accuracy'",
    "error[CB303]: no 'train' block has the label 'frist'",
  ]

  @Test(
    "five mistakes give five diagnostics at their places, and nothing runs",
    arguments: [
      ("five-mistakes.md", ["5:1", "6:9", "7:13", "9:5", "14:10"]),
      ("five-mistakes-in-list-and-quote.md", ["7:6", "8:14", "9:18", "11:10", "16:15"]),
    ], ["run", "check"])
  func five(fixture: (file: String, places: [String]), subcommand: String) throws {
    let codebook = try Command()
    try codebook.copyFixture(fixture.file)
    let outcome = try codebook(subcommand, fixture.file)
    #expect(outcome.exitCode == 1)
    let expected = zip(fixture.places, Self.messages).map { "\(fixture.file):\($0): \($1)" }
    #expect(Self.places(outcome.standardError) == expected)
    #expect(!codebook.exists("Output"))
  }

  @Test("a run that finds errors leaves an earlier report alone")
  func keepsReport() throws {
    let codebook = try Command()
    try codebook.write("# Fine\n", to: "a.md")
    #expect(try codebook("run", "a.md").exitCode == 0)
    let before = try codebook.read("Output/a.html")
    try codebook.write("```yaml train\nlabel: Wrong\n```\n", to: "a.md")
    #expect(try codebook("run", "a.md").exitCode == 1)
    #expect(try codebook.read("Output/a.html") == before)
  }
}
