import Datasets
import NotebookSyntax
import Runner
import Schema
import Testing

@Suite("A model for other programs")
struct ExportTests {
  private func exported(_ label: String, _ block: String) throws -> (ModelExport, RunOutcome) {
    let program = try program(
      """
      ```yaml train
      label: other
      code: 3
      data: {name: subspace, rank: 3, size: 16, count: 80, noise: 0.1}
      ```

      ```yaml train
      label: \(label)
      data: {name: subspace, rank: 3, size: 16, count: 80, noise: 0.1}
      epochs: 2
      \(block)
      expect:
        - other.test.mse > 0
      ```

      """)
    var options = RunOptions(threads: 1, now: { 0 })
    options.only = [label]
    options.trainsAlone = true
    var run = Run(of: program, catalogue: DataCatalogue(folders: [], bundled: nil), options: options) { _ in }
    let outcome = run.finish()
    let (other, wanted) = (run.export("other"), run.export(label))
    #expect(other == nil, "what only a claim speaks of is not trained")
    return (try #require(wanted), outcome)
  }

  @Test("weights have PyTorch's names and shapes, an activation counts as a module, and the last statistics are there")
  func names() throws {
    let (export, _) = try exported(
      "a", "encoder: [{dense: 8, activation: tanh}, {dropout: 0.5}, {batch_norm: true}]\ncode: 3")
    #expect(
      export.weights.map { "\($0.name) \($0.shape)" } == [
        "encoder.0.weight [8, 16]", "encoder.0.bias [8]", "encoder.3.weight [8]", "encoder.3.bias [8]",
        "encoder.3.running_mean [8]", "encoder.3.running_var [8]", "encoder.4.weight [3, 8]", "encoder.4.bias [3]",
        "decoder.0.weight [8, 3]", "decoder.0.bias [8]", "decoder.2.weight [8]", "decoder.2.bias [8]",
        "decoder.2.running_mean [8]", "decoder.2.running_var [8]", "decoder.3.weight [16, 8]", "decoder.3.bias [16]",
      ])
    let modules = Dictionary(uniqueKeysWithValues: export.metadata.map { ($0.key, $0.value) })
    #expect(
      modules["encoder"]
        == "[{\"linear\": [16, 8]}, {\"tanh\": []}, {\"dropout\": [0.5]}, {\"batch_norm\": [8, 1e-05]}, {\"linear\": [8, 3]}]"
    )
    #expect(modules["decoder"]?.hasSuffix("{\"linear\": [8, 16]}, {\"sigmoid\": []}]") == true)
    #expect(modules["loss"] == "mse" && modules["variant"] == "undercomplete" && modules["format"] == "pt")
  }

  @Test("a tied decoder has the encoder's weights, transposed")
  func tied() throws {
    let (export, _) = try exported("a", "encoder: [8]\ncode: 3\ntied: true")
    let weights = Dictionary(uniqueKeysWithValues: export.weights.map { ($0.name, $0) })
    let (into, out) = (try #require(weights["encoder.2.weight"]), try #require(weights["decoder.0.weight"]))
    #expect(into.shape == [3, 8] && out.shape == [8, 3])
    for row in 0..<3 { for column in 0..<8 { #expect(into.values[row * 8 + column] == out.values[column * 3 + row]) } }
  }

  @Test("what leaves and enters is the model: weights give the codes and the recorded error")
  func forward() throws {
    let (export, outcome) = try exported("a", "variant: linear\ncode: 3")
    let weights = export.weights
    #expect(export.codes.shape[1] == 3)
    let images = try subspace()
    var error = 0.0
    for (row, image) in images.enumerated() {
      let code = affine(image, weights[0], weights[1])
      for (place, value) in code.enumerated() { #expect(abs(value - export.codes.values[row * 3 + place]) < 1e-4) }
      let output = affine(code, weights[2], weights[3])
      error += zip(output, image).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) } / Double(16 * images.count)
    }
    let recorded = try #require(outcome.blocks[1].results.first { $0.name == "test.mse" })
    #expect(export.codes.shape[0] == images.count)
    #expect(abs(error - recorded.value) < 1e-6)
  }

  private func affine(_ input: [Float], _ weight: NamedTensor, _ bias: NamedTensor) -> [Float] {
    bias.values.indices.map { unit in
      bias.values[unit] + input.indices.reduce(0) { $0 + input[$1] * weight.values[unit * input.count + $1] }
    }
  }

  /// The test split that `exported` uses.
  private func subspace() throws -> [[Float]] {
    guard case .train(let block) = try program(twoModels).blocks[1] else { return [] }
    let samples = try DataCatalogue(folders: [], bundled: nil).load(block.data, seed: 0).test.samples
    guard case .floats(let values) = samples.storage else { return [] }
    return (0..<samples.count).map { Array(values[$0 * 16..<($0 + 1) * 16]) }
  }
}
