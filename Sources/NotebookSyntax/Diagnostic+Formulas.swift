/// What can be wrong with mathematics before anyone reads the LaTeX.
extension Diagnostic {
  static func remark(_ kind: FormulaScanner.Remark.Kind, _ text: String, at position: SourcePosition) -> Diagnostic {
    let length = text.unicodeScalars.count
    return switch kind {
    case .unclosedDisplay:
      Diagnostic(
        .warning, .unclosedFormula, "'$$' is not closed before the end of the paragraph and is shown as text",
        at: position, length: length, help: "close the formula with '$$', without an empty line in it; or write \\$\\$")
    case .emptyDisplay:
      Diagnostic(
        .warning, .unclosedFormula, "nothing stands between '$$' and '$$', which are shown as text", at: position,
        length: 2, help: "write the formula between them; or write \\$\\$")
    case .unclosedInline:
      Diagnostic(
        .warning, .unclosedFormula, "'$' opens a formula that nothing closes, and is shown as text", at: position,
        length: length,
        help: "close it with a '$' that no space precedes and no digit follows, before any code; or write \\$")
    case .nameBehindInline:
      Diagnostic(
        .warning, .invalidEquationName, "only a formula between '$$' and '$$' can be named '\(text)'", at: position,
        length: length, help: "write the formula between '$$' and '$$'")
    case .cutByCell:
      Diagnostic(
        .warning, .unclosedFormula, "a '|' ends the table's cell inside of this formula", at: position, length: length,
        help: "write '\\|' for a bar in a table, or \\mid, \\lvert, \\lVert")
    }
  }

  static func tooManyFormulas(at position: SourcePosition) -> Diagnostic {
    Diagnostic(
      .error, .tooManyFormulas, "the notebook has more than the \(FormulaLifting.mostFormulas) formulas allowed",
      at: position, help: "split it into several notebooks")
  }

  static func invalidEquationName(_ name: String, _ words: String, at position: SourcePosition) -> Diagnostic {
    Diagnostic(
      .error, .invalidEquationName, "invalid equation name '\(name)'", at: position,
      length: words.unicodeScalars.count, help: "use lower-case letters, digits and hyphens: {#eq-elbo}")
  }

  static func duplicateEquation(_ name: String, at position: SourcePosition) -> Diagnostic {
    Diagnostic(
      .error, .duplicateEquation, "equation name '\(name)' is used twice", at: position,
      length: name.unicodeScalars.count + 3, help: "give each equation a name of its own")
  }
}
