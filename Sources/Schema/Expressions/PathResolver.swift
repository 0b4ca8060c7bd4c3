internal import Autoencoders
internal import NotebookSyntax

/// Turns what was written into expressions, claims and captions whose every path is known to have a value.
struct PathResolver {
  let table: ResultTable
  var parameters: Parameters
  let findings: Findings
  /// Something that could not be read may have used a parameter.
  private(set) var hasUnreadableText = false

  init(table: ResultTable, parameters: Parameters, findings: Findings) {
    self.table = table
    self.parameters = parameters
    self.findings = findings
  }

  /// A text with the place of its scalars; without an origin everything is at the spot.
  struct Text {
    let text: String
    let spot: Spot
    let origin: SourcePosition?
    /// The block around it, whose label may be left out.
    let own: String?

    func spot(at offset: Int, length: Int) -> Spot {
      guard let origin else { return spot }
      return Spot(SourcePosition(line: origin.line, column: origin.column + offset), length: length)
    }
  }

  /// `expression:format`, as behind `{=`.
  mutating func value(_ text: Text, from offset: Int = 0, code: DiagnosticCode = .badExpression) -> FormattedValue? {
    let scalars = Array(text.text.unicodeScalars)
    let colon = scalars.lastIndex(of: ":")
    let expressionText = String(String.UnicodeScalarView(scalars[..<(colon ?? scalars.count)]))
    var format: NumberFormat? = .standard
    if let colon {
      let written = String(String.UnicodeScalarView(scalars[(colon + 1)...]))
      format = NumberFormat(written)
      if format == nil {
        findings.error(
          .badFormat, "'\(quoted(written))' is not a number format",
          at: text.spot(at: colon + (written.isEmpty ? 0 : 1), length: max(written.unicodeScalars.count, 1)),
          help: "for example .4f, .1%, .2e, .3g or ,d")
      }
    }
    if colon == nil, let words = words(expressionText) {
      return FormattedValue(expression: .words(words), format: .standard)
    }
    let expression = self.expression(expressionText, in: text)
    guard let expression, let format else { return nil }
    return FormattedValue(expression: expression, format: format)
  }

  /// The text of a parameter that is a text or a boolean and stands alone.
  private mutating func words(_ written: String) -> String? {
    guard written.hasPrefix("params.") else { return nil }
    let name = String(written.dropFirst("params.".count))
    guard let node = parameters[name]?.node, node.number == nil, let scalar = node.scalar else { return nil }
    parameters.markUsed(name)
    return scalar.text
  }

  private mutating func expression(_ written: String, in text: Text) -> Expression? {
    do throws(ExpressionProblem) {
      return resolve(try ExpressionParser.expression(written), in: text)
    } catch {
      report(error, .badExpression, in: text)
      return nil
    }
  }

  /// A claim, nil where it cannot be judged ever.
  mutating func claim(_ text: Text) -> Claim? {
    let written: WrittenClaim
    do throws(ExpressionProblem) {
      written = try WrittenClaim(text.text)
    } catch {
      report(error, .badClaim, in: text)
      return nil
    }
    let isJudged = judged(written.condition, in: text)
    let statement: Claim.Statement?
    switch written.statement {
    case .chain(let terms, let comparisons):
      let resolved = terms.map { resolve($0, in: text) }
      statement =
        resolved.contains(nil) ? nil : .chain(terms: resolved.compactMap(\.self), comparisons: comparisons)
    case .near(let left, let right, let tolerance, let isRelative):
      let (first, second) = (resolve(left, in: text), resolve(right, in: text))
      statement = first.flatMap { first in
        second.map { .near(first, $0, tolerance: tolerance, isRelative: isRelative) }
      }
    }
    guard let statement, let isJudged else { return nil }
    return Claim(text: text.text, statement: statement, isJudged: isJudged, position: text.spot.position)
  }

