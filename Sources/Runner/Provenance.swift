import Datasets
import Engine
import Schema

extension Run {
  /// How a result was made, in words that are the same on every run. `seeds` are those of the models, none of what is
  /// only measured.
  func provenance(
    of block: BlockOptions, key: String, data: Dataset, seeds: [UInt64]
  ) -> [BlockOutcome.Fact] {
    let engine = EngineIdentity.current
    var facts = [
      BlockOutcome.Fact("Key", key),
      BlockOutcome.Fact("Data", "\(data.name), \(data.counts), fingerprint \(data.fingerprint)"),
    ]
    if let first = seeds.first {
      let others = seeds.count > 1 ? ", the first of \(seeds.count): figures of one model show this one’s" : ""
      facts.append(BlockOutcome.Fact("Seed", "\(first)\(others)"))
    }
    facts.append(
      BlockOutcome.Fact(
        "Engine", "version \(engine.version), \(engine.products) and \(engine.eigenvectors), \(engine.instructionSet)"))
    return facts
  }
}
