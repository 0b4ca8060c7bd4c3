extension ImageGrid {
  /// Which copy of the pixels a picture draws.
  package enum Sprite: Sendable {
    /// The picture carries them itself.
    case embedded
    /// Another picture on the page, made with the same `idPrefix`, carries them.
    case shared
  }

  /// The images as an SVG element: ten to a line (five on a telephone), grey, no axes, the rows' names beside or above
  /// them and the notes below, with all pixels in one PNG.
  ///
  /// - Parameters:
  ///   - idPrefix: begins every id in it, so that several figures can stand on one page.
  ///   - alternative: what a reader who does not see it is told; made from the names where it is nil.
  ///   - format: the measure that it is composed for.
  ///   - sprite: a page with two formats of one grid needs its pixels once.
  ///   - sheets: those of the page, where other grids on it may carry some of the pixels; else the picture's own.
  package func svg(
    idPrefix: String, alternative: String? = nil, format: FigureFormat = .wide, sprite: Sprite = .embedded,
    sheets: PixelSheets? = nil
  ) -> String {
    let sheets = sheets ?? PixelSheets([(idPrefix, self)])
    return GridDrawing(grid: self, format: format, id: idPrefix, sheets: sheets)
      .svg(alternative: alternative ?? summary, carriesPixels: sprite == .embedded)
  }

  /// What the grid shows, in a sentence.
  package var summary: String {
    let counts = rows.map { "\($0.name) (\($0.images.count))" }.joined(separator: ", ")
    return "Grid of grey images, \(imageWidth) × \(imageHeight) pixels each. Rows: \(counts)."
  }
}

/// An image grid being set: measures first, then the elements from top to bottom.
private struct GridDrawing {
  let grid: ImageGrid
  let format: FigureFormat
  let id: String
  let sheets: PixelSheets
  /// Images on a line; longer rows go on below, all rows together, so that what belongs together stays together.
  let columns: Int
  let cellWidth: Double
  let cellHeight: Double
  let gap: Double
  /// Whether images beside each other are drawn in one go: the pixels between them are as wide as a gap should be.
  let drawsStrips: Bool
  /// Where the images begin.
  let left: Double
  let names: [[String]]

  private static let nameSize = 13.0
  private static let noteSize = 11.0

  init(grid: ImageGrid, format: FigureFormat, id: String, sheets: PixelSheets) {
    self.grid = grid
    self.format = format
    self.id = id
    self.sheets = sheets
    let hasNames = grid.rows.contains { !$0.name.isEmpty }
    let nameWidth = format == .wide ? 118.0 : format.width
    names = grid.rows.map {
      TextMetrics.clippedLines(of: $0.name, size: Self.nameSize, width: nameWidth, limit: format == .wide ? 3 : 2)
    }
    let widest = names.flatMap(\.self).map { TextMetrics.width(of: $0, size: Self.nameSize) }.max() ?? 0
    left = format == .wide && hasNames ? min(widest, nameWidth) + 12 : 0

    let width = Double(max(grid.imageWidth, 1))
    let ratio = Double(max(grid.imageHeight, 1)) / width
    let longest = max(grid.rows.map(\.images.count).max() ?? 0, 1)
    // Images much wider than high need fewer to a line, or nothing of their height is left.
    let usual = format == .wide ? 10 : 5
    let most = ratio < 0.4 ? max(format == .wide ? 2 : 1, Int(Double(usual) * ratio * 2)) : usual
    columns = min(max(grid.columns ?? most, 1), longest)
    drawsStrips = width >= 20
    let share = Double(SpriteSheet.gap(grid.imageWidth)) / width
    let room =
      drawsStrips
      ? (format.width - left) / (Double(columns) + Double(columns - 1) * share)
      : (format.width - left + 3) / Double(columns) - 3
    let cap = grid.fillsMeasure ? format.width : ratio < 0.4 ? 320 : max(72, min(width * 2, 160))
    var cell = min(room, cap)
    // A whole number of units a pixel keeps the pixels square and even.
    let whole = (cell / width).rounded(.down) * width
    if whole > 0, whole >= cell * (format == .wide ? 0.75 : 0.9) { cell = whole }
    gap = drawsStrips ? cell * share : 3
    cellWidth = cell
    cellHeight = min(max(cell * ratio, min(14, cell)), cell * 4)
  }

  func svg(alternative: String, carriesPixels: Bool) -> String {
    let longest = grid.rows.map(\.images.count).max() ?? 0
    var body = carriesPixels ? pixels : ""
    var y = 2.0
    for start in stride(from: 0, to: longest, by: columns) {
      if start > 0 { y += 12 }
      for row in grid.rows.indices where start < grid.rows[row].images.count {
        let range = start..<min(start + columns, grid.rows[row].images.count)
        body += line(row: row, images: range, isFirst: start == 0, y: &y)
      }
    }
    if let title = grid.noteTitle, !title.isEmpty {
      let lines = TextMetrics.clippedLines(of: title, size: Self.noteSize, width: format.width - left, limit: 3)
      body += SVGText.element(
        lines, x: left, y: y + 12, size: Self.noteSize, attributes: Palette.muted.set("fill"))
      y += Double(lines.count) * Self.noteSize * 1.25 + 6
    }
    if longest == 0 {
      body += SVGText.element(["no images"], x: 0, y: 16, size: Self.nameSize, attributes: Palette.muted.set("fill"))
      y = 24
    }
    return SVGText.root(width: format.width, height: y + 2, format: format, alternative: alternative) + body + "</svg>"
  }

