internal import NotebookSyntax

/// The notebook's parameters, with the values in force, and which of them are used.
struct Parameters {
  struct Declared {
    let name: String
    let spot: Spot
    /// What stands for `$name`: a scalar or a list of scalars.
    var node: YAMLNode
    var isUsed = false
  }

  /// A value from outside the notebook.
  struct Override {
    let name: String
    let value: String
    /// What it was given with: `-P`, or `--params FILE`.
    let origin: String
  }

  enum Kind: String { case integer = "an integer", number = "a number", boolean = "true or false", text = "a text" }

  private(set) var declared: [Declared] = []
  private var places: [String: Int] = [:]
  /// The front matter could not be read, so that nothing is known of its parameters.
  private let isUnreadable: Bool
  /// What mentions may still add to the notebook, in bytes and items: a long text that is mentioned on every line
  /// would fill the memory.
  private var budget = 1_000_000

  /// Parameters of a notebook whose front matter could not be read.
  init() { isUnreadable = true }

  /// Reads `params: {epochs: 20, data: mnist-5k}` and lays the command line's values over them.
  init(_ node: YAMLNode?, overrides: [Override], _ findings: Findings) {
    isUnreadable = false
    if let node {
      if let entries = node.entries {
        var reader = MappingReader(entries, name: "params", spot: node.spot, findings: findings)
        for entry in entries {
          if reader.entry(entry.key) == nil {
            add(entry, node: YAMLNode(content: .unknown, spot: entry.keySpot))
          } else {
            declare(entry, findings)
          }
        }
      } else if !node.isNull {
        findings.error(.wrongType, "'params' must be a mapping of names to values, found \(node.found)", at: node.spot)
      }
    }
    for override in overrides { apply(override, findings) }
  }

  subscript(name: String) -> Declared? { places[name].map { declared[$0] } }

  var names: [String] { declared.map(\.name) }

  /// Notes that a parameter is used; an undeclared one is an error.
  mutating func use(_ name: String, at spot: Spot, _ findings: Findings) -> Declared? {
    guard let place = places[name] else {
      if isUnreadable { return nil }
      findings.error(
        .undeclaredParameter, "no parameter '\(quoted(name))' is declared", at: spot,
        help: findings.suggestion(for: name, among: names))
      return nil
    }
    declared[place].isUsed = true
    return declared[place]
  }

  mutating func markUsed(_ name: String) {
    if let place = places[name] { declared[place].isUsed = true }
  }

  private mutating func declare(_ entry: YAMLNode.Entry, _ findings: Findings) {
    guard places[entry.key] == nil else { return }
    guard isName(entry.key) else {
      return findings.error(
        .badDeclaration, "'\(quoted(entry.key))' cannot name a parameter", at: entry.keySpot,
        help: "a letter, then letters, digits and underscores")
    }
    var isFine = true
    for value in entry.value.list ?? [entry.value] {
      if value.scalar == nil || value.isNull {
        isFine = false
        findings.error(
          .badDeclaration, "a parameter is a number, true or false, a text, or a list of these; found \(value.found)",
          at: value.spot)
      } else if let text = value.scalar?.text, Placeholder.find(in: text) != nil || Placeholder.whole(text) != nil {
        isFine = false
        findings.error(.badDeclaration, "a parameter cannot use another one", at: value.spot)
      }
    }
    add(entry, node: isFine ? entry.value : YAMLNode(content: .unknown, spot: entry.keySpot))
  }

  private mutating func add(_ entry: YAMLNode.Entry, node: YAMLNode) {
    guard places[entry.key] == nil else { return }
    places[entry.key] = declared.count
    declared.append(Declared(name: entry.key, spot: entry.keySpot, node: node))
  }

  /// Takes from the budget; false where it is used up.
  mutating func spend(_ amount: Int, at spot: Spot, _ findings: Findings) -> Bool {
    budget -= amount
    if budget < 0 { findings.error(.yamlLimit, "parameters make the notebook too large", at: spot) }
    return budget >= 0
  }

  private mutating func apply(_ override: Override, _ findings: Findings) {
    guard let place = places[override.name] else {
      if isUnreadable { return }
      return findings.error(
        .undeclaredParameter, "\(override.origin) \(quoted(override.name)): no parameter of this name is declared",
        at: nil,
        help: findings.suggestion(for: override.name, among: names))
    }
    let parameter = declared[place]
    guard !parameter.node.isUnknown else { return }
    guard let node = replacement(for: parameter, override.value) else {
      let expected =
        parameter.node.list == nil
        ? Self.kind(of: parameter.node).rawValue : "a list like \(parameter.node.configurationValue.yamlText)"
      return findings.error(
        .parameterType,
        "\(override.origin) \(override.name)=\(quoted(override.value)): '\(override.name)' must be \(expected)",
        at: parameter.spot,
        help: "it is declared as \(parameter.node.configurationValue.yamlText)")
    }
    declared[place].node = node
  }

  /// The command line's text read as the declared value is typed; nil where it does not fit.
  private func replacement(for parameter: Declared, _ text: String) -> YAMLNode? {
    let spot = parameter.spot
    if let items = parameter.node.list {
      let fragment = YAMLFragment(text: text, lines: [spot.position.line], indents: [0])
      guard let node = fragment.compose(Findings()), let list = node.list else { return nil }
      let kinds = Set(items.map(Self.kind))
      let fits = list.allSatisfy { item in
        item.scalar != nil && !item.isNull && (kinds.isEmpty || kinds.contains { Self.fits(item, $0) })
      }
      return fits ? YAMLNode(content: .list(list), spot: spot) : nil
    }
    let plain = YAMLNode(content: .scalar(.init(text: text, isPlain: true)), spot: spot)
    let kind = Self.kind(of: parameter.node)
    guard Self.fits(plain, kind) else { return nil }
    return YAMLNode(content: .scalar(.init(text: text, isPlain: kind != .text || plain.isWord)), spot: spot)
  }

  static func kind(of node: YAMLNode) -> Kind {
    if node.integer != nil { return .integer }
    if node.number != nil { return .number }
    return node.boolean != nil ? .boolean : .text
  }

  private static func fits(_ node: YAMLNode, _ kind: Kind) -> Bool {
    switch kind {
    case .integer: node.integer != nil
    case .number: node.number != nil
    case .boolean: node.boolean != nil
    case .text: node.scalar?.text.isEmpty == false
    }
  }

  private func isName(_ text: String) -> Bool { Placeholder.name(in: text.unicodeScalars[...]) == text[...] }
}

extension YAMLNode {
  /// The value as it is, for parameters.
  var configurationValue: ConfigurationValue {
    switch content {
    case .scalar(let scalar):
      if let integer {
        .integer(integer)
      } else if let number {
        .number(number)
      } else if let boolean {
        .boolean(boolean)
      } else {
        .string(scalar.text)
      }
    case .list(let list): .list(list.map(\.configurationValue))
    case .mapping(let entries): .mapping(entries.map { .init($0.key, $0.value.configurationValue) })
    case .unknown: .none
    }
  }
}

extension ReadingOptions {
  /// Every value from outside, the one that counts last.
  var settings: [Parameters.Override] {
    let file = parameterFile.map { file in
      file.overrides.map {
        Parameters.Override(name: $0.name, value: $0.value, origin: "--params \(quoted(file.path)):")
      }
    }
    return (file ?? []) + overrides.map { Parameters.Override(name: $0.name, value: $0.value, origin: "-P") }
  }
}
