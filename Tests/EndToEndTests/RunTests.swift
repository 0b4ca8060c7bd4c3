import Foundation
import Testing

@Suite("A run")
struct RunTests {
  /// Trains in a blink, on data that need no file.
  static let quick = """
    ---
    title: Quick
    params: {epochs: 3}
    profiles: {smoke: {train: {epochs: 1}}}
    ---

    ```yaml train
    label: pca
    variant: pca
    data: {name: subspace, rank: 5, size: 64, count: 400, noise: 0.1}
    code: 5
    ```

    ```yaml train
    label: linear
    variant: linear
    data: {name: subspace, rank: 5, size: 64, count: 400, noise: 0.1}
    code: 5
    epochs: $epochs
    expect:
      - train.mse >= pca.train.mse
    ```

    ```yaml evaluate
    label: both
    ```

    The error is `{=linear.test.mse:.4f}`.

    """

  @Test("a notebook becomes a page and a record, and the claim holds")
  func page() throws {
    let codebook = try Command()
    try codebook.write(Self.quick, to: "quick.md")
    let outcome = try codebook("run", "quick.md")
    #expect(outcome.exitCode == 0, "\(outcome.standardError)")
    #expect(outcome.standardOutput.hasPrefix("Output/quick.html  3 blocks, 1 claim holds, "))
    let record = try codebook.json("Output/quick.json")
    #expect(record["status"] as? String == "ok")
    let blocks = try #require(record["blocks"] as? [[String: Any]])
    #expect(blocks.map { $0["label"] as? String } == ["pca", "linear", "both"])
    let results = try #require(blocks[1]["results"] as? [String: Double])
    let page = String(decoding: try codebook.read("Output/quick.html"), as: UTF8.self)
    let error = try #require(results["test.mse"])
    #expect(page.contains("The error is \(String(format: "%.4f", error))."))
  }

  @Test("two runs, on one thread and on three, give the same page and the same results")
  func sameBytes() throws {
    let codebook = try Command()
    try codebook.write(Self.quick, to: "quick.md")
    var pages: [Data] = []
    var results: [NSDictionary] = []
    for threads in ["1", "1", "3"] {
      #expect(try codebook("run", "quick.md", "--threads", threads, "--refresh", "all").exitCode == 0)
      pages.append(try codebook.read("Output/quick.html"))
      var record = try codebook.json("Output/quick.json")
      record["timing"] = nil
      record["blocks"] = (record["blocks"] as? [[String: Any]])?.map { $0.filter { $0.key != "why" } }
      results.append(record as NSDictionary)
    }
    #expect(pages[0] == pages[1] && pages[1] == pages[2])
    #expect(results[0] == results[1] && results[1] == results[2])
  }

  @Test("a failed claim is shown, named with its line, and makes the exit code 1")
  func failedClaim() throws {
    let codebook = try Command()
    try codebook.write(
      Self.quick.replacingOccurrences(of: "train.mse >= pca.train.mse", with: "train.mse < 0"), to: "quick.md")
    let outcome = try codebook("run", "quick.md")
    #expect(outcome.exitCode == 1)
    #expect(outcome.standardError.contains("quick.md:21: claim of 'linear' failed: train.mse < 0 ("))
    #expect(try codebook.json("Output/quick.json")["status"] as? String == "findings")
  }

  @Test("a block that diverges is a panel at its place; blocks that don't depend on it still run")
  func divergence() throws {
    let codebook = try Command()
    try codebook.write(
      Self.quick.replacingOccurrences(of: "epochs: $epochs\n", with: "epochs: $epochs\noptimizer: {sgd: 1e9}\n"),
      to: "quick.md")
    let outcome = try codebook("run", "quick.md")
    #expect(outcome.exitCode == 2)
    let blocks = try #require(try codebook.json("Output/quick.json")["blocks"] as? [[String: Any]])
    #expect(blocks.map { $0["status"] as? String } == ["ran", "failed", "failed"])
    #expect((blocks[1]["error"] as? String)?.hasPrefix("loss became ") == true)
    let page = String(decoding: try codebook.read("Output/quick.html"), as: UTF8.self)
    #expect(page.contains("learning rate 1e+09"))
    #expect(page.contains("The error is –."))
  }

