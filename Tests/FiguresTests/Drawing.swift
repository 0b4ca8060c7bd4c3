import Figures
import Foundation
import FoundationXML

/// An SVG as a reader of XML sees it: its elements in document order, with attributes and own text.
final class Drawing: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    var text = ""
    /// Letters of the longest line, in a text of several lines.
    var longestLine = 0

    func number(_ attribute: String) -> Double { attributes[attribute].flatMap(Double.init) ?? .nan }
  }

  private(set) var elements: [Element] = []
  private var open: [Int] = []

  /// Throws where the text is not well-formed XML.
  init(_ svg: String) throws {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  var texts: [Element] { all("text") }
  var words: [String] { texts.map(\.text) }

  /// Width and height of the picture.
  var size: (width: Double, height: Double) { (elements[0].number("width"), elements[0].number("height")) }

  /// The drawn curves' path data: what has a stroke of a curve's width.
  var curves: [String] {
    all("path").filter { $0.attributes["stroke-width"] == "1.75" }.compactMap { $0.attributes["d"] }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    // A line of text belongs to its text element.
    for index in open where index == open.last || elements[index].name == "text" {
      elements[index].text += string
      elements[index].longestLine = max(elements[index].longestLine, elements[open[open.count - 1]].text.count)
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }
}

/// Charts of one or more curves over the epochs from 1.
func chart(_ curves: [Double]..., scale: LineChart.Scale = .linear) -> LineChart {
  let series = curves.enumerated().map { index, y in
    LineChart.Series(name: "curve \(index)", x: y.indices.map { Double($0 + 1) }, y: y)
  }
  var chart = LineChart(xTitle: "epoch", yTitle: "loss", series: series)
  chart.scale = scale
  return chart
}

/// Random numbers that are the same in every run (SplitMix64).
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
