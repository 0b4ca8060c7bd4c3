internal import Figures

extension Page {
  /// A part of the page with the bytes that it takes.
  package struct PartSize: Equatable, Sendable {
    /// `figure fig-first-loss`
    package let name: String
    package let bytes: Int
  }

  /// What the page's bytes go to, the largest first; those of one size in the order of the page. `html` is the page.
  package func sizes(html: String) -> [PartSize] {
    let numbering = Numbering(self)
    let sheets = sheets
    var sizes = [PartSize(name: "the style sheet", bytes: Stylesheet.text(for: html).utf8.count)]
    var prose = 0
    var pictures = 0
    for part in parts {
      switch part {
      case .html(let html): prose += html.utf8.count
      case .value(let text) where text.hasPrefix("data:"):
        pictures += 1
        sizes.append(PartSize(name: "picture \(pictures) of the prose", bytes: text.utf8.count))
      case .value(let text): prose += text.utf8.count
      case .formula(let formula): prose += formula.html(numbering).utf8.count
      case .block(let block): sizes += Self.sizes(of: block, numbering, sheets)
      }
    }
    sizes.append(PartSize(name: "the prose", bytes: prose))
    let known = sizes.reduce(0) { $0 + $1.bytes }
    sizes.append(PartSize(name: "the rest", bytes: max(html.utf8.count - known, 0)))
    return sizes.enumerated().sorted { ($1.element.bytes, $0.offset) < ($0.element.bytes, $1.offset) }.map(\.element)
  }

  /// A block's figures and table each, and what is left of it.
  private static func sizes(of block: BlockExhibit, _ numbering: Numbering, _ sheets: PixelSheets) -> [PartSize] {
    func size(_ block: BlockExhibit) -> Int {
      BlockWriter(block: block, numbering: numbering, sheets: sheets).html.utf8.count
    }
    var bare = block
    bare.figures = []
    bare.table = nil
    let rest = size(bare)
    var sizes = block.figures.map { figure in
      var one = bare
      one.figures = [figure]
      return PartSize(name: "figure \(figure.id)", bytes: size(one) - rest)
    }
    if let table = block.table {
      var one = bare
      one.table = table
      sizes.append(PartSize(name: "table \(table.id)", bytes: size(one) - rest))
    }
    return sizes + [PartSize(name: "block \(block.label) without its figures", bytes: rest)]
  }

  /// The pixels of all image grids that the page shows.
  var sheets: PixelSheets {
    PixelSheets(
      parts.flatMap { part -> [(id: String, grid: ImageGrid)] in
        guard case .block(let block) = part, block.isShown, block.isIncluded else { return [] }
        return block.figures.compactMap { figure in
          if case .images(let grid) = figure.content { (figure.id, grid) } else { nil }
        }
      })
  }
}
