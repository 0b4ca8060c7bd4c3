/// A network as blocks being set: an image, the encoder narrowing, the code as bars, the decoder widening, an image. Side
/// by side in a column of text, one below the other on a telephone.
struct BlockDiagram {
  let diagram: ArchitectureDiagram
  let format: FigureFormat

  private static let nameSize = 13.0
  private static let textSize = 12.0
  /// More units than that are not drawn as bars.
  private static let mostBars = 128

  private struct Box {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
    var middle: (x: Double, y: Double) { (x + width / 2, y + height / 2) }
  }

  func svg(alternative: String) -> String {
    format == .wide ? beside(alternative) : below(alternative)
  }

  // MARK: - Compositions

  private func beside(_ alternative: String) -> String {
    let (top, height) = (34.0, 132.0)
    let middle = top + height / 2
    let side = imageSize(width: 116, height: height)
    let images = [Box(x: 0, y: 0, width: 116, height: 0), Box(x: 604, y: 0, width: 116, height: 0)].map {
      Box(x: $0.x + (116 - side.width) / 2, y: middle - side.height / 2, width: side.width, height: side.height)
    }
    let code = Box(x: 322, y: top, width: 76, height: height)
    let encoder = Box(x: 144, y: top, width: 150, height: height)
    let decoder = Box(x: 426, y: top, width: 150, height: height)
    var body = image(\.input, "input", in: images[0]) + image(\.output, "output", in: images[1])
    body += trapezoid(encoder, narrows: true) + trapezoid(decoder, narrows: false)
    body += words(["encoder"] + hidden(encoder: true, limit: 4), in: encoder)
    body += words(["decoder"] + hidden(encoder: false, limit: 4), in: decoder)
    body += bars(in: code)
    for x in [120.0, 298, 402, 580] { body += arrow(from: (x, middle), to: (x + 20, middle)) }
    for (name, layer, box) in [
      ("input x", input, images[0]), ("code h", codeLayer, code), ("reconstruction r", output, images[1]),
    ] {
      let ink = layer?.role == .code ? diagram.codeInk : Palette.ink
      body += text([name], x: box.middle.x, y: 14, ink, isBold: true)
      body += text(details(layer), x: box.middle.x, y: top + height + 22, Palette.muted)
    }
    body += text(["h = f(x)"], x: encoder.middle.x, y: top + height + 22, Palette.muted)
    body += text(["r = g(h)"], x: decoder.middle.x, y: top + height + 22, Palette.muted)
    let lines = [input, codeLayer, output].map { details($0).count }.max() ?? 1
    return root(height: top + height + 14 + Double(lines) * 16, alternative) + body + "</svg>"
  }

  private func below(_ alternative: String) -> String {
    let center = 126.0
    var y = 2.0
    var body = ""
    func beside(_ name: String, _ layer: ArchitectureDiagram.Layer?, _ middle: Double) -> String {
      let ink = layer?.role == .code ? diagram.codeInk : Palette.ink
      let lines = details(layer)
      let first = middle - Double(lines.count) * 8
      return text([name], x: 252, y: first + 4, ink, isBold: true, anchor: .start)
        + text(lines, x: 252, y: first + 21, Palette.muted, anchor: .start)
    }
    func step() -> String {
      defer { y += 28 }
      return arrow(from: (center, y + 5), to: (center, y + 23))
    }
    let side = imageSize(width: 104, height: 104)
    for isInput in [true, false] {
      let part = isInput ? "encoder" : "decoder"
      if isInput {
        let box = Box(x: center - side.width / 2, y: y, width: side.width, height: side.height)
        body += image(\.input, "input", in: box) + beside("input x", input, box.middle.y)
        y += side.height
        body += step()
      }
      let box = Box(x: 14, y: y, width: 224, height: 84)
      body += trapezoid(box, narrows: isInput, isUpright: true)
      body += words([part] + hidden(encoder: isInput, limit: 3), in: box)
      body += text(
        [isInput ? "h = f(x)" : "r = g(h)"], x: 252, y: box.middle.y + 4, Palette.muted, anchor: .start)
      y += box.height
      body += step()
      if isInput {
        let code = Box(x: 36, y: y, width: 180, height: 56)
        body += bars(in: code) + beside("code h", codeLayer, code.middle.y)
        y += code.height
        body += step()
      } else {
        let last = Box(x: center - side.width / 2, y: y, width: side.width, height: side.height)
        body += image(\.output, "output", in: last) + beside("reconstruction r", output, last.middle.y)
        y += side.height
      }
    }
    return root(height: y + 2, alternative) + body + "</svg>"
  }

