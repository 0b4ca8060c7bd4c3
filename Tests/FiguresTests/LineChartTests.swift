import Figures
import Testing

@Suite struct LineChartTests {
  static let odd: [(name: String, chart: LineChart)] = [
    ("no series", chart()),
    ("empty series", chart([])),
    ("one epoch", chart([0.3])),
    ("constant", chart([0.5, 0.5, 0.5])),
    ("zeros", chart([0, 0, 0])),
    ("tiny", chart([1e-6, 5e-7, 2e-7])),
    ("huge", chart([1e9, -3e9, 2e9])),
    ("extreme", chart([1.7e308, -1.7e308, .leastNonzeroMagnitude, 1])),
    ("nearly constant", chart([1, 1.0000000000000002, 1])),
    ("not finite", chart([.nan, .infinity, -.infinity])),
    ("gaps", chart([1, .nan, 0.5, 0.4, .infinity, 0.3])),
    ("logarithmic", chart([1, 0.1, 0, -1, 1e-12], scale: .log)),
    ("logarithmic constant", chart([0.5, 0.5], scale: .log)),
    ("logarithmic without positive values", chart([0, -1], scale: .log)),
  ]

  @Test("A chart is well-formed and holds no nan or inf", arguments: odd.indices, FigureFormat.allCases)
  func wellFormed(index: Int, format: FigureFormat) throws {
    var chart = Self.odd[index].chart
    for series in chart.series.indices { chart.series[series].marksMinimum = true }
    chart.rules = [LineChart.Rule(name: "floor", y: 0.1), LineChart.Rule(name: "none", y: .nan)]
    let svg = chart.svg(format: format)
    let drawing = try Drawing(svg)
    #expect(drawing.elements[0].name == "svg")
    #expect(!svg.lowercased().contains("nan") && !svg.contains("inf"))
  }

  @Test("Everything stays inside the picture", arguments: odd.indices, FigureFormat.allCases)
  func inside(index: Int, format: FigureFormat) throws {
    let drawing = try Drawing(Self.odd[index].chart.svg(format: format))
    for text in drawing.texts {
      // Half an em is less than the mean letter of any sans-serif.
      let width = Double(text.longestLine) * text.number("font-size") * 0.5
      let left =
        switch text.attributes["text-anchor"] {
        case "end": text.number("x") - width
        case "middle": text.number("x") - width / 2
        default: text.number("x")
        }
      #expect(left >= 0 && left + width <= drawing.size.width, "\(text.text)")
      #expect(text.number("y") > 0 && text.number("y") < drawing.size.height, "\(text.text)")
    }
  }

  @Test("Panels stand beside each other with the same axes, each with its own curves", arguments: FigureFormat.allCases)
  func panels(format: FigureFormat) throws {
    var chart = chart([1, 0.5], [0.9, 0.4], [8, 4, 2])
    chart.panels = chart.series.indices.map { LineChart.Panel(title: "model \($0)", series: [$0], names: ["train"]) }
    let drawing = try Drawing(chart.svg(format: format))
    #expect(drawing.words.filter { $0.hasPrefix("model ") } == ["model 0", "model 1", "model 2"])
    #expect(drawing.words.count { $0 == "train" } == 3 && !drawing.words.contains { $0.hasPrefix("curve") })
    // Each has the ticks of all numbers.
    #expect(drawing.words.count { $0 == "8" } == 3)
    let boxes = drawing.all("svg").dropFirst()
    #expect(boxes.count == 3 && Set(boxes.map { $0.number("x") }).count == (format == .wide ? 2 : 1))
    #expect(boxes.allSatisfy { $0.number("x") + $0.number("width") <= drawing.size.width })
    #expect(boxes.allSatisfy { $0.number("y") + $0.number("height") <= drawing.size.height })
  }

  @Test("A value that is not finite leaves a gap")
  func gap() throws {
    let drawing = try Drawing(chart([1, 0.9, .nan, 0.5, 0.4]).svg())
    #expect(drawing.curves.count == 1)
    #expect(drawing.curves.first?.count { $0 == "M" } == 2)
  }

  @Test("A single number is a dot")
  func dot() throws {
    let drawing = try Drawing(chart([0.3]).svg())
    #expect(drawing.curves.isEmpty)
    #expect(drawing.all("circle").count == 1)
  }

  @Test("A chart without numbers says so")
  func noValues() throws {
    let words = try Drawing(chart([.nan]).svg()).words
    #expect(words.contains("no values"))
    #expect(words.contains("curve 0 (no values)"))
  }

