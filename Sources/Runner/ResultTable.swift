import Schema

/// Every number of a run by its full path.
struct ResultTable {
  private var values: [String: Double] = [:]

  init(of outcomes: [BlockOutcome], parameters: [Program.Parameter]) {
    for outcome in outcomes {
      for result in outcome.results { values["\(outcome.label).\(result.name)"] = result.value }
    }
    for parameter in parameters {
      switch parameter.value {
      case .integer(let number): values["params.\(parameter.name)"] = Double(number)
      case .number(let number): values["params.\(parameter.name)"] = number
      case .none, .boolean, .string, .list, .mapping: break
      }
    }
  }

  func value(of expression: Expression) -> Result<Double, Expression.MissingValue> {
    expression.value { values[$0] }
  }

  /// A value as the page shows it; a dash where its block did not run.
  func text(of value: FormattedValue) -> String {
    if case .words(let words) = value.expression { return words }
    return switch self.value(of: value.expression) {
    case .success(let number): value.format.format(number)
    case .failure: "–"
    }
  }

  func text(of text: InlineText) -> String {
    text.pieces.map { piece in
      switch piece {
      case .text(let words): words
      case .value(let value): self.text(of: value)
      }
    }.joined()
  }
}
