import Testing
import codebook_benchmark

/// Two epochs of 1,000 samples after one to warm up.
func training(seconds: [Double], loss: Double = 0.3, peakMemory: Int = 100) throws -> TrainingFigures {
  let epochs =
    [EpochFigures(samples: 1000, seconds: 9, loss: 0.6)]
    + seconds.map { EpochFigures(samples: 1000, seconds: $0, loss: loss) }
  return try #require(TrainingFigures(epochs: epochs, peakMemory: peakMemory))
}

@Suite("Figures")
struct FiguresTests {
  static let ceiling = CeilingFigures(operations: 1_000_000, seconds: 0.001)

  @Test(
    "a spread is the middle value and the range",
    arguments: [
      ([3.0, 1, 2], [2.0, 1, 3]), ([4, 1, 2, 3], [2.5, 1, 4]), ([7], [7, 7, 7]),
    ])
  func spread(values: [Double], expected: [Double]) {
    let spread = Spread(of: values)
    #expect([spread.median, spread.lowest, spread.highest] == expected)
  }

  @Test("the mean rate is all samples over all seconds, the best that of the fastest epoch, the first left out")
  func rates() throws {
    let figures = try training(seconds: [1, 4])
    #expect(figures.meanRate == 400)
    #expect(figures.bestRate == 1000)
  }

  @Test("a first epoch alone is no measurement")
  func warmUpAlone() {
    #expect(TrainingFigures(epochs: [EpochFigures(samples: 1, seconds: 1, loss: 1)], peakMemory: 1) == nil)
  }

  @Test("ratios are made within a round, and their median is taken after")
  func ratios() throws {
    // The second round is ten times slower for everyone: no ratio may mix the two.
    let rounds = try [1.0, 10].map { slowness in
      try RoundFigures(
        codebook: training(seconds: [slowness], peakMemory: 50),
        peers: [training(seconds: [4 * slowness], peakMemory: 200)],
        ceiling: CeilingFigures(operations: 1_000_000, seconds: 0.001 * slowness))
    }
    let figures = ModelFigures(model: BenchmarkModel.all[0], rounds: rounds)
    #expect(figures.advantage(over: 0) == Spread(of: [4]))
    #expect(figures.memoryShare(of: 0) == Spread(of: [0.25]))
    // 1,000 samples a second at 250,880 operations, of 10⁹ operations a second.
    #expect(abs(figures.share.lowest - 0.25088) < 1e-12 && abs(figures.share.highest - 0.25088) < 1e-12)
  }
}

@Suite("The models")
struct BenchmarkModelTests {
  @Test("their layers are the encoder and its mirror, with ReLU, a linear code and a sigmoid output")
  func layers() {
    let model = BenchmarkModel.all[1]
    #expect(model.widths == [784, 128, 32, 128, 784])
    #expect(model.activations == [.relu, .linear, .relu, .sigmoid])
  }

  @Test("without a hidden layer the code is ReLU")
  func shallow() {
    #expect(BenchmarkModel.all[0].activations == [.relu, .sigmoid])
  }

  @Test(
    "one is named by its widths, or with its batch size too",
    arguments: [
      ("784-128-32", [128, 256]), ("784-128-32/128", [128]), ("784-32/256", [256]), ("784", []), ("784-32/128", []),
    ])
  func names(text: String, batches: [Int]) {
    #expect(BenchmarkModel.named(text).map(\.batch) == batches)
  }
}

@Suite("The machine")
struct MachineTests {
  @Test("the processor's name is the first in the system's list, its spaces single")
  func processor() {
    let text = "processor\t: 0\nmodel\t\t: 1\nmodel name\t: AMD EPYC  7763 64-Core: Processor \nmodel name\t: other\n"
    #expect(Machine.processorName(in: text) == "AMD EPYC 7763 64-Core: Processor")
  }

  @Test("a system that does not name it gives none")
  func nameless() {
    #expect(Machine.processorName(in: "processor\t: 0\nmodel name\t:\n") == nil)
  }
}
