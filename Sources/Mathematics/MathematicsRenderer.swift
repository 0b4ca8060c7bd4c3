/// Formulas to MathML, each of them once: KaTeX is loaded when the first one comes, and stays.
///
/// A class because it keeps KaTeX and what it rendered. Not for several threads at once.
package final class MathematicsRenderer {
  private let script: () -> String?
  private var katex: KaTeX?
  private var known: [Formula: Result<MathML, FormulaError>] = [:]
  private var isUnusable = false
  /// Allocations that are left, for all formulas together: about half a minute's.
  private var budget: UInt64 = 25_000_000
  /// How often a formula may wreck KaTeX's heap before nothing is rendered any more.
  private var wrecks = 4

  /// `script` gives KaTeX's own text, or nil where it is missing; asked for once, and only if there is a formula.
  package init(script: @escaping () -> String?) { self.script = script }

  /// The formulas in their order. Cost: about a millisecond for each new one, and 0.2 s for the first.
  package func render(_ formulas: [Formula]) -> [Result<MathML, FormulaError>] { formulas.map(render) }

  package func render(_ formula: Formula) -> Result<MathML, FormulaError> {
    if let result = known[formula] { return result }
    let result = Result { () throws(FormulaError) in try make(formula) }
    known[formula] = result
    return result
  }

  private func make(_ formula: Formula) throws(FormulaError) -> MathML {
    if let refusal = formula.refusal { throw refusal }
    guard budget > 0, wrecks > 0 else { throw .tooCostly }
    let katex = try running()
    let before = katex.cost
    defer { budget -= min(budget, katex.cost - before) }
    do {
      return try MathML(katex: try katex.markup(of: formula))
    } catch {
      if error == .tooCostly {
        self.katex = nil
        wrecks -= 1
      }
      throw error
    }
  }

  private func running() throws(FormulaError) -> KaTeX {
    if let katex { return katex }
    guard !isUnusable, let script = loaded(), let made = KaTeX(script: script) else {
      isUnusable = true
      throw .noKaTeX
    }
    katex = made
    return made
  }

  private var text: String?

  private func loaded() -> String? {
    if text == nil { text = script() }
    return text
  }
}
