internal import Figures

/// A caption in the forms whose readers know formulas themselves: text is escaped, a formula keeps its dollars.
struct CaptionText {
  private enum Piece {
    case text(String)
    case formula(String)
  }

  private let pieces: [Piece]

  init(_ text: String, _ formulas: [BlockExhibit.CaptionFormula]) {
    let scalars = Array(text.unicodeScalars)
    func string(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return String(view)
    }
    var pieces: [Piece] = []
    var end = 0
    for range in formulas.map(\.range) where range.lowerBound >= end && range.upperBound <= scalars.count {
      pieces.append(.text(string(end..<range.lowerBound)))
      pieces.append(.formula(string(range)))
      end = range.upperBound
    }
    self.pieces = pieces + [.text(string(end..<scalars.count))]
  }

  /// For a paragraph of Markdown. A blank behind `<` changes no formula, and no tag begins with it.
  func markdown(_ references: SourceReferences) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text):
        references.pieces(of: text).map { piece in
          switch piece {
          case .text(let text), .absent(let text): Markdown.inline(text)
          case .link(let id, let name): SourceReferences.link(id, name)
          case .anchor(let id): Markdown.inline("{#\(id)}")
          }
        }.joined()
      case .formula(let formula):
        Markdown.singleLine(formula).replacing(/<(?=[A-Za-z\/!?])/, with: "< ")
      }
    }.joined()
  }

  /// For HTML that MathJax reads.
  func html(_ references: SourceReferences) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text):
        references.pieces(of: text).map { piece in
          switch piece {
          case .text(let text), .absent(let text): JupyterOutputs.html(text)
          case .link(let id, let name): "<a href=\"#\(Escape.attribute(id))\">\(JupyterOutputs.html(name))</a>"
          case .anchor(let id): JupyterOutputs.html("{#\(id)}")
          }
        }.joined()
      case .formula(let formula): JupyterOutputs.htmlFormula(formula)
      }
    }.joined()
  }
}
