import Figures
import Runner
import Testing

@Suite("Colours of a notebook's curves")
struct ColorTests {
  /// The colours of each figure of losses, by its id: of each curve, in their order.
  private func colors(_ blocks: String) throws -> [String: [Int]] {
    let front = "---\ndata: {name: subspace, rank: 3, size: 16, count: 80, noise: 0.1}\n---\n"
    let outcome = run(try program(front + blocks))
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

  @Test("where there are more models than colours, those of one figure still differ")
  func manyModels() throws {
    let labels = (0...Palette.series.count).map { "m\($0)" }
    let colors = try colors(labels.map { training($0) }.joined() + evaluation("ends", [labels[0], labels[8]]))
    #expect(colors["fig-m8-loss"] == [0, 0])
    #expect(colors["fig-ends-loss"] == [0, 0, 1, 1])
  }
}
