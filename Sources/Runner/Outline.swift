package import Autoencoders
package import Datasets
package import Schema
import Engine

/// What `codebook check` says of a model before anything runs.
package struct ModelOutline: Sendable {
  package let label: String
  package let title: String
  /// Widths from the input through the code to the output.
  package let widths: [Int]
  /// Place of the code in `widths`; nil where the model has none.
  package let codePlace: Int?
  package let cost: Cost
  package let data: DatasetHeader

  /// No file of the data is opened; `data.missing` says whether they are there. Throws where the options are at fault.
  package init(of block: TrainBlock, catalogue: DataCatalogue, threads: Int) throws(DataError) {
    let network = block.autoencoder.network(inputWidth: block.data.shape.pixels)
    let header = try catalogue.header(block.data)
    label = block.common.label
    title = block.common.title
    widths = [network.inputs] + network.layers.map(\.outputs)
    codePlace = block.autoencoder.variant == .affine ? nil : block.autoencoder.encoderDepth
    data = header
    cost = block.cost(on: header, speed: .thisMachine(threads: threads))
  }
}

extension TrainBlock {
  func cost(on header: DatasetHeader, speed: ArithmeticSpeed) -> Cost {
    autoencoder.cost(
      training, models: repeats, inputWidth: header.shape.pixels, counts: header.splitCounts,
      use: MemoryUse(data: header.size, loading: header.loadingSize, models: 0, working: 0), speed: speed)
  }
}

extension Cost {
  /// For the page: what does not differ between machines.
  func facts(of block: TrainBlock) -> [BlockOutcome.Fact] {
    var facts = [
      BlockOutcome.Fact("Parameters", grouped(parameters)),
      BlockOutcome.Fact("Memory, estimated", memory.byteSize),
      BlockOutcome.Fact("Operations per image", "\(grouped(multiplyAdds)) multiply-adds"),
    ]
    let seeds = block.seeds
    if let first = seeds.first, let last = seeds.last, seeds.count > 1 {
      facts.insert(BlockOutcome.Fact("Repeated", "\(seeds.count) models, seeds \(first) to \(last)"), at: 0)
    }
    return facts
  }
}

extension Int {
  /// `1.4 MB`, in powers of ten as storage is sold.
  package var byteSize: String {
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"]
    var size = Double(self)
    var unit = 0
    while size >= 999.95, unit < units.count - 1 {
      size /= 1000
      unit += 1
    }
    return unit == 0 ? "\(self) bytes" : NumberFormat(kind: .fixed, precision: 1).format(size) + " " + units[unit]
  }
}

extension DatasetHeader {
  var splitCounts: SplitCounts { SplitCounts(train: trainCount, validation: validationCount ?? 0, test: testCount) }
}

extension Dataset {
  /// `60,000 to train, 10,000 to test`
  var counts: String {
    let splits = [
      (train.samples.count, "to train"), (validation?.samples.count ?? 0, "to validate"),
      (test.samples.count, "to test"),
    ]
    return splits.filter { $0.0 > 0 }.map { "\(grouped($0)) \($1)" }.joined(separator: ", ")
  }
}

extension ArithmeticSpeed {
  /// What processors of this kind reach in practice, by their widest vectors; a guess that `check` says with a "~".
  package static func thisMachine(threads: Int) -> ArithmeticSpeed {
    let perThread =
      if EngineIdentity.current.instructionSet.contains("avx512") {
        1.5e11
      } else if EngineIdentity.current.instructionSet.contains("avx2") {
        5e10
      } else {
        1e10
      }
    return ArithmeticSpeed(parallel: perThread * Double(threads), serial: 2e9)
  }
}

extension Program.Block {
  /// Why the data that a block names are not to be had; nil where they are there, or where it names none.
  package func missingData(in catalogue: DataCatalogue) -> DataError? {
    let wanted: DataOptions? =
      switch self {
      case .train(let block): block.data
      case .evaluate(let block): block.data
      }
    guard let wanted, common.display.isEvaluated else { return nil }
    return (try? catalogue.header(wanted))?.missing
  }
}
