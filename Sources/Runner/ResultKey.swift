import Engine
import Files
import Schema

extension BlockOptions {
  /// What a result depends on, and nothing else: the SHA-256 of the resolved configuration in canonical form, the
  /// data's fingerprints, the keys of the blocks it uses, and the engine with its instruction set.
  func resultKey(kind: String, data: [String], upstream: [String]) -> String {
    let decisive = configuration.filter(\.decidesResult).map {
      ConfigurationValue.Entry($0.key, $0.keyValue)
    }
    let engine = EngineIdentity.current
    let lines =
      [kind, ConfigurationValue.mapping(decisive).canonicalText] + data.map { "data \($0)" }
      + upstream.map { "block \($0)" }
      + ["engine \(engine.version) \(engine.products) \(engine.instructionSet) \(engine.eigenvectors)"]
    return SHA256Digest.hex(of: Array(lines.joined(separator: "\n").utf8))
  }
}
