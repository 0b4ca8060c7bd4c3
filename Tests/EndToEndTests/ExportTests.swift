import Foundation
import Testing

@Suite("An export")
struct ExportTests {
  private func codebook() throws -> Command {
    let codebook = try Command()
    try codebook.write(RunTests.quick, to: "quick.md")
    return codebook
  }

  @Test("weights and codes are written, the same bytes on one thread and on two, and nothing else is trained")
  func both() throws {
    let codebook = try codebook()
    var files: [[Data]] = []
    for threads in ["1", "2"] {
      let outcome = try codebook(
        "export", "quick.md", "linear", "--weights", "a.safetensors", "--codes", "a.npy", "--threads", threads,
        "--cache", "cache-\(threads)")
      #expect(outcome.exitCode == 0, "\(outcome.standardError)")
      #expect(
        outcome.standardOutput.split(separator: "\n").map { $0.prefix { $0 != "," } } == [
          "a.safetensors  4 tensors", "a.npy  100 × 5",
        ])
      #expect(outcome.standardError.contains("✓ linear") && !outcome.standardError.contains("pca"))
      files.append([try codebook.read("a.safetensors"), try codebook.read("a.npy")])
    }
    #expect(files[0] == files[1])
    let length = files[0][0].prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try #require(
      JSONSerialization.jsonObject(with: files[0][0].dropFirst(8).prefix(length)) as? [String: [String: Any]])
    #expect(
      header.keys.sorted() == [
        "__metadata__", "decoder.0.bias", "decoder.0.weight", "encoder.0.bias", "encoder.0.weight",
      ])
    #expect(header["encoder.0.weight"]?["shape"] as? [Int] == [5, 64])
    #expect(header["__metadata__"]?["variant"] as? String == "linear")
    #expect(!codebook.exists("Output"))
  }

  @Test("an .npz is a ZIP archive")
  func npz() throws {
    let codebook = try codebook()
    #expect(try codebook("export", "quick.md", "pca", "--weights", "a.npz", "-q").exitCode == 0)
    let bytes = try codebook.read("a.npz")
    #expect(bytes.starts(with: [0x50, 0x4B, 3, 4]))
    for name in ["encoder.0.weight.npy", "__metadata__.npy"] { #expect(bytes.range(of: Data(name.utf8)) != nil) }
  }

  @Test("parameters change what is trained")
  func parameters() throws {
    let codebook = try codebook()
    var files: [Data] = []
    for epochs in ["1", "2"] {
      #expect(
        try codebook("export", "quick.md", "linear", "--codes", "a.npy", "-q", "-P", "epochs=\(epochs)").exitCode == 0)
      files.append(try codebook.read("a.npy"))
    }
    #expect(files[0] != files[1])
  }

  @Test(
    "what cannot be exported is wrong usage, and nothing is trained or written",
    arguments: [
      (["both", "--codes", "a.npy"], "'both' is an evaluate block: it has no weights"),
      (["liner", "--codes", "a.npy"], "no train block has the label 'liner'; did you mean 'linear'?"),
      (["linear"], "say what to write: --weights FILE, --codes FILE or both"),
      (["linear", "--weights", "a.bin"], "the name must end in .safetensors or .npz"),
      (["linear", "--codes", "a.npz"], "the name must end in .npy"),
      (["linear", "--weights", "a.npz", "--codes", "a.npy", "--threads", "0"], "'--threads 0'"),
    ])
  func wrongUsage(arguments: [String], message: String) throws {
    let codebook = try codebook()
    let outcome = try codebook.run(["export", "quick.md"] + arguments)
    #expect(outcome.exitCode == 64)
    #expect(outcome.standardError.contains(message), "\(outcome.standardError)")
    #expect(!codebook.exists("a.npy") && !codebook.exists("a.npz"))
  }

  @Test("the codes of an affine map are wrong usage, and its model has no code in 'check'")
  func affine() throws {
    let codebook = try Command()
    let text = RunTests.quick.replacing("variant: pca", with: "variant: affine\nnoise: {gaussian: 0.1}")
      .replacing("code: 5\n```\n", with: "```\n", maxReplacements: 1)
      .replacing("label: both", with: "label: both\nnoise: none")
    try codebook.write(text, to: "a.md")
    let outcome = try codebook("export", "a.md", "pca", "--codes", "a.npy")
    #expect(outcome.exitCode == 64)
    #expect(outcome.standardError.contains("'pca' is an affine map: it has no code"), "\(outcome.standardError)")
    #expect(try codebook("check", "a.md").standardOutput.contains("  pca  64-64  "))
  }

  @Test("with -q what is only a warning is not said again")
  func quiet() throws {
    let codebook = try Command()
    try codebook.write(RunTests.quick.replacing("{epochs: 3}", with: "{epochs: 3, idle: 1}"), to: "a.md")
    #expect(try codebook("export", "a.md", "linear", "--codes", "a.npy").standardError.contains("warning["))
    #expect(try codebook("export", "a.md", "linear", "--codes", "a.npy", "-q").standardError == "")
  }

  @Test("a notebook with errors exits 1, a model that diverges 2, a folder that is not there 2")
  func failures() throws {
    let codebook = try codebook()
    try codebook.write(RunTests.quick.replacing("epochs: $epochs", with: "epoch: 1"), to: "typo.md")
    #expect(try codebook("export", "typo.md", "linear", "--codes", "a.npy").exitCode == 1)
    try codebook.write(
      RunTests.quick.replacing("epochs: $epochs", with: "epochs: 2\noptimizer: {sgd: 1e9}"), to: "steep.md")
    let outcome = try codebook("export", "steep.md", "linear", "--codes", "a.npy")
    #expect(outcome.exitCode == 2 && outcome.standardError.contains("'linear' failed: loss became"))
    #expect(try codebook("export", "quick.md", "linear", "--codes", "none/a.npy").exitCode == 2)
    #expect(!codebook.exists("a.npy"))
  }
}
