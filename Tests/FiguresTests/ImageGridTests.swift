import CPNG
import Figures
import Foundation
import Testing

@Suite struct ImageGridTests {
  static func grid(_ width: Int, _ height: Int, rows: [(name: String, count: Int)], notes: Bool = false) -> ImageGrid {
    var dice = Dice(state: UInt64(width * 100 + height))
    return ImageGrid(
      imageWidth: width, imageHeight: height,
      rows: rows.map { row in
        let images = (0..<row.count).map { _ in
          (0..<width * height).map { _ in UInt8.random(in: 0...255, using: &dice) }
        }
        var made = ImageGrid.Row(name: row.name, images: images)
        if notes { made.notes = images.indices.map { "0.01\($0)" } }
        return made
      })
  }

  @Test("The file holds exactly the pixels that went in", arguments: [(1, 1), (28, 28), (64, 1), (3, 500)])
  func pixels(width: Int, height: Int) throws {
    let pixels = (0..<width * height).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 3) }
    let decoded = try decode(GrayPNG(width: width, height: height, pixels: pixels).encoded())
    #expect(decoded.width == width && decoded.height == height)
    #expect(decoded.pixels == pixels)
  }

  @Test("The same pixels give the same file")
  func determinism() {
    let grid = Self.grid(8, 8, rows: [("a", 10), ("b", 10)])
    #expect(SpriteSheet(grid).picture.encoded() == SpriteSheet(grid).picture.encoded())
    #expect(grid.svg(idPrefix: "a") == grid.svg(idPrefix: "a"))
  }

  @Test(
    "Each cell shows its own image", arguments: [[("a", 3)], [("a", 25), ("b", 25)], [("a", 2), ("b", 7)]],
    FigureFormat.allCases)
  func cells(rows: [(String, Int)], format: FigureFormat) throws {
    let grid = Self.grid(5, 4, rows: rows)
    let drawing = try Drawing(grid.svg(idPrefix: "fig", format: format))
    let source = try #require(drawing.all("image").first?.attributes["href"])
    let file = try #require(Data(base64Encoded: String(source.dropFirst("data:image/png;base64,".count))))
    let picture = try decode([UInt8](file))
    let shown = drawing.all("svg").dropFirst().map { cell -> [UInt8] in
      let box = (cell.attributes["viewBox"] ?? "").split(separator: " ").compactMap { Int($0) }
      return (0..<box[3]).flatMap { y in
        (0..<box[2]).map { x in picture.pixels[(box[1] + y) * picture.width + box[0] + x] }
      }
    }
    let images = grid.rows.flatMap(\.images)
    #expect(shown.count == images.count)
    #expect(Set(shown) == Set(images))
  }

  @Test("Images of a line are drawn in one go, each at its place", arguments: FigureFormat.allCases)
  func strips(format: FigureFormat) throws {
    let grid = Self.grid(28, 20, rows: [("a", 13), ("b", 13)])
    let drawing = try Drawing(grid.svg(idPrefix: "fig", format: format))
    let source = try #require(drawing.all("image").first?.attributes["href"])
    let file = try #require(Data(base64Encoded: String(source.dropFirst("data:image/png;base64,".count))))
    let picture = try decode([UInt8](file))
    let perLine = format == .wide ? 10 : 5
    #expect(drawing.all("svg").count == 1 + 2 * ((13 + perLine - 1) / perLine))
    var shown: Set<[UInt8]> = []
    for strip in drawing.all("svg").dropFirst() {
      let box = (strip.attributes["viewBox"] ?? "").split(separator: " ").compactMap { Int($0) }
      let scale = strip.number("width") / Double(box[2])
      #expect((strip.number("height") / Double(box[3]) - scale).magnitude < 0.01)
      for left in stride(from: box[0], to: box[0] + box[2], by: 30) {
        shown.insert(
          (0..<20).flatMap { y in (0..<28).map { x in picture.pixels[(box[1] + y) * picture.width + left + x] } })
      }
    }
    #expect(shown == Set(grid.rows.flatMap(\.images)))
  }

  @Test("A row of images that the page has already is borrowed from the grid that carries it")
  func sheets() throws {
    let first = Self.grid(28, 28, rows: [("a", 10)])
    var second = Self.grid(28, 28, rows: [("a", 10), ("b", 10)])
    second.rows[1].images = second.rows[1].images.reversed()
    #expect(first.rows[0].images == second.rows[0].images)
    let sheets = PixelSheets([("fig-a", first), ("fig-b", second)])
    let alone = try Drawing(second.svg(idPrefix: "fig-b"))
    let drawing = try Drawing(second.svg(idPrefix: "fig-b", sheets: sheets))
    #expect(drawing.all("use").map { $0.attributes["href"] } == ["#fig-a:pixels", "#fig-b:pixels"])
    #expect(alone.all("use").map { $0.attributes["href"] } == ["#fig-b:pixels", "#fig-b:pixels"])
    #expect(drawing.all("image")[0].number("height") == 30 && alone.all("image")[0].number("height") == 60)
  }

  @Test(
    "Odd grids are well-formed and stay inside the picture",
    arguments: [
      grid(28, 28, rows: []), grid(28, 28, rows: [("a", 0)]), grid(1, 1, rows: [("pixel", 1)]),
      grid(64, 1, rows: [("input", 6), ("output", 6)], notes: true), grid(1, 64, rows: [("tall", 6)]),
      grid(128, 96, rows: [("big", 4)], notes: true), grid(8, 8, rows: [("", 50)], notes: true),
      grid(0, 0, rows: [("nothing", 2)]),
      grid(8, 8, rows: [("Sparse autoencoder with an awfully long name that fits on no line of the page", 3)]),
    ], FigureFormat.allCases)
  func odd(grid: ImageGrid, format: FigureFormat) throws {
    let drawing = try Drawing(grid.svg(idPrefix: "fig", format: format))
    for cell in drawing.all("svg").dropFirst() {
      #expect(cell.number("x") >= 0 && cell.number("x") + cell.number("width") <= drawing.size.width + 0.1)
      #expect(cell.number("y") >= 0 && cell.number("y") + cell.number("height") <= drawing.size.height)
      #expect(cell.number("height") >= 1)
    }
    for text in drawing.texts {
      #expect(text.number("y") <= drawing.size.height)
    }
  }

  @Test("An image with missing or surplus pixels is filled up or cut")
  func wrongCount() throws {
    let row = ImageGrid.Row(name: "a", images: [[9], [1, 2, 3, 4, 5, 6]])
    let drawing = try Drawing(ImageGrid(imageWidth: 2, imageHeight: 2, rows: [row]).svg(idPrefix: "fig"))
    #expect(drawing.all("svg").count == 3)
  }

  @Test("A second picture on the page borrows the first one's pixels")
  func sharedSprite() throws {
    let grid = Self.grid(4, 4, rows: [("a", 3)])
    let first = try Drawing(grid.svg(idPrefix: "fig-a"))
    let second = try Drawing(grid.svg(idPrefix: "fig-a", format: .narrow, sprite: .shared))
    #expect(second.all("image").isEmpty)
    #expect(second.all("use").first?.attributes["href"] == first.all("image").first?.attributes["id"].map { "#\($0)" })
  }

  @Test("Names, notes and their title are written", arguments: FigureFormat.allCases)
  func texts(format: FigureFormat) throws {
    var grid = Self.grid(4, 4, rows: [("original", 2), ("output", 2)], notes: true)
    grid.noteTitle = "error per pixel"
    let words = try Drawing(grid.svg(idPrefix: "fig", format: format)).words
    #expect(Set(words) == ["original", "output", "0.010", "0.011", "error per pixel"])
  }

  @Test("A line around an image is quiet, a frame is not", arguments: FigureFormat.allCases)
  func frames(format: FigureFormat) throws {
    var grid = Self.grid(4, 4, rows: [("a", 3)])
    grid.rows[0].outlined = [0]
    grid.rows[0].framed = [2]
    let frames = try Drawing(grid.svg(idPrefix: "fig", format: format)).all("path")
      .filter { $0.attributes["stroke-width"] == "2" }
    #expect(frames.map { $0.attributes["stroke"] } == [Palette.axis.light, "#e5484d"])
  }

  @Test("Hostile names are text in the picture, and nothing else", arguments: payloads)
  func hostile(payload: String) throws {
    var grid = Self.grid(4, 4, rows: [(payload, 2)])
    grid.rows[0].notes = [payload, payload]
    grid.noteTitle = payload
    let drawing = try Drawing(grid.svg(idPrefix: payload, alternative: payload))
    let expected: Set = ["svg", "rect", "defs", "image", "use", "text", "tspan", "g"]
    #expect(Set(drawing.elements.map(\.name)).isSubset(of: expected))
    #expect(drawing.elements.allSatisfy { element in element.attributes.keys.allSatisfy { !$0.hasPrefix("on") } })
  }

  private struct UnreadablePNG: Error {}

  /// Reads a grey PNG with libpng's own reader.
  func decode(_ file: [UInt8]) throws -> (width: Int, height: Int, pixels: [UInt8]) {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_memory(&image, file, file.count) != 0 else { throw UnreadablePNG() }
    #expect(image.format == 0, "not an 8-bit grey picture")
    var pixels = [UInt8](repeating: 0, count: Int(image.width) * Int(image.height))
    guard png_image_finish_read(&image, nil, &pixels, Int32(image.width), nil) != 0 else { throw UnreadablePNG() }
    return (Int(image.width), Int(image.height), pixels)
  }
}
