import Foundation
import Testing

@Suite("A comparison of two runs")
struct DiffTests {
  /// Two records: three epochs and five.
  private func codebook() throws -> Command {
    let codebook = try Command()
    try codebook.write(RunTests.quick, to: "quick.md")
    for (name, epochs) in [("a", "3"), ("b", "5")] {
      #expect(try codebook("run", "quick.md", "-q", "-P", "epochs=\(epochs)").exitCode == 0)
      try FileManager.default.moveItem(
        at: codebook.folder.appendingPathComponent("Output/quick.json"),
        to: codebook.folder.appendingPathComponent("\(name).json"))
    }
    return codebook
  }

  private func text(_ codebook: Command, _ name: String) throws -> String {
    String(decoding: try codebook.read(name), as: UTF8.self)
  }

  @Test("a run and itself are equal: exit code 0")
  func equal() throws {
    let codebook = try codebook()
    let outcome = try codebook("diff", "a.json", "a.json")
    #expect(outcome.exitCode == 0)
    #expect(outcome.standardOutput == "A  a.json\nB  a.json\nNo difference in 3 blocks.\n")
  }

  @Test("configuration and results that changed are told with their signs, and which way is better")
  func different() throws {
    let codebook = try codebook()
    let outcome = try codebook("diff", "a.json", "b.json")
    #expect(outcome.exitCode == 1)
    let lines = outcome.standardOutput.split(separator: "\n")
    #expect(lines.contains("params.epochs  3 → 5"))
    #expect(lines.contains { $0.hasPrefix("linear  train") } && !lines.contains { $0.hasPrefix("pca  train") })
    #expect(lines.contains { $0.firstMatch(of: /epochs +3 → 5 +\+2 +\+66\.7 %/) != nil }, "\(outcome.standardOutput)")
    #expect(lines.contains { $0.firstMatch(of: /test\.mse +0\.\d+ → 0\.\d+ +−[0-9.]+ +−[0-9.]+ % +better/) != nil })
    #expect(lines.contains { $0.firstMatch(of: /linear\.psnr .* \+[0-9.]+ % +better/) != nil })
    #expect(lines.last?.hasPrefix("2 of 3 blocks differ: 2 settings, ") == true)
    let back = try codebook("diff", "b.json", "a.json")
    #expect(back.standardOutput.contains("worse") && !back.standardOutput.contains("better"))
  }

