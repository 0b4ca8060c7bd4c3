import Datasets
import Engine
import Files
import Schema

/// What a block's result depends on, and nothing else, known before anything runs: its resolved configuration, its
/// data's fingerprints, the keys of the blocks that it uses, and the engine with its instruction set. Not its place, its
/// label, what only the page shows, or the number of threads.
struct BlockKey: Equatable, Sendable {
  /// Data that the block uses, by name and fingerprint.
  struct Data: Equatable, Sendable {
    let name: String
    let fingerprint: String
  }

  /// One line for each thing: `setting epochs 20`, `data FINGERPRINT`, `block KEY`, `engine …`.
  let text: String
  /// SHA-256 of the text, in hexadecimal digits.
  let hex: String
  let data: [Data]

  init(kind: String, _ options: BlockOptions, data: [Data], upstream: [String]) {
    let engine = EngineIdentity.current
    var lines = ["kind \(kind)"]
    for setting in options.configuration where setting.decidesResult {
      lines += setting.keyValue.leaves(of: setting.key).map { "setting \($0.path) \($0.text)" }
    }
    lines += data.map { "data \($0.fingerprint)" } + upstream.map { "block \($0)" }
    lines.append(
      "engine version \(engine.version), \(engine.products), \(engine.eigenvectors), \(engine.instructionSet)")
    text = lines.joined(separator: "\n")
    hex = SHA256Digest.hex(of: Array(text.utf8))
    self.data = data
  }
}

extension ConfigurationValue {
  /// The values in mappings, each under its path: `data.limit`. Sorted, so that no order of keys shows.
  fileprivate func leaves(of path: String) -> [(path: String, text: String)] {
    guard case .mapping(let entries) = self, !entries.isEmpty else { return [(path, canonicalText)] }
    return entries.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }
      .flatMap { $0.value.leaves(of: "\(path).\($0.key)") }
  }
}

extension Program {
  /// The keys of all blocks by their labels; none for a block whose data's options are at fault, or that uses one
  /// without. No file is opened.
  func keys(catalogue: DataCatalogue) -> [String: BlockKey] {
    var keys: [String: BlockKey] = [:]
    var trained: [String: TrainBlock] = [:]
    for case .train(let block) in blocks { trained[block.common.label] = block }
    func data(_ options: DataOptions, _ seed: UInt64) -> BlockKey.Data? {
      (try? catalogue.fingerprint(options, seed: options.decisiveSeed(seed)))
        .map { BlockKey.Data(name: options.source.name, fingerprint: $0) }
    }
    for place in order(of: Set(blocks.map(\.common.label))) {
      switch blocks[place] {
      case .train(let block):
        guard let data = data(block.data, block.training.seed) else { continue }
        let upstream = block.start.map { keys[$0]?.hex }
        if case .some(.none) = upstream { continue }
        keys[block.common.label] = BlockKey(
          kind: "train", block.common, data: [data], upstream: [upstream].compactMap { $0 ?? nil })
      case .evaluate(let block):
        let upstream = block.models.map { keys[$0]?.hex }
        guard let first = block.models.first.flatMap({ trained[$0] }), !upstream.contains(nil) else { continue }
        let others = block.metrics.compactMap(\.against).compactMap { DatasetName(rawValue: $0) }
          .map { data(DataOptions(source: .named($0)), first.training.seed) }
        // Data of the block's own are cut by the seed of its first model.
        let used =
          if let own = block.data {
            [data(own, first.training.seed)]
          } else {
            block.models.map { label in trained[label].flatMap { data($0.data, $0.training.seed) } }
          }
        let all = others + used
        guard !all.contains(nil) else { continue }
        keys[block.common.label] = BlockKey(
          kind: "evaluate", block.common, data: all.compactMap(\.self), upstream: upstream.compactMap(\.self))
      }
    }
    return keys
  }
}
