import Foundation
import Runner
import Schema
import Testing

/// A cache in a folder of its own, removed with it.
private final class TemporaryCache {  // a class: its end removes the folder
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("codebook-cache-\(UUID().uuidString)").path

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func run(
    _ text: String, program build: String = "this", change: (inout RunOptions) -> Void = { _ in },
    onEvent: @escaping (RunEvent) -> Void = { _ in }
  ) throws -> RunOutcome {
    RunnerTests.run(
      try program(text),
      change: { options in
        options.cache = ResultCache(folder: folder, program: build)
        options.notebook = "a.md"
        change(&options)
      }, onEvent: onEvent)
  }

  var cache: ResultCache { ResultCache(folder: folder, program: "this") }
}

private let notebook = """
  # A title

  ```yaml train
  label: base
  data: {name: subspace, rank: 3, size: 16, count: 100}
  variant: linear
  code: 3
  epochs: 2
  ```

  ```yaml train
  label: next
  data: {name: subspace, rank: 3, size: 16, count: 100}
  variant: linear
  code: 3
  epochs: 1
  initialization: {from: base}
  ```

  ```yaml train
  label: alone
  data: {name: subspace, rank: 3, size: 16, count: 100}
  code: 2
  encoder: [8]
  epochs: 2
  ```

  ```yaml evaluate
  label: scores
  models: [base, next, alone]
  metrics: [mse]
  expect: [base.mse < 100]
  ```

  """

@Suite("What is known")
struct CacheTests {
  /// An edit, and what of the blocks `base`, `next`, `alone` and `scores` runs then, with the reason; nil is known.
  struct Edit: CustomTestStringConvertible, Sendable {
    let name: String
    let old: String
    let new: String
    let whys: [String?]
    var testDescription: String { name }

    init(_ name: String, _ old: String, _ new: String, _ whys: [String?] = [nil, nil, nil, nil]) {
      (self.name, self.old, self.new, self.whys) = (name, old, new, whys)
    }
  }

  static let edits: [Edit] = [
    Edit("nothing", "", ""),
    Edit("prose", "# A title", "# Another title\n\nAnd a paragraph."),
    Edit("a moved block", "# A title\n", "# A title\n\n\n\n\n"),
    Edit(
      "a comment", "epochs: 2\n```\n\n```yaml train\nlabel: next", "epochs: 2 # two\n```\n\n```yaml train\nlabel: next"),
    Edit("the order of keys", "variant: linear\ncode: 3\nepochs: 2", "epochs: 2\ncode: 3\nvariant: linear"),
    Edit("a default, written out", "label: alone\n", "label: alone\nvariant: undercomplete\n"),
    Edit(
      "another spelling of a number", "epochs: 2\n```\n\n```yaml evaluate",
      "epochs: 2\noptimizer: {adam: 1.0e-3}\n```\n\n```yaml evaluate"),
    Edit("flow style into block style", "initialization: {from: base}", "initialization:\n  from: base"),
    Edit("a label", "label: alone", "label: other\ntitle: alone", [nil, nil, nil, nil]),
    Edit("a title", "label: alone", "label: alone\ntitle: Alone at last"),
    Edit("a caption", "label: alone", "label: alone\nfig_cap: How it went"),
    Edit("an alternative text", "label: alone", "label: alone\nfig_alt: A curve"),
    Edit("what of the block is shown", "label: alone", "label: alone\necho: false"),
    Edit("figures", "label: alone", "label: alone\nfigures: [loss]"),
    Edit("the columns of figures", "label: alone", "label: alone\nlayout_ncol: 2"),
    Edit("a claim", "base.mse < 100", "base.mse < 200"),
    Edit("published numbers", "metrics: [mse]", "metrics: [mse]\nreference: {base: {mse: 0.5}}"),
    Edit("a figure of a comparison", "metrics: [mse]", "metrics: [mse]\nfigures: [loss]"),
    Edit(
      "epochs of one", "epochs: 2\n```\n\n```yaml evaluate", "epochs: 3\n```\n\n```yaml evaluate",
      [nil, nil, "epochs 2 -> 3 (line 25)", "'alone' changed upstream"]),
    Edit(
      "epochs of one that others start from", "epochs: 2\n```\n\n```yaml train\nlabel: next",
      "epochs: 3\n```\n\n```yaml train\nlabel: next",
      ["epochs 2 -> 3 (line 8)", "'base' changed upstream", nil, "'base', 'next' changed upstream"]),
    Edit(
      "the seed of one", "label: alone\n", "label: alone\nseed: 7\n",
      [nil, nil, "seed 0 -> 7 (line 22); data changed (subspace)", "'alone' changed upstream"]),
    Edit(
      "a layer", "encoder: [8]", "encoder: [9]",
      [nil, nil, "encoder [8] -> [9] (line 24)", "'alone' changed upstream"]),
    Edit(
      "an activation", "encoder: [8]", "encoder: [8]\nactivation: tanh",
      [nil, nil, "activation relu -> tanh (line 25)", "'alone' changed upstream"]),
    Edit(
      "the batch size", "encoder: [8]", "encoder: [8]\nbatch_size: 16",
      [nil, nil, "batch_size 32 -> 16 (line 25)", "'alone' changed upstream"]),
    Edit(
      "the data", "count: 100}\ncode: 2", "count: 120}\ncode: 2",
      [nil, nil, "data.count 100 -> 120 (line 22)", "'alone' changed upstream"]),
    Edit(
      "a limit", "count: 100}\ncode: 2", "count: 100, limit: 50}\ncode: 2",
      [nil, nil, "data.limit none -> 50 (line 22)", "'alone' changed upstream"]),
    Edit(
      "a metric", "metrics: [mse]", "metrics: [mse, psnr]",
      [nil, nil, nil, "metrics [mse] -> [mse, psnr] (line 31)"]),
    Edit(
      "the models of a comparison", "models: [base, next, alone]", "models: [base, next]",
      [nil, nil, nil, "models 3 -> 2 (line 30)"]),
    Edit(
      "the order of a comparison", "models: [base, next, alone]", "models: [alone, base, next]",
      [nil, nil, nil, "its models stand in another order"]),
    Edit(
      "the split of a comparison", "metrics: [mse]", "metrics: [mse]\ndata: {split: train}",
      [nil, nil, nil, "data.split test -> train (line 32)"]),
    Edit(
      "the start", "epochs: 1\ninitialization: {from: base}", "epochs: 1",
      [nil, "initialization changed", nil, "'next' changed upstream"]),
  ]

