internal import NotebookSyntax

/// What the front matter and the profile in force say about all blocks, weakest first: the front matter's `data` and
/// `seed`, then `defaults`, then the block, then the profile.
struct Layers {
  /// `{train: …, evaluate: …, data: …}`: of `defaults`, and of each profile.
  struct Layer {
    var train: [YAMLNode.Entry] = []
    var evaluate: [YAMLNode.Entry] = []
    var data: YAMLNode?

    func entries(of kind: BlockKind) -> [YAMLNode.Entry] { kind == .train ? train : evaluate }
  }

  var frontMatterData: YAMLNode?
  var seed: Found<UInt64>?
  var defaults = Layer()
  var profile = Layer()

  var isEmpty: Bool {
    frontMatterData == nil && defaults.train.isEmpty && defaults.evaluate.isEmpty && defaults.data == nil
      && profile.train.isEmpty && profile.evaluate.isEmpty && profile.data == nil
  }

  /// A block's entries with those it inherits; `data` stays out, since its keys merge one by one.
  func merged(_ own: [YAMLNode.Entry], _ kind: BlockKind) -> [YAMLNode.Entry] {
    var entries = own.filter { $0.key != "data" }
    var places: [String: Int] = [:]
    for (index, entry) in entries.enumerated() where places[entry.key] == nil { places[entry.key] = index }
    func lay(_ layer: [YAMLNode.Entry], over: Bool) {
      for var entry in layer where !["data", "label", "vary"].contains(entry.key) {
        entry.isInherited = true
        if let place = places[entry.key] {
          if over { entries[place] = entry }
        } else {
          places[entry.key] = entries.count
          entries.append(entry)
        }
      }
    }
    lay(defaults.entries(of: kind), over: false)
    lay(profile.entries(of: kind), over: true)
    return entries
  }

  /// The mappings that a block's data are made of, weakest first.
  ///
  /// The front matter's data are a block's only where the block names none itself. Those of an `evaluate` block begin
  /// with the block, which otherwise takes each model's own.
  func data(_ own: [YAMLNode.Entry], _ kind: BlockKind) -> [DataLayer] {
    func dataEntry(_ entries: [YAMLNode.Entry]) -> YAMLNode? {
      entries.first { $0.key == "data" && !$0.value.isNull }?.value
    }
    let block = [
      dataEntry(defaults.entries(of: kind)).map { DataLayer($0, isInherited: true) },
      dataEntry(own).map { DataLayer($0, isInherited: false) },
    ].compactMap(\.self)
    let above = dataEntry(profile.entries(of: kind)).map { DataLayer($0, isInherited: true) }
    let named = (block + [above].compactMap(\.self)).contains { $0.isNamed }
    if kind == .evaluate, !named { return block + [above].compactMap(\.self) }
    let front = named ? nil : frontMatterData
    return [
      front.map { DataLayer($0, isInherited: true) }, defaults.data.map { DataLayer($0, isInherited: true) },
    ].compactMap(\.self) + block + [above, profile.data.map { DataLayer($0, isInherited: true) }].compactMap(\.self)
  }
}

/// One mapping of data keys; a name alone is `{name: NAME}`.
struct DataLayer {
  let node: YAMLNode
  let isInherited: Bool

  init(_ node: YAMLNode, isInherited: Bool) {
    self.node = node
    self.isInherited = isInherited
  }

  var entries: [YAMLNode.Entry]? {
    if node.scalar != nil {
      return [.init(key: "name", keySpot: node.spot, value: node, isInherited: isInherited)]
    }
    return node.entries?.map {
      var entry = $0
      entry.isInherited = isInherited
      return entry
    }
  }

  var isNamed: Bool { entries?.contains { DataKeys.naming.contains($0.key) } ?? false }
}

enum BlockKind: String, CaseIterable, Sendable { case train, evaluate }
