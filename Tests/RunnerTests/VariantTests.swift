import Runner
import Schema
import Testing

/// Variants from the notebook to their numbers.
struct VariantTests {
  private static let front = "---\ndata: {name: subspace, rank: 3, size: 16, count: 80, noise: 0.1}\n---\n\n"

  private func outcome(_ blocks: String...) throws -> RunOutcome {
    let text = Self.front + blocks.map { "```yaml \($0)\n```\n\n" }.joined()
    let outcome = run(try program(text))
    #expect(outcome.blocks.allSatisfy { $0.failure == nil }, "\(outcome.blocks.compactMap(\.failure))")
    return outcome
  }

  private func model(_ lines: String, label: String = "m") -> String {
    "train\nlabel: \(label)\nencoder: [8]\noutput_activation: linear\nepochs: 2\n\(lines)"
  }

  private static let penalised = [
    ("variant: sparse\ncode: 3\nsparsity: {l1: {weight: 0.1, unit_norm: true}}", "l1"),
    ("code: {size: 3, activation: sigmoid}\nsparsity: {kl: {target: 0.1, weight: 0.2}}", "kl"),
    ("variant: contractive\ncode: 3\ncontraction: {weight: 0.01}", "contraction"),
    ("variant: variational\ncode: 3\nloss: mse\nsigma: 0.5\nbeta: 0.5\nkl_warmup: 1", "kl"),
  ]

  @Test("a loss is its reconstruction and its weighted penalties, in results and curves", arguments: penalised)
  func terms(lines: String, penalty: String) throws {
    let block = try outcome(model(lines)).blocks[0]
    func result(_ name: String) throws -> Double { try #require(block.results.first { $0.name == name }?.value) }
    for split in ["train", "test"] {
      let whole = try result("\(split).reconstruction") + result("\(split).weighted_\(penalty)")
      #expect(abs(try result("\(split).loss") - whole) < 1e-9)
      #expect(try result("\(split).\(penalty)") > 0)
      func curve(_ term: String) throws -> [Double] {
        try #require(block.curves.first { $0.name == "\(split).\(term)" }?.losses)
      }
      let (loss, reconstruction) = (try curve("loss"), try curve("reconstruction"))
      let weighted = try curve("weighted_\(penalty)")
      #expect(loss.count == 2)
      #expect(loss.indices.allSatisfy { abs(loss[$0] - reconstruction[$0] - weighted[$0]) < 1e-9 })
    }
    // What is measured after the last epoch is what the results say.
    #expect(try result("test.loss") == block.curves.first { $0.name == "test.loss" }?.losses.last)
    #expect(block.provenance.contains { $0.name == "Loss" })
  }

  @Test("a model is measured through the noise that an evaluation names, and the clean images are the target")
  func noise() throws {
    let blocks = try outcome(
      model("variant: denoising\ncode: 3\nnoise: {gaussian: 1}"),
      "train\nlabel: affine\nvariant: affine\nnoise: {gaussian: 1}",
      "evaluate\nlabel: own\nmetrics: [mse]\nnoise: trained\nfigures: [reconstructions]",
      "evaluate\nlabel: quiet\nmetrics: [mse]\nnoise: none",
      "evaluate\nlabel: loud\nmetrics: [mse]\nnoise: {gaussian: 3}"
    ).blocks
    func mse(_ block: Int, _ model: String) -> Double {
      blocks[block].results.first { $0.name == "\(model).mse" }?.value ?? .nan
    }
    #expect(mse(2, "m") == blocks[0].results.first { $0.name == "test.mse" }?.value)
    #expect(mse(2, "affine") == blocks[1].results.first { $0.name == "test.mse" }?.value)
    #expect(mse(3, "affine") < mse(2, "affine"))
    #expect(mse(2, "affine") < mse(4, "affine"))
    guard case .images(let grid)? = blocks[2].figures.first?.content else { return #expect(Bool(false)) }
    #expect(grid.rows.map(\.name) == ["original", "input", "m", "affine"])
    #expect(grid.rows[0].images != grid.rows[1].images)
  }

  @Test("codes of the largest units and binary codes are trained, measured and drawn")
  func codes() throws {
    let blocks = try outcome(
      model("code: {size: 4, binary: {noise: 1}}"),
      "train\nlabel: largest\nvariant: sparse\nencoder: []\ncode: 8\noutput_activation: linear\nepochs: 3\n"
        + "sparsity: {top_k: {k: 2, anneal: 1, auxiliary: 0.1}}"
    ).blocks
    #expect(blocks.allSatisfy { block in block.results.contains { $0.name == "test.mse" && $0.value.isFinite } })
    #expect(blocks[1].curves.map(\.name).contains("train.auxiliary"))
    #expect(!blocks[1].curves.map(\.name).contains("test.auxiliary"))
  }
}