  @Test("the page has the curves of both runs, and no script")
  func page() throws {
    let codebook = try codebook()
    #expect(try codebook("diff", "a.json", "b.json", "-o", "diff.html").exitCode == 1)
    let page = try text(codebook, "diff.html")
    #expect(
      page.contains("A, train goes from ") && page.contains("B, test goes from ") && page.contains("in 5 epochs."))
    #expect(page.contains("<td>3</td><td>5</td>") && page.contains("Content-Security-Policy"))
    #expect(!page.contains("<script"))
    for tag in ["div", "table", "figure", "section"] {
      #expect(page.ranges(of: "<\(tag)").count == page.ranges(of: "</\(tag)>").count, "\(tag)")
    }
    #expect(try codebook("diff", "a.json", "b.json", "-o", "./a.json").exitCode == 64)
    #expect(try codebook("diff", "a.json", "b.json", "-o", "none/d.html").exitCode == 2)
  }

  @Test("as Markdown it has tables, and the curves as Mermaid")
  func markdown() throws {
    let outcome = try codebook()("diff", "a.json", "b.json", "--markdown")
    #expect(outcome.exitCode == 1)
    let text = outcome.standardOutput
    #expect(text.contains("| Result | A | B | Change |  |  |\n| :-- | --: | --: | --: | --: | :-- |\n"))
    #expect(text.contains("| `epochs` | `3` | `5` |") && text.contains("```mermaid"))
    #expect(text.contains("🟦 A, train: ") && text.contains("B, train: ") && text.contains("x-axis \"epoch\" 1 --> 3"))
    #expect(text.contains("*The diagram has the 3 epochs of both runs.* A, train goes from "))
  }

  @Test(
    "with limits only results beyond them count",
    arguments: [
      (["test.mse=500%"], 0), (["test.mse=0.0001%"], 1), (["linear.test.mse=1e-9"], 1), (["pca.test.mse=0"], 0),
      (["test.mse=500%", "epochs=1"], 1), (["both.linear.mse=0%"], 1),
    ] as [([String], Int32)])
  func limits(limits: [String], exitCode: Int32) throws {
    let codebook = try codebook()
    let outcome = try codebook.run(["diff", "a.json", "b.json"] + limits.flatMap { ["--max-change", $0] })
    #expect(outcome.exitCode == exitCode, "\(outcome.standardOutput)")
    let last = outcome.standardOutput.split(separator: "\n").last ?? ""
    #expect(last.contains(exitCode == 0 ? "Nothing changed by more than " : "changed by more than "))
  }

  @Test(
    "a limit that means nothing is wrong usage",
    arguments: ["test.mse", "test.mse=x", "=1", "test.mse=-1", "test.mse=inf", "test.mze=5%"])
  func wrongLimit(limit: String) throws {
    let codebook = try Command()
    try codebook.write(Self.record(), to: "a.json")
    let outcome = try codebook("diff", "a.json", "a.json", "--max-change=\(limit)")
    #expect(outcome.exitCode == 64)
    if limit == "test.mze=5%" { #expect(outcome.standardError.contains("did you mean 'test.mse'?")) }
  }

  /// A record of one block.
  private static func record(
    schema: String = "1", label: String = "\"a\"", result: String = "0.5", curve: String = "1, \"nan\"",
    config: String = "{}", more: String = ""
  ) -> String {
    """
    {"schema": \(schema), "notebook": "n.md", "status": "ok", "params": {}, "profile": null, "blocks": [
      {"label": \(label), "kind": "train", "line": 1, "status": "ran", "key": null, "why": null, "config": \(config),
       "results": {"test.mse": \(result)}, "curves": {"train.loss": [\(curve)]}, "claims": [], "figures": [],
       "error": null}\(more)],
     "timing": {}, "engine": {"version": "1", "library": "l", "isa": "i", "data": {}}}
    """
  }

  @Test("blocks that only one run has are named; a result that is gone is beyond its limit")
  func presence() throws {
    let codebook = try Command()
    try codebook.write(Self.record(), to: "a.json")
    try codebook.write(Self.record(label: "\"b\""), to: "b.json")
    let outcome = try codebook("diff", "a.json", "b.json", "--max-change", "test.mse=5%")
    #expect(outcome.exitCode == 1)
    #expect(
      outcome.standardOutput.contains("a  train, only in A\n")
        && outcome.standardOutput.contains("b  train, only in B\n"))
    #expect(outcome.standardOutput.contains("1 result changed by more than test.mse=5%."))
  }

  @Test("what a record says stays text on the page, in Markdown and on a terminal")
  func hostile() throws {
    let codebook = try Command()
    let label = "\"</section><script>x</script>\\n| \\u001b[31m\""
    try codebook.write(Self.record(label: label), to: "a.json")
    try codebook.write(Self.record(label: label, result: "-1e308", config: "{\"a|b\": [\"<b>\"]}"), to: "b.json")
    let outcome = try codebook("diff", "a.json", "b.json", "-o", "d.html")
    #expect(outcome.exitCode == 1)
    #expect(outcome.standardOutput.contains("</section><script>x</script> |  [31m  train\n"))
    #expect(!outcome.standardOutput.contains("\u{1B}"))
    #expect(!(try text(codebook, "d.html")).contains("<script"))
    let markdown = try codebook("diff", "a.json", "b.json", "--markdown").standardOutput
    #expect(markdown.contains("## &lt;/section&gt;") || markdown.contains("## &lt;/section>"))
    #expect(markdown.contains("| `a\\|b` | `–` | `[<b>]` |"), "\(markdown)")
  }

  @Test(
    "where only curves differ, they are named, with the epoch from which on they do",
    arguments: [
      ("1, 0.5, 0.25", "1, 0.5, 0.125", "0.2500 after 3 epochs → 0.1250 after 3 epochs, differs from epoch 3 on"),
      ("1, 0.5", "1, 0.5, 0.125", "0.5000 after 2 epochs → 0.1250 after 3 epochs"),
      ("1, 0.123456", "1, 0.123457", "0.123456 after 2 epochs → 0.123457 after 2 epochs, differs from epoch 2 on"),
    ])
  func curves(before: String, after: String, words: String) throws {
    let codebook = try Command()
    try codebook.write(Self.record(curve: before), to: "a.json")
    try codebook.write(Self.record(curve: after), to: "b.json")
    let outcome = try codebook("diff", "a.json", "b.json", "-o", "d.html")
    #expect(outcome.exitCode == 1)
    #expect(outcome.standardOutput.contains("  curve train.loss  \(words)\n"), "\(outcome.standardOutput)")
    #expect(outcome.standardOutput.hasSuffix("1 of 1 block differs: 0 settings, 0 results, 1 curve.\n"))
    #expect(try text(codebook, "d.html").contains("<th scope=\"row\">curve train.loss</th>"))
    #expect(try codebook("diff", "a.json", "b.json", "--markdown").standardOutput.contains("| `curve train.loss` |"))
  }

  @Test("what was and is not a number is no change")
  func notANumber() throws {
    let codebook = try Command()
    try codebook.write(Self.record(result: "\"nan\""), to: "a.json")
    try codebook.write(Self.record(result: "\"inf\""), to: "b.json")
    #expect(try codebook("diff", "a.json", "a.json").exitCode == 0)
    let outcome = try codebook("diff", "a.json", "b.json", "--max-change", "test.mse=5%")
    #expect(outcome.exitCode == 1 && outcome.standardOutput.contains("not a number → infinity"))
  }

  @Test(
    "what is no record is refused with a reason",
    arguments: [
      ("", "it is not JSON"), ("[1, 2", "it is not JSON"), ("{}", "it is no record of a run: it has no 'schema'"),
      ("[]", "it is no record of a run"), (record(schema: "2"), "its schema is version 2; only version 1 can be read"),
      (record(schema: "1e300"), "its schema is version 1e+300; only version 1 can be read"),
      (record(schema: "\"1\""), "it is no record of a run: schema: not a number"),
      (record(config: "{}, \"results\": {\"\\u001b[31m\": true}"), "not a number"),
      (record(label: "7"), "blocks[0].label: not a text"), (record(label: "null"), "blocks[0].label: null, not a text"),
      (record(result: "[]"), "it is no record of a run: blocks[0].results.test.mse: not a number"),
      (record(result: "1e999"), "cannot compare a.json: "),
      (record(config: String(repeating: "[", count: 100_000)), "it is not JSON"),
      (
        record(
          more:
            ", {\"label\": \"a\", \"kind\": \"train\", \"config\": {}, \"results\": {}, \"curves\": {}, \"claims\": []}"
        ),
        "two of its blocks have the label 'a'"
      ),
    ])
  func malformed(text: String, message: String) throws {
    let codebook = try Command()
    try codebook.write(text, to: "a.json")
    let outcome = try codebook("diff", "a.json", "a.json")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError.hasPrefix("codebook: cannot compare a.json: "))
    #expect(outcome.standardError.contains(message), "\(outcome.standardError)")
    #expect(!outcome.standardError.contains("\u{1B}"))
    #expect(outcome.standardOutput.isEmpty)
  }

  @Test("a file that is not there is wrong usage")
  func missing() throws {
    let outcome = try Command()("diff", "a.json", "b.json")
    #expect(outcome.exitCode == 64 && outcome.standardError.contains("cannot read a.json: no such file or folder"))
  }
}
