import Figures
import Runner
import Schema
import Testing

/// Figures of codes: what they say of what is not there, and what stands beside what.
@Suite("Figures of codes")
struct CodeFigureTests {
  private func figures(_ blocks: String...) throws -> [BlockOutcome.Figure] {
    let front = "---\ndata: {name: blobs, clusters: 3, size: 16, count: 120}\n---\n\n"
    let outcome = run(try program(front + blocks.map { "```yaml \($0)\n```\n\n" }.joined()))
    #expect(outcome.blocks.allSatisfy { $0.failure == nil }, "\(outcome.blocks.compactMap(\.failure))")
    return outcome.blocks.flatMap(\.figures)
  }

  private func grid(_ figure: BlockOutcome.Figure?) throws -> ImageGrid {
    guard case .images(let grid) = try #require(figure).content else { throw WrongKind() }
    return grid
  }

  private func chart(_ figure: BlockOutcome.Figure?) throws -> LineChart {
    guard case .chart(let chart) = try #require(figure).content else { throw WrongKind() }
    return chart
  }

  private struct WrongKind: Error {}

  @Test("a spectrum ends where nothing but rounding is left, and says so")
  func spectrum() throws {
    // Codes of 8 units made from 3 numbers each.
    let figure = try figures(
      "train\nlabel: wide\nvariant: pca\ncode: 8\nfigures: [spectrum]\n"
        + "data: {name: subspace, rank: 3, size: 16, count: 80, noise: 0}"
    ).first
    #expect(try chart(figure).series.map(\.y.count) == [3])
    let caption = figure?.caption ?? ""
    #expect(caption.contains("but that of rounding: 5 of wide’s 8 directions"), "\(caption)")
    let whole = try figures("train\nlabel: wide\nvariant: pca\ncode: 8\nfigures: [spectrum]").first
    #expect(try chart(whole).series.map(\.y.count) == [8])
    #expect(whole?.caption.contains("rounding") == false)
  }

  @Test("units that are the same for every image are grey and called dead")
  func deadUnits() throws {
    // Weights that are all but lost to decay give a code of zeros.
    let figure = try figures(
      "train\nlabel: a\nencoder: []\ncode: {size: 4, activation: relu}\nepochs: 3\nfigures: [{filters: {count: 4}}]\n"
        + "variant: sparse\nsparsity: {l1: 1e6}\noptimizer: {sgd: 0.001}"
    ).first
    let grid = try grid(figure)
    let dead = grid.rows[0].notes.indices.filter { grid.rows[0].notes[$0] == "dead" }
    #expect(!dead.isEmpty)
    for unit in dead { #expect(Set(grid.rows[0].images[unit]).count == 1) }
    #expect(figure?.caption.hasSuffix("A dead unit is the same for every training image.") == true)
  }

  @Test("units that answer are drawn at full contrast, and none is called dead")
  func livingUnits() throws {
    let figure = try figures("train\nlabel: a\nvariant: pca\ncode: 3\nfigures: [filters]").first
    let grid = try grid(figure)
    #expect(grid.rows[0].notes.isEmpty && grid.rows[0].images.allSatisfy { Set($0).count > 2 })
    #expect(figure?.caption.contains("dead") == false)
  }

  @Test("an interpolation has the images themselves at its two ends")
  func interpolation() throws {
    let figures = try figures(
      "train\nlabel: a\nvariant: pca\ncode: 3\nfigures: [{interpolation: {from: 0, to: 1, steps: 4}}, {images: {count: 2}}]"
    )
    let (row, originals) = (try grid(figures.first).rows[0], try grid(figures.last).rows[0])
    #expect(row.images.count == 6 && row.outlined == [0, 5])
    #expect(row.images.first == originals.images[0] && row.images.last == originals.images[1])
    #expect(try grid(figures.first).columns == 6)
  }

  @Test("a query is told from its hits by a line around it, and its note is its class alone")
  func retrieval() throws {
    let figure = try figures(
      "train\nlabel: a\nvariant: pca\ncode: 3\nfigures: [{retrieval: {queries: 2, hits: 3}}]"
    ).first
    for row in try grid(figure).rows {
      #expect(row.outlined == [0] && row.notes.allSatisfy { Int($0) != nil })
    }
  }

  @Test("an affine baseline has no code, for figures as for numbers")
  func affine() throws {
    let text = """
      ---
      data: {name: blobs, clusters: 3, size: 16, count: 120}
      ---

      ```yaml train
      label: a
      variant: affine
      noise: {gaussian: 0.5}
      figures: [filters, code_histogram, spectrum]
      ```

      """
    let outcome = run(try program(text))
    #expect(outcome.blocks[0].figures.isEmpty)
    #expect(outcome.blocks[0].results.first { $0.name == "code" }?.value == 0)
  }
}