  @Test("data that are not there fail their block and say how to get them")
  func missingData() throws {
    let codebook = try Command()
    try codebook.write("```yaml train\nlabel: a\ndata: mnist\n```\n", to: "a.md")
    let outcome = try codebook("run", "a.md", environment: ["HOME": codebook.folder.path])
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError.contains("--data-dir"))
    #expect(codebook.exists("Output/a.html"))
    let check = try codebook("check", "a.md", environment: ["HOME": codebook.folder.path])
    #expect(check.exitCode == 0)
    #expect(check.standardError.contains("a.md:1:1: warning[CB501]"))
  }

  @Test("--only runs what is asked for and what it needs")
  func only() throws {
    let codebook = try Command()
    try codebook.write(Self.quick, to: "quick.md")
    #expect(try codebook("run", "quick.md", "--only", "pca").exitCode == 0)
    let blocks = try #require(try codebook.json("Output/quick.json")["blocks"] as? [[String: Any]])
    #expect(blocks.map { $0["status"] as? String } == ["ran", "skipped", "skipped"])
    let wrong = try codebook("run", "quick.md", "--only", "pcaa")
    #expect(wrong.exitCode == 64)
    #expect(wrong.standardError.contains("no block has this label; did you mean 'pca'?"))
  }

  @Test("a parameter and a profile change the run; under a profile claims are not judged unless asked for")
  func parametersAndProfiles() throws {
    let codebook = try Command()
    try codebook.write(
      Self.quick.replacingOccurrences(of: "train.mse >= pca.train.mse", with: "train.mse < 0"), to: "quick.md")
    #expect(try codebook("run", "quick.md", "-P", "epochs=5", "--only", "linear").exitCode == 1)
    var blocks = try #require(try codebook.json("Output/quick.json")["blocks"] as? [[String: Any]])
    #expect((blocks[1]["results"] as? [String: Double])?["epochs"] == 5)
    #expect(try codebook("run", "quick.md", "--profile", "smoke").exitCode == 0)
    blocks = try #require(try codebook.json("Output/quick.smoke.json")["blocks"] as? [[String: Any]])
    #expect((blocks[1]["results"] as? [String: Double])?["epochs"] == 1)
    #expect(try codebook("run", "quick.md", "--profile", "smoke", "--claims").exitCode == 1)
  }

  @Test("interrupted, it keeps what is done, writes the page and exits 130")
  func interruption() throws {
    let codebook = try Command()
    try codebook.write(
      Self.quick.replacingOccurrences(of: "params: {epochs: 3}", with: "params: {epochs: 1000000}"), to: "quick.md")
    let outcome = try codebook.interrupted("run", "quick.md", after: 2)
    #expect(outcome.exitCode == 130)
    #expect(outcome.seconds < 6)
    let blocks = try #require(try codebook.json("Output/quick.json")["blocks"] as? [[String: Any]])
    #expect(blocks.map { $0["status"] as? String } == ["ran", "skipped", "skipped"])
    let page = String(decoding: try codebook.read("Output/quick.html"), as: UTF8.self)
    #expect(page.contains("<strong>This block did not run to its end.</strong> interrupted in epoch "))
    #expect(page.contains(" of 1,000,000</p>") && page.contains("id=\"fig-linear-loss\""))
    #expect(page.contains("<strong>This block was not run.</strong>"))
    let curves = try #require(blocks[1]["curves"] as? [String: [Double]])
    #expect(curves["train.loss"]?.isEmpty == false)
    #expect(try codebook.json("Output/quick.json")["status"] as? String == "failed")
  }

  @Test("while it runs no signal that ends it has a handler or meets a thread that computes, whose stack is oneDNN's")
  func signals() throws {
    let codebook = try Command()
    try codebook.write(
      Self.quick.replacingOccurrences(of: "params: {epochs: 3}", with: "params: {epochs: 1000000}"), to: "quick.md")
    var threads: [(caught: UInt64, blocked: UInt64)] = []
    let outcome = try codebook.interrupted(["run", "quick.md", "--threads", "2"]) { process in
      Thread.sleep(forTimeInterval: 2)
      let tasks = "/proc/\(process)/task"
      for task in (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? [] {
        let status = (try? String(contentsOfFile: "\(tasks)/\(task)/status", encoding: .utf8)) ?? ""
        func signals(_ field: String) -> UInt64 {
          let line = status.split(separator: "\n").first { $0.hasPrefix(field) }
          return line.flatMap { UInt64($0.dropFirst(field.count).drop { $0.isWhitespace }, radix: 16) } ?? 0
        }
        threads.append((signals("SigCgt:"), signals("SigBlk:")))
      }
    }
    #expect(outcome.exitCode == 130)
    let ending = [SIGHUP, SIGINT, SIGTERM].reduce(UInt64(0)) { $0 | 1 << UInt64($1 - 1) }
    #expect(threads.count >= 3)
    #expect(threads.allSatisfy { $0.caught & ending == 0 }, "\(threads)")
    // The one that waits for them.
    #expect(threads.count { $0.blocked & ending != ending } == 1, "\(threads)")
  }

  @Test("with several notebooks, a mistake in the last one shows before anything runs")
  func mistakeInTheLast() throws {
    let codebook = try Command()
    try codebook.write(Self.quick, to: "quick.md")
    try codebook.write("```yaml train\nlabel: Wrong\n```\n", to: "wrong.md")
    let outcome = try codebook("run", "quick.md", "wrong.md")
    #expect(outcome.exitCode == 1)
    #expect(outcome.standardError.hasPrefix("wrong.md:2:8: error["))
    #expect(!codebook.exists("Output"))
  }

  @Test("a folder that cannot be written to is found out before anything is trained")
  func outputFolder() throws {
    let codebook = try Command()
    try codebook.write(Self.quick, to: "quick.md")
    let outcome = try codebook("run", "quick.md", "-o", "quick.md")
    #expect(outcome.exitCode == 2)
    #expect(outcome.standardError == "codebook: cannot make quick.md: a part of the path is not a folder\n")
  }

  @Test("references to what no block shows are errors with their place")
  func references() throws {
    let codebook = try Command()
    try codebook.write(Self.quick + "\nSee @fig-linear-loss, @fig-linear-los and @sec-end.\n", to: "quick.md")
    let outcome = try codebook("check", "quick.md")
    #expect(outcome.exitCode == 1)
    let lines = outcome.standardError.split(separator: "\n").filter { $0.contains("error[") }
    #expect(
      lines == [
        "quick.md:30:23: error[CB503]: no block shows '@fig-linear-los'",
        "quick.md:30:43: error[CB503]: no heading is named '@sec-end'",
      ])
  }

  @Test("models tested on different classes of one data set are not ranked")
  func differentClasses() throws {
    let codebook = try Command()
    let models = ["[0, 1]", "[2, 3]"].enumerated().map { number, classes in
      "```yaml train\nlabel: m\(number)\nvariant: mean_image\ndata: {name: mnist-5k, classes: \(classes)}\n```\n"
    }
    try codebook.write(models.joined(separator: "\n") + "\n```yaml evaluate\nlabel: both\n```\n", to: "a.md")
    #expect(try codebook("run", "a.md").exitCode == 0)
    let page = String(decoding: try codebook.read("Output/a.html"), as: UTF8.self)
    #expect(page.contains("each on its own images of the test split of mnist-5k (200 images): numbers from different"))
    #expect(!page.contains("lower is better"))
  }

  @Test("pictures beside the notebook are put into the page; what is outside stays out")
  func pictures() throws {
    let codebook = try Command()
    let pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
    try #require(Data(base64Encoded: pixel)).write(to: codebook.folder.appendingPathComponent("a dot.png"))
    try codebook.write("![dot](a%20dot.png)\n\n![passwords](../../../etc/passwd)\n", to: "a.md")
    let outcome = try codebook("run", "a.md")
    #expect(outcome.exitCode == 0)
    #expect(
      outcome.standardError.contains("a.md:3:1: warning[CB502]: ../../../etc/passwd: outside the notebook's folder"))
    let page = String(decoding: try codebook.read("Output/a.html"), as: UTF8.self)
    #expect(page.contains("src=\"data:image/png;base64,\(pixel)\""))
    let elsewhere = try codebook("run", "a.md", "--root", "nowhere")
    #expect(elsewhere.exitCode == 64)
  }

  @Test("a result that cannot be kept is an error; a reader who has left is none")
  func lostResults() throws {
    let codebook = try Command()
    try codebook.write(Self.quick, to: "quick.md")
    let full = try codebook("check", "quick.md", output: "/dev/full")
    #expect(full.exitCode == 2)
    #expect(full.standardError.contains("cannot write to standard output: no space left on device"))
  }
}