  private mutating func judged(_ condition: WrittenClaim.Condition?, in text: Text) -> Bool? {
    guard let condition else { return true }
    let spot = text.spot(
      at: condition.parameterOffset, length: "params.".count + condition.parameter.unicodeScalars.count)
    guard let node = parameters.use(condition.parameter, at: spot, findings)?.node, !node.isUnknown else { return nil }
    let kind = Parameters.kind(of: node)
    let valueSpot = text.spot(at: condition.valueOffset, length: condition.value.unicodeScalars.count)
    guard node.scalar != nil else {
      findings.error(.parameterType, "'\(condition.parameter)' is a list and cannot be compared", at: spot)
      return nil
    }
    var value = condition.value
    if let quote = value.first, quote == "'" || quote == "\"", value.count > 1, value.last == quote {
      value = String(value.dropFirst().dropLast())
    }
    let isSame: Bool
    switch kind {
    case .integer, .number:
      guard let number = strictNumber(value) else { return mismatch(condition, kind, valueSpot) }
      isSame = number == node.number
    case .boolean:
      guard value == "true" || value == "false" else { return mismatch(condition, kind, valueSpot) }
      isSame = (value == "true") == node.boolean
    case .text: isSame = value == node.scalar?.text
    }
    return isSame == condition.isEqual
  }

  private func mismatch(_ condition: WrittenClaim.Condition, _ kind: Parameters.Kind, _ spot: Spot) -> Bool? {
    findings.error(
      .parameterType, "'\(condition.parameter)' is \(kind.rawValue) and never '\(quoted(condition.value))'", at: spot)
    return nil
  }

  mutating func report(_ problem: ExpressionProblem, _ code: DiagnosticCode, in text: Text) {
    hasUnreadableText = true
    findings.error(
      code, problem.message,
      at: text.spot(at: problem.offset, length: problem.length), help: problem.help)
  }
}

// MARK: - Paths

extension PathResolver {
  private mutating func resolve(_ written: WrittenExpression, in text: Text) -> Expression? {
    switch written {
    case .number(let number): return .number(number)
    case .path(let path): return resolve(path, in: text)
    case .negated(let operand): return resolve(operand, in: text).map { .negated($0) }
    case .binary(let symbol, let left, let right):
      // Both sides, so that both are checked.
      let (first, second) = (resolve(left, in: text), resolve(right, in: text))
      return first.flatMap { first in second.map { .binary(symbol, first, $0) } }
    }
  }

  private mutating func resolve(_ path: WrittenPath, in text: Text) -> Expression? {
    let spot = text.spot(at: path.offset, length: path.text.unicodeScalars.count)
    let words = pathWords(path.text)
    if words[0] == "params" { return parameter(words, path.text, at: spot) }
    let full = table.answer(words, inside: text.own)
    let short = text.own.map { table.answer([Substring($0)] + words, inside: $0) } ?? .unknownLabel
    // What could be read either way in a block that is not known yet is no second mistake.
    let isUnsure = [text.own, String(words[0])].contains { $0.flatMap { table[$0]?.isUnreadable } ?? false }
    switch (full, short) {
    case (.known, .known) where !isUnsure:
      // No two paths of today's blocks meet here; the rule is the language's.
      let own = text.own ?? ""
      findings.error(
        .ambiguousPath, "'\(path.text)' can be read in two ways: '\(path.text)' and '\(own).\(path.text)'", at: spot,
        help: "write '\(own).\(path.text)', or rename a label")
      return nil
    case (.known, _): return .path(path.text, spot.position)
    case (_, .known): return .path("\(text.own ?? "").\(path.text)", spot.position)
    case (.notRun, _):
      findings.error(
        .notRun, "'\(words[0])' is not run, so it makes no '\(path.text)'", at: spot, help: "it has 'eval: false'")
      return nil
    default:
      reportUnknown(path.text, words, full, at: spot, own: text.own)
      return nil
    }
  }

  private func reportUnknown(
    _ path: String, _ words: [Substring], _ answer: ResultTable.Answer, at spot: Spot, own: String?
  ) {
    if reportMissingSpread(words, at: spot, own: own) || reportFamily(path, words, at: spot, own: own) { return }
    if let own, let block = table[own], isInside(block, words) {
      let help = help(words, in: block, prefix: "", summary: block.summary(own))
      return findings.error(.unknownPath, "no block makes '\(own).\(path)'", at: spot, help: help)
    }
    if answer == .unknownRest, let block = table[String(words[0])] {
      let label = String(words[0])
      let help = help(words.dropFirst(), in: block, prefix: "\(label).", summary: block.summary(label))
      return findings.error(.unknownPath, "no block makes '\(path)'", at: spot, help: help)
    }
    let rest = words.dropFirst().map { ".\($0)" }.joined()
    let nearest =
      findings.nearest(to: String(words[0]), among: table.labels).map { "did you mean '\($0)\(rest)'?" }
      ?? findings.suggestion(for: path, among: own.flatMap { table[$0]?.paths } ?? [])
      ?? table.members(of: String(words[0]))
    guard nearest != nil || !table.hasUnnamedBlock else { return }
    let sign = path.contains("-") ? "a minus sign needs spaces around it" : nil
    findings.error(.unknownPath, "no block makes '\(path)'", at: spot, help: nearest ?? sign ?? labels)
  }

