import Engine
import Testing
import codebook_benchmark

@Suite("Text")
struct TextTests {
  static var table: TextTable {
    var table = TextTable([.init("model", .left), .init("×"), .init("of", .left)])
    table.append(["a-b", "12", "x"])
    table.append(["c", "3", "yz"])
    return table
  }

  @Test("a table is aligned under a rule, without blanks at the ends of lines")
  func plain() {
    #expect(
      Self.table.text == """
        model   ×  of
        ─────  ──  ──
        a-b    12  x
        c       3  yz

        """)
  }

  @Test("a table in Markdown says how its columns are aligned")
  func markdown() {
    #expect(
      Self.table.markdown == """
        | model |    × | of   |
        | ----- | ---: | ---- |
        | a-b   |   12 | x    |
        | c     |    3 | yz   |

        """)
  }

  @Test(
    "numbers are grouped by thousands",
    arguments: [
      (0.0, "0"), (999.5, "1,000"), (1_080_000, "1,080,000"), (-1234.4, "-1,234"), (-0.2, "0"), (.infinity, "inf"),
    ])
  func grouped(value: Double, text: String) { #expect(NumberText.grouped(value) == text) }

  @Test(
    "numbers have the places that are asked for",
    arguments: [
      (4.066, 2, "4.07"), (0.05, 1, "0.1"), (0.04, 1, "0.0"), (-0.04, 1, "0.0"), (-1.25, 1, "-1.3"), (12.6, 0, "13"),
      (0.0312, 4, "0.0312"), (.nan, 2, "nan"),
    ])
  func fixed(value: Double, places: Int, text: String) { #expect(NumberText.fixed(value, places) == text) }
}

@Suite("The result")
struct OutcomeTests {
  private static func outcome(loss: Double, rounds: Int = 2) throws -> Outcome {
    let round = try RoundFigures(
      codebook: training(seconds: [0.5], peakMemory: 71_000_000),
      peers: [training(seconds: [2], loss: loss, peakMemory: 710_000_000)],
      ceiling: CeilingFigures(operations: 1_000_000, seconds: 0.001))
    let machine = Machine(
      processor: "Abacus", cores: 2, instructionSet: "avx2", products: "oneDNN 9", load: 0.125)
    var outcome = Outcome(
      on: machine, peers: [.init(library: .pytorch, version: "9.1")],
      models: [ModelFigures(model: BenchmarkModel.all[0], rounds: Array(repeating: round, count: rounds))])
    outcome.data = "mnist"
    outcome.images = 1000
    return outcome
  }

  @Test("the whole text: the machine, what was measured, Codebook, and the peers beside it")
  func text() throws {
    #expect(
      try Self.outcome(loss: 0.31).text(markdown: false) == """
        Abacus, 2 cores, avx2; load average 0.13 at the start
        mnist, 1,000 images, float32, 1 thread, oneDNN 9; 2 rounds of 1 epoch after one to warm up

        model   batch  samples/s  best epoch  GFLOP/s  dnnl_sgemm  share  peak memory    loss
        ──────  ─────  ─────────  ──────────  ───────  ──────────  ─────  ───────────  ──────
        784-32    256      2,000       2,000        1           1   50 %        71 MB  0.3000

        model   batch  beside       samples/s  speed-up        range  peak memory  Codebook takes    loss
        ──────  ─────  ───────────  ─────────  ────────  ───────────  ───────────  ──────────────  ──────
        784-32    256  PyTorch 9.1        500    4.00 ×  4.00–4.00 ×       710 MB            10 %  0.3100

        """)
  }

  @Test(
    "a loss within 5 % is the same work, another one is objected to",
    arguments: [
      (0.314, nil), (0.286, nil), (0.33, "0.3300, 10.0 % above"), (0.27, "0.2700, 10.0 % below"),
      (.nan, "nan, nan % above"),
    ])
  func objections(loss: Double, words: String?) throws {
    let expected = words.map {
      "784-32, batch 256: the loss of PyTorch 9.1 is \($0) Codebook's 0.3000: they did not do the same work"
    }
    let outcome = try Self.outcome(loss: loss)
    #expect(outcome.objections == [expected].compactMap { $0 })
    #expect(outcome.text(markdown: true).contains("did not do") == (words != nil))
  }
}