@Suite("Wrong usage")
struct UsageTests {
  @Test("what is still to come is refused by name", arguments: ["--lock", "--locked", "--ci"])
  func comingFlags(flag: String) throws {
    let codebook = try Command()
    try codebook.write(RunTests.quick, to: "quick.md")
    let outcome = try codebook("run", "quick.md", flag)
    #expect(outcome.exitCode == 64)
    #expect(outcome.standardError.contains("'\(flag)' is not supported yet"))
  }

  @Test("so are the commands", arguments: ["serve", "verify", "schema", "new"])
  func comingCommands(name: String) throws {
    let outcome = try Command()(name, "a.md")
    #expect(outcome.exitCode == 64)
    #expect(outcome.standardError.contains("'codebook \(name)' is not supported yet"))
  }

  @Test("a wrong path names the nearest notebook")
  func wrongPath() throws {
    let codebook = try Command()
    try codebook.write("# Hello\n", to: "hello.md")
    let outcome = try codebook("run", "helo.md")
    #expect(outcome.exitCode == 64)
    #expect(outcome.standardError.contains("did you mean 'hello.md'?"))
  }

  @Test("two notebooks of one name in one run would write one page")
  func twoOfOneName() throws {
    let outcome = try Command()("run", "a/x.md", "b/x.md")
    #expect(outcome.exitCode == 64)
    #expect(outcome.standardError.contains("would both write x.html"))
  }

