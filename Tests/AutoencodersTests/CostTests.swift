import Autoencoders
import Engine
import Testing

@Suite("Cost")
struct CostTests {
  private func cost(
    _ options: AutoencoderOptions = AutoencoderOptions(), images: Int = 1000, models: Int = 1,
    _ change: (inout TrainingOptions) -> Void = { _ in }
  ) -> Cost {
    var training = TrainingOptions()
    change(&training)
    return options.cost(
      training, models: models, inputWidth: 784, counts: SplitCounts(train: images, validation: 0, test: 0),
      use: MemoryUse(data: 784 * images, loading: 0, models: 0, working: 0),
      speed: ArithmeticSpeed(parallel: 1e11, serial: 1e9))
  }

  @Test("parameters and operations are the network's, and time grows with the data")
  func size() {
    #expect(cost().parameters == AutoencoderOptions().network(inputWidth: 784).parameterCount)
    #expect(cost().multiplyAdds == 2 * (784 * 256 + 256 * 64 + 64 * 32))
    #expect(cost(images: 2000).seconds > 1.9 * cost().seconds)
  }

  @Test("memory is the program's, the data's and what training takes, or what loading takes if that is more")
  func memory() {
    let use = cost().use
    #expect(use.peak == MemoryUse.program + 784_000 + use.models + use.working)
    var loading = use
    loading.loading = 1 << 30
    #expect(loading.peak == MemoryUse.program + 784_000 + 1 << 30)
    // Training takes the weights, Adam's two numbers of each, and the model's own copy afterwards.
    #expect(use.models == 4 * cost().parameters && use.working > 3 * use.models)
  }

  @Test("several models are all kept, and trained one after the other")
  func repeated() {
    let (one, five) = (cost(), cost(models: 5))
    #expect(five.use.models == 5 * one.use.models && five.use.working == one.use.working)
    #expect(abs(five.seconds - 5 * one.seconds) < 1e-9)
  }

  @Test("a batch is never larger than the training split, and a larger one takes more memory")
  func batches() {
    func working(_ size: Int) -> Int { cost { $0.descent.batchSize = size }.use.working }
    #expect(working(500) > working(50))
    #expect(working(1000) == working(60_000))
  }

  @Test("PCA takes matrices as wide as the images, and the mean image next to nothing")
  func baselines() {
    var options = AutoencoderOptions()
    options.variant = .pca
    #expect(cost(options).use.working > 2 * 8 * 784 * 784)
    options.variant = .meanImage
    #expect(cost(options).use.working < 2_000_000)
  }

  @Test("of several models the data count once each, the models all, and the most that one of them takes")
  func severalBlocks() {
    let (small, large) = (cost().use, cost { $0.descent.batchSize = 1000 }.use)
    let peak = MemoryUse.peak(of: [small, large], data: [784_000])
    #expect(peak == MemoryUse.program + 784_000 + small.models + large.models + large.working)
  }

  @Test("a model too large to be counted overflows nothing")
  func overflow() {
    var options = AutoencoderOptions()
    options.encoder = [.dense(units: 1 << 40), .dense(units: 1 << 40)]
    #expect(cost(options).memory == .max)
  }
}
