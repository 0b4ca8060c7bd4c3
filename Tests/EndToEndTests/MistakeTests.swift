import Foundation
import Testing

@Suite("A notebook with mistakes")
struct MistakeTests {
  /// Line, column and code of each diagnostic, and the message.
  private static func places(_ text: String) -> [String] {
    text.split(separator: "\n").filter { $0.contains(": error[") }.map(String.init)
  }

  @Test("five mistakes give five diagnostics at their places, and nothing runs")
  func five() throws {
    let codebook = try Command()
    try codebook.copyFixture("five-mistakes.md")
    let outcome = try codebook("run", "five-mistakes.md")
    #expect(outcome.exitCode == 1)
    #expect(
      Self.places(outcome.standardError) == [
        "five-mistakes.md:5:1: error[CB205]: unknown key 'hiden' in 'train'"
      ])
    #expect(!codebook.exists("Output"))
  }
}
