/// A network as papers draw it: plain numbers and words, drawn by `svg`.
package struct ArchitectureDiagram: Codable, Equatable, Sendable {
  package enum Style: String, Codable, CaseIterable, Sendable {
    /// Encoder, code and decoder, with an image that goes through them.
    case blocks
    /// Columns of units, with what connects them.
    case units
  }

  package enum Role: String, Codable, Sendable { case input, hidden, code, output }

  package struct Layer: Codable, Equatable, Sendable {
    package var role: Role
    package var units: Int
    /// What the layer does to its sums: `ReLU`; empty where there is nothing to say.
    package var activation = ""
    /// Whatever else it does: `dropout 20 %`.
    package var notes: [String] = []
    /// Numbers that training sets on the way into the layer.
    package var parameters = 0

    package init(role: Role, units: Int) {
      self.role = role
      self.units = units
    }
  }

  /// What the network makes of one image.
  package struct Example: Codable, Equatable, Sendable {
    package var width: Int
    package var height: Int
    /// Grey, width × height, row-major: as the network sees it.
    package var input: [UInt8]
    package var code: [Double]
    package var output: [UInt8]
    /// Of the reconstruction, in words: `squared error 0.0098`.
    package var note = ""

    package init(width: Int, height: Int, input: [UInt8], code: [Double], output: [UInt8]) {
      precondition(
        width > 0 && height > 0 && input.count == width * height && output.count == input.count,
        "\(input.count) and \(output.count) pixels for \(width) × \(height)")
      self.width = width
      self.height = height
      self.input = input
      self.code = code
      self.output = output
    }
  }

  package var style: Style
  /// From the input to the output; one of them is the code.
  package var layers: [Layer]
  /// For blocks.
  package var example: Example?
  /// Index into the page's palette, of encoder and decoder.
  package var color = 0

  package init(style: Style, layers: [Layer]) {
    precondition(layers.count > 1, "a network of \(layers.count) layers")
    self.style = style
    self.layers = layers
  }
}

extension ArchitectureDiagram {
  /// The diagram as an SVG element: text, the same for the same numbers, without scripts, fonts or requests. Layers stand
  /// beside each other where the measure has room, else one below the other.
  package func svg(alternative: String? = nil, format: FigureFormat = .wide) -> String {
    let alternative = alternative ?? summary
    switch style {
    case .blocks: return BlockDiagram(diagram: self, format: format).svg(alternative: alternative)
    case .units: return UnitDiagram(diagram: self, format: format).svg(alternative: alternative)
    }
  }

  /// The same as a picture of its own: presentation attributes alone, on white.
  package func standaloneSVG(alternative: String) -> String {
    StandaloneSVG.text(of: svg(alternative: alternative, format: .wide))
  }

  /// The layers in a sentence.
  package var summary: String {
    let words = layers.map { layer in
      let name = layer.role == .hidden ? "" : "\(layer.role.rawValue) of "
      let details = ([layer.activation] + layer.notes).filter { !$0.isEmpty }.joined(separator: ", ")
      return name + layer.width + (details.isEmpty ? "" : " (\(details))")
    }
    return "Diagram of a network. Layers from input to output: \(words.joined(separator: ", "))."
  }

  /// A layer a row: its part, its units, its activation, what else it does, its parameters.
  package func csv() -> String {
    CommaSeparated.row(["layer", "units", "activation", "notes", "parameters"])
      + layers.map { layer in
        CommaSeparated.row([
          layer.role.rawValue, "\(layer.units)", layer.activation, layer.notes.joined(separator: "; "),
          "\(layer.parameters)",
        ])
      }.joined()
  }

  /// A flow chart that Mermaid draws, without its fence.
  package func mermaid() -> String {
    var text = "flowchart LR\n"
    for (place, layer) in layers.enumerated() {
      let words = (layer.role == .hidden ? [] : [layer.role.rawValue]) + [layer.width, layer.activation] + layer.notes
      let label = words.filter { !$0.isEmpty }.joined(separator: "<br>")
      let (open, close) = layer.role == .code ? ("([\"", "\"])") : ("[\"", "\"]")
      text += "  l\(place)\(open)\(label)\(close)\n"
    }
    return text + "  " + layers.indices.map { "l\($0)" }.joined(separator: " --> ") + "\n"
  }

  /// Place of the code among the layers; nil for a network without one.
  var codePlace: Int? { layers.firstIndex { $0.role == .code } }

  /// Of encoder and decoder.
  var ink: Palette.Ink { Palette.series(color) }
  /// Of the code: never that of the rest.
  var codeInk: Palette.Ink { Palette.series(color % Palette.series.count == 1 ? 0 : 1) }
}

extension ArchitectureDiagram.Layer {
  /// The units with commas between thousands.
  var width: String { NumberText.fixed(Double(units), decimals: 0, grouped: true) }
}
