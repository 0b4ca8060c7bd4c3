internal import NotebookSyntax

/// A word or sign of an expression or claim, with its place in the text.
struct ExpressionToken: Equatable {
  enum Kind: Equatable {
    case number(Double)
    /// `within 1%` alone has one.
    case percentage(Double)
    /// Words with points between: `first.test.mse`.
    case path(String)
    case symbol(Expression.Operator)
    case comparison(Claim.Comparison)
    case tilde, notEqual, open, close
  }

  let kind: Kind
  let text: String
  /// In scalars from the text's start.
  let offset: Int
  /// Which token of its text this is.
  let index: Int

  var length: Int { max(1, text.unicodeScalars.count) }

  /// Splits a text. A sign between two words needs spaces, since labels contain hyphens: `a-b` is one word.
  static func tokens(of text: String) throws(ExpressionProblem) -> [ExpressionToken] {
    var scanner = TokenScanner(text)
    return try scanner.tokens()
  }
}

private struct TokenScanner {
  private let scalars: [Unicode.Scalar]
  private var index = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func tokens() throws(ExpressionProblem) -> [ExpressionToken] {
    var tokens: [ExpressionToken] = []
    while true {
      while index < scalars.count, scalars[index].properties.isWhitespace { index += 1 }
      guard index < scalars.count else { return tokens }
      let start = index
      let kind = try readToken()
      tokens.append(
        ExpressionToken(kind: kind, text: string(start..<index), offset: start, index: tokens.count))
    }
  }

  private mutating func readToken() throws(ExpressionProblem) -> ExpressionToken.Kind {
    let scalar = scalars[index]
    let next = index + 1 < scalars.count ? scalars[index + 1] : " "
    switch scalar {
    case "(": return take(1, .open)
    case ")": return take(1, .close)
    case "~": return take(1, .tilde)
    case "<": return next == "=" ? take(2, .comparison(.lessOrEqual)) : take(1, .comparison(.less))
    case ">": return next == "=" ? take(2, .comparison(.greaterOrEqual)) : take(1, .comparison(.greater))
    case "=" where next == "=": return take(2, .comparison(.equal))
    case "!" where next == "=": return take(2, .notEqual)
    case "=": throw problem("a claim of equality is written '=='", length: 1)
    case "+", "-", "*", "/":
      guard let symbol = Expression.Operator(rawValue: Character(scalar)) else {
        throw problem("unexpected", length: 1)
      }
      return take(1, .symbol(symbol))
    case "0"..."9", ".": return try readNumber()
    case "a"..."z", "A"..."Z", "_": return try readPath()
    default: throw problem("'\(quoted(String(scalar)))' has no meaning in an expression", length: 1)
    }
  }

  private mutating func take(_ count: Int, _ kind: ExpressionToken.Kind) -> ExpressionToken.Kind {
    index += count
    return kind
  }

  private mutating func readNumber() throws(ExpressionProblem) -> ExpressionToken.Kind {
    var end = index
    while end < scalars.count {
      let isSign = scalars[end] == "-" || scalars[end] == "+"
      let isExponent = isSign && end > index && (scalars[end - 1] == "e" || scalars[end - 1] == "E")
      guard isExponent || isWordScalar(scalars[end]) && scalars[end] != "-" || scalars[end] == "." else { break }
      end += 1
    }
    let text = string(index..<end)
    guard let number = strictNumber(text) else {
      throw problem("'\(quoted(text))' is not a number", length: end - index)
    }
    index = end
    guard end < scalars.count, scalars[end] == "%" else { return .number(number) }
    index += 1
    return .percentage(number)
  }

  private mutating func readPath() throws(ExpressionProblem) -> ExpressionToken.Kind {
    var end = index
    while end < scalars.count {
      if scalars[end] == "(" {
        // A member of a family: `size(8)`.
        var close = end + 1
        while close < scalars.count, isMemberScalar(scalars[close]) { close += 1 }
        guard close > end + 1, close < scalars.count, scalars[close] == ")" else {
          throw problem(
            "'\(quoted(string(index...end)))' begins no member of a family, which is written size(8)",
            length: end - index, help: "an operator between a path and a parenthesis needs spaces around it")
        }
        end = close + 1
      } else if isWordScalar(scalars[end]) || scalars[end] == "." {
        end += 1
      } else {
        break
      }
    }
    let text = string(index..<end)
    if text.hasSuffix("-") {
      throw problem("'\(quoted(text))' is not a path", length: end - index, help: "write spaces around '-'")
    }
    if text.hasSuffix(".") || text.contains("..") {
      throw problem("'\(quoted(text))' is not a path", length: end - index)
    }
    index = end
    return .path(text)
  }

  private func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
    default: false
    }
  }

  private func string(_ range: some RangeExpression<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range]))
  }

  private func problem(_ message: String, length: Int, help: String? = nil) -> ExpressionProblem {
    ExpressionProblem(message: message, offset: index, length: length, help: help)
  }
}
