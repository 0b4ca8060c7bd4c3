import Foundation

/// Everything that was measured, and what was made of it, for `--json`.
private struct RawFigures: Encodable {
  struct Model: Encodable {
    let model: String
    let batch: Int
    let widths: [Int]
    /// Floating-point operations of a sample's share in the products of a step.
    let operationsPerSample: Int
    let rounds: [RoundFigures]
    let samplesPerSecond: Spread
    let shareOfCeiling: Spread
    let advantages: [Spread]  // over each peer
    let memoryShares: [Spread]  // of each peer's
  }

  let machine: Machine
  let data: String
  let images: Int
  let threads: Int
  let precision: String
  let peers: [Outcome.Peer]
  let models: [Model]
}

extension Outcome {
  /// A JSON object, its keys sorted.
  package func json() throws -> [UInt8] {
    let raw = RawFigures(
      machine: machine, data: data, images: images, threads: threads, precision: precision.rawValue, peers: peers,
      models: models.map { figures in
        RawFigures.Model(
          model: figures.model.name, batch: figures.model.batch, widths: figures.model.widths,
          operationsPerSample: figures.model.network.trainingOperations, rounds: figures.rounds,
          samplesPerSecond: figures.rate(), shareOfCeiling: figures.share,
          advantages: peers.indices.map { figures.advantage(over: $0) },
          memoryShares: peers.indices.map { figures.memoryShare(of: $0) })
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try Array(encoder.encode(raw)) + [10]
  }
}
