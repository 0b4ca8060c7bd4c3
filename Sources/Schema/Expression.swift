package import NotebookSyntax

/// Arithmetic over paths and numbers, as in claims and in values of the text: LANGUAGE.md, section 4.
package indirect enum Expression: Equatable, Sendable {
  case number(Double)
  /// A full path, the block's own label filled in: `first.test.mse`, `params.epochs`.
  case path(String, SourcePosition)
  case negated(Expression)
  /// A parameter that is no number and stands alone in the text: `{=params.data}`. Nothing computes with it.
  case words(String)
  case binary(Operator, Expression, Expression)

  package enum Operator: Character, CaseIterable, Sendable { case plus = "+", minus = "-", times = "*", over = "/" }

  /// The value, or the first path that has none.
  package func value(_ lookUp: (String) -> Double?) -> Result<Double, MissingValue> {
    switch self {
    case .number(let number): .success(number)
    case .path(let path, _): lookUp(path).map { .success($0) } ?? .failure(MissingValue(path: path))
    case .negated(let operand): operand.value(lookUp).map { -$0 }
    case .words(let text): .failure(MissingValue(path: text))
    case .binary(let symbol, let left, let right):
      left.value(lookUp).flatMap { left in right.value(lookUp).map { symbol.apply(left, $0) } }
    }
  }

  /// A path without a value, because its block failed or was skipped.
  package struct MissingValue: Error, Equatable { package let path: String }
}

extension Expression.Operator {
  func apply(_ left: Double, _ right: Double) -> Double {
    switch self {
    case .plus: left + right
    case .minus: left - right
    case .times: left * right
    case .over: left / right
    }
  }
}

/// An expression with the format of its number.
package struct FormattedValue: Equatable, Sendable {
  package var expression: Expression
  package var format: NumberFormat

  package init(expression: Expression, format: NumberFormat) {
    self.expression = expression
    self.format = format
  }
}

/// A tested sentence: `a < b`, a chain of comparisons, or `a ~ b within 1%`; perhaps only under a condition.
package struct Claim: Equatable, Sendable {
  package enum Comparison: String, CaseIterable, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "=="
  }

  package enum Statement: Equatable, Sendable {
    /// `terms` has one more than `comparisons`.
    case chain(terms: [Expression], comparisons: [Comparison])
    case near(Expression, Expression, tolerance: Double, isRelative: Bool)
  }

  /// As the author wrote it.
  package var text: String
  package var statement: Statement
  /// The outcome of `if params.NAME == VALUE`, known before the run; true where there is none.
  package var isJudged: Bool
  package var position: SourcePosition
}
