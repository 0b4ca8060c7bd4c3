/// Where KaTeX's markup of formulas is kept from run to run. It is read as warily as KaTeX's own.
package struct MarkupStore {
  package let find: (Formula) -> String?
  package let keep: (Formula, String) -> Void

  package init(find: @escaping (Formula) -> String?, keep: @escaping (Formula, String) -> Void) {
    self.find = find
    self.keep = keep
  }
}

/// Formulas to MathML, each of them once: KaTeX is loaded when the first one comes, and stays.
///
/// A class because it keeps KaTeX and what it rendered. Not for several threads at once.
package final class MathematicsRenderer {
  private let script: () -> String?
  private let store: MarkupStore?
  private var katex: KaTeX?
  private var known: [Formula: Result<MathML, FormulaError>] = [:]
  private var isUnusable = false
  /// Allocations that are left, for all formulas together: about half a minute's.
  private var budget: UInt64 = 25_000_000
  /// How often a formula may wreck KaTeX's heap before nothing is rendered any more.
  private var wrecks = 4

  /// `script` gives KaTeX's own text, or nil where it is missing; asked for once, and only if there is a formula.
  package init(store: MarkupStore? = nil, script: @escaping () -> String?) {
    self.store = store
    self.script = script
  }

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
    if let markup = store?.find(formula), let known = try? MathML(katex: markup) { return known }
    guard budget > 0, wrecks > 0 else { throw .tooCostly }
    let katex = try running()
    let before = katex.cost
    defer { budget -= min(budget, katex.cost - before) }
    do {
      let markup = try katex.markup(of: formula)
      let made = try MathML(katex: markup)
      store?.keep(formula, markup)
      return made
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
