import Figures
import Runner
import Schema
import Testing

/// Diagrams of models as blocks and as units.
@Suite struct ArchitectureTests {
  private func diagrams(_ lines: String) throws -> [(diagram: ArchitectureDiagram, alternative: String)] {
    let text = """
      ---
      data: {name: subspace, rank: 3, size: 16, count: 80, noise: 0.1}
      ---

      ```yaml train
      label: m
      output_activation: linear
      epochs: 1
      figures: [architecture, {architecture: {style: units}}]
      \(lines)
      ```
      """
    let block = run(try program(text)).blocks[0]
    #expect(block.failure == nil)
    #expect(block.figures.map(\.id) == ["fig-m-architecture", "fig-m-architecture-2"])
    return block.figures.compactMap { figure in
      if case .diagram(let diagram) = figure.content { (diagram, figure.alternative) } else { nil }
    }
  }

  private func words(_ layers: [ArchitectureDiagram.Layer]) -> [String] {
    layers.map { layer in
      ([layer.role.rawValue, "\(layer.units)", layer.activation] + layer.notes).filter { !$0.isEmpty }
        .joined(separator: " ")
    }
  }

  static let models: [(String, [String])] = [
    (
      "encoder: [12, {dropout: 0.25}, {dense: 8, activation: tanh}, {batch_norm: true}]\ncode: 3",
      [
        "input 16", "hidden 12 ReLU dropout 25 %", "hidden 8 tanh batch norm", "code 3 linear",
        "hidden 8 tanh batch norm",
        "hidden 12 ReLU", "output 16 linear",
      ]
    ),
    (
      "variant: variational\nloss: mse\nencoder: [8]\ncode: 2",
      ["input 16", "hidden 8 ReLU", "hidden 4 μ and ln σ²", "code 2 N(μ, σ²)", "hidden 8 ReLU", "output 16 linear"]
    ),
    (
      "variant: sparse\nencoder: []\ncode: 8\nsparsity: {top_k: 2}\ntied: true",
      ["input 16", "code 8 linear 2 largest", "output 16 linear tied"]
    ),
  ]

  @Test(
    "Layers are those of the model, with its parameters, in both styles and in the alternative text", arguments: models)
  func layers(lines: String, expected: [String]) throws {
    let diagrams = try diagrams(lines)
    #expect(diagrams.map(\.diagram.style) == [.blocks, .units])
    for (diagram, alternative) in diagrams {
      #expect(words(diagram.layers) == expected)
      #expect(alternative.hasPrefix(diagram.summary))
      let count = diagram.layers.reduce(0) { $0 + $1.parameters }
      #expect(alternative.hasSuffix(" \(count) parameters."))
    }
  }

  @Test("Blocks show the first test image, its code, and what the model makes of it")
  func example() throws {
    let blocks = try #require(try diagrams("encoder: [8]\ncode: 3").first).diagram
    let example = try #require(blocks.example)
    #expect(example.input.count == 16 && example.output.count == 16 && example.code.count == 3)
    #expect(example.input != example.output && example.note.hasPrefix("error "))
    #expect(try diagrams("encoder: [8]\ncode: 3").last?.diagram.example == nil)
  }
}
