import Figures
import Testing

@Suite("Charts as Mermaid's text")
struct MermaidTests {
  @Test("a chart's axes, lines and what they are")
  func text() throws {
    var chart = chart([0.5, 0.25, 0.125], [0.5, 0.2, 0.3])
    chart.rules = [LineChart.Rule(name: "floor", y: 0.1)]
    let diagram = try #require(chart.mermaid().first)
    #expect(chart.mermaid().count == 1)
    #expect(
      diagram.text == """
        %%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "#3b7dd8, #e8862e, #3a9d5c"}}}}%%
        xychart-beta
          x-axis "epoch" 1 --> 3
          y-axis "loss" 0.0800 --> 0.5200
          line [0.5000, 0.2500, 0.1250]
          line [0.5000, 0.2000, 0.3000]
          line [0.1000, 0.1000, 0.1000]

        """)
    #expect(diagram.lines.map(\.mark) == ["🟦", "🟧", "🟩"])
    #expect(
      diagram.lines.map(\.summary) == ["0.1250 at epoch 3", "0.3000 at epoch 3, smallest 0.2000 at epoch 2", ""])
    #expect(diagram.lines[2].name == "floor: 0.1000")
  }

  @Test("curves of different lengths have diagrams of their own, since Mermaid would stretch them")
  func lengths() {
    let texts = chart([3, 2, 1], [3, 2], [4, 3, 2]).mermaid().map { $0.text ?? "" }
    #expect(texts.count == 2)
    #expect(texts[0].contains("1 --> 3") && texts[1].contains("1 --> 2"))
  }

  @Test("a curve ends before what cannot be drawn; without two points there is no diagram")
  func gaps() {
    let diagrams = chart([3, 2, .nan, 1], [.infinity]).mermaid()
    #expect(diagrams[0].text?.contains("line [3.000, 2.000]") == true)
    #expect(diagrams[1].text == nil && diagrams[1].lines[0].summary == "no values")
    #expect(chart([1]).mermaid()[0].text == nil)
  }

  @Test("many points become 120 at even places, the ends kept")
  func many() throws {
    let text = try #require(chart((0..<1_000).map { Double($0) }).mermaid()[0].text)
    let line = try #require(text.split(separator: "\n").last)
    let numbers = line.split(whereSeparator: { "[], ".contains($0) }).dropFirst().compactMap { Double($0) }
    #expect(numbers.count == 120)
    #expect(numbers.first == 0 && numbers.last == 999)
  }

  @Test("a logarithmic axis is one of logarithms")
  func logarithm() throws {
    let text = try #require(chart([1, 0.01], scale: .log).mermaid()[0].text)
    #expect(text.contains("y-axis \"log10 of loss\" -2.100 --> 0.1000".replacing("0.1000", with: "0.100")))
    #expect(text.contains("line [0.000, -2.000]"))
  }

  @Test("numbers have no exponents", arguments: [[1e-9, 3e-9], [2e11, 1e11], [5, 5], [-1e-7, 1e-7]])
  func plain(values: [Double]) throws {
    let text = try #require(chart(values).mermaid()[0].text)
    #expect(!text.split(separator: "\n").dropFirst().joined().contains("×") && !text.contains("e-"))
  }

  @Test("more lines than marks go into further diagrams, and titles can hold no directive")
  func limits() {
    var many = chart([2, 1], [2, 1], [2, 1], [2, 1], [2, 1], [2, 1], [2, 1], [2, 1])
    many.yTitle = "a\" %%{init: x}%%\n`loss`"
    let diagrams = many.mermaid()
    #expect(diagrams.map(\.lines.count) == [7, 1])
    #expect(diagrams[1].text?.contains("y-axis \"a     init  x     loss \"") == true)
  }
}
