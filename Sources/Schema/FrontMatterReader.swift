internal import NotebookSyntax

/// The front matter after reading: what is for the page, and what the blocks inherit.
struct FrontMatterReading {
  var page = FrontMatter()
  var layers = Layers()
  var parameters: Parameters
  /// The profile in force, where it is declared.
  var profile: String?
  var isReadable = true
}

struct FrontMatterReader {
  let options: ReadingOptions
  let findings: Findings

  func read(_ fragment: YAMLFragment?) -> FrontMatterReading {
    let empty = YAMLNode(content: .mapping([]), spot: Spot(SourcePosition(line: 1, column: 1)))
    guard let tree = fragment.map({ $0.compose(findings) }) ?? empty else { return unreadable }
    guard let entries = tree.entries else {
      findings.error(.wrongType, "the front matter is 'key: value' lines, found \(tree.found)", at: tree.spot)
      return unreadable
    }
    let params = entries.first { $0.key == "params" && !$0.value.isNull }?.value
    var reading = FrontMatterReading(parameters: Parameters(params, overrides: options.settings, findings))
    let substituted = entries.map { entry in
      var copy = entry
      if entry.key != "params" { copy.value = reading.parameters.substitute(entry.value, findings) }
      return copy
    }
    var reader = MappingReader(substituted, name: "front matter", spot: tree.spot, findings: findings)
    readPage(&reader, into: &reading.page)
    _ = reader.entry("params")
    readLayers(&reader, into: &reading)
    reader.finish()
    return reading
  }

  private var unreadable: FrontMatterReading {
    var reading = FrontMatterReading(parameters: Parameters())
    reading.isReadable = false
    return reading
  }

  private func readPage(_ reader: inout MappingReader, into page: inout FrontMatter) {
    page.title = reader.title("title")?.value
    page.subtitle = reader.title("subtitle")?.value
    page.authors = reader.read("author") { $0.texts("names") }?.value ?? []
    page.date = reader.read("date") { $0.text() }?.value
    page.description = reader.title("description")?.value
    page.keywords = reader.read("keywords") { $0.texts("words") }?.value ?? []
    page.language = reader.read("lang") { $0.language() }?.value ?? page.language
    page.license = reader.read("license") { $0.text() }?.value
    page.hasTableOfContents = reader.read("toc") { $0.boolean() }?.value ?? page.hasTableOfContents
    page.numbersSections = reader.read("number_sections") { $0.boolean() }?.value ?? page.numbersSections
  }

  private func readLayers(_ reader: inout MappingReader, into reading: inout FrontMatterReading) {
    reading.layers.frontMatterData = reader.entry("data")?.value
    reading.layers.seed = reader.read("seed") { $0.seed() }
    reading.layers.defaults = reader.entry("defaults").map { layer($0.value, "defaults") } ?? .init()
    let checker = BlockReader(layers: Layers(), findings: findings)
    if let data = reading.layers.frontMatterData {
      _ = DataDraft([DataLayer(data, isInherited: true)], kind: nil, findings).resolved(findings)
    }
    checker.check(reading.layers.defaults)
    var names: [String] = []
    if let profiles = reader.entry("profiles")?.value, !profiles.isUnknown {
      guard let entries = profiles.entries else {
        findings.error(
          .wrongType, "'profiles' must be a mapping of names to values, found \(profiles.found)", at: profiles.spot)
        return
      }
      var inner = MappingReader(entries, name: "profiles", spot: profiles.spot, findings: findings)
      for entry in entries {
        if !isProfileName(entry.key) {
          findings.error(
            .badDeclaration, "'\(quoted(entry.key))' cannot name a profile", at: entry.keySpot,
            help: "a letter a…z, then a…z, 0…9 and hyphens")
        }
        names.append(entry.key)
        guard let value = inner.entry(entry.key)?.value else { continue }
        let layer = layer(value, entry.key)
        checker.check(layer)
        guard entry.key == options.profile else { continue }
        reading.profile = entry.key
        reading.layers.profile = layer
      }
    }
    reportUnknownProfile(names, at: reader.keySpot("profiles"))
  }

  private func reportUnknownProfile(_ names: [String], at spot: Spot?) {
    guard let profile = options.profile, !names.contains(profile) else { return }
    findings.error(
      .unknownProfile, "no profile '\(quoted(profile))' is declared", at: spot,
      help: findings.suggestion(for: profile, among: names)
        ?? (names.isEmpty ? "the front matter declares none" : "declared: \(names.joined(separator: ", "))"))
  }

  private func isProfileName(_ text: String) -> Bool { isLabel(text.replacing("_", with: "-")) }

  /// `{train: …, evaluate: …, data: …}`.
  private func layer(_ node: YAMLNode, _ name: String) -> Layers.Layer {
    guard !node.isUnknown else { return .init() }
    guard let entries = node.entries else {
      findings.error(
        .wrongType, "'\(quoted(name))' must be a mapping of train, evaluate and data, found \(node.found)",
        at: node.spot)
      return .init()
    }
    var reader = MappingReader(entries, name: name, spot: node.spot, findings: findings)
    var layer = Layers.Layer()
    layer.train = blockEntries(&reader, .train)
    layer.evaluate = blockEntries(&reader, .evaluate)
    layer.data = reader.entry("data")?.value
    reader.finish()
    return layer
  }

  private func blockEntries(_ reader: inout MappingReader, _ kind: BlockKind) -> [YAMLNode.Entry] {
    guard let value = reader.entry(kind.rawValue)?.value, !value.isUnknown else { return [] }
    guard let entries = value.entries else {
      findings.error(
        .wrongType, "'\(kind.rawValue)' must be a mapping of its keys, found \(value.found)", at: value.spot)
      return []
    }
    return entries.map {
      var entry = $0
      entry.isInherited = true
      return entry
    }
  }
}

extension ValueReader {
  /// One text, or a list of them.
  fileprivate func texts(_ expected: String) -> [String]? {
    if let scalar = node.scalar { return [scalar.text] }
    guard let items = list(expected) else { return nil }
    let texts = items.map { $0.text() }
    return texts.contains(nil) ? nil : texts.compactMap(\.self)
  }

  /// A language tag such as `en` or `pt-BR`.
  fileprivate func language() -> String? {
    guard let text = word() else { return nil }
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isTag =
      parts.allSatisfy { part in
        (1...8).contains(part.count)
          && part.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
              UInt8(ascii: "0")...UInt8(ascii: "9"):
              true
            default: false
            }
          }
      } && (parts.first?.count ?? 0) >= 2
    return isTag ? text : refuse("a language tag such as en or pt-BR")
  }
}