  // MARK: - Words

  private var input: ArchitectureDiagram.Layer? { diagram.layers.first }
  private var output: ArchitectureDiagram.Layer? { diagram.layers.last }
  private var codeLayer: ArchitectureDiagram.Layer? { diagram.codePlace.map { diagram.layers[$0] } }

  /// What stands with an image or the code.
  private func details(_ layer: ArchitectureDiagram.Layer?) -> [String] {
    guard let layer else { return [] }
    var lines = [layer.units == 1 ? "1 number" : "\(layer.width) numbers"]
    if !layer.activation.isEmpty, layer.role != .input { lines.append(layer.activation) }
    lines += layer.notes
    if layer.role == .output, let note = diagram.example?.note, !note.isEmpty { lines.append(note) }
    return lines.flatMap { TextMetrics.clippedLines(of: $0, size: Self.textSize, width: 106, limit: 2) }
  }

  /// The hidden layers of a half, a line each: `256 ReLU`.
  private func hidden(encoder: Bool, limit: Int) -> [String] {
    guard let code = diagram.codePlace else { return [] }
    let layers = encoder ? diagram.layers[1..<max(code, 1)] : diagram.layers[(code + 1)...].dropLast()
    let lines = layers.map { $0.activation.isEmpty ? $0.width : "\($0.width) \($0.activation)" }
    guard lines.count > limit else { return lines }
    return Array(lines.prefix(limit - 2)) + ["…"] + lines.suffix(1)
  }

  private func text(
    _ lines: [String], x: Double, y: Double, _ ink: Palette.Ink, isBold: Bool = false, anchor: SVGText.Anchor = .middle
  ) -> String {
    SVGText.element(
      lines, x: x, y: y, size: isBold ? Self.nameSize : Self.textSize, anchor: anchor,
      attributes: (isBold ? "font-weight=\"600\" " : "") + ink.set("fill")) + "\n"
  }

  /// A name with lines below it, in the middle of a block.
  private func words(_ lines: [String], in box: Box) -> String {
    let rest = lines.dropFirst().map {
      TextMetrics.clippedLines(of: $0, size: Self.textSize, width: 120, limit: 1).joined()
    }
    let first = box.middle.y - Double(rest.count) * 8 + 4
    return text(Array(lines.prefix(1)), x: box.middle.x, y: first, diagram.ink, isBold: true)
      + text(rest, x: box.middle.x, y: first + 17, Palette.ink)
  }

  // MARK: - Shapes

  private func root(height: Double, _ alternative: String) -> String {
    SVGText.root(width: format.width, height: height, format: format, alternative: alternative)
  }

  /// Of an image within a room, with its pixels square.
  private func imageSize(width: Double, height: Double) -> (width: Double, height: Double) {
    guard let example = diagram.example else { return (width, min(width, height)) }
    let scale = min(width / Double(example.width), height / Double(example.height))
    return (max(Double(example.width) * scale, 2), max(Double(example.height) * scale, 2))
  }

  private func image(
    _ pixels: KeyPath<ArchitectureDiagram.Example, [UInt8]>, _ name: String, in box: Box
  ) -> String {
    let place = NumberText.coordinate
    let area =
      "x=\"\(place(box.x))\" y=\"\(place(box.y))\" width=\"\(place(box.width))\" height=\"\(place(box.height))\""
    guard let example = diagram.example else {
      return "<rect \(area) fill=\"none\" stroke-width=\"1\" \(Palette.axis.set("stroke"))/>\n"
    }
    let png = GrayPNG(width: example.width, height: example.height, pixels: example[keyPath: pixels]).encoded()
    return "<image \(area) preserveAspectRatio=\"none\" image-rendering=\"optimizeSpeed\" "
      + "style=\"image-rendering:pixelated\" href=\"data:image/png;base64,\(Base64.text(png))\"/>\n"
  }

