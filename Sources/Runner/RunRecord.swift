import Engine
package import Foundation
package import Schema

/// `Output/NAME.json`, version 1: LANGUAGE.md, section 7. Keys are sorted; what differs from run to run stands under
/// `timing` and in each block's `status` and `why`.
package struct RunRecord: Encodable {
  struct Block: Encodable {
    let label: String
    let kind: String
    let line: Int
    let status: String
    let key: String?
    let why: String?
    let config: [String: ConfigurationValue]
    let results: [String: Double]
    let curves: [String: [Double]]
    let claims: [Claim]
    let figures: [Figure]
    let error: String?

    enum CodingKeys: String, CodingKey {
      case label, kind, line, status, key, why, config, results, curves, claims, figures, error
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(label, forKey: .label)
      try container.encode(kind, forKey: .kind)
      try container.encode(line, forKey: .line)
      try container.encode(status, forKey: .status)
      try container.encode(key, forKey: .key)
      try container.encode(why, forKey: .why)
      try container.encode(config, forKey: .config)
      try container.encode(results, forKey: .results)
      try container.encode(curves, forKey: .curves)
      try container.encode(claims, forKey: .claims)
      try container.encode(figures, forKey: .figures)
      try container.encode(error, forKey: .error)
    }
  }

  struct Claim: Encodable {
    let text: String
    let holds: Bool?

    enum CodingKeys: String, CodingKey { case text, holds }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(text, forKey: .text)
      try container.encode(holds, forKey: .holds)
    }
  }

  struct Figure: Encodable {
    let name: String
    let label: String
    let alt: String
  }

  struct Timing: Encodable {
    let seconds: Double
    let samplesPerSecond: Double?

    enum CodingKeys: String, CodingKey {
      case seconds
      case samplesPerSecond = "samples_per_second"
    }
  }

  struct EngineRecord: Encodable {
    let version: String
    let library: String
    let isa: String
    let data: [String: String]
  }

  enum CodingKeys: String, CodingKey {
    case schema, notebook, status, params, profile, blocks, timing, engine
  }

  let notebook: String
  let status: String
  let params: [String: ConfigurationValue]
  let profile: String?
  let blocks: [Block]
  let timing: [String: Timing]
  let engine: EngineRecord

  /// `notebook` is the path as it was given.
  package init(of outcome: RunOutcome, program: Program, notebook: String) {
    self.notebook = notebook
    status = outcome.status.rawValue
    params = Dictionary(uniqueKeysWithValues: program.parameters.map { ($0.name, $0.value) })
    profile = program.profile
    blocks = outcome.blocks.map(Block.init)
    timing = Dictionary(
      outcome.blocks.compactMap { block in
        block.seconds.map { (block.label, Timing(seconds: $0, samplesPerSecond: block.samplesPerSecond)) }
      },
      uniquingKeysWith: { first, _ in first })
    let identity = EngineIdentity.current
    engine = EngineRecord(
      version: identity.version, library: "\(identity.products), \(identity.eigenvectors)",
      isa: identity.instructionSet,
      data: Dictionary(outcome.data.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(1, forKey: .schema)
    try container.encode(notebook, forKey: .notebook)
    try container.encode(status, forKey: .status)
    try container.encode(params, forKey: .params)
    try container.encode(profile, forKey: .profile)
    try container.encode(blocks, forKey: .blocks)
    try container.encode(timing, forKey: .timing)
    try container.encode(engine, forKey: .engine)
  }

  /// Numbers in their shortest form; what is not finite stands as a string, since JSON has no number for it.
  package func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try encoder.encode(self) + Data("\n".utf8)
  }
}

extension RunRecord.Block {
  init(_ outcome: BlockOutcome) {
    label = outcome.label
    kind = outcome.kind
    line = outcome.options.position.line
    status = outcome.status.rawValue
    key = outcome.key
    why = outcome.why
    config = Dictionary(
      outcome.options.configuration.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    results = Dictionary(outcome.results.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    curves = Dictionary(outcome.curves.map { ($0.name, $0.losses) }, uniquingKeysWith: { first, _ in first })
    claims = outcome.claims.map { RunRecord.Claim(text: $0.text, holds: $0.holds) }
    figures = outcome.figures.map { RunRecord.Figure(name: $0.name, label: $0.id, alt: $0.alternative) }
    error = outcome.failure?.message
  }
}

extension ConfigurationValue: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .none: try container.encode("none")
    case .boolean(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .list(let values): try container.encode(values)
    case .mapping(let entries):
      try container.encode(
        Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first }))
    }
  }
}
