internal import NotebookSyntax

/// A claim as it was written: its paths and its condition are not looked up yet.
struct WrittenClaim: Equatable {
  enum Statement: Equatable {
    case chain(terms: [WrittenExpression], comparisons: [Claim.Comparison])
    case near(WrittenExpression, WrittenExpression, tolerance: Double, isRelative: Bool)
  }

  /// `if params.NAME == VALUE`.
  struct Condition: Equatable {
    let parameter: String
    let isEqual: Bool
    let value: String
    let parameterOffset: Int
    let valueOffset: Int
  }

  let statement: Statement
  let condition: Condition?

  var paths: [WrittenPath] {
    switch statement {
    case .chain(let terms, _): terms.flatMap(\.paths)
    case .near(let left, let right, _, _): left.paths + right.paths
    }
  }

  init(_ text: String) throws(ExpressionProblem) {
    let (statement, condition) = try Self.split(text)
    self.condition = condition
    self.statement = try Self.statement(statement)
  }

  private static func statement(_ text: String) throws(ExpressionProblem) -> Statement {
    let tokens = try ExpressionToken.tokens(of: text)
    let end = text.unicodeScalars.count
    var parser = ExpressionParser(tokens, end: end)
    var terms = [try parser.sum()]
    var comparisons: [Claim.Comparison] = []
    while let token = parser.popToken() {
      switch token.kind {
      case .comparison(let comparison):
        comparisons.append(comparison)
        terms.append(try parser.sum())
      case .tilde where comparisons.isEmpty:
        let right = try parser.sum()
        let (tolerance, isRelative) = try self.tolerance(&parser, end: end)
        return .near(terms[0], right, tolerance: tolerance, isRelative: isRelative)
      case .notEqual:
        throw ExpressionProblem(
          message: "a claim compares with <, <=, >, >=, == or ~", offset: token.offset, length: token.length)
      default: throw parser.unexpected(token, "a comparison")
      }
    }
    guard !comparisons.isEmpty else {
      throw ExpressionProblem(
        message: "a claim compares two values", offset: 0, length: end, help: "write for example test.mse < 0.02")
    }
    return .chain(terms: terms, comparisons: comparisons)
  }

  private static func tolerance(
    _ parser: inout ExpressionParser, end: Int
  ) throws(ExpressionProblem) -> (Double, Bool) {
    guard let word = parser.popToken() else {
      throw ExpressionProblem(
        message: "'~' needs a tolerance", offset: max(end - 1, 0), length: 1, help: "write within 0.01 or within 1%")
    }
    guard word.kind == .path("within") else { throw parser.unexpected(word, "'within'") }
    guard let token = parser.popToken() else {
      throw ExpressionProblem(message: "expected a tolerance behind 'within'", offset: word.offset, length: word.length)
    }
    let tolerance: (Double, Bool)
    switch token.kind {
    case .number(let number): tolerance = (number, false)
    case .percentage(let number): tolerance = (number / 100, true)
    default: throw parser.unexpected(token, "a tolerance such as 0.01 or 1%")
    }
    if let rest = parser.popToken() { throw parser.unexpected(rest, "the end") }
    return tolerance
  }

  /// Takes `if …` from the end.
  private static func split(_ text: String) throws(ExpressionProblem) -> (String, Condition?) {
    let scalars = Array(text.unicodeScalars)
    let word = Array(" if ".unicodeScalars)
    guard let start = scalars.indices.first(where: { scalars[$0...].starts(with: word) }) else { return (text, nil) }
    var condition = ConditionScanner(scalars, from: start + word.count)
    return (string(scalars[..<start]), try condition.condition())
  }
}

/// Reads `params.NAME == VALUE`; the value is everything up to the end.
private struct ConditionScanner {
  private let scalars: [Unicode.Scalar]
  private var index: Int
  private let start: Int

  init(_ scalars: [Unicode.Scalar], from start: Int) {
    self.scalars = scalars
    self.start = start
    index = start
  }

  mutating func condition() throws(ExpressionProblem) -> WrittenClaim.Condition {
    skipSpaces()
    let nameStart = index
    while index < scalars.count, scalars[index] != " ", scalars[index] != "=", scalars[index] != "!" { index += 1 }
    let name = string(scalars[nameStart..<index])
    skipSpaces()
    let sign = string(scalars[min(index, scalars.count)..<min(index + 2, scalars.count)])
    index = min(index + 2, scalars.count)
    skipSpaces()
    var value = string(scalars[index...])
    while value.last == " " { value.removeLast() }
    guard name.hasPrefix("params."), sign == "==" || sign == "!=", !value.isEmpty else {
      throw ExpressionProblem(
        message: "expected 'params.NAME == VALUE' behind 'if'", offset: start, length: scalars.count - start)
    }
    return WrittenClaim.Condition(
      parameter: String(name.dropFirst("params.".count)), isEqual: sign == "==", value: value,
      parameterOffset: nameStart, valueOffset: index)
  }

  private mutating func skipSpaces() {
    while index < scalars.count, scalars[index] == " " { index += 1 }
  }
}

private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String { String(String.UnicodeScalarView(scalars)) }
