import NotebookSyntax
import TestSupport

extension NotebookDocument {
  /// The page as one can read it: HTML as it is, and ⟦value 0⟧, ⟦formula 0⟧, ⟦block 0⟧, ⟦image 0⟧ where those stand.
  var picture: String { NotebookSyntaxTests.picture(of: parts) }

  /// A line for each diagnostic: `3:7 error CB104: message | help`.
  var findings: [String] {
    diagnostics.map { diagnostic in
      let place = diagnostic.position.map { "\($0.line):\($0.column) " } ?? ""
      let help = diagnostic.help.map { " | \($0)" } ?? ""
      return "\(place)\(diagnostic.severity) \(diagnostic.code.id): \(diagnostic.message)\(help)"
    }
  }
}

func picture(of parts: [NotebookDocument.Part]) -> String {
  parts.map { part in
    switch part {
    case .html(let html): html
    case .value(let index): "⟦value \(index)⟧"
    case .formula(let index): "⟦formula \(index)⟧"
    case .block(let index): "⟦block \(index)⟧"
    case .image(let index): "⟦image \(index)⟧"
    }
  }.joined()
}

/// The notebook's formulas: `x` for `$x$`, `| x |` for `$$x$$`, `| x | eq-name` for one with a name.
func mathematics(_ markdown: String) -> [String] {
  NotebookDocument(parsing: markdown).formulas.map { formula in
    formula.isDisplay ? "| \(formula.text) |" + (formula.name.map { " \($0)" } ?? "") : formula.text
  }
}

func picture(_ markdown: String) -> String { NotebookDocument(parsing: markdown).picture }

extension SourcePosition {
  var place: MarkedText.Place { MarkedText.Place(line: line, column: column) }
}

extension YAMLFragment {
  /// Where the first appearance of a text in the fragment stands in the notebook.
  func place(of text: String) -> MarkedText.Place? {
    for (index, line) in self.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let range = line.firstRange(of: text) else { continue }
      let column = line[..<range.lowerBound].unicodeScalars.count + 1
      return position(line: index + 1, column: column).place
    }
    return nil
  }
}