  private static func name(_ id: String) -> String { Escape.attribute(id + ":pixels") }

  private var pixels: String {
    guard let sheet = sheets.sheet(id) else { return "" }
    let png = sheet.picture.encoded()
    guard !png.isEmpty else { return "" }
    return """
      <defs><image id="\(Self.name(id))" width="\(sheet.picture.width)" height="\(sheet.picture.height)" \
      image-rendering="optimizeSpeed" style="image-rendering:pixelated" \
      href="data:image/png;base64,\(Base64.text(png))"/></defs>

      """
  }

  /// One line of images of a row, with its name and notes; moves `y` below them.
  private func line(row: Int, images: Range<Int>, isFirst: Bool, y: inout Double) -> String {
    let place = NumberText.coordinate
    var text = ""
    let names = names[row]
    let lineHeight = Self.nameSize * 1.2
    if !names.isEmpty && (isFirst || grid.rows.count > 1) {
      if format == .wide {
        let first = y + cellHeight / 2 - Double(names.count) * lineHeight / 2 + Self.nameSize * 0.95
        text += SVGText.element(
          names, x: 0, y: max(first, y + Self.nameSize), size: Self.nameSize, lineHeight: 1.2,
          attributes: Palette.ink.set("fill"))
      } else {
        text += SVGText.element(
          names, x: 0, y: y + Self.nameSize, size: Self.nameSize, lineHeight: 1.2,
          attributes: Palette.ink.set("fill"))
        y += Double(names.count) * lineHeight + 5
      }
    }
    text += strips(row: row, images: images, y: y)
    text += frames(grid.rows[row].outlined, images: images, y: y, color: Palette.axis)
    text += frames(grid.rows[row].framed, images: images, y: y, color: Palette.frame)
    var bottom = y + cellHeight
    let notes = grid.rows[row].notes
    if images.contains(where: { $0 < notes.count && !notes[$0].isEmpty }) {
      let baseline = place(bottom + Self.noteSize + 2)
      text += "<g text-anchor=\"middle\" font-size=\"\(place(Self.noteSize))\" \(Palette.muted.set("fill"))>"
      for (column, index) in images.enumerated() where index < notes.count && !notes[index].isEmpty {
        let note = TextMetrics.clippedLines(of: notes[index], size: Self.noteSize, width: cellWidth + gap, limit: 1)
        let middle = place(left + Double(column) * (cellWidth + gap) + cellWidth / 2)
        text += "<text x=\"\(middle)\" y=\"\(baseline)\">\(Escape.text(note.joined()))</text>"
      }
      text += "</g>"
      bottom += Self.noteSize + 5
    }
    y = bottom + (format == .wide || names.isEmpty ? 6 : 8)
    // A short block of images beside a name of several lines.
    if format == .wide, !names.isEmpty { y = max(y, bottom - cellHeight + Double(names.count) * lineHeight + 6) }
    return text + "\n"
  }

  /// A line's images: as few pictures as the lines of the sheet allow, and the gaps drawn over them.
  private func strips(row: Int, images: Range<Int>, y: Double) -> String {
    guard let home = sheets.place(id, row: row), let sheet = sheets.sheet(home.id) else { return "" }
    let place = NumberText.coordinate
    let pitch = cellWidth + gap
    let width = max(grid.imageWidth, 0)
    var text = ""
    var gaps = ""
    var start = images.lowerBound
    while start < images.upperBound {
      let lineEnd = (start / SpriteSheet.perLine + 1) * SpriteSheet.perLine
      let end = drawsStrips ? min(lineEnd, images.upperBound) : start + 1
      let corner = sheet.corner(row: home.row, index: start)
      let x = left + Double(start - images.lowerBound) * pitch
      text += "<svg x=\"\(place(x))\" y=\"\(place(y))\" "
      text += "width=\"\(place(Double(end - start) * pitch - gap))\" height=\"\(place(cellHeight))\" "
      text += "preserveAspectRatio=\"none\" viewBox=\"\(corner.x) \(corner.y) "
      text += "\((end - start) * (width + sheet.gap) - sheet.gap) \(max(grid.imageHeight, 0))\">"
      text += "<use href=\"#\(Self.name(home.id))\"/></svg>"
      for gap in 1..<max(end - start, 1) {
        gaps += "M\(place(x + Double(gap) * pitch - self.gap / 2)) \(place(y))v\(place(cellHeight))"
      }
      start = end
    }
    if gaps.isEmpty { return text }
    return text + "<path d=\"\(gaps)\" stroke-width=\"\(place(gap))\" \(Palette.page.set("stroke"))/>"
  }

  /// Frames inside the edges of the images at `places`.
  private func frames(_ places: [Int], images: Range<Int>, y: Double, color: Palette.Ink) -> String {
    let framed = images.enumerated().filter { places.contains($1) }
    guard !framed.isEmpty else { return "" }
    let place = NumberText.coordinate
    let boxes = framed.map { column, _ in
      let x = left + Double(column) * (cellWidth + gap)
      return "M\(place(x + 1)) \(place(y + 1))h\(place(cellWidth - 2))v\(place(cellHeight - 2))"
        + "h-\(place(cellWidth - 2))z"
    }
    return "<path d=\"\(boxes.joined())\" fill=\"none\" stroke-width=\"2\" \(color.set("stroke"))/>"
  }
}
