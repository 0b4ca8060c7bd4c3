internal import NotebookSyntax

// CB4xx: expressions, claims, formats.

extension DiagnosticCode {
  static let badExpression = DiagnosticCode(
    "CB401", "an expression that cannot be read",
    """
    Expressions are numbers, paths such as `first.test.mse`, `+ - * /` with spaces around them (labels contain hyphens, \
    so `a-b` is one word), and parentheses. There is no code in a notebook.
    """)
  static let unknownPath = DiagnosticCode(
    "CB402", "a value that no block makes",
    """
    A `train` block makes `LABEL.SPLIT.METRIC` with `loss`, `reconstruction`, `mse` and `sse` for each split, and \
    `LABEL.parameters`, `.epochs`, `.best_epoch`, `.code`; an `evaluate` block `LABEL.MODEL.METRIC` for its models and \
    metrics; `.sd` behind such a number is its spread over the seeds where `repeat` is above 1; parameters are \
    `params.NAME`. Everything else could never have a value, so it is refused before anything runs.
    """)
  static let ambiguousPath = DiagnosticCode(
    "CB403", "a path that can be read in two ways",
    """
    Inside a block its own label may be left out. Here the path means something both with and without it; write the \
    whole path, or rename a label.
    """)
  static let badFormat = DiagnosticCode(
    "CB404", "a number format that is not known",
    """
    Behind the last colon of a value stands a format of Python's: `.4f`, `.1%`, `,d`, `.2e`, `.3g`, and `,` alone for \
    thousands. Without one, integers are shown whole and other numbers with six significant digits.
    """)
  static let badClaim = DiagnosticCode(
    "CB405", "a claim that cannot be read",
    """
    A claim compares: `test.mse < 0.02`, `a.test.mse > b.test.mse > c.test.mse`, `a.test.mse ~ b.test.mse within 1%`. It \
    may end in `if params.NAME == VALUE` or `!=`, and is not judged otherwise.
    """)
  static let notANumber = DiagnosticCode(
    "CB406", "a parameter that is not a number",
    """
    Expressions compute with numbers. A parameter that is a text, a boolean or a list can stand in a block (`$name`), \
    behind `if` in a claim, and alone in the text (`{=params.name}`), but nothing can be computed with it.
    """)

  static let expressionCodes: [DiagnosticCode] = [
    .badExpression, .unknownPath, .ambiguousPath, .badFormat, .badClaim, .notANumber,
  ]
}
