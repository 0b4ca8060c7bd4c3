internal import NotebookSyntax

/// What both kinds of block have, as far as it could be read.
struct CommonDraft {
  var label: Found<String>?
  var title: Found<String>?
  var figures: Found<[FigureDraft]>?
  var claims: Found<[YAMLNode]>?
  var display = DisplayOptions()
  var figureCaption: YAMLNode?
  var figureAlternative: YAMLNode?
  var tableCaption: YAMLNode?

  static let reservedLabels = ["train", "validation", "test", "params", "input", "clean"]
}

extension CommonDraft {
  /// Reads `label` and `title`, which come first.
  init(_ reader: inout MappingReader) {
    label = reader.read("label") { $0.label() }
    title = reader.title("title")
  }

  /// Reads what comes last: figures, claims, display.
  mutating func readRest(_ reader: inout MappingReader) {
    figures = reader.read("figures") { $0.figures() }
    claims = reader.read("expect") { $0.claims() }
    let echo = reader.read("echo") { $0.echo() }
    display.echo = echo?.value ?? display.echo
    display.isEvaluated = reader.read("eval") { $0.boolean() }?.value ?? display.isEvaluated
    display.isIncluded = reader.read("include") { $0.boolean() }?.value ?? display.isIncluded
    figureCaption = reader.caption("fig_cap")
    figureAlternative = reader.caption("fig_alt")
    tableCaption = reader.caption("tbl_cap")
    display.layoutColumns = reader.read("layout_ncol") { $0.integer(1...12) }?.value
    reader.later("max_time") { $0.isNone }
    reader.later("max_memory") { $0.isNone }
  }
}

extension ValueReader {
  /// A label that follows the grammar and is not taken.
  func label() -> String? {
    guard let text = word() else { return nil }
    if CommonDraft.reservedLabels.contains(text) {
      findings.error(
        .badLabel, "'\(text)' is taken and cannot be a label", at: node.spot,
        help: "also taken: \(CommonDraft.reservedLabels.filter { $0 != text }.joined(separator: ", "))")
      return nil
    }
    guard isLabel(text) else {
      let near = nearLabel(text)
      findings.error(
        .badLabel, "'\(quoted(text))' cannot be a label: a letter a…z, then a…z, 0…9 and hyphens", at: node.spot,
        help: near.map { "did you mean '\($0)'?" })
      return nil
    }
    return text
  }

  private func nearLabel(_ text: String) -> String? {
    var label = ""
    for scalar in text.lowercased().unicodeScalars.prefix(60) {
      switch scalar {
      case "a"..."z", "0"..."9": label.unicodeScalars.append(scalar)
      default: if !label.isEmpty, !label.hasSuffix("-") { label += "-" }
      }
    }
    if label.hasSuffix("-") { label.removeLast() }
    return isLabel(label) && !CommonDraft.reservedLabels.contains(label) ? label : nil
  }

  fileprivate func claims() -> [YAMLNode]? {
    guard let items = list("claims") else { return nil }
    var isFine = true
    for item in items where item.node.scalar == nil && !item.node.isUnknown {
      isFine = false
      findings.error(
        .wrongType, "a claim is a text like test.mse < 0.02, found \(item.node.found)", at: item.node.spot,
        help: item.node.entries == nil ? nil : "put it in quotes")
    }
    return isFine ? items.map(\.node) : nil
  }

  fileprivate func echo() -> DisplayOptions.Echo? {
    if let boolean = node.boolean { return boolean ? .shown : .hidden }
    guard node.scalar?.text == "fold" else {
      guard let text = node.scalar?.text else { return reject("true, false or fold") }
      findings.error(
        .unknownValue, "'echo' must be true, false or fold, found \(node.found)", at: node.spot,
        help: findings.suggestion(for: text, among: ["true", "false", "fold"]))
      return nil
    }
    return .folded
  }
}

/// `[a-z][a-z0-9-]*`.
func isLabel(_ text: String) -> Bool {
  guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
  return text.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
    default: false
    }
  }
}
