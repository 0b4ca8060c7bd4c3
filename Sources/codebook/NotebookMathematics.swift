import Files
import Mathematics
import NotebookSyntax
import Report
import Runner
import Schema

/// A notebook's formulas, rendered, and what is wrong with them.
struct NotebookMathematics {
  /// As many as the document has.
  let formulas: [Page.Formula]
  /// In the order of the places.
  let diagnostics: [Diagnostic]
  private let renderer: MathematicsRenderer

  /// Renders the formulas of the prose and of the captions. `program` is nil where the blocks are wrong.
  init(of document: NotebookDocument, _ program: Program?, renderer: MathematicsRenderer) {
    self.renderer = renderer
    var problems = FormulaProblems()
    formulas = document.formulas.map { span in
      let result = renderer.render(Formula(source: span.text, isDisplay: span.isDisplay))
      problems.note(result, of: span.text) { span.position(at: $0) }
      return Page.Formula(result, source: span.text, isDisplay: span.isDisplay, id: span.name)
    }
    for caption in program?.captions ?? [] {
      for found in NotebookSyntax.formulas(of: caption.source) {
        let result = renderer.render(Formula(source: found.text, isDisplay: false))
        problems.note(result, of: found.text) { caption.position(at: found.offset + $0) }
      }
    }
    diagnostics = problems.diagnostics.inOrderOfPlace()
  }

  /// The formulas of a caption whose values are filled in.
  func formulas(inCaption caption: String) -> [BlockExhibit.CaptionFormula] {
    NotebookSyntax.formulas(of: caption).map { found in
      let result = renderer.render(Formula(source: found.text, isDisplay: false))
      return .init(range: found.range, formula: Page.Formula(result, source: found.text, isDisplay: false))
    }
  }

  /// A name whose formulas are plain signs, for pictures: `$\\beta = 4$` is `β=4`.
  func plain(_ name: String) -> String {
    name.contains("$") ? name.withPlainFormulas(formulas(inCaption: name)) : name
  }
}

extension MathematicsRenderer {
  /// Where Debian's libjs-katex puts KaTeX, here and in later releases.
  private static let places = ["/usr/share/javascript/katex/katex.min.js", "/usr/share/javascript/katex/katex.js"]

  /// With the KaTeX of the variable `CODEBOOK_KATEX`, else with the system's; it is read when the first formula comes.
  /// What it makes of formulas is kept in `cache`, by its own digest.
  static func ofSystem(environment: [String: String], cache: ResultCache? = nil) -> MathematicsRenderer {
    var digest: String?
    func source(_ formula: Formula) -> String {
      let katex = digest ?? SHA256Digest.hex(of: Array((script(environment: environment) ?? "").utf8))
      digest = katex
      return "formula \(katex) \(formula.isDisplay) \(formula.source)"
    }
    let store = cache.map { cache in
      MarkupStore(
        find: { cache.text(madeOf: source($0)) }, keep: { cache.keep($1, madeOf: source($0)) })
    }
    return MathematicsRenderer(store: store) { script(environment: environment) }
  }

  /// Which KaTeX there is: `KaTeX 0.16.4`; nil where there is none.
  static func systemVersion(environment: [String: String]) -> String? {
    script(environment: environment).map { script in
      let version = script.firstMatch(of: /version:\s*"([0-9][0-9A-Za-z.\-]{0,30})"/)?.output.1
      return "KaTeX" + (version.map { " \($0)" } ?? "")
    }
  }

  private static func script(environment: [String: String]) -> String? {
    let named = environment["CODEBOOK_KATEX"].flatMap { $0.isEmpty ? nil : $0 }
    for place in named.map({ [$0] }) ?? places {
      if let bytes = try? readFile(place, limit: 4 << 20) { return String(decoding: bytes, as: UTF8.self) }
    }
    return nil
  }
}

extension Page.Formula {
  fileprivate init(_ result: Result<MathML, FormulaError>, source: String, isDisplay: Bool, id: String? = nil) {
    switch result {
    case .success(let mathML): self.init(content: .mathML(mathML), isDisplay: isDisplay, id: id)
    case .failure: self.init(content: .source(source), isDisplay: isDisplay, id: id)
    }
  }
}

extension Program {
  /// The captions of all blocks, in their order. Alternative texts are plain.
  fileprivate var captions: [InlineText] {
    blocks.flatMap { block in
      let display = block.common.display
      return ([display.figureCaption, display.tableCaption] + block.common.figures.map(\.words.caption))
        .compactMap(\.self)
    }
  }
}
