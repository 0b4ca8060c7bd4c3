internal import NotebookSyntax

/// What cannot be read in an expression, and where: an offset in scalars from the text's start.
struct ExpressionProblem: Error, Equatable {
  let message: String
  let offset: Int
  let length: Int
  var help: String?
}

/// A path as it was written, before it is known what it means.
struct WrittenPath: Equatable {
  let text: String
  let offset: Int
}

/// An expression whose paths are still as written.
indirect enum WrittenExpression: Equatable {
  case number(Double)
  case path(WrittenPath)
  case negated(WrittenExpression)
  case binary(Expression.Operator, WrittenExpression, WrittenExpression)

  /// Every path, from left to right.
  var paths: [WrittenPath] {
    switch self {
    case .number: []
    case .path(let path): [path]
    case .negated(let operand): operand.paths
    case .binary(_, let left, let right): left.paths + right.paths
    }
  }
}

/// Reads sums of products of numbers, paths and parentheses, by recursive descent. Nesting is limited, so that no
/// expression exhausts the stack.
struct ExpressionParser {
  private static let deepestNesting = 32
  private static let longestExpression = 200

  private(set) var tokens: ArraySlice<ExpressionToken>
  private let end: Int

  init(_ tokens: [ExpressionToken], end: Int) {
    self.tokens = tokens[...]
    self.end = end
  }

  /// The whole text as one expression.
  static func expression(_ text: String) throws(ExpressionProblem) -> WrittenExpression {
    let tokens = try ExpressionToken.tokens(of: text)
    var parser = ExpressionParser(tokens, end: text.unicodeScalars.count)
    let expression = try parser.sum()
    if let token = parser.tokens.first { throw parser.unexpected(token, "the end") }
    return expression
  }

  /// Additions and subtractions, from left to right.
  mutating func sum(depth: Int = 0) throws(ExpressionProblem) -> WrittenExpression {
    var left = try product(depth: depth)
    while let symbol = next(in: [.plus, .minus]) { left = .binary(symbol, left, try product(depth: depth)) }
    return left
  }

  private mutating func product(depth: Int) throws(ExpressionProblem) -> WrittenExpression {
    var left = try operand(depth: depth)
    while let symbol = next(in: [.times, .over]) { left = .binary(symbol, left, try operand(depth: depth)) }
    return left
  }

  private mutating func next(in symbols: [Expression.Operator]) -> Expression.Operator? {
    guard case .symbol(let symbol)? = tokens.first?.kind, symbols.contains(symbol) else { return nil }
    tokens.removeFirst()
    return symbol
  }

  private mutating func operand(depth: Int) throws(ExpressionProblem) -> WrittenExpression {
    guard let token = tokens.popFirst() else {
      throw ExpressionProblem(message: "expected a number or a path, found the end", offset: max(end - 1, 0), length: 1)
    }
    guard depth < Self.deepestNesting, token.index < Self.longestExpression else {
      throw ExpressionProblem(message: "the expression is too long", offset: token.offset, length: token.length)
    }
    switch token.kind {
    case .number(let number): return .number(number)
    case .path(let text): return .path(WrittenPath(text: text, offset: token.offset))
    case .symbol(.minus): return .negated(try operand(depth: depth + 1))
    case .open:
      let inner = try sum(depth: depth + 1)
      guard let close = tokens.popFirst() else {
        throw ExpressionProblem(message: "this parenthesis is not closed", offset: token.offset, length: 1)
      }
      guard close.kind == .close else { throw unexpected(close, "')'") }
      return inner
    default: throw unexpected(token, "a number or a path")
    }
  }

  func unexpected(_ token: ExpressionToken, _ expected: String) -> ExpressionProblem {
    ExpressionProblem(
      message: "expected \(expected), found '\(quoted(token.text))'", offset: token.offset, length: token.length,
      help: expected == "the end" && token.text.hasPrefix("-") ? "write spaces around '-'" : nil)
  }

  mutating func popToken() -> ExpressionToken? { tokens.popFirst() }
}
