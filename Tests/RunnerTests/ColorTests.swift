import Figures
import Runner
import Testing

@Suite("Colours of a notebook's curves")
struct ColorTests {
  private static let front = "---\ndata: {name: subspace, rank: 3, size: 16, count: 80, noise: 0.1}\n---\n"

  /// The colours of each chart, by its figure's id: of each curve, in their order.
  private func colors(_ blocks: String) throws -> [String: [Int]] {
    let outcome = run(try program(Self.front + blocks))
    var colors: [String: [Int]] = [:]
    for figure in outcome.blocks.flatMap(\.figures) {
      if case .chart(let chart) = figure.content { colors[figure.id] = chart.series.map(\.color) }
    }
    return colors
  }

  private func training(_ label: String, variant: String = "linear") -> String {
    let epochs = variant == "linear" ? "\nepochs: 1" : ""
    return "\n```yaml train\nlabel: \(label)\nvariant: \(variant)\ncode: 3\(epochs)\n```\n"
  }

  private func evaluation(_ label: String, _ models: [String]) -> String {
    "\n```yaml evaluate\nlabel: \(label)\nmodels: [\(models.joined(separator: ", "))]\nfigures: [loss]\n```\n"
  }

  @Test("a model has one colour in all figures, whatever stands before it in them")
  func onePerModel() throws {
    let colors = try colors(
      training("base", variant: "pca") + training("a") + training("b") + evaluation("both", ["base", "b", "a"])
        + evaluation("one", ["b"]))
    #expect(
      colors == ["fig-a-loss": [0, 0], "fig-b-loss": [1, 1], "fig-both-loss": [1, 1, 0, 0], "fig-one-loss": [1, 1]])
  }

  @Test("where there are more models than colours, those of one figure still differ, and keep theirs elsewhere")
  func manyModels() throws {
    let labels = (0..<8).map { "m\($0)" }
    let colors = try colors(labels.map { training($0) }.joined() + evaluation("ends", [labels[0], labels[7]]))
    let all = labels.compactMap { colors["fig-\($0)-loss"]?.first }
    #expect(all == [0, 1, 2, 3, 4, 5, 6, 1])
    #expect(colors["fig-ends-loss"] == [0, 0, 1, 1])
  }

  @Test("charts of codes and errors have the models' own colours, PCA one that no model has, and no dashes")
  func charts() throws {
    let figures = ["code_histogram", "error_histogram", "spectrum", "bytes_psnr"]
    let evaluation = "models: [base, b, a]\nfigures: [\(figures.joined(separator: ", "))]"
    let blocks =
      training("base", variant: "pca") + training("a") + training("b")
      + "\n```yaml evaluate\nlabel: both\n\(evaluation)\n```\n"
    let colors = try colors(blocks)
    let pca = Palette.series.count - 1
    for name in figures.dropLast() { #expect(colors["fig-both-\(name)"] == [pca, 1, 0], "\(name)") }
    #expect(colors["fig-both-bytes_psnr"]?.prefix(3) == [pca, 1, 0])
    #expect(colors["fig-a-loss"] == [0, 0])
    let drawn = run(try program(Self.front + blocks)).blocks[3].figures.flatMap { figure -> [LineChart.Series] in
      if case .chart(let chart) = figure.content { chart.series } else { [] }
    }
    #expect(!drawn.isEmpty && drawn.allSatisfy { $0.stroke == .solid })
  }

  @Test("beside a model of its own, the PCA and the JPEG of a figure have the colours of those baselines")
  func baselines() throws {
    let blocks =
      training("a") + "\n```yaml evaluate\nlabel: one\nmodels: [a]\nfigures: [bytes_psnr]\n```\n"
    let colors = try colors(blocks)["fig-one-bytes_psnr"]
    #expect(colors?.prefix(2) == [0, Palette.series.count - 1])
    #expect(colors?.dropFirst(2).allSatisfy { $0 == Palette.series.count - 2 } == true)
  }

  @Test("the parts of a loss stand apart from every model's colour, the same in all blocks")
  func terms() throws {
    let curves = "figures: [{loss: {curves: [train.loss, train.reconstruction, train.weighted_l1]}}]"
    let sparse = { (label: String) in
      "\n```yaml train\nlabel: \(label)\nvariant: sparse\nsparsity: {l1: 0.01}\ncode: 3\nepochs: 1\n\(curves)\n```\n"
    }
    let colors = try colors(sparse("a") + sparse("b"))
    let (dark, gray) = (Palette.series.count - 1, Palette.series.count - 2)
    #expect(colors == ["fig-a-loss": [0, gray, dark], "fig-b-loss": [1, gray, dark]])
  }

  @Test("a class has one colour, whichever others there are")
  func classes() throws {
    let scatter = { (label: String, classes: String) in
      "\n```yaml train\nlabel: \(label)\nvariant: pca\ncode: 2\nfigures: [code_scatter]\n"
        + "data: {name: blobs, clusters: 5, size: 16, count: 200, classes: \(classes)}\n```\n"
    }
    let outcome = run(try program(scatter("a", "[1, 3]") + scatter("b", "[3, 4]")))
    let colors = outcome.blocks.flatMap(\.figures).compactMap { figure -> [Int]? in
      if case .chart(let chart) = figure.content { chart.series.map(\.color) } else { nil }
    }
    #expect(colors == [[1, 3], [3, 4]], "\(outcome.blocks.compactMap(\.failure))")
  }
}
