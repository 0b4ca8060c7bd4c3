import Figures
import Testing

@Suite struct ArchitectureDiagramTests {
  static let networks: [[Int]] = [
    [784, 256, 64, 32, 64, 256, 784], [784, 32, 784], [784, 1_000, 500, 250, 30, 250, 500, 1_000, 784],
    [16, 3, 16], [1_000_000, 1, 1_000_000], [4] + [Int](repeating: 400, count: 19) + [4],
  ]

  /// With the code in the middle and an image of 4 × 4 in front.
  static func diagram(_ widths: [Int], _ style: ArchitectureDiagram.Style) -> ArchitectureDiagram {
    var layers = widths.map { ArchitectureDiagram.Layer(role: .hidden, units: $0) }
    layers[0].role = .input
    layers[widths.count / 2].role = .code
    layers[widths.count - 1].role = .output
    for place in layers.indices.dropFirst() {
      layers[place].activation = place == widths.count / 2 ? "linear" : "ReLU"
      layers[place].parameters = (widths[place - 1] + 1) * widths[place]
    }
    layers[1].notes.append("dropout 20 %")
    var diagram = ArchitectureDiagram(style: style, layers: layers)
    diagram.example = ArchitectureDiagram.Example(
      width: 4, height: 4, input: (0..<16).map { UInt8($0 * 16) },
      code: (0..<widths[widths.count / 2]).map { Double($0 % 7) - 3 }, output: [UInt8](repeating: 128, count: 16))
    diagram.example?.note = "error 0.0123"
    return diagram
  }

  @Test(
    "A diagram is well-formed, and its words stay inside the picture", arguments: networks.indices,
    FigureFormat.allCases)
  func inside(index: Int, format: FigureFormat) throws {
    for style in ArchitectureDiagram.Style.allCases {
      let drawing = try Drawing(Self.diagram(Self.networks[index], style).svg(format: format))
      #expect(drawing.size.width == format.width)
      for text in drawing.texts {
        let width = Double(text.longestLine) * text.number("font-size") * 0.5
        let left = text.number("x") - (text.attributes["text-anchor"] == "middle" ? width / 2 : 0)
        #expect(left >= 0 && left + width <= drawing.size.width, "\(text.text)")
        #expect(text.number("y") > 0 && text.number("y") < drawing.size.height, "\(text.text)")
      }
      for circle in drawing.all("circle") {
        let (x, y, r) = (circle.number("cx"), circle.number("cy"), circle.number("r"))
        #expect(x - r >= 0 && x + r <= drawing.size.width && y - r >= 0 && y + r <= drawing.size.height)
      }
    }
  }

  @Test("Layers say their widths, and what lies between them its parameters", arguments: FigureFormat.allCases)
  func words(format: FigureFormat) throws {
    let words = try Drawing(Self.diagram([784, 256, 32, 256, 784], .units).svg(format: format)).words.joined(
      separator: "|")
    for word in ["784", "256", "32", "200,960", "8,224", "8,448", "201,488", "code", "input", "output", "ReLU"] {
      #expect(words.contains(word), "\(word) in \(words)")
    }
  }

  @Test("Narrow layers show all their units, wide ones fewer, and a wider one never fewer than a narrower one")
  func counts() throws {
    let svg = Self.diagram([784, 256, 64, 8, 3, 8, 64, 256, 784], .units).svg()
    let circles = try Drawing(svg).all("circle").filter { $0.number("r") > 2 }
    var counts: [(x: Double, count: Int)] = []
    for circle in circles {
      if let place = counts.firstIndex(where: { $0.x == circle.number("cx") }) {
        counts[place].count += 1
      } else {
        counts.append((circle.number("cx"), 1))
      }
    }
    let shown = counts.sorted { $0.x < $1.x }.map(\.count)
    #expect(shown[4] == 3)
    #expect(shown == shown.reversed())
    #expect(shown[0] == 10 && zip(shown[...4], shown[1...4]).allSatisfy { $0 >= $1 })
    let small = try Drawing(Self.diagram([6, 2, 6], .units).svg()).all("circle")
    #expect(small.count == 14)
  }

  @Test("The code has a colour of its own", arguments: ArchitectureDiagram.Style.allCases, 0..<9)
  func code(style: ArchitectureDiagram.Style, color: Int) throws {
    var diagram = Self.diagram([16, 8, 3, 8, 16], style)
    diagram.color = color
    let texts = try Drawing(diagram.svg()).texts
    let code = try #require(texts.first { $0.text.hasPrefix("code") }?.attributes["fill"])
    let encoder = try #require(texts.first { $0.text == "encoder" }?.attributes["fill"])
    #expect(code != encoder)
  }

  @Test("Blocks carry the image before and after, and a bar for each unit of the code")
  func blocks() throws {
    let drawing = try Drawing(Self.diagram([16, 8, 3, 8, 16], .blocks).svg())
    #expect(drawing.all("image").count == 2)
    #expect(Set(drawing.all("image").compactMap { $0.attributes["href"] }).count == 2)
    let bars = drawing.all("path").compactMap { $0.attributes["d"] }.map { path in path.count { $0 == "z" } }
    #expect(bars.contains(3))
    #expect(drawing.words.contains { $0.contains("error 0.0123") })
  }

  @Test("Its sentence, its table and its flow chart name every layer")
  func otherForms() {
    let diagram = Self.diagram([784, 256, 32, 256, 784], .units)
    #expect(
      diagram.summary == """
        Diagram of a network. Layers from input to output: input of 784, 256 (ReLU, dropout 20 %), code of 32 (linear), \
        256 (ReLU), output of 784 (ReLU).
        """)
    #expect(
      diagram.csv() == """
        layer,units,activation,notes,parameters
        input,784,,,0
        hidden,256,ReLU,dropout 20 %,200960
        code,32,linear,,8224
        hidden,256,ReLU,,8448
        output,784,ReLU,,201488

        """)
    #expect(diagram.mermaid().contains("  l2([\"code<br>32<br>linear\"])\n"))
    #expect(diagram.mermaid().hasSuffix("  l0 --> l1 --> l2 --> l3 --> l4\n"))
  }

  @Test("By itself it has no styles", arguments: ArchitectureDiagram.Style.allCases)
  func standalone(style: ArchitectureDiagram.Style) throws {
    let drawing = try Drawing(Self.diagram([16, 3, 16], style).standaloneSVG(alternative: "a & b"))
    #expect(drawing.elements.allSatisfy { $0.attributes["style"] == nil && $0.attributes["class"] == nil })
    #expect(drawing.elements[0].attributes["aria-label"] == "a & b")
  }
}
