import Figures
import Testing

@Suite struct CommaSeparatedTests {
  @Test("A chart's file has a point a row, empty where a number is not finite")
  func chartRows() {
    var chart = chart([0.5, .nan, 1e-7])
    chart.rules = [LineChart.Rule(name: "floor", y: 0.25)]
    #expect(
      chart.csv() == """
        series,epoch,loss
        curve 0,1,0.5
        curve 0,2,
        curve 0,3,1e-07
        floor,,0.25

        """)
  }

  @Test("A grid's file has an image a row")
  func gridRows() {
    var row = ImageGrid.Row(name: "a", images: [[0], [1]])
    row.notes = ["0.1"]
    var grid = ImageGrid(imageWidth: 1, imageHeight: 1, rows: [row])
    grid.noteTitle = "error"
    #expect(grid.csv() == "row,image,error\na,1,0.1\na,2,\n")
  }

  @Test(
    "Names are quoted where they must be, and run no formula",
    arguments: [
      ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("two\nlines", "\"two\nlines\""), ("=1+1", "'=1+1"),
      ("@x", "'@x"), ("-1.5", "-1.5"), ("plain", "plain"),
    ])
  func fields(name: String, field: String) {
    let chart = LineChart(xTitle: "x", yTitle: "y", series: [LineChart.Series(name: name, x: [1], y: [2])])
    #expect(chart.csv() == "series,x,y\n\(field),1,2\n")
  }
}
