internal import Figures

/// A figure or a table as a file.
package struct FigureFile: Sendable {
  /// `fig-first-loss.svg`
  package let name: String
  package let bytes: [UInt8]

  private init(_ id: String, _ ending: String, _ bytes: [UInt8]) {
    name = Self.name(id, ending)
    self.bytes = bytes
  }

  /// An id of the page as a file's name: anything but letters, digits and `-_.()` becomes a hyphen, and no name begins
  /// with a full stop.
  static func name(_ id: String, _ ending: String) -> String {
    let name = String(id.map { ($0.isASCII && ($0.isLetter || $0.isNumber)) || "-_.()".contains($0) ? $0 : "-" })
    return (name.hasPrefix(".") ? "-" : "") + name + "." + ending
  }

  static func path(_ folder: String, _ id: String, _ ending: String) -> String {
    let file = name(id, ending)
    return folder.isEmpty ? file : folder.hasSuffix("/") ? folder + file : "\(folder)/\(file)"
  }
}

extension Page {
  /// Every figure as a picture that stands alone (SVG; image grids as PNG, too) and as its numbers (CSV), every table as
  /// CSV: in the order of the page, the same bytes for the same page.
  package var figureFiles: [FigureFile] {
    var files: [FigureFile] = []
    for case .block(let block) in parts where block.isIncluded {
      files += block.figures.flatMap(FigureFile.files(of:))
      if let table = block.table { files.append(FigureFile(table: table)) }
    }
    return files
  }
}

extension FigureFile {
  fileprivate init(table: BlockExhibit.Table) { self.init(table.id, "csv", Array(table.scores.csv().utf8)) }

  fileprivate static func files(of figure: BlockExhibit.Figure) -> [FigureFile] {
    let picture = FigureFile(figure.id, "svg", Array(figure.standaloneSVG.utf8))
    switch figure.content {
    case .chart(let chart): return [picture, FigureFile(figure.id, "csv", Array(chart.csv().utf8))]
    case .diagram(let diagram): return [picture, FigureFile(figure.id, "csv", Array(diagram.csv().utf8))]
    case .images(let grid):
      let png = grid.png()
      return [picture] + (png.isEmpty ? [] : [FigureFile(figure.id, "png", png)])
        + [FigureFile(figure.id, "csv", Array(grid.csv().utf8))]
    }
  }
}

extension BlockExhibit.Figure {
  /// A picture for other programs, with presentation attributes alone.
  var standaloneSVG: String {
    switch content {
    case .chart(let chart): chart.standaloneSVG(alternative: alternative)
    case .images(let grid): grid.standaloneSVG(id: id, alternative: alternative)
    case .diagram(let diagram): diagram.standaloneSVG(alternative: alternative)
    }
  }
}
