package import Datasets
import Engine
import Autoencoders
import Files
package import Schema

/// One run of a notebook: order, data, training, measuring, figures, claims.
///
/// Blocks run in the order of the file, but a model that an earlier block refers to runs before that block. A block
/// that fails takes along those that depend on it, and no other.
package struct Run {
  let program: Program
  let catalogue: DataCatalogue
  let options: RunOptions
  let onEvent: (RunEvent) -> Void
  let colors: ModelColors

  var outcomes: [BlockOutcome]
  /// Models by the label of their block.
  var trained: [String: TrainedBlock] = [:]
  var loaded: [LoadedData] = []
  /// Of the blocks, by their labels, before anything runs.
  let keys: [String: BlockKey]
  /// The keys that the notebook's blocks had last.
  var history: ResultCache.History?
  /// Whether the running block trained or measured anything that was not known.
  var hasComputed = false
  /// What is not said twice.
  private var hasCacheProblem = false
  var toldDamages: Set<Int> = []
  private var selected: Set<String>
  private var wasInterrupted = false
  /// Places of the blocks that are still to run, and of the one that runs.
  private(set) var waiting: [Int] = []
  private(set) var running: Int?

  struct LoadedData {
    let options: DataOptions
    let seed: UInt64
    let dataset: Dataset
  }

  package init(
    of program: Program, catalogue: DataCatalogue, options: RunOptions, onEvent: @escaping (RunEvent) -> Void
  ) {
    self.program = program
    self.catalogue = catalogue
    self.options = options
    self.onEvent = onEvent
    colors = ModelColors(of: program)
    outcomes = program.blocks.map { BlockOutcome(kind: $0.kind, options: $0.common) }
    selected = program.labelsNeeded(for: options.only, alone: options.trainsAlone)
    keys = program.keys(catalogue: catalogue)
    history = options.cache?.history(of: options.notebook)
  }

  /// Places of the blocks that are asked for, in the order in which they run.
  var order: [Int] { program.order(of: selected) }

  /// Runs everything that was asked for.
  package mutating func finish() -> RunOutcome {
    waiting = order
    for place in order where !isOver {
      waiting.removeFirst()
      runBlock(place)
    }
    waiting = []
    keepHistory()
    return concluded()
  }

  /// With claims, captions and the values in the prose, from the numbers that are there.
  mutating func concluded() -> RunOutcome {
    let results = ResultTable(of: outcomes, parameters: program.parameters)
    judgeClaims(with: results)
    writeCaptions(with: results)
    return RunOutcome(
      blocks: outcomes, values: program.values.map { results.text(of: $0) },
      data: fingerprints,
      wasInterrupted: wasInterrupted)
  }

  private mutating func runBlock(_ place: Int) {
    let block = program.blocks[place]
    onEvent(.blockStarted(label: block.common.label, place: started + 1, count: selected.count))
    let start = options.now()
    running = place
    tellStage()
    outcomes[place].key = keys[block.common.label]?.hex
    if restoreExhibits(at: place) {
      outcomes[place].status = .cached
    } else {
      compute(block, at: place)
    }
    if outcomes[place].status.isDone { remember(place) }
    outcomes[place].seconds = options.now() - start
    running = nil
    onEvent(
      .blockFinished(
        label: block.common.label, outcomes[place].status, seconds: options.now() - start,
        summary: outcomes[place].summary))
  }

  private mutating func compute(_ block: Program.Block, at place: Int) {
    hasComputed = false
    do {
      switch block {
      case .train(let train): try run(train, at: place)
      case .evaluate(let evaluate): try run(evaluate, at: place)
      }
      outcomes[place].status = hasComputed ? .ran : .cached
      if !hasComputed { outcomes[place].why = nil }
      keepExhibits(of: place)
    } catch .interrupted(let epoch, let epochs, let attempt) {
      wasInterrupted = true
      outcomes[place].why = nil
      outcomes[place].failure = BlockError.interrupted(inEpoch: epoch, of: epochs, attempt).failure
    } catch {
      outcomes[place].status = .failed
      outcomes[place].failure = error.failure
    }
  }

  /// Says once that the cache cannot be written.
  mutating func keeping(_ work: () throws(FileError) -> Void) {
    do throws(FileError) {
      try work()
    } catch {
      if !hasCacheProblem { onEvent(.cacheProblem("results are not kept for the next run: \(error)")) }
      hasCacheProblem = true
    }
  }

  private var isOver: Bool {
    wasInterrupted || (options.failsFast && outcomes.contains { $0.status == .failed })
  }

  /// Data sets of the blocks that ran, with their fingerprints; the second of one name is `NAME-2`.
  private var fingerprints: [BlockOutcome.Fact] {
    var sets: [BlockKey.Data] = []
    for place in order {
      let isRead = outcomes[place].status == .failed
      guard outcomes[place].status.isDone || isRead else { continue }
      for data in keys[outcomes[place].label]?.data ?? [] where !sets.contains(data) {
        // Of a block that failed those data that could be read.
        if isRead, !loaded.contains(where: { $0.dataset.fingerprint == data.fingerprint }) { continue }
        sets.append(data)
      }
    }
    return sets.enumerated().map { place, set in
      let earlier = sets[..<place].count { $0.name == set.name }
      return BlockOutcome.Fact(earlier == 0 ? set.name : "\(set.name)-\(earlier + 1)", set.fingerprint)
    }
  }

  private var started: Int { outcomes.count { $0.status != .skipped } }

  /// What is known of a data set without its files.
  func header(of wanted: DataOptions) throws(BlockError) -> DatasetHeader {
    do {
      return try catalogue.header(wanted)
    } catch {
      throw .data(error)
    }
  }

  /// A data set, read once for all blocks that use the same part of it.
  mutating func dataset(_ wanted: DataOptions, seed: UInt64) throws(BlockError) -> Dataset {
    let seed = wanted.decisiveSeed(seed)
    if let known = loaded.first(where: { $0.options == wanted && $0.seed == seed }) { return known.dataset }
    let start = options.now()
    let dataset: Dataset
    do {
      dataset = try catalogue.load(wanted, seed: seed)
    } catch {
      throw .data(error)
    }
    loaded.append(LoadedData(options: wanted, seed: seed, dataset: dataset))
    onEvent(
      .dataLoaded(name: dataset.name, description: dataset.counts, seconds: options.now() - start))
    return dataset
  }
}

extension Program.Block {
  package var common: BlockOptions {
    switch self {
    case .train(let block): block.common
    case .evaluate(let block): block.common
    }
  }

  package var kind: String {
    switch self {
    case .train: "train"
    case .evaluate(let block): block.family == nil ? "evaluate" : "family"
    }
  }
}

extension BlockOutcome {
  /// The number that says most, for the terminal.
  fileprivate var summary: String {
    if let failure { return failure.message }
    guard let mse = results.first(where: { $0.name == "test.mse" }) else { return "" }
    return "test mse \(NumberFormat(kind: .general, precision: 4).format(mse.value))"
  }
}