  /// A path that could be that of any member of a family; whether it is one, and is reported.
  private func reportFamily(_ path: String, _ words: [Substring], at spot: Spot, own: String?) -> Bool {
    let label = String(words[0])
    if let members = table[label]?.members, let first = members.first {
      let rest = words.dropFirst().map { ".\($0)" }.joined()
      let isMade = table.answer([Substring(first)] + words.dropFirst(), inside: own) == .known
      findings.error(
        .unknownPath, "'\(label)' is a family of \(grouped(members.count)) models, which make no '\(path)' together",
        at: spot, help: isMade ? "name one of them: \(first)\(rest)" : table.members(of: label))
      return true
    }
    guard let own, let members = table[own]?.members,
      let first = members.first(where: { table.answer([Substring($0)] + words, inside: own) == .known })
    else { return false }
    findings.error(
      .ambiguousPath, "'\(path)' may be that of any member of '\(own)'", at: spot,
      help: "name one of them: \(first).\(path)")
    return true
  }

  /// A deviation of what is trained only once; whether the path is one, and is reported.
  private func reportMissingSpread(_ words: [Substring], at spot: Spot, own: String?) -> Bool {
    guard words.last == Substring(ResultTable.Block.spread) else { return false }
    for words in [own.map { [Substring($0)] + words }, words].compactMap(\.self) {
      guard let block = table[String(words[0])], block.makes(words.dropFirst().dropLast()) else { continue }
      let model = String(block.kind == .train ? words[0] : words[1])
      guard let trained = table[model], !trained.mayRepeat else { continue }
      findings.error(
        .unknownPath,
        "'\(model)' is \(trained.isTrained ? "trained" : "computed") once, so there is no '\(words.joined(separator: "."))'",
        at: spot, help: trained.isTrained ? "with 'repeat: 5' in '\(model)' it is the spread over five seeds" : nil)
      return true
    }
    return false
  }

  /// The nearest path of a block; for a metric that the language knows, but the block does not make, those that it makes.
  private func help(
    _ words: some Collection<Substring>, in block: ResultTable.Block, prefix: String, summary: String?
  ) -> String? {
    let names = words.map(String.init)
    if names.count == 2, block.splits.contains(where: { $0.rawValue == names[0] }) || block.modelSet.contains(names[0]),
      Metric(name: names[1]) != nil
    {
      return summary
    }
    let path = prefix + names.joined(separator: ".")
    return findings.suggestion(for: path, among: block.paths.map { prefix + $0 }) ?? summary
  }

  /// Whether an unknown path begins as those of its own block do: with a split or a model.
  private func isInside(_ block: ResultTable.Block, _ words: [Substring]) -> Bool {
    guard words.count == 2 || words.count == 3 else { return false }
    let first = String(words[0])
    if block.kind == .train { return Split(rawValue: first) != nil }
    // A model's label is a block's too: with three words it is that block's path, unless a metric is in it.
    return block.modelSet.contains(first) && (words.count == 2 || Metric(name: String(words[1])) != nil)
  }

  private var labels: String? {
    table.labels.isEmpty ? nil : "the labels are \(table.labels.prefix(12).joined(separator: ", "))"
  }

  private mutating func parameter(_ words: [Substring], _ path: String, at spot: Spot) -> Expression? {
    guard words.count == 2 else {
      findings.error(.unknownPath, "'\(path)' is not a path", at: spot, help: "parameters are params.NAME")
      return nil
    }
    guard let node = parameters.use(String(words[1]), at: spot, findings)?.node, !node.isUnknown else { return nil }
    guard node.number != nil else {
      let kind = node.list == nil ? Parameters.kind(of: node).rawValue : "a list"
      findings.error(
        .notANumber, "'\(words[1])' is \(kind), and only numbers can be computed with", at: spot,
        help: node.list == nil ? "alone it can stand in the text: `{=\(path)}`" : nil)
      return nil
    }
    return .path(path, spot.position)
  }
}
