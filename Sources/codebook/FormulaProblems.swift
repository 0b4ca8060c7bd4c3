import Mathematics
import NotebookSyntax

/// What is wrong with formulas, as diagnostics: they are warnings, since the page shows such a formula as code.
struct FormulaProblems {
  private(set) var diagnostics: [Diagnostic] = []
  private var lacksKaTeX = false

  /// `place` gives the place of a scalar of the formula's text.
  mutating func note(
    _ result: Result<MathML, FormulaError>, of source: String, place: (Int) -> SourcePosition
  ) {
    guard case .failure(let error) = result else { return }
    if case .noKaTeX = error {
      // One for the notebook: all have the same remedy.
      guard !lacksKaTeX else { return }
      lacksKaTeX = true
      diagnostics.append(
        Diagnostic(
          .warning, .missingKaTeX, "formulas are shown as code: KaTeX was not found", at: place(0),
          length: Self.length(of: source, from: nil), help: "install it: apt-get install libjs-katex"))
      return
    }
    let (message, offset, help) = Self.words(for: error)
    diagnostics.append(
      Diagnostic(
        .warning, .badFormula, "formula shown as code: \(message)", at: place(offset ?? 0),
        length: Self.length(of: source, from: offset), help: help))
  }

  private static func words(for error: FormulaError) -> (message: String, offset: Int?, help: String?) {
    switch error {
    case .malformed(let words, let offset): (readable(words), offset, remedy(for: words))
    case .unknownCommand(let name, let offset):
      (
        "unknown command '\(name)'", offset,
        nearestSpelling(to: name, among: commonCommands).map { "did you mean '\($0)'?" }
      )
    case .refusedCommand(let name, let offset):
      (
        "'\(name)' is not allowed", offset,
        ["\\href", "\\url", "\\includegraphics"].contains(name) || name.hasPrefix("\\html")
          ? "formulas hold no links, pictures or attributes" : "formulas define no commands: write it out"
      )
    case .tooLong(let count):
      ("it has \(count) bytes, more than the \(Formula.longestSource) allowed", nil, "split it into several")
    case .tooDeep: ("more than \(Formula.deepestNesting) levels stand within each other", nil, nil)
    case .tooCostly: ("it takes too much memory or time", nil, "make it shorter, or the notebook's formulas fewer")
    case .unsafeMarkup(let what): ("KaTeX makes \(what) of it, which a page must not hold", nil, nil)
    case .noKaTeX: ("KaTeX was not found", nil, nil)
    }
  }

  /// KaTeX's words in the style of ours.
  private static func readable(_ words: String) -> String {
    if let match = words.wholeMatch(of: /Expected 'EOF', got '(.*)'/) { return "unexpected '\(match.output.1)'" }
    let words = words.replacing("'EOF'", with: "the end")
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  private static func remedy(for words: String) -> String? {
    if words == "Expected 'EOF', got '&'" {
      return "'&' stands in 'aligned', 'cases' or a matrix; write '\\&' for the letter"
    }
    if words == "Expected 'EOF', got '#'" { return "write '\\#'" }
    if words.hasPrefix("Double s") { return "put what belongs together in braces: {x_1}_2" }
    return nil
  }

  /// The command at an offset, or one scalar; the first line where no offset is known.
  private static func length(of source: String, from offset: Int?) -> Int {
    guard let offset else { return max(1, source.unicodeScalars.prefix { $0 != "\n" }.count) }
    let rest = source.unicodeScalars.dropFirst(offset)
    guard rest.first == "\\" else { return 1 }
    return 1 + max(1, rest.dropFirst().prefix { "a"..."z" ~= $0 || "A"..."Z" ~= $0 }.count)
  }

  /// Commands that people write most, for spellings that come close.
  private static let commonCommands = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau upsilon \
    phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega frac dfrac tfrac sqrt sum prod \
    int partial nabla infty left right begin end text textbf textit mathbb mathbf mathcal mathrm mathsf mathfrak \
    boldsymbol operatorname hat tilde bar vec dot overline underline widehat widetilde underbrace overbrace cdot cdots \
    ldots dots vdots ddots times circ odot oplus otimes pm leq geq neq approx equiv sim propto subset subseteq in notin \
    cup cap to rightarrow leftarrow Rightarrow mapsto forall exists log exp max min arg lim sup inf det Pr lVert rVert \
    lvert rvert langle rangle lfloor rfloor lceil rceil mid parallel top perp quad qquad tag binom substack mathop \
    displaystyle textstyle boxed xrightarrow overset underset stackrel ast star prime ell Re Im
    """.split(separator: " ").map { "\\\($0)" }
}
