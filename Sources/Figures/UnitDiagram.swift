import Glibc

/// A network as columns of units being set, or as rows of them on a telephone and where there are many layers. Wide layers
/// are drawn with fewer units, in the order of their widths, and with dots for those that are left out.
struct UnitDiagram {
  let diagram: ArchitectureDiagram
  let format: FigureFormat
  /// Whether layers stand beside each other.
  private let isColumns: Bool
  /// Units drawn of each layer; negative where some are left out.
  private let counts: [Int]
  /// From one layer to the next, and from one unit to the next.
  private let step: Double
  private let pitch: Double

  private static let mostColumns = 11
  private static let nameSize = 13.0
  private static let textSize = 12.0
  private static let countSize = 11.0
  private static let radius = 5.5
  /// Above columns, and left of rows.
  private static let head = 30.0

  init(diagram: ArchitectureDiagram, format: FigureFormat) {
    self.diagram = diagram
    self.format = format
    isColumns = format == .wide && diagram.layers.count <= Self.mostColumns
    let limit = isColumns ? 10 : 9
    let widest = diagram.layers.map(\.units).max() ?? 1
    counts = diagram.layers.map { Self.shown($0.units, widest: widest, limit: limit) }
    pitch = isColumns ? 21 : format == .wide ? 30 : 22
    step = isColumns ? min((format.width - 92) / Double(max(diagram.layers.count - 1, 1)), 190) : 62
  }

  /// As many as there are where they fit, else fewer by their logarithm, so that a wider layer never looks narrower;
  /// negative where some are left out.
  static func shown(_ units: Int, widest: Int, limit: Int) -> Int {
    guard widest > limit else { return max(units, 0) }
    let fewest = 4
    guard units > fewest else { return max(units, 0) }
    let share = log(Double(units) / Double(fewest)) / log(Double(widest) / Double(fewest))
    let count = min(max(fewest + Int((share * Double(limit - fewest)).rounded()), fewest), limit)
    return count < units ? -count : count
  }

  private var across: Double { pitch * Double((counts.map(\.magnitude).max() ?? 1) + 1) }
  private var along: Double { step * Double(diagram.layers.count - 1) }
  /// Of the first layer, in the direction of the flow, and of the middle line across it.
  private var start: Double { isColumns ? (format.width - along) / 2 : 26 }
  private var center: Double { isColumns ? Self.head + across / 2 : across / 2 + 4 }

  private func place(layer: Int, offset: Double) -> (x: Double, y: Double) {
    let flow = start + Double(layer) * step
    return isColumns ? (flow, center + offset) : (center + offset, flow)
  }

  /// Of a layer's units from its middle line; a gap of two units where some are left out.
  private func offsets(_ layer: Int) -> [Double] {
    let count = Int(counts[layer].magnitude)
    let gap = counts[layer] < 0 ? pitch : 0
    let length = Double(count - 1) * pitch + gap
    return (0..<count).map { unit in
      Double(unit) * pitch - length / 2 + (unit >= (count + 1) / 2 ? gap : 0)
    }
  }

  func svg(alternative: String) -> String {
    let height = isColumns ? bracesTop + 40 : start + along + 30
    var body = connections
    for layer in diagram.layers.indices { body += units(layer) }
    body += isColumns ? columnWords + braces : rowWords
    return SVGText.root(width: format.width, height: height, format: format, alternative: alternative) + body + "</svg>"
  }

  // MARK: - Units

  /// Every unit with every unit of the next layer, in strokes that go to and fro and draw each connection once: half as
  /// long as single lines.
  private var connections: String {
    var data = ""
    for layer in diagram.layers.indices.dropLast() {
      let left = offsets(layer).map { point(layer: layer, offset: $0) }
      let right = offsets(layer + 1).map { point(layer: layer + 1, offset: $0) }
      for shift in stride(from: 1, through: right.count, by: 2) {
        // Connections of a unit with the one `shift` further, and with the one before that.
        if shift == right.count {
          for (place, unit) in left.enumerated() { data += "M\(unit)L\(right[(place + shift - 1) % right.count])" }
        } else {
          data += "M\(right[shift - 1])L"
          data += left.enumerated().map { "\($1) \(right[($0 + shift) % right.count])" }.joined(separator: " ")
        }
      }
    }
    return "<path d=\"\(data)\" fill=\"none\" stroke-width=\".6\" stroke-opacity=\".55\" "
      + "\(Palette.axis.set("stroke"))/>\n"
  }

  private func point(layer: Int, offset: Double) -> String {
    let place = place(layer: layer, offset: offset)
    return "\(whole(place.x)) \(whole(place.y))"
  }

  private func whole(_ value: Double) -> String { NumberText.coordinate(value.rounded()) }

