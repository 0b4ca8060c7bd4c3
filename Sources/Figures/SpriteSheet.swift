/// Rows of equally large images in one picture, so that a page carries one file for them. Images stand in lines of ten,
/// with pixels between them that repeat their edges: where a cell's border falls between two pixels of the screen, no
/// neighbour shines through.
package struct SpriteSheet: Sendable {
  /// Images on a line.
  static let perLine = 10

  package let picture: GrayPNG
  /// Pixels between two images of a line.
  let gap: Int
  private let imageWidth: Int
  private let imageHeight: Int
  /// The first line of each row.
  private let lines: [Int]

  package init(_ grid: ImageGrid) { self.init(grid, rows: Array(grid.rows.indices)) }

  /// Some of the grid's rows. An image with too few pixels is filled up with black, one with too many is cut.
  init(_ grid: ImageGrid, rows: [Int]) {
    imageWidth = min(max(grid.imageWidth, 0), 4_096)
    imageHeight = min(max(grid.imageHeight, 0), 4_096)
    gap = Self.gap(imageWidth)
    let counts = rows.map { grid.rows[$0].images.count }
    lines = counts.reduce(into: [0]) { lines, count in
      lines.append((lines.last ?? 0) + (count + Self.perLine - 1) / Self.perLine)
    }
    let (pitch, rise) = (imageWidth + gap, imageHeight + 2)
    let isEmpty = imageWidth == 0 || imageHeight == 0
    let width = isEmpty ? 0 : min(counts.max() ?? 0, Self.perLine) * pitch
    let height = width == 0 ? 0 : (lines.last ?? 0) * rise
    var pixels = [UInt8](repeating: 0, count: width * height)
    for (row, first) in zip(rows, lines) where height > 0 {
      for (index, image) in grid.rows[row].images.enumerated() {
        let corner = (first + index / Self.perLine) * rise * width + index % Self.perLine * pitch
        for y in 0..<rise {
          let source = min(max(y - 1, 0), imageHeight - 1) * imageWidth
          for x in 0..<pitch {
            let pixel = source + min(max(x - gap / 2, 0), imageWidth - 1)
            if pixel < image.count { pixels[corner + y * width + x] = image[pixel] }
          }
        }
      }
    }
    picture = GrayPNG(width: width, height: height, pixels: pixels)
  }

  /// About a sixteenth of an image's width, and never an odd number.
  static func gap(_ imageWidth: Int) -> Int { max(2, imageWidth / 32 * 2) }

  /// Where the left upper pixel of an image is; `row` counts the rows of the sheet.
  func corner(row: Int, index: Int) -> (x: Int, y: Int) {
    let line = lines[row] + index / Self.perLine
    return (index % Self.perLine * (imageWidth + gap) + gap / 2, line * (imageHeight + 2) + 1)
  }
}

/// The pixels of all grids of a page: each row of images once, in the sheet of the first grid that has it.
package struct PixelSheets: Sendable {
  private struct Content: Hashable {
    let width: Int
    let height: Int
    let images: [[UInt8]]
  }

  struct Place {
    /// The id that begins the names in the grid that carries the sheet.
    let id: String
    /// Counts the rows of the sheet.
    let row: Int
  }

  private var sheets: [String: SpriteSheet] = [:]
  private var places: [String: [Place]] = [:]

  /// `id` is what the grid's names in its picture begin with.
  package init(_ grids: [(id: String, grid: ImageGrid)]) {
    var known: [Content: Place] = [:]
    for (id, grid) in grids where places[id] == nil {
      var new: [Int] = []
      places[id] = grid.rows.indices.map { row in
        let content = Content(width: grid.imageWidth, height: grid.imageHeight, images: grid.rows[row].images)
        if let place = known[content] { return place }
        let place = Place(id: id, row: new.count)
        new.append(row)
        known[content] = place
        return place
      }
      sheets[id] = SpriteSheet(grid, rows: new)
    }
  }

  /// Nil where the grid with that id is not among the page's.
  func sheet(_ id: String) -> SpriteSheet? { sheets[id] }

  func place(_ id: String, row: Int) -> Place? {
    guard let places = places[id], places.indices.contains(row) else { return nil }
    return places[row]
  }
}
