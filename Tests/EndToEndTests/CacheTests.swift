import Foundation
import Testing

@Suite("What is known, run")
struct CacheTests {
  private func statuses(_ codebook: Command) throws -> [String] {
    let blocks = try #require(try codebook.json("Output/quick.json")["blocks"] as? [[String: Any]])
    return blocks.map { $0["status"] as? String ?? "" }
  }

  @Test("a second run trains nothing, opens no data, and writes the same page and the same results")
  func second() throws {
    let codebook = try Command()
    try codebook.write(RunTests.quick, to: "quick.md")
    #expect(try codebook("run", "quick.md").exitCode == 0)
    let page = try codebook.read("Output/quick.html")
    let outcome = try codebook("run", "quick.md")
    #expect(outcome.exitCode == 0)
    #expect(outcome.standardOutput.contains("3 blocks, 3 known"))
    #expect(outcome.standardError.contains("= linear  known") && !outcome.standardError.contains("read in"))
    #expect(try statuses(codebook) == ["cached", "cached", "cached"])
    #expect(try codebook.read("Output/quick.html") == page)
    let plan = try codebook("plan", "quick.md")
    #expect(plan.exitCode == 0 && plan.standardOutput.hasPrefix("quick.md: 3 blocks, 3 known\n"))
  }

  @Test("an edit says what runs and why, in the plan and in the run")
  func why() throws {
    let codebook = try Command()
    try codebook.write(RunTests.quick, to: "quick.md")
    #expect(try codebook("run", "quick.md").exitCode == 0)
    let reason = "linear  runs: epochs 3 -> 4"
    #expect(try codebook("plan", "quick.md", "-P", "epochs=4").standardOutput.contains(reason))
    let outcome = try codebook("run", "quick.md", "-P", "epochs=4")
    #expect(outcome.standardError.contains("linear runs: epochs 3 -> 4"))
    #expect(try statuses(codebook) == ["cached", "ran", "ran"])
  }

  @Test("four processes at once give the same page, and each block is trained by one of them")
  func processes() throws {
    let codebook = try Command()
    try codebook.write(RunTests.quick, to: "quick.md")
    let processes = try (0..<4).map { number in
      let process = Process()
      process.executableURL = Command.executable
      process.arguments = ["run", "quick.md", "-q", "-o", "out\(number)", "--threads", "1"]
      process.currentDirectoryURL = codebook.folder
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }
    for process in processes { process.waitUntilExit() }
    #expect(processes.allSatisfy { $0.terminationStatus == 0 })
    let pages = try (0..<4).map { try codebook.read("out\($0)/quick.html") }
    #expect(pages.allSatisfy { $0 == pages[0] })
    let trained = try (0..<4).map { number in
      let blocks = try codebook.json("out\(number)/quick.json")["blocks"] as? [[String: Any]] ?? []
      return blocks.filter { $0["kind"] as? String == "train" && $0["status"] as? String == "ran" }.count
    }
    #expect(trained.reduce(0, +) == 2)
  }

  @Test("the cache can be listed, a key looked into, what nothing uses removed, and all of it cleared")
  func care() throws {
    let codebook = try Command()
    try codebook.write(RunTests.quick, to: "quick.md")
    #expect(try codebook("run", "quick.md").exitCode == 0)
    #expect(try codebook("cache", "list").standardOutput.contains("linear of "))
    let why = try codebook("cache", "why", "linear")
    #expect(why.standardOutput.contains("setting epochs 3") && why.standardOutput.contains("engine version"))
    let wrong = try codebook("cache", "why", "liner")
    #expect(wrong.exitCode == 64 && wrong.standardError.contains("did you mean 'linear'?"))
    #expect(try codebook("cache", "prune").standardOutput.contains("removed 0 entries"))
    // A run with another parameter takes nothing from the one without, an edit does.
    #expect(try codebook("run", "quick.md", "-P", "epochs=4").exitCode == 0)
    #expect(try codebook("cache", "prune").standardOutput.contains("removed 0 entries"))
    try codebook.write(RunTests.quick.replacing("params: {epochs: 3}", with: "params: {epochs: 5}"), to: "quick.md")
    #expect(try codebook("run", "quick.md").exitCode == 0)
    #expect(try codebook("cache", "prune").standardOutput.contains("removed 4 entries"))
    #expect(try codebook("run", "quick.md", "-P", "epochs=4").standardOutput.contains("3 known"))
    #expect(try codebook("run", "quick.md").standardOutput.contains("3 known"))
    #expect(try codebook("cache", "clear").exitCode == 0)
    #expect(try codebook("plan", "quick.md").standardOutput.contains("0 known"))
    #expect(codebook.exists(".codebook/.gitignore"))
  }
}
