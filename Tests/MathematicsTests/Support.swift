import Foundation
import Mathematics
import Synchronization

/// Where Debian's libjs-katex puts it.
let katexPath = "/usr/share/javascript/katex/katex.min.js"

/// KaTeX's text, as far as it is installed.
let katexScript = try? String(contentsOfFile: katexPath, encoding: .utf8)

func renderer() -> MathematicsRenderer { MathematicsRenderer { katexScript } }

private let shared = Mutex(renderer())

/// What becomes of a formula, by a renderer that many tests share: loading KaTeX takes a while.
func render(_ formula: Formula) -> Result<MathML, FormulaError> { shared.withLock { $0.render(formula) } }

func inline(_ source: String) -> Formula { Formula(source: source, isDisplay: false) }
func display(_ source: String) -> Formula { Formula(source: source, isDisplay: true) }

/// The MathML of a formula, without the elements that every one has and without its source.
func content(of formula: Formula) throws -> String {
  let html = try render(formula).get().html
  guard let start = html.firstRange(of: "<semantics>"), let end = html.firstRange(of: "<annotation") else {
    return html
  }
  return String(html[start.upperBound..<end.lowerBound])
}

/// The error of a formula that is none.
func error(of formula: Formula) -> FormulaError? {
  if case .failure(let error) = render(formula) { error } else { nil }
}
