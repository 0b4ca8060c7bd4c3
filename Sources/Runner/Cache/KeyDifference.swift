import Schema

extension BlockKey {
  /// Why a result that was known under `old`, a key's text, is no longer: `epochs 10 -> 20 (line 44); data changed`.
  ///
  /// `dependencies` are labels of the blocks that this one uses, in the order of their keys.
  func difference(from old: String, _ options: BlockOptions, dependencies: [String]) -> String {
    let (before, now) = (Parts(old), Parts(text))
    var reasons = settingsChanged(from: before, to: now, options)
    let models = reasons.contains { $0.hasPrefix("models ") }
    if before.blocks != now.blocks, !models {
      let changed = dependencies.enumerated().filter { place, _ in
        !now.blocks.indices.contains(place) || !before.blocks.contains(now.blocks[place])
      }
      let names = changed.map { "'\($0.element)'" }.uniqued
      if !names.isEmpty {
        reasons.append("\(names.joined(separator: ", ")) changed upstream")
      } else if !now.blocks.isEmpty {
        reasons.append("its models stand in another order")
      }
    } else if before.data != now.data, !models, !reasons.contains(where: { $0.hasPrefix("data") }) {
      let changed = data.enumerated().filter { place, data in
        !before.data.indices.contains(place) || before.data[place] != data.fingerprint
      }
      let names = changed.map(\.element.name).uniqued
      reasons.append(names.isEmpty ? "data changed" : "data changed (\(names.joined(separator: ", ")))")
    }
    if before.engine != now.engine { reasons.append("engine changed: \(before.engine) -> \(now.engine)") }
    if before.kind != now.kind { reasons.append("a '\(before.kind)' block became a '\(now.kind)' block") }
    return reasons.isEmpty ? "its key changed" : reasons.joined(separator: "; ")
  }

  /// `epochs 10 -> 20 (line 44)` for each setting. Defaults follow what is written: where something written changed, that
  /// is the reason.
  private func settingsChanged(from before: Parts, to now: Parts, _ options: BlockOptions) -> [String] {
    var changes: [(text: String, isDefault: Bool, isSilent: Bool)] = []
    var reshaped: Set<String> = []
    for path in Set(now.settings.keys).union(before.settings.keys).sorted() {
      let (was, value) = (before.settings[path], now.settings[path])
      let key = path.split(separator: ".").first.map(String.init) ?? path
      guard was != value, !reshaped.contains(key) else { continue }
      let setting = options.configuration.first { $0.key == key }
      let line = setting?.line.map { " (line \($0))" } ?? ""
      var text = "\(path) \(was.shown) -> \(value.shown)\(line)"
      let other = was == nil ? before : now
      if path == key, was == nil || value == nil, other.settings.keys.contains(where: { $0.hasPrefix(key + ".") }) {
        // A word where there were keys, or the other way round.
        reshaped.insert(key)
        text = "\(key) changed\(line)"
      }
      // `none` where nothing stood is no more than a default of something else that is written.
      let isSilent = was == nil && value == "null" || was == "null" && value == nil
      changes.append((text, setting?.isDefault ?? true, isSilent))
    }
    let written = changes.filter { !$0.isDefault && !$0.isSilent }
    return (written.isEmpty ? changes : written).map(\.text)
  }

  /// The lines of a key's text.
  private struct Parts {
    var kind = ""
    var settings: [String: String] = [:]
    var data: [String] = []
    var blocks: [String] = []
    var engine = ""

    init(_ text: String) {
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2 else { continue }
        switch words[0] {
        case "kind": kind = words[1]
        case "data": data.append(words[1])
        case "block": blocks.append(words[1])
        case "engine": engine = words[1]
        default:
          let setting = words[1].split(separator: " ", maxSplits: 1).map(String.init)
          if setting.count == 2 { settings[setting[0]] = setting[1] }
        }
      }
    }
  }
}

extension String? {
  /// A setting's canonical text as one would write it.
  fileprivate var shown: String {
    guard let self else { return "not set" }
    return self == "null" ? "none" : self.replacing("\"", with: "").replacing(",", with: ", ")
  }
}

extension [String] {
  /// Each once, in the order of their first.
  fileprivate var uniqued: [String] {
    reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }
}
