import Autoencoders
import Engine
import Figures
import Schema

extension FigureSubject {
  /// A model's layers; nil for one without a code. Blocks have the first image of the split in them, as the model sees it.
  func architecture(_ shown: TrainedBlock, _ options: FigureRequest.ArchitectureOptions) -> DrawnFigure? {
    let variant = shown.block.autoencoder.variant
    guard variant != .meanImage, variant != .affine else { return nil }
    let layers = shown.model.network.drawnLayers(codeDepth: shown.model.encoderDepth)
    var diagram = ArchitectureDiagram(style: options.style == .blocks ? .blocks : .units, layers: layers)
    diagram.color = colors[shown.block.common.label]
    let title = shown.block.common.title + shown.firstOfAll
    let count = grouped(shown.model.network.parameterCount)
    var caption: String
    switch options.style {
    case .blocks:
      diagram.example = example(shown)
      caption = "How \(title) is built, with the first image of the \(split.rawValue) split of \(dataName)"
      if let code = diagram.example?.code.count {
        caption += "; the code is drawn as \(code == 1 ? "a bar" : "\(grouped(code)) bars"), one a unit, from zero"
      }
    case .units:
      caption = "The layers of \(title), from the image to its reconstruction, with their widths"
      let isShort = layers.contains { $0.units > 10 }
      if isShort { caption += "; dots stand for units that are not drawn" }
      caption += ". Between two layers: the numbers that training sets there, \(count) in all"
    }
    if options.style == .blocks, diagram.example != nil {
      caption += "; the error is the squared one, a mean over pixels"
    }
    return DrawnFigure(
      content: .diagram(diagram), caption: caption + ".",
      alternative: "\(diagram.summary) \(count) parameters.")
  }

  /// What a model makes of the first image; nil where there is none.
  private func example(_ shown: TrainedBlock) -> ArchitectureDiagram.Example? {
    guard part.samples.count > 0, shape.width * shape.height == part.samples.width else { return nil }
    let view = codeView(of: shown)
    let sample = part.samples.gathered(rows: [0])
    let codes = view.codes(of: sample)
    let range = part.samples.range
    let output = view.decoded(codes)
    let (seen, made) = (inputs(of: shown, sample, at: [0]).asMatrix().pixels(in: range), output.pixels(in: range))
    guard let input = seen.first, let reconstruction = made.first else { return nil }
    var example = ArchitectureDiagram.Example(
      width: shape.width, height: shape.height, input: input, code: codes.values.map(Double.init),
      output: reconstruction)
    let mse = output.squaredDistance(from: sample.asMatrix()) / Double(max(part.samples.width, 1))
    example.note = "error \(NumberFormat(kind: .fixed, precision: 4).format(mse))"
    return example
  }
}

extension Network {
  /// Layers that make something of their own, each with those that only change its numbers.
  func drawnLayers(codeDepth: Int) -> [ArchitectureDiagram.Layer] {
    var drawn = [ArchitectureDiagram.Layer(role: .input, units: inputs)]
    for (place, layer) in layers.enumerated() {
      var last = drawn.count - 1
      switch layer {
      case .dense(let dense):
        var next = ArchitectureDiagram.Layer(role: .hidden, units: dense.outputs)
        next.activation = dense.activation.inWords
        next.parameters = dense.parameterCount
        if dense.tiedTo != nil { next.notes.append("tied") }
        drawn.append(next)
      case .dropout(let dropout):
        drawn[last].notes.append("dropout \(NumberFormat(kind: .general, precision: 3).format(dropout.rate * 100)) %")
      case .batchNorm:
        drawn[last].notes.append("batch norm")
        drawn[last].parameters += layer.parameterCount
      case .gaussian(let gaussian):
        drawn[last].activation = "μ and ln σ²"
        drawn.append(ArchitectureDiagram.Layer(role: .hidden, units: gaussian.width))
        last += 1
        drawn[last].activation = "N(μ, σ²)"
      case .binary: drawn[last].activation = "sigmoid, binary"
      case .largest(let largest): drawn[last].notes.append("\(grouped(largest.kept)) largest")
      }
      if place == codeDepth - 1 { drawn[drawn.count - 1].role = .code }
    }
    drawn[drawn.count - 1].role = .output
    return drawn
  }
}

extension Activation {
  /// As papers write it.
  fileprivate var inWords: String {
    switch self {
    case .relu: "ReLU"
    case .leakyReLU: "leaky ReLU"
    case .elu: "ELU"
    case .selu: "SELU"
    case .gelu: "GELU"
    case .silu: "SiLU"
    case .tanh: "tanh"
    case .sigmoid: "sigmoid"
    case .softplus: "softplus"
    case .linear: "linear"
    }
  }
}
