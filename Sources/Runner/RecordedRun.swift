package import Foundation
package import Schema

/// A run as its `NAME.json` has it, read back: what `RunRecord` wrote, without what differs from run to run.
package struct RecordedRun: Sendable {
  package struct Claim: Equatable, Sendable {
    package let text: String
    /// Nil where it was not judged.
    package let holds: Bool?
  }

  package struct Block: Sendable {
    package let label: String
    package let kind: String
    package let config: [String: ConfigurationValue]
    package let results: [String: Double]
    /// One value an epoch.
    package let curves: [String: [Double]]
    package let claims: [Claim]
    /// Why it failed or did not run.
    package let error: String?
  }

  package let notebook: String
  package let params: [String: ConfigurationValue]
  package let profile: String?
  package let blocks: [Block]
  /// Version, library and instruction set.
  package let engine: [String: String]
  /// Fingerprints of data sets by their names.
  package let data: [String: String]

  /// Reads a record of this version. Nothing of it is trusted: what is missing, doubled or of another type is an error.
  package init(parsing json: Data) throws(RecordError) {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      let version = try decoder.decode(Version.self, from: json).schema
      guard version == 1 else { throw RecordError.otherVersion(Int(exactly: version).map { "\($0)" } ?? "\(version)") }
      self = try decoder.decode(Self.self, from: json)
    } catch let error as RecordError {
      throw error
    } catch let error as DecodingError {
      throw RecordError(error)
    } catch {
      throw .notJSON
    }
    var labels: Set<String> = []
    for block in blocks where !labels.insert(block.label).inserted { throw .doubledLabel(block.label) }
  }

  private struct Version: Decodable { let schema: Double }
}

/// Why a file is no record of a run.
package enum RecordError: Error, Equatable, CustomStringConvertible {
  case notJSON
  /// As it stands there.
  case otherVersion(String)
  case doubledLabel(String)
  /// `place` is `blocks[2].results`; empty at the top.
  case malformed(place: String, String)

  package var description: String {
    switch self {
    case .notJSON: "it is not JSON"
    case .otherVersion(let version): "its schema is version \(version); only version 1 can be read"
    case .doubledLabel(let label): "two of its blocks have the label '\(label)'"
    case .malformed(let place, let what): "it is no record of a run: \(place.isEmpty ? "" : "\(place): ")\(what)"
    }
  }

  fileprivate init(_ error: DecodingError) {
    func place(_ path: [any CodingKey]) -> String {
      path.reduce("") { text, key in
        if let index = key.intValue { return "\(text)[\(index)]" }
        return text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)"
      }
    }
    switch error {
    case .keyNotFound(let key, let context):
      self = .malformed(place: place(context.codingPath), "it has no '\(key.stringValue)'")
    case .typeMismatch(let type, let context):
      self = .malformed(place: place(context.codingPath), "not \(Self.name(of: type))")
    case .valueNotFound(let type, let context):
      self = .malformed(place: place(context.codingPath), "null, not \(Self.name(of: type))")
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      self = .malformed(place: place(context.codingPath), "a number that cannot be read")
    default: self = .notJSON
    }
  }

  private static func name(of type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a text"
    case is Bool.Type: "true or false"
    case is Double.Type, is Int.Type: "a number"
    case is [Any].Type: "a list"
    default: "what belongs there"
    }
  }
}

extension RecordedRun: Decodable {
  private enum CodingKeys: String, CodingKey { case notebook, params, profile, blocks, engine }
  private enum EngineKeys: String, CodingKey, CaseIterable { case version, library, isa, data }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    notebook = try container.decode(String.self, forKey: .notebook)
    params = try container.decode([String: ConfigurationValue].self, forKey: .params)
    profile = try container.decodeIfPresent(String.self, forKey: .profile)
    blocks = try container.decode([Block].self, forKey: .blocks)
    let engine = try container.nestedContainer(keyedBy: EngineKeys.self, forKey: .engine)
    data = try engine.decode([String: String].self, forKey: .data)
    var facts: [String: String] = [:]
    for key in EngineKeys.allCases where key != .data {
      facts[key.rawValue] = try engine.decode(String.self, forKey: key)
    }
    self.engine = facts
  }
}

extension RecordedRun.Block: Decodable {}
extension RecordedRun.Claim: Decodable {}

extension ConfigurationValue: Decodable {
  /// A record has the word `none` for none. Whole numbers are integers, however they are written.
  package init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: AnyKey.self) {
      self = .mapping(
        try container.allKeys.sorted {
          Array($0.stringValue.utf8).lexicographicallyPrecedes(Array($1.stringValue.utf8))
        }
        .map { Entry($0.stringValue, try container.decode(ConfigurationValue.self, forKey: $0)) })
      return
    }
    if var list = try? decoder.unkeyedContainer() {
      var values: [ConfigurationValue] = []
      while !list.isAtEnd { values.append(try list.decode(ConfigurationValue.self)) }
      self = .list(values)
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .none
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let text = try? container.decode(String.self) {
      self = text == "none" ? .none : .string(text)
    } else {
      self = .number(try container.decode(Double.self))
    }
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
