internal import Figures

/// A JSON document in the form that Jupyter itself saves: keys sorted, one space a level, characters beyond ASCII as
/// they are. No numbers but whole ones.
indirect enum JSONText {
  case null
  case boolean(Bool)
  case integer(Int)
  case string(String)
  case list([JSONText])
  case object([(key: String, value: JSONText)])

  /// Text as nbformat keeps it: its lines, each with its end.
  static func lines(_ text: String) -> JSONText {
    var lines: [JSONText] = []
    var rest = text[...]
    while !rest.isEmpty {
      let end = rest.unicodeScalars.firstIndex(of: "\n").map { rest.unicodeScalars.index(after: $0) } ?? rest.endIndex
      lines.append(.string(String(rest[..<end])))
      rest = rest[end...]
    }
    return .list(lines)
  }

  var text: String { written(indent: 0) + "\n" }

  private func written(indent: Int) -> String {
    let inner = String(repeating: " ", count: indent + 1)
    let outer = String(repeating: " ", count: indent)
    switch self {
    case .null: return "null"
    case .boolean(let value): return value ? "true" : "false"
    case .integer(let value): return "\(value)"
    case .string(let value): return Self.quoted(value)
    case .list(let values):
      if values.isEmpty { return "[]" }
      return "[\n" + values.map { inner + $0.written(indent: indent + 1) }.joined(separator: ",\n") + "\n\(outer)]"
    case .object(let entries):
      if entries.isEmpty { return "{}" }
      let sorted = entries.sorted {
        Array($0.key.unicodeScalars).lexicographicallyPrecedes(Array($1.key.unicodeScalars))
      }
      return "{\n"
        + sorted.map { "\(inner)\(Self.quoted($0.key)): \($0.value.written(indent: indent + 1))" }.joined(
          separator: ",\n")
        + "\n\(outer)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
