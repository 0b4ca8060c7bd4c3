import Foundation
import Testing

@Suite("The page of a run that goes on")
struct LivePageTests {
  /// Trains for long, after one block that is done at once and before one that waits.
  private static let long = """
    # Long

    See @fig-long-loss.

    ```yaml train
    label: pca
    variant: pca
    data: {name: subspace, rank: 5, size: 64, count: 400, noise: 0.1}
    code: 5
    ```

    ```yaml train
    label: long
    variant: linear
    data: {name: subspace, rank: 5, size: 64, count: 400, noise: 0.1}
    code: 5
    epochs: 1000000
    ```

    ```yaml evaluate
    label: both
    ```

    """

  private func page(_ codebook: Command) throws -> String {
    String(decoding: try codebook.read("Output/long.html"), as: UTF8.self)
  }

  @Test("it shows how far each block is, renews itself, and an interrupted run leaves no trace of that")
  func live() throws {
    let codebook = try Command()
    try codebook.write(Self.long, to: "long.md")
    var seen = ""
    let outcome = try codebook.interrupted(["run", "long.md"]) { _ in
      // Until the curves so far are there.
      for _ in 0..<1200 where !seen.contains(" of 1000000</p>") {
        Thread.sleep(forTimeInterval: 0.05)
        seen = (try? page(codebook)) ?? ""
      }
    }
    #expect(outcome.exitCode == 130)
    #expect(seen.contains("<meta http-equiv=\"refresh\" content=\"2\">"))
    #expect(seen.contains("This run goes on: 1 of 3 blocks has ended."))
    #expect(seen.contains("id=\"fig-long-loss\"") && seen.contains(">Waits for its turn.</p>"))
    let last = try page(codebook)
    #expect(!last.contains("refresh") && !last.contains("under-way") && !last.contains("goes on"))
    #expect(last.contains("The run was interrupted"))
  }

  @Test("a run that ends, even with a block that failed, leaves no trace of it")
  func finished() throws {
    let codebook = try Command()
    try codebook.write(
      Self.long.replacing("epochs: 1000000", with: "epochs: 2\noptimizer: {sgd: 1e9}"), to: "long.md")
    #expect(try codebook("run", "long.md").exitCode == 2)
    let page = try page(codebook)
    #expect(page.contains("This block failed.") && !page.contains("refresh") && !page.contains("under-way"))
  }

  @Test("a notebook with errors leaves the report as it is")
  func errors() throws {
    let codebook = try Command()
    try codebook.write(Self.long.replacing("epochs: 1000000", with: "epoch: 1"), to: "long.md")
    try FileManager.default.createDirectory(
      at: codebook.folder.appendingPathComponent("Output"), withIntermediateDirectories: true)
    try codebook.write("before", to: "Output/long.html")
    #expect(try codebook("run", "long.md").exitCode == 1)
    #expect(try page(codebook) == "before")
  }
}
