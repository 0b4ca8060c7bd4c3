import Autoencoders
import Datasets
import Runner
import Schema
import Testing

@Suite("The memory of a notebook")
struct MemoryTests {
  private func memory(_ text: String) throws -> Int? {
    try program(text).memory(catalogue: DataCatalogue(folders: [], bundled: nil))
  }

  private func block(_ label: String, data: String = "{name: subspace, size: 1000, count: 8000}", _ rest: String = "")
    -> String
  {
    "```yaml train\nlabel: \(label)\nvariant: linear\ncode: 3\nepochs: 1\ndata: \(data)\n\(rest)\n```\n\n"
  }

  @Test("counts a data set once, however many blocks use it, and again where another seed makes another")
  func dataOnce() throws {
    let size = 10_000 * 1000 * 4
    let one = try #require(try memory(block("a")))
    let two = try #require(try memory(block("a") + block("b")))
    let others = try #require(try memory(block("a") + block("b", "seed: 1")))
    #expect(one > size + MemoryUse.program && two - one < 100_000 && others - two == size)
  }

  @Test("counts the whole of a named data set while a part of it is taken")
  func loading() throws {
    let part = try #require(try memory(block("a", data: "{name: mnist, limit: 100, test_limit: 100}")))
    #expect(part > MemoryUse.program + 70_000 * 784)
  }

  @Test("leaves out what is not run")
  func notRun() throws {
    #expect(try memory(block("a", "eval: false")) == nil)
  }
}
