import Foundation
import FoundationXML
import Testing

@Suite("The other forms of a run")
struct FormTests {
  private func codebook() throws -> Command {
    let codebook = try Command()
    try codebook.write(
      RunTests.quick + "See @fig-linear-loss. <script>x</script>\n\n```yaml train\nlabel: off\neval: false\n```\n",
      to: "quick.md")
    return codebook
  }

  private func text(_ codebook: Command, _ name: String) throws -> String {
    String(decoding: try codebook.read(name), as: UTF8.self)
  }

  @Test("one run writes them all, from the same numbers")
  func all() throws {
    let codebook = try codebook()
    let outcome = try codebook(
      "run", "quick.md", "--figures", "figures/quick", "--markdown", "quick.out.md", "--ipynb", "quick.ipynb",
      "--junit",
      "quick.xml")
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    let files = try FileManager.default.contentsOfDirectory(
      atPath: codebook.folder.appendingPathComponent("figures/quick").path)
    #expect(
      files.sorted() == [
        "fig-linear-loss.csv", "fig-linear-loss.svg", "fig-linear-reconstructions.csv",
        "fig-linear-reconstructions.png", "fig-linear-reconstructions.svg", "fig-pca-reconstructions.csv",
        "fig-pca-reconstructions.png", "fig-pca-reconstructions.svg", "tbl-both.csv",
      ])
    let blocks = try #require(try codebook.json("Output/quick.json")["blocks"] as? [[String: Any]])
    let error = try #require((blocks[1]["results"] as? [String: Double])?["test.mse"])
    let markdown = try text(codebook, "quick.out.md")
    #expect(markdown.contains("The error is \(String(format: "%.4f", error))."))
    #expect(markdown.contains("![Grid of ") && markdown.contains("](figures/quick/fig-pca-reconstructions.png)"))
    #expect(markdown.contains("See [Figure 2](#fig-linear-loss). &lt;script>x&lt;/script>"))
    let row = try #require(
      try text(codebook, "figures/quick/tbl-both.csv").split(whereSeparator: \.isNewline).first {
        $0.hasPrefix("linear,")
      })
    #expect(abs(try #require(Double(row.split(separator: ",")[1])) - error) < 1e-15)
    let notebook = try codebook.json("quick.ipynb")
    let cells = try #require(notebook["cells"] as? [[String: Any]])
    #expect(
      cells.compactMap { $0["id"] as? String }.filter { $0.hasPrefix("block-") } == [
        "block-pca", "block-linear", "block-both",
      ])
    #expect(XMLParser(data: try codebook.read("quick.xml")).parse())
    let report = try text(codebook, "quick.xml")
    #expect(report.contains("tests=\"5\" failures=\"0\" errors=\"0\" skipped=\"1\""))
    #expect(report.contains("name=\"train.mse &gt;= pca.train.mse\"") && report.contains("message=\"eval: false\""))
  }

  @Test("two runs give the same bytes")
  func determinism() throws {
    let codebook = try codebook()
    let names = ["a.md", "a.ipynb", "f/fig-linear-loss.svg", "f/fig-pca-reconstructions.png", "f/tbl-both.csv"]
    var runs: [[Data]] = []
    for threads in ["1", "2"] {
      #expect(
        try codebook(
          "run", "quick.md", "--threads", threads, "--figures", "f", "--markdown", "a.md", "--ipynb", "a.ipynb"
        ).exitCode == 0)
      runs.append(try names.map(codebook.read))
    }
    #expect(runs[0] == runs[1])
  }

  @Test("files of other names in the folder of figures are left alone")
  func neighbours() throws {
    let codebook = try codebook()
    try FileManager.default.createDirectory(
      at: codebook.folder.appendingPathComponent("f"), withIntermediateDirectories: true)
    try codebook.write("mine", to: "f/fig-mine.svg")
    #expect(try codebook("run", "quick.md", "--figures", "f").exitCode == 0)
    #expect(try text(codebook, "f/fig-mine.svg") == "mine")
  }

  @Test("with several notebooks figures have a folder each, and single files are refused")
  func several() throws {
    let codebook = try codebook()
    try codebook.write(RunTests.quick, to: "other.md")
    #expect(try codebook("run", "quick.md", "other.md", "--figures", "f").exitCode == 0)
    #expect(codebook.exists("f/quick/tbl-both.csv") && codebook.exists("f/other/tbl-both.csv"))
    for option in ["--markdown", "--ipynb", "--junit"] {
      let outcome = try codebook("run", "quick.md", "other.md", option, "x")
      #expect(outcome.exitCode == 64)
      #expect(outcome.standardError.contains("'\(option) x': one file for 2 notebooks; run them one by one"))
    }
  }

  @Test(
    "the notebook, the page and each other are never written over",
    arguments: [
      (["--markdown", "quick.md"], "'--markdown quick.md': that is the notebook"),
      (["--ipynb", "./Output/../Output/quick.html"], "that is the page"),
      (["--junit", "Output/quick.json"], "that is the record"),
      (["--ipynb", "x", "--junit", "./x"], "'--junit ./x': that is the file of --ipynb"),
    ])
  func collisions(options: [String], message: String) throws {
    let codebook = try codebook()
    let before = try codebook.read("quick.md")
    let outcome = try codebook.run(["run", "quick.md"] + options)
    #expect(outcome.exitCode == 64)
    #expect(outcome.standardError.contains(message), "\(outcome.standardError)")
    #expect(try codebook.read("quick.md") == before)
    #expect(!codebook.exists("Output/quick.html"))
  }

  @Test("a form that cannot be written is one message and exit code 2; the page and the other forms are written")
  func unwritable() throws {
    let codebook = try codebook()
    try codebook.write("", to: "file")
    let outcome = try codebook(
      "run", "quick.md", "-q", "--figures", "file/figures", "--markdown", "none/a.md", "--ipynb", "a.ipynb", "--junit",
      "/")
    #expect(outcome.exitCode == 2)
    #expect(
      outcome.standardError.split(separator: "\n").filter { $0.hasPrefix("codebook: ") } == [
        "codebook: cannot make file/figures: a part of the path is not a folder",
        "codebook: cannot write none/a.md: no such file or folder", "codebook: cannot write /: it is a folder",
      ])
    #expect(codebook.exists("Output/quick.html") && codebook.exists("Output/quick.json") && codebook.exists("a.ipynb"))
  }

  @Test("the Markdown is appended to GitHub's summary, which stays under its limit")
  func summary() throws {
    let codebook = try codebook()
    let environment = ["GITHUB_STEP_SUMMARY": codebook.folder.appendingPathComponent("summary.md").path]
    func run() throws {
      let outcome = try codebook("run", "quick.md", "--markdown", "a.md", environment: environment)
      #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    }
    try codebook.write("Before.\n", to: "summary.md")
    try run()
    let markdown = try text(codebook, "a.md")
    #expect(try text(codebook, "summary.md") == "Before.\n\n" + markdown)
    try codebook.write(String(repeating: "x", count: (1 << 20) - 1_000), to: "summary.md")
    try run()
    let full = try text(codebook, "summary.md")
    #expect(full.utf8.count < 1 << 20)
    #expect(full.contains("# Quick") && full.hasSuffix("The report itself is whole.*\n"))
    try codebook.write(String(repeating: "x", count: 1 << 20), to: "summary.md")
    try run()
    #expect(try codebook.read("summary.md").count == 1 << 20)
  }

  @Test("without --markdown nothing is appended")
  func noSummary() throws {
    let codebook = try codebook()
    let environment = ["GITHUB_STEP_SUMMARY": codebook.folder.appendingPathComponent("summary.md").path]
    #expect(try codebook("run", "quick.md", environment: environment).exitCode == 0)
    #expect(!codebook.exists("summary.md"))
  }

  @Test("a page that is too large is written, and its three largest parts are named")
  func size() throws {
    let codebook = try codebook()
    let outcome = try codebook("run", "quick.md", "--max-size", "10K")
    #expect(outcome.exitCode == 1)
    let line = try #require(outcome.standardError.split(separator: "\n").first { $0.hasPrefix("Output/quick.html: ") })
    #expect(line.contains(" kB, more than --max-size 10K; most of it: the style sheet "))
    #expect(line.split(separator: ", ").count == 4)
    #expect(codebook.exists("Output/quick.html"))
    #expect(try codebook("run", "quick.md", "--max-size", "2M").exitCode == 0)
  }

  @Test("a size that is none is wrong usage", arguments: ["0", "-1", "1.5M", "K", "10KB", "99999999999999G"])
  func wrongSize(size: String) throws {
    #expect(try codebook()("run", "quick.md", "--max-size=\(size)").exitCode == 64)
  }

  @Test("a failed claim and a failed block are told apart")
  func verdicts() throws {
    let codebook = try Command()
    try codebook.write(
      RunTests.quick.replacingOccurrences(of: "epochs: $epochs\n", with: "epochs: $epochs\noptimizer: {sgd: 1e9}\n")
        .replacingOccurrences(of: "code: 5\n```", with: "code: 5\nexpect:\n  - test.mse < 0\n```"), to: "quick.md")
    let outcome = try codebook("run", "quick.md", "--junit", "a.xml", "--markdown", "a.md", "--ipynb", "a.ipynb")
    #expect(outcome.exitCode == 2)
    let report = try text(codebook, "a.xml")
    #expect(report.contains("tests=\"5\" failures=\"1\" errors=\"2\" skipped=\"1\""), "\(report)")
    #expect(report.contains("<failure type=\"claim\" message=\"test.mse &lt; 0 ("))
    #expect(report.contains("<error type=\"block\" message=\"loss became "))
    #expect(try text(codebook, "a.md").contains("> [!CAUTION]\n> **This block failed.** loss became "))
    #expect(try text(codebook, "a.ipynb").contains("\"output_type\": \"error\""))
  }
}
