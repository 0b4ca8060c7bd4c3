internal import NotebookSyntax

/// One value on its way from YAML to a type. Each reading adds a diagnostic and is nil where the value does not fit.
struct ValueReader {
  let node: YAMLNode
  /// The key that the value belongs to, for messages.
  let key: String
  let findings: Findings

  func integer(_ range: ClosedRange<Int>) -> Int? {
    let expected =
      range.upperBound == .max
      ? "an integer, at least \(grouped(range.lowerBound))"
      : "an integer from \(grouped(range.lowerBound)) to \(grouped(range.upperBound))"
    guard let integer = node.integer else { return reject(expected) }
    guard range.contains(integer) else { return refuse(expected) }
    return integer
  }

  func number(_ range: NumberRange) -> Double? {
    guard let number = node.number else { return reject(range.description) }
    guard range.contains(number) else { return refuse(range.description) }
    guard number == 0 || (1e-30...1e30).contains(abs(number)) else {
      return refuse("between 1e-30 and 1e30, if not 0: others are lost in float32")
    }
    return number
  }

  func boolean() -> Bool? { node.boolean ?? reject("true or false") }

  /// Any scalar that is not empty, as it was written: a title may be a year.
  func text() -> String? { node.scalar?.text ?? reject("a text") }

  /// A scalar that is a word: what reads as a number or a boolean needs quotes.
  func word() -> String? { node.isWord ? node.scalar?.text : reject("a text") }

  /// One of the words of an enumeration; those that this version cannot run yet are refused as such.
  func choice<Choice: CaseIterable & RawRepresentable<String>>(
    of type: Choice.Type = Choice.self, later: [String] = []
  ) -> Choice? {
    let words = Choice.allCases.map(\.rawValue)
    guard let word = node.scalar?.text else { return reject(words.alternatives) }
    if let choice = Choice(rawValue: word) { return choice }
    unknownWord(word, words, later: later)
    return nil
  }

  func unknownWord(_ word: String, _ words: [String], later: [String]) {
    if later.contains(word) {
      findings.error(
        .notSupported, "'\(word)' is not supported yet", at: node.spot,
        help: "'\(key)' can be \(words.alternatives)")
    } else {
      findings.error(
        .unknownValue, "'\(key)' must be \(words.alternatives), found \(node.found)", at: node.spot,
        help: findings.suggestion(for: word, among: words + later))
    }
  }

  /// The items of a list, none of them empty.
  func list(_ expected: String) -> [ValueReader]? {
    guard let list = node.list else {
      if node.isUnknown { return nil }
      let help = node.scalar.map { "a list of one is [\(quoted($0.text))]" }
      findings.error(
        .wrongType, "'\(key)' must be a list of \(expected), found \(node.found)", at: node.spot, help: help)
      return nil
    }
    let items = list.map { ValueReader(node: $0, key: key, findings: findings) }
    let empty = items.first { $0.node.isNull }
    if let empty { findings.error(.emptyValue, "an item of '\(key)' has no value", at: empty.node.spot) }
    return empty == nil ? items : nil
  }

  /// A mapping inside the value; the reader has to be finished.
  func mapping() -> MappingReader? {
    guard let entries = node.entries else { return nil }
    return MappingReader(entries, name: key, spot: node.spot, findings: findings)
  }

  /// The value is of another kind than the key takes.
  @discardableResult func reject<Value>(_ expected: String) -> Value? {
    if node.isUnknown { return nil }
    findings.error(.wrongType, "'\(key)' must be \(expected), found \(node.found)", at: node.spot, help: remedy)
    return nil
  }

  /// The value is of the right kind but outside of its range.
  @discardableResult func refuse<Value>(_ expected: String) -> Value? {
    findings.error(.outOfRange, "'\(key)' must be \(expected), found \(node.found)", at: node.spot)
    return nil
  }

  private var remedy: String? {
    guard let scalar = node.scalar, scalar.isPlain else { return nil }
    let text = scalar.text
    if ["yes", "no", "on", "off", "True", "False", "TRUE", "FALSE"].contains(text) {
      return "the booleans are true and false, and off is none"
    }
    if text.contains("_"), strictNumber(text.replacing("_", with: "")) != nil { return "write it without underscores" }
    let trimmed = text.drop { $0 == "0" || $0 == "+" }
    guard trimmed.count < text.count, trimmed.first != "." else { return nil }
    return strictNumber(String(trimmed)) == nil ? nil : "write \(trimmed)"
  }
}

/// Which numbers a key takes, and the words for it.
struct NumberRange: Sendable {
  let description: String
  let contains: @Sendable (Double) -> Bool

  static let any = NumberRange(description: "a number") { _ in true }
  static let positive = NumberRange(description: "a number above 0") { $0 > 0 }
  static let notNegative = NumberRange(description: "a number, at least 0") { $0 >= 0 }
  /// Rates of decay.
  static let belowOne = NumberRange(description: "a number from 0 up to 1, without 1") { $0 >= 0 && $0 < 1 }
}