  @Test("a notebook without blocks is a page all the same")
  func empty() throws {
    let codebook = try Command()
    try codebook.write("", to: "empty.md")
    #expect(try codebook("run", "empty.md").exitCode == 0)
    #expect(try codebook.read("Output/empty.html").count < 15_000)
  }

  @Test("problems can be had as JSON and as GitHub's annotations")
  func formats() throws {
    let codebook = try Command()
    try codebook.copyFixture("five-mistakes.md")
    let github = try codebook("check", "five-mistakes.md", "--format", "github")
    #expect(github.exitCode == 1)
    #expect(github.standardOutput.hasPrefix("::error file=five-mistakes.md,line=5,col=1"))
    let json = try codebook("check", "five-mistakes.md", "--format", "json")
    let object = try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8)) as? [String: Any]
    #expect((object?["diagnostics"] as? [Any])?.count == 5)
  }

  @Test("every code is explained")
  func explain() throws {
    let codebook = try Command()
    let list = try codebook("explain").standardOutput.split(separator: "\n")
    #expect(list.count > 20)
    let first = try #require(list.first?.prefix(5))
    #expect(try codebook("explain", String(first)).standardOutput.hasPrefix("\(first): "))
    #expect(try codebook("explain", "CB999").exitCode == 64)
  }
}
