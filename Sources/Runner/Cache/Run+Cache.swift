import Autoencoders
import Datasets
import Files
import Glibc
import Schema

extension Run {
  /// Whether what is known of a block is to be forgotten.
  func isRefreshed(_ place: Int) -> Bool {
    if options.refreshesAll || options.refreshed.contains(outcomes[place].label) { return true }
    // A family is its members.
    return program.blocks.contains { block in
      guard case .evaluate(let whole) = block, whole.family != nil else { return false }
      return options.refreshed.contains(whole.common.label) && whole.models.contains(outcomes[place].label)
    }
  }

  /// What is kept of a block under its key; one that was damaged is none, and said so.
  private mutating func kept<Contents: Decodable>(
    _ kind: CacheEntry.Kind, _ key: String?, of place: Int, as type: Contents.Type
  ) -> Contents? {
    guard let cache = options.cache, let key, !isRefreshed(place) else { return nil }
    switch cache.find(kind, key, as: type) {
    case .known(let contents): return contents
    case .nothing: return nil
    case .damaged:
      let why = "its entry in the cache was damaged"
      if toldDamages.insert(place).inserted {
        onEvent(.cacheProblem("the entry for '\(outcomes[place].label)' was damaged and is made again"))
      }
      if kind != .exhibits { outcomes[place].why = why }
      return nil
    }
  }

  mutating func keptModels(
    of block: TrainBlock, at place: Int, inputWidth: Int
  ) -> (models: [TrainedModel], results: [NamedValue])? {
    guard let kept = kept(.models, keys[block.common.label]?.hex, of: place, as: KeptModels.self),
      let models = kept.models(of: block, inputWidth: inputWidth)
    else { return nil }
    return (models, kept.results)
  }

  mutating func keptScores(of block: EvaluateBlock, at place: Int) -> KeptScores? {
    guard let kept = kept(.scores, keys[block.common.label]?.hex, of: place, as: KeptScores.self),
      kept.scores.count == block.models.count, kept.scores.allSatisfy({ $0.count == block.metrics.count })
    else { return nil }
    return kept
  }

  /// Keeps what was just made, for the next run.
  mutating func keep(_ contents: some Encodable, as kind: CacheEntry.Kind, of place: Int) {
    guard let cache = options.cache, let key = keys[outcomes[place].label]?.hex else { return }
    keeping { () throws(FileError) in try cache.keep(contents, as: kind, key) }
  }

  /// The lock of a block's key, so that of several processes one trains it; nil where there is no cache.
  mutating func lockKey(of block: TrainBlock, at place: Int) throws(BlockError) -> ProcessLock? {
    let label = outcomes[place].label
    guard let cache = options.cache, let key = keys[label]?.hex else { return nil }
    var hasTold = false
    do throws(FileError) {
      let lock = try cache.lock(key) { holder in
        if !hasTold { onEvent(.blockWaits(label: label, process: holder)) }
        hasTold = true
        usleep(20_000)
        return !options.isInterrupted()
      }
      if let lock { return lock }
    } catch {
      keeping { () throws(FileError) in throw error }
      return nil
    }
    throw .interrupted(inEpoch: 1, of: block.training.descent.epochs, nil)
  }

  /// Says why a block trains or measures.
  mutating func tellWhy(_ place: Int) {
    hasComputed = true
    let why = outcomes[place].why ?? reason(for: place)
    outcomes[place].why = why
    onEvent(.blockRuns(label: outcomes[place].label, why: why))
  }

  /// Why nothing is known of a block.
  func reason(for place: Int) -> String {
    let label = outcomes[place].label
    if isRefreshed(place) { return "asked for" }
    guard let old = history?.keys[label], let key = keys[label] else { return "never run" }
    if old == key.text { return "its result is no longer kept" }
    return key.difference(from: old, outcomes[place].options, dependencies: program.blocks[place].usedModels)
  }

  /// Notes under which keys a block is known now.
  mutating func remember(_ place: Int) {
    let label = outcomes[place].label
    guard let key = keys[label] else { return }
    history?.keys[label] = key.text
    for key in [key.hex, exhibitsKey(of: place)].compactMap(\.self) {
      history?.uses[options.overrides, default: [:]][key] = label
    }
  }

  /// Keeps the keys for the next run, without blocks that are no longer in the notebook and keys that its blocks no longer
  /// have: known where all ran.
  mutating func keepHistory() {
    guard let cache = options.cache, var history else { return }
    if options.only.isEmpty {
      let labels = Set(outcomes.map(\.label))
      history.keys = history.keys.filter { labels.contains($0.key) }
      if outcomes.allSatisfy({ $0.status.isDone || !$0.options.display.isEvaluated }) {
        let now = Set(outcomes.indices.flatMap { [keys[outcomes[$0].label]?.hex, exhibitsKey(of: $0)] })
        history.uses[options.overrides] = history.uses[options.overrides]?.filter { now.contains($0.key) }
      }
    }
    guard history != cache.history(of: options.notebook) else { return }
    keeping { () throws(FileError) in try cache.keep(history) }
  }
}

extension Run {
  /// Puts everything of a block into its outcome as it was drawn before; false where it has to be drawn.
  mutating func restoreExhibits(at place: Int) -> Bool {
    guard let kept = kept(.exhibits, exhibitsKey(of: place), of: place, as: KeptExhibits.self) else { return false }
    kept.restore(to: &outcomes[place])
    return true
  }

  mutating func keepExhibits(of place: Int) {
    guard let cache = options.cache, let key = exhibitsKey(of: place) else { return }
    let exhibits = KeptExhibits(outcomes[place])
    keeping { () throws(FileError) in try cache.keep(exhibits, as: .exhibits, key) }
  }

  /// What a block's figures and tables depend on: its result, how they are to look, how the blocks in them are called,
  /// and the program that draws them.
  private func exhibitsKey(of place: Int) -> String? {
    let options = outcomes[place].options
    guard let cache = self.options.cache, let key = keys[options.label]?.hex else { return nil }
    var lines = ["program \(cache.program)", "block \(key)", "label \(options.label)"]
    for setting in options.configuration where !setting.decidesResult && setting.key != "expect" {
      lines.append("setting \(setting.key) \(setting.value.canonicalText)")
    }
    lines += options.figures.map { "figure \($0.withoutWords)" }
    let used = Set(program.blocks[place].usedModels)
    for block in program.blocks where used.contains(block.common.label) {
      let label = block.common.label
      lines.append("model \(label) \(colors[label]) \(ConfigurationValue.string(block.common.title).canonicalText)")
    }
    if case .train = program.blocks[place] { lines.append("color \(colors[options.label])") }
    return SHA256Digest.hex(of: Array(lines.joined(separator: "\n").utf8))
  }
}

extension Program.Block {
  /// Labels of the blocks whose models this one uses, in the order in which their keys stand in its own.
  var usedModels: [String] {
    switch self {
    case .train(let block): block.start.map { [$0] } ?? []
    case .evaluate(let block): block.models
    }
  }
}