  @Test("A minimum inside the curve has a dot and its number")
  func minimum() throws {
    var chart = chart([0.9, 0.5, 0.1234, 0.3, 0.6, 0.7])
    chart.series[0].marksMinimum = true
    let drawing = try Drawing(chart.svg())
    #expect(drawing.words.contains("min 0.1234"))
    #expect(drawing.all("circle").count == 1)
  }

  @Test("A minimum at the curve's end is told by its name")
  func minimumAtEnd() throws {
    var chart = chart([0.9, 0.5, 0.1234])
    chart.series[0].marksMinimum = true
    #expect(try Drawing(chart.svg()).words.contains("curve 0 · min 0.1234"))
  }

  @Test(
    "Strokes tell curves apart without colour",
    arguments: [(LineChart.Stroke.solid, nil), (.dashed, "6 4"), (.dotted, ".1 4")])
  func strokes(stroke: LineChart.Stroke, dashes: String?) throws {
    var chart = chart([0.9, 0.5])
    chart.series[0].stroke = stroke
    let curve = try #require(try Drawing(chart.svg()).all("path").first { $0.attributes["stroke-width"] == "1.75" })
    #expect(curve.attributes["stroke-dasharray"] == dashes)
  }

  @Test("A rule is drawn at its height, and named")
  func rule() throws {
    var chart = chart([1, 0.2])
    chart.rules = [LineChart.Rule(name: "floor", y: 0)]
    let drawing = try Drawing(chart.svg())
    #expect(drawing.words.contains("floor"))
    #expect(drawing.all("path").contains { $0.attributes["stroke-dasharray"] == "1 3" })
  }

  @Test("Titles with their units stand at both axes")
  func titles() throws {
    let words = try Drawing(LineChart(xTitle: "epoch", yTitle: "loss (nats)", series: []).svg()).words
    #expect(words.contains("epoch") && words.contains("loss (nats)"))
  }

  @Test("The names of nine curves that end together do not cover each other", arguments: FigureFormat.allCases)
  func names(format: FigureFormat) throws {
    let series = (0..<9).map { LineChart.Series(name: "model \($0)", x: [1, 2], y: [1, 0.5 + Double($0) * 1e-4]) }
    let drawing = try Drawing(LineChart(xTitle: "epoch", yTitle: "loss", series: series).svg(format: format))
    let names = drawing.texts.filter { $0.text.hasPrefix("model") }
    #expect(names.count == 9)
    for (index, name) in names.enumerated() {
      for other in names[..<index] where name.number("x") == other.number("x") {
        #expect((name.number("y") - other.number("y")).magnitude >= 13)
      }
    }
  }

  @Test("Names too long for the margin go into a legend, whole", arguments: FigureFormat.allCases)
  func legend(format: FigureFormat) throws {
    let name = "Denoising autoencoder with salt and pepper noise of strength one half, on the test split"
    let series = (0..<3).map { LineChart.Series(name: "\(name) \($0)", x: [1, 2], y: [1, Double($0)]) }
    let words = try Drawing(LineChart(xTitle: "epoch", yTitle: "loss", series: series).svg(format: format)).words
    #expect(words.count { $0.replacing(" ", with: "").hasPrefix(name.replacing(" ", with: "")) } == 3)
  }

