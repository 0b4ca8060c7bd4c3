import Figures
import Foundation
import Testing

@Suite("Figures that stand alone")
struct StandaloneTests {
  private static var hostile: LineChart {
    var made = chart([3, 2, 1], [2, .nan, 2])
    made.series[0].name = "a style=\" x=\"<b> class=\"y"
    made.series[0].marksMinimum = true
    made.rules = [LineChart.Rule(name: "floor", y: 1)]
    return made
  }

  @Test("a chart has presentation attributes alone, on white, and is XML")
  func chartAttributes() throws {
    let svg = Self.hostile.standaloneSVG(alternative: "fall style=\"x\" of > a loss")
    let drawing = try Drawing(svg)
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" "))
    #expect(drawing.elements.allSatisfy { $0.attributes["style"] == nil && $0.attributes["class"] == nil })
    #expect(!svg.contains("var("))
    #expect(drawing.all("rect").first?.attributes["fill"] == "#fff")
    #expect(drawing.elements[0].attributes["aria-label"] == "fall style=\"x\" of > a loss")
  }

  @Test("nothing but styles, classes and the ground differs from the page's figure")
  func sameDrawing() throws {
    let chart = Self.hostile
    let (page, alone) = try (Drawing(chart.svg(alternative: "x")), Drawing(chart.standaloneSVG(alternative: "x")))
    #expect(page.words == alone.words)
    #expect(page.curves == alone.curves)
    #expect(page.size == alone.size)
  }

  @Test("a grid carries its pixels")
  func grid() throws {
    let grid = ImageGridTests.grid(5, 4, rows: [("a", 3)], notes: true)
    let drawing = try Drawing(grid.standaloneSVG(id: "fig-a", alternative: "x"))
    #expect(drawing.all("image").first?.attributes["href"]?.hasPrefix("data:image/png;base64,") == true)
    #expect(drawing.elements.allSatisfy { $0.attributes["style"] == nil })
  }

  @Test("a grid's PNG shows each pixel as a square, ten images to a line, on white")
  func png() throws {
    let grid = ImageGridTests.grid(28, 28, rows: [("a", 12), ("b", 12)])
    let picture = try ImageGridTests().decode(grid.png())
    let (cell, gap) = (140, 5)
    #expect(picture.width == 10 * (cell + gap) - gap)
    let height = 4 * (cell + gap) - gap + 3 * gap
    #expect(picture.height == height)
    func pixel(_ x: Int, _ y: Int) -> UInt8 { picture.pixels[y * picture.width + x] }
    #expect(pixel(0, 0) == grid.rows[0].images[0][0] && pixel(4, 4) == grid.rows[0].images[0][0])
    #expect(pixel(cell + gap + 5, 0) == grid.rows[0].images[1][1])
    #expect(pixel(cell, 0) == 255 && pixel(0, cell) == 255)
    #expect(pixel(0, cell + gap) == grid.rows[1].images[0][0])
    let secondLine = 2 * (cell + gap) + 3 * gap
    #expect(pixel(0, secondLine) == grid.rows[0].images[10][0])
    #expect(pixel(picture.width - 1, picture.height - 1) == 255)
  }

  @Test("a grid without a pixel has no PNG", arguments: [(0, 0, 2), (8, 8, 0), (5_000, 1, 1)])
  func noPNG(width: Int, height: Int, count: Int) {
    #expect(ImageGridTests.grid(width, height, rows: [("a", count)]).png().isEmpty)
  }

  @Test("a table's file has all digits, deviations behind their numbers, and no formula")
  func table() {
    var published = ScoreTable.Column(title: "MSE", better: .lower, decimals: 2)
    published.isReference = true
    var table = ScoreTable(
      columns: [ScoreTable.Column(title: "MSE", better: .lower, decimals: 2), published],
      rows: [
        ScoreTable.Row(name: "=a, b", cells: [0.123456789, 0.5]), ScoreTable.Row(name: "c", cells: [.nan, nil]),
      ])
    table.rows[0].deviations = [0.25]
    #expect(
      table.csv() == "Model,\"MSE, sd\",\"MSE, published\"\n".replacing("Model,", with: "Model,MSE,")
        + "\"'=a, b\",0.123456789,0.25,0.5\nc,,,\n")
  }
}