  /// Filled for the code, open for the rest.
  private func units(_ layer: Int) -> String {
    let isCode = diagram.layers[layer].role == .code
    let ink = isCode ? diagram.codeInk : diagram.ink
    let circles = offsets(layer).map { offset in
      let (x, y) = place(layer: layer, offset: offset)
      return "<circle cx=\"\(whole(x))\" cy=\"\(whole(y))\" r=\"\(NumberText.coordinate(Self.radius))\"/>"
    }.joined()
    var text = "<g stroke-width=\"1.5\" \(ink.set("stroke"))><g \((isCode ? ink : Palette.page).set("fill"))>"
    text += circles + "</g></g>\n"
    guard counts[layer] < 0, let middle = gapMiddle(layer) else { return text }
    let dots = [-1.0, 0, 1].map { dot in
      let (x, y) = place(layer: layer, offset: middle + dot * pitch * 0.3)
      return "<circle cx=\"\(NumberText.coordinate(x))\" cy=\"\(NumberText.coordinate(y))\" r=\"1.4\"/>"
    }
    return text + "<g \(ink.set("fill"))>\(dots.joined())</g>\n"
  }

  private func gapMiddle(_ layer: Int) -> Double? {
    let all = offsets(layer)
    let half = (all.count + 1) / 2
    return half < all.count ? (all[half - 1] + all[half]) / 2 : nil
  }

  // MARK: - Words

  private func text(
    _ lines: [String], x: Double, y: Double, size: Double = UnitDiagram.textSize, _ ink: Palette.Ink,
    isBold: Bool = false, anchor: SVGText.Anchor = .middle
  ) -> String {
    SVGText.element(
      lines, x: x, y: y, size: size, anchor: anchor,
      attributes: (isBold ? "font-weight=\"600\" " : "") + ink.set("fill")) + "\n"
  }

  private func ink(_ layer: ArchitectureDiagram.Layer) -> Palette.Ink {
    layer.role == .code ? diagram.codeInk : Palette.ink
  }

  private var columnWords: String {
    var text = ""
    let bottom = Self.head + across
    for (place, layer) in diagram.layers.enumerated() {
      let x = start + Double(place) * step
      if layer.role != .hidden {
        text += self.text([layer.role.rawValue], x: x, y: 14, size: Self.nameSize, ink(layer), isBold: true)
      }
      text += self.text([layer.width], x: x, y: bottom + 16, size: Self.nameSize, ink(layer), isBold: true)
      let details = [layer.role == .input ? "" : layer.activation] + layer.notes
      let words = details.filter { !$0.isEmpty }.joined(separator: ", ")
      text += self.text(
        TextMetrics.clippedLines(of: words, size: Self.textSize, width: max(step - 6, 40), limit: 1), x: x,
        y: bottom + 32, Palette.muted)
      guard place > 0, layer.parameters > 0 else { continue }
      text += self.text([layer.count], x: x - step / 2, y: bottom + countLine, size: Self.countSize, Palette.muted)
    }
    return text
  }

  /// Below the columns, where the numbers of parameters stand: beside the widths, if there is room between all of them.
  private var countLine: Double {
    let isCrowded = zip(diagram.layers, diagram.layers.dropFirst()).contains { layer, next in
      let widths = [layer, next].map { TextMetrics.width(of: $0.width, size: Self.nameSize) / 2 }
      return TextMetrics.width(of: next.count, size: Self.countSize) + widths[0] + widths[1] + 12 > step
    }
    return isCrowded ? 49 : 16
  }

  private var bracesTop: Double { Self.head + across + max(countLine + 14, 52) }

  /// Which layers are the encoder, and which the decoder.
  private var braces: String {
    guard let code = diagram.codePlace, code > 0, code < diagram.layers.count - 1 else { return "" }
    let y = bracesTop
    let ends = [(0, code, "encoder"), (code, diagram.layers.count - 1, "decoder")]
    return ends.map { from, to, name in
      let left = start + Double(from) * step + (from == code ? 7 : -12)
      let right = start + Double(to) * step + (to == code ? -7 : 12)
      let line = "M\(whole(left)) \(whole(y))v6H\(whole(right))v-6"
      return "<path d=\"\(line)\" fill=\"none\" stroke-width=\"1.25\" \(Palette.axis.set("stroke"))/>"
        + text([name], x: (left + right) / 2, y: y + 24, size: Self.nameSize, diagram.ink, isBold: true)
    }.joined()
  }

  private var rowWords: String {
    var text = ""
    let x = across + 22
    for (place, layer) in diagram.layers.enumerated() {
      let y = start + Double(place) * step
      let name = layer.role == .hidden ? layer.width : "\(layer.width) \(layer.role.rawValue)"
      text += self.text([name], x: x, y: y, size: Self.nameSize, ink(layer), isBold: true, anchor: .start)
      let details = [layer.role == .input ? "" : layer.activation] + layer.notes
      text += self.text(
        TextMetrics.clippedLines(
          of: details.filter { !$0.isEmpty }.joined(separator: ", "), size: Self.textSize, width: format.width - x - 8,
          limit: 1), x: x, y: y + 15, Palette.muted, anchor: .start)
      guard place > 0, layer.parameters > 0 else { continue }
      text += self.text(
        [layer.count], x: x, y: y - step / 2 + 8, size: Self.countSize, Palette.muted, anchor: .start)
    }
    return text
  }
}

extension ArchitectureDiagram.Layer {
  /// Of parameters, with commas between thousands.
  fileprivate var count: String { NumberText.fixed(Double(parameters), decimals: 0, grouped: true) }
}