  @Test("an edit runs what it changes and nothing else, and says why", arguments: edits)
  func edit(_ edit: Edit) throws {
    let kept = TemporaryCache()
    let first = try kept.run(notebook)
    #expect(first.blocks.map(\.status) == [.ran, .ran, .ran, .ran])
    #expect(first.blocks.map(\.why) == ["never run", "never run", "never run", "never run"])
    let range = try #require(
      edit.old.isEmpty ? notebook.startIndex..<notebook.startIndex : notebook.range(of: edit.old))
    var text = notebook.replacingCharacters(in: range, with: edit.new)
    if edit.name == "a label" { text = text.replacingOccurrences(of: "next, alone", with: "next, other") }
    let second = try kept.run(text)
    let whys = second.blocks.map(\.why)
    #expect(whys == edit.whys)
    #expect(second.blocks.map(\.status) == edit.whys.map { $0 == nil ? .cached : .ran })
    let cold = run(try program(text))
    #expect(second.blocks.map(\.results) == cold.blocks.map(\.results))
  }

  @Test("what is known has the numbers, figures, curves and words that it had when it ran")
  func sameOutcome() throws {
    let kept = TemporaryCache()
    let text = notebook.replacingOccurrences(
      of: "metrics: [mse]", with: "metrics: [mse, psnr]\nfigures: [loss, reconstructions, code_histogram]")
    let (first, second) = (try kept.run(text), try kept.run(text))
    #expect(second.blocks.allSatisfy { $0.status == .cached })
    for (ran, known) in zip(first.blocks, second.blocks) {
      #expect(known.key == ran.key && known.results == ran.results && known.curves == ran.curves)
      #expect(known.table == ran.table && known.tableCaption == ran.tableCaption)
      #expect(known.cost == ran.cost && known.provenance == ran.provenance && known.claims == ran.claims)
      #expect(known.figures.map { "\($0)" } == ran.figures.map { "\($0)" })
      #expect(!known.figures.isEmpty)
    }
    #expect(second.data == first.data && second.values == first.values)
  }

  @Test("another build of the program draws anew and trains nothing")
  func anotherProgram() throws {
    let kept = TemporaryCache()
    let first = try kept.run(notebook)
    let second = try kept.run(notebook, program: "another")
    #expect(second.blocks.allSatisfy { $0.status == .cached && $0.why == nil })
    #expect(second.blocks.map { $0.figures.map { "\($0)" } } == first.blocks.map { $0.figures.map { "\($0)" } })
  }

  @Test("what is asked for runs again, and what uses it does not where its key is the same")
  func refresh() throws {
    let kept = TemporaryCache()
    _ = try kept.run(notebook)
    let one = try kept.run(notebook) { $0.refreshed = ["base"] }
    #expect(one.blocks.map(\.why) == ["asked for", nil, nil, nil])
    let family = notebook.replacingOccurrences(of: "label: alone\n", with: "label: alone\nvary: {seed: [1, 2]}\n")
      .replacingOccurrences(of: "models: [base, next, alone]", with: "models: [base, next]")
    _ = try kept.run(family)
    let members = try kept.run(family) { $0.refreshed = ["alone"] }
    #expect(
      members.blocks.filter { $0.label.hasPrefix("alone") }.map(\.why) == ["asked for", "asked for", "asked for"])
    let all = try kept.run(notebook) { $0.refreshesAll = true }
    #expect(all.blocks.map(\.why) == ["asked for", "asked for", "asked for", "asked for"])
  }

  @Test("no entry with a damaged bit is believed: its block runs again, with the same numbers", arguments: 0..<24)
  func damage(_ place: Int) throws {
    let kept = TemporaryCache()
    let first = try kept.run(notebook)
    // Drawings are set aside, so that results are looked at.
    for file in kept.cache.files() {
      if file.kind == "exhibits" {
        try FileManager.default.removeItem(atPath: file.path)
        continue
      }
      var bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: file.path)))
      bytes[bytes.count * place / 24] ^= 1 << UInt8(place % 8)
      try FileManager.default.removeItem(atPath: file.path)
      try Data(bytes).write(to: URL(fileURLWithPath: file.path))
    }
    var problems = 0
    let second = try kept.run(notebook) { _ in
    } onEvent: { event in
      if case .cacheProblem = event { problems += 1 }
    }
    #expect(second.blocks.map(\.why) == Array(repeating: "its entry in the cache was damaged", count: 4))
    #expect(problems == 4)
    #expect(second.blocks.map(\.results) == first.blocks.map(\.results))
    #expect(try kept.run(notebook).blocks.allSatisfy { $0.status == .cached })
  }

  @Test("an entry that is cut short, empty or another's is none")
  func wrongEntries() throws {
    let kept = TemporaryCache()
    _ = try kept.run(notebook)
    let models = kept.cache.files().filter { $0.kind == "models" }
    let contents = try models.map { try Data(contentsOf: URL(fileURLWithPath: $0.path)) }
    for file in kept.cache.files() { try FileManager.default.removeItem(atPath: file.path) }
    try Data().write(to: URL(fileURLWithPath: models[0].path))
    try contents[1].dropLast().write(to: URL(fileURLWithPath: models[1].path))
    try contents[0].write(to: URL(fileURLWithPath: models[2].path))
    let outcome = try kept.run(notebook)
    #expect(outcome.blocks.prefix(3).allSatisfy { $0.why == "its entry in the cache was damaged" })
    #expect(outcome.blocks[3].why == "its result is no longer kept")
  }

  @Test("a cache that cannot be written is said once, and harms no result")
  func unwritable() throws {
    var problems: [String] = []
    let outcome = run(
      try program(notebook), change: { $0.cache = ResultCache(folder: "/proc/none", program: "this") },
      onEvent: { if case .cacheProblem(let words) = $0 { problems.append(words) } })
    #expect(outcome.blocks.allSatisfy { $0.status == .ran })
    #expect(problems.count == 1 && problems[0].hasPrefix("results are not kept for the next run: "))
  }

  @Test("a plan says what a run then does")
  func plan() throws {
    let kept = TemporaryCache()
    func plan(_ text: String) throws -> [String?] {
      var options = RunOptions(threads: 1, now: { 0 })
      options.cache = kept.cache
      options.notebook = "a.md"
      return Plan(of: try program(text), catalogue: .init(folders: [], bundled: nil), options: options).blocks.map(
        \.why)
    }
    #expect(try plan(notebook) == Array(repeating: "never run", count: 4))
    _ = try kept.run(notebook)
    #expect(try plan(notebook) == [nil, nil, nil, nil])
    let edited = notebook.replacingOccurrences(of: "encoder: [8]", with: "encoder: [9]")
    #expect(try plan(edited) == [nil, nil, "encoder [8] -> [9] (line 24)", "'alone' changed upstream"])
    #expect(
      try kept.run(edited).blocks.map(\.why) == [nil, nil, "encoder [8] -> [9] (line 24)", "'alone' changed upstream"])
  }

  @Test("files say which blocks have them, and those that are removed are made again")
  func care() throws {
    let kept = TemporaryCache()
    _ = try kept.run(notebook)
    let files = kept.cache.files()
    #expect(
      files.map(\.kind).sorted() == [
        "exhibits", "exhibits", "exhibits", "exhibits", "models", "models", "models", "scores",
      ])
    #expect(files.allSatisfy { $0.uses.count == 1 && $0.uses[0].notebook == "a.md" && $0.bytes > 0 })
    _ = try kept.run(notebook.replacingOccurrences(of: "encoder: [8]", with: "encoder: [9]"))
    let stale = kept.cache.files().filter { $0.uses.isEmpty }
    #expect(stale.map(\.kind).sorted() == ["exhibits", "exhibits", "models", "scores"])
    try kept.cache.remove(kept.cache.files())
    try kept.cache.forget()
    #expect(kept.cache.knownBlocks().isEmpty)
    #expect(try kept.run(notebook).blocks.allSatisfy { $0.why == "never run" })
  }
}