  @Test("A thousand noisy epochs stay a small file that keeps its lowest point")
  func thinning() throws {
    var dice = Dice(state: 7)
    var y = (0..<1_000).map { 1 / Double($0 + 1) + Double.random(in: 0...0.1, using: &dice) }
    y[612] = -0.5
    let svg = chart(y).svg()
    #expect(svg.utf8.count < 16_000)
    let data = try #require(try Drawing(svg).curves.first)
    let lowest = data.split { "ML ".contains($0) }.enumerated().filter { $0.offset % 2 == 1 }
      .compactMap { Double($0.element) }.max()
    // Zero is no round number below -0.5 with these steps: the axis ends there.
    let axis = try #require(
      try Drawing(svg).texts.first { $0.text == "−0.5" || $0.text == "−0.50" }?.number("y"))
    #expect(abs(try #require(lowest) - (axis - 4)) < 0.1)
  }

  @Test("A smooth curve of a thousand epochs needs few points")
  func smooth() {
    let svg = chart((0..<1_000).map { 1 / (1 + Double($0) / 50) }).svg()
    #expect(svg.utf8.count < 5_000)
  }

  @Test("Names of clouds that lie on each other stand beside each other", arguments: FigureFormat.allCases)
  func cloudNames(format: FigureFormat) throws {
    var chart = LineChart(xTitle: "x", yTitle: "y", series: [])
    for name in 0..<10 {
      let places = (0..<50).map { Double($0 % 7) + Double(name) * 0.01 }
      var cloud = LineChart.Series(name: "\(name)", x: places, y: places.reversed())
      cloud.mark = .points
      chart.series.append(cloud)
    }
    // Each name stands there twice: as its own ground, and upon it.
    let names = try Drawing(chart.svg(format: format)).texts.filter { $0.attributes["font-weight"] == "700" }
    #expect(names.count == 20)
    let places = Set(names.map { "\($0.number("x")) \($0.number("y"))" })
    #expect(places.count == 10)
    for one in names {
      for other in names where other.text != one.text {
        let isApart = abs(one.number("x") - other.number("x")) >= 8 || abs(one.number("y") - other.number("y")) >= 12
        #expect(isApart, "\(one.text) and \(other.text)")
      }
    }
  }

  @Test(
    "One point, or two, stand within axes that reach farther",
    arguments: [[[5.0, 160]], [[5, 160], [25, 90]], [[0, 0]]])
  func fewPoints(points: [[Double]]) throws {
    var chart = LineChart(xTitle: "x", yTitle: "y", series: [])
    for point in points {
      var series = LineChart.Series(name: "", x: [point[0]], y: [point[1]])
      series.mark = .points
      chart.series.append(series)
    }
    let drawing = try Drawing(chart.svg())
    let axis = try #require(drawing.all("path").compactMap { $0.attributes["d"] }.first { $0.contains("v5") })
    #expect(axis.count(where: { $0 == "v" }) > 1, "the axis has ticks enough to read it: \(axis)")
    let ends = try #require(axis.firstMatch(of: /M([0-9.]+) [0-9.]+H([0-9.]+)/)?.output)
    for dot in drawing.all("path").filter({ $0.attributes["stroke-width"] == "9" }) {
      let x = try #require(dot.attributes["d"]?.firstMatch(of: /m([0-9.]+)/)?.output.1)
      let place = try #require(Double(x))
      #expect(place >= (Double(ends.1) ?? .infinity) && place < (Double(ends.2) ?? 0) - 4)
    }
  }

  @Test("The same numbers give the same text")
  func determinism() {
    let make = { chart([0.3, 0.2, 0.15, .nan, 0.1], [0.4, 0.25, 0.2, 0.18, 0.17]).svg() }
    #expect(make() == make())
  }

  @Test("A series' colour may be any number", arguments: [-1, .min, .max, 8])
  func colors(index: Int) throws {
    var chart = chart([1, 2])
    chart.series[0].color = index
    #expect(throws: Never.self) { try Drawing(chart.svg()) }
  }

  @Test("The alternative text is the caller's, or made from the names")
  func alternative() throws {
    #expect(try Drawing(chart([1]).svg(alternative: "A & B")).elements[0].attributes["aria-label"] == "A & B")
    let made = try Drawing(chart([1], [2]).svg()).elements[0]
    #expect(made.attributes["aria-label"] == "Line chart: loss over epoch. Curves: curve 0, curve 1.")
    #expect(made.attributes["role"] == "img")
  }

  @Test("Hostile names are text in the picture, and nothing else", arguments: payloads)
  func hostile(payload: String) throws {
    var hostile = chart([1, 0.5], [1, .nan])
    hostile.xTitle = payload
    hostile.yTitle = payload
    hostile.series[0].name = payload
    hostile.rules = [LineChart.Rule(name: payload, y: 0.2)]
    var harmless = hostile
    harmless.xTitle = "a"
    harmless.yTitle = "a"
    harmless.series[0].name = "a"
    harmless.rules[0].name = "a"
    let names = Set(try Drawing(harmless.svg(alternative: "a")).elements.map(\.name)).union(["tspan"])
    let drawing = try Drawing(hostile.svg(alternative: payload))
    #expect(Set(drawing.elements.map(\.name)).isSubset(of: names))
    #expect(drawing.elements.allSatisfy { element in element.attributes.keys.allSatisfy { !$0.hasPrefix("on") } })
  }
}

/// Strings that would be more than text if anyone forgot to escape them.
let payloads = [
  "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='alert(1)", "</text></svg><script>",
  "]]><!--", "&lt;b&gt;", "</style><style>*{}", "a\u{0}b\u{8}\u{1B}[31m", "\u{202E}txt.exe\u{2066}", "\u{FFFE}\u{FFFF}",
  "`onclick=`", "line\nbreak\r\ttab", "${7*7}{{7*7}}", "javascript:alert(1)", String(repeating: "<b>", count: 2_000),
]