  /// As wide as the image at one end and as the code at the other.
  private func trapezoid(_ box: Box, narrows: Bool, isUpright: Bool = false) -> String {
    let place = NumberText.coordinate
    let inset = (isUpright ? box.width : box.height) * 0.25
    let (start, end) = narrows ? (0, inset) : (inset, 0)
    let (right, bottom) = (box.x + box.width, box.y + box.height)
    let corners =
      isUpright
      ? [(box.x + start, box.y), (right - start, box.y), (right - end, bottom), (box.x + end, bottom)]
      : [(box.x, box.y + start), (right, box.y + end), (right, bottom - end), (box.x, bottom - start)]
    let path = "M" + corners.map { "\(place($0.0)) \(place($0.1))" }.joined(separator: "L") + "Z"
    return "<path d=\"\(path)\" fill-opacity=\".1\" \(diagram.ink.set("fill"))/>"
      + "<path d=\"\(path)\" fill=\"none\" stroke-width=\"1.25\" stroke-linejoin=\"round\" "
      + "\(diagram.ink.set("stroke"))/>\n"
  }

  /// The code's units as bars from zero: across in a row of blocks, upright in a column of them.
  private func bars(in box: Box) -> String {
    let place = NumberText.coordinate
    let values = (diagram.example?.code ?? []).prefix(Self.mostBars).map { $0.isFinite ? $0 : 0 }
    guard !values.isEmpty else {
      return "<rect x=\"\(place(box.x))\" y=\"\(place(box.y))\" width=\"\(place(box.width))\" "
        + "height=\"\(place(box.height))\" fill-opacity=\".15\" \(diagram.codeInk.set("fill"))/>\n"
    }
    let isAcross = format == .wide
    let (length, depth) = isAcross ? (box.height, box.width) : (box.width, box.height)
    let least = min(values.min() ?? 0, 0)
    let most = max(values.max() ?? 0, 0)
    let range = most > least ? most - least : 1
    let slot = length / Double(values.count)
    let thickness = max(min(slot - 1, 12), slot * 0.6)
    /// Along the depth: to the right, or upwards.
    func at(_ value: Double) -> Double { (value - least) / range * depth }
    var path = ""
    for (unit, value) in values.enumerated() {
      let along = (Double(unit) + 0.5) * slot - thickness / 2
      let (start, end) = (min(at(0), at(value)), max(at(0), at(value)))
      // A unit at zero is a hair, so that one sees that it is there.
      let extent = max(end - start, 0.75)
      path +=
        isAcross
        ? "M\(place(box.x + start)) \(place(box.y + along))h\(place(extent))v\(place(thickness))h-\(place(extent))z"
        : "M\(place(box.x + along)) \(place(box.y + depth - start))v-\(place(extent))h\(place(thickness))"
          + "v\(place(extent))z"
    }
    let zero =
      isAcross
      ? "M\(place(box.x + at(0))) \(place(box.y))v\(place(length))"
      : "M\(place(box.x)) \(place(box.y + depth - at(0)))h\(place(length))"
    return "<path d=\"\(path)\" \(diagram.codeInk.set("fill"))/>"
      + "<path d=\"\(zero)\" fill=\"none\" stroke-width=\"1\" \(Palette.axis.set("stroke"))/>\n"
  }

  private func arrow(from start: (Double, Double), to end: (Double, Double)) -> String {
    let place = NumberText.coordinate
    let head =
      start.1 == end.1
      ? "M\(place(end.0 - 6)) \(place(end.1 - 4))l6 4l-6 4" : "M\(place(end.0 - 4)) \(place(end.1 - 6))l4 6l4 -6"
    let line = "M\(place(start.0)) \(place(start.1))L\(place(end.0)) \(place(end.1))"
    return "<path d=\"\(line)\(head)\" fill=\"none\" stroke-width=\"1.25\" stroke-linecap=\"round\" "
      + "stroke-linejoin=\"round\" \(Palette.muted.set("stroke"))/>\n"
  }
}
