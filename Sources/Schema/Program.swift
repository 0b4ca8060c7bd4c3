package import Autoencoders
package import Datasets
package import Engine
package import NotebookSyntax

/// A notebook after reading: everything that is to run and to be said, checked, with every default filled in.
package struct Program: Sendable {
  package var frontMatter: FrontMatter
  /// Declared parameters with the values in force, in the order of their declaration.
  package var parameters: [Parameter]
  /// The profile in force.
  package var profile: String?
  /// In the order of the file, a family's members behind it.
  package var blocks: [Block]
  /// Where the notebook's own blocks are: `NotebookDocument.Part.block(i)` is `blocks[places[i]]`.
  package internal(set) var places: [Int] = []
  /// The values in the prose; `NotebookDocument.Part.value(i)` is `values[i]`.
  package var values: [FormattedValue]

  package struct Parameter: Equatable, Sendable {
    package var name: String
    package var value: ConfigurationValue
  }

  package enum Block: Sendable {
    case train(TrainBlock)
    case evaluate(EvaluateBlock)

    /// Labels of the `train` blocks that have to be trained before.
    package var dependencies: [String] {
      switch self {
      case .train(let block): block.dependencies
      case .evaluate(let block): block.dependencies
      }
    }
  }
}

/// What stands between the `---` lines and is meant for the page.
package struct FrontMatter: Equatable, Sendable {
  package var title: String?
  package var subtitle: String?
  package var authors: [String] = []
  package var date: String?
  package var description: String?
  package var keywords: [String] = []
  package var language = "en"
  package var license: String?
  package var hasTableOfContents = true
  package var numbersSections = false

  package init() {}
}

/// A `train` block.
package struct TrainBlock: Sendable {
  package var common: BlockOptions
  package var data: DataOptions
  package var autoencoder: AutoencoderOptions
  package var training: TrainingOptions
  /// Label of the `train` block whose weights training starts from; they are drawn where it is nil.
  package var start: String?
  /// Models that are trained, 1...100, each with a seed of its own. Above 1 a measured number is their mean, and the one
  /// of the same name with `.sd` behind it their sample standard deviation.
  package var repeats = 1

  /// Labels of the `train` blocks that have to be trained before this one.
  package var dependencies: [String] { start.map { [$0] } ?? [] }
}

/// An `evaluate` block.
package struct EvaluateBlock: Sendable {
  package var common: BlockOptions
  /// Labels of `train` blocks, in the order of the table's rows.
  package var models: [String]
  /// Each model's own where it is nil.
  package var data: DataOptions?
  package var split: Split
  package var noise = Noise.none
  package var metrics: [Metric]
  /// Published numbers.
  package var reference: [Reference]
  /// Those of the models that are trained more than once: their metrics are means, and have deviations beside them.
  package var repeatedModels: [String] = []
  /// Where the block is a `train` block with `vary`: what it varies. Its models are its members.
  package var family: Family?

  /// Labels of the `train` blocks that have to be trained before this one is measured.
  package var dependencies: [String] { models }

  /// What the models' input suffers; errors are always those from the clean images.
  package enum Noise: Equatable, Sendable {
    case none
    /// Each model has the noise that it was trained with.
    case trained
    /// All models have the same noise, drawn from the seed of the first one.
    case corruption(Corruption)
  }

  package struct Reference: Equatable, Sendable {
    package var model: String
    package var metric: Metric
    package var value: Double

    package init(model: String, metric: Metric, value: Double) {
      self.model = model
      self.metric = metric
      self.value = value
    }
  }
}

/// The models of a `train` block with `vary`, one a value or, of several keys, one a combination.
package struct Family: Equatable, Sendable {
  package struct Member: Equatable, Sendable {
    /// `size(8)`, `grid(8)(0.5)`
    package var label: String
    /// Of its values, one a key.
    package var names: [String]
    /// The values that are numbers.
    package var numbers: [Double?]
  }

  /// As they were written: `code`, `noise.gaussian`.
  package var keys: [String]
  package var members: [Member]

  /// The first key with two numbers or more, and nothing else; seeds measure nothing.
  package var curveKey: Int? {
    keys.indices.first { key in
      guard keys[key] != "seed" else { return false }
      let numbers = members.map { $0.numbers[key] }
      return !numbers.contains(nil) && numbers.contains { $0 != numbers[0] }
    }
  }
}

/// What both kinds of block have.
package struct BlockOptions: Sendable {
  package var label: String
  package var title: String
  package var figures: [FigureRequest]
  package var claims: [Claim]
  package var display: DisplayOptions
  /// Every key that a result depends on or that the page shows, with its value in force, in the schema's order:
  /// the block's `config` in the JSON, and what its key is made of.
  package var configuration: [Setting]
  package var position: SourcePosition  // of the opening fence
  package var labelPosition: SourcePosition

  package struct Setting: Equatable, Sendable {
    package var key: String
    package var value: ConfigurationValue
    /// Whether neither the block nor the front matter nor a profile set it.
    package var isDefault: Bool
    /// Whether a result depends on it; false for `title`, `figures`, `expect` and the display keys.
    package var decidesResult: Bool
    /// The value without labels of other blocks, whose own keys stand for them; nil where it has none.
    package var valueWithoutLabels: ConfigurationValue?
    /// Where the key stands in the notebook, be it in the block, `defaults` or a profile; nil where it is not written.
    package var line: Int?

    /// What the key of a result is made of.
    package var keyValue: ConfigurationValue { valueWithoutLabels ?? value }
  }
}

/// Quarto's display keys.
package struct DisplayOptions: Equatable, Sendable {
  package enum Echo: String, CaseIterable, Sendable { case shown = "true", hidden = "false", folded = "fold" }

  package var echo = Echo.folded
  /// Whether the block is run at all.
  package var isEvaluated = true
  package var isIncluded = true
  package var figureCaption: InlineText?
  package var figureAlternative: InlineText?
  package var tableCaption: InlineText?
  package var layoutColumns: Int?

  package init() {}
}

/// A figure that a block asks for.
package enum FigureRequest: Equatable, Sendable {
  case loss(LossOptions)
  case reconstructions(ReconstructionOptions)
  case pictures(PictureOptions)
  case chart(ChartOptions)
  case architecture(ArchitectureOptions)
  /// A family's error over the number that it varies.
  case variation

  package struct Words: Equatable, Sendable {
    package var caption: InlineText?
    package var alternative: InlineText?

    package init() {}
  }

  package struct LossOptions: Equatable, Sendable {
    /// Names of curves (`train.loss`); all that are watched where it is nil.
    package var curves: [String]?
    package var isLogarithmic = false
    package var words = Words()

    package init() {}
  }

  package struct ReconstructionOptions: Equatable, Sendable {
    package enum Pick: Equatable, Sendable {
      case onePerClass, first, random, worst
      /// Places in the split, from 0.
      case places([Int])
    }

    package enum Row: Equatable, Sendable {
      case clean, input, error
      case model(String)
    }

    package var count = 10
    package var pick = Pick.onePerClass
    /// `clean` and then the models where it is nil.
    package var rows: [Row]?
    package var words = Words()

    package init() {}
  }

  /// Pictures that are made from a model's weights or codes, or are the data's own.
  package struct PictureOptions: Equatable, Sendable {
    /// An image of the test split, by its place or as the first of a class.
    package enum Image: Equatable, Sendable {
      case place(Int)
      case ofClass(Int)
    }

    package enum Spacing: String, CaseIterable, Sendable { case quantile, even }

    package enum Kind: Equatable, Sendable {
      /// What each unit of the code adds to the output: at most so many.
      case filters(count: Int)
      /// What a code of two units decodes to, side × side: at a normal distribution's quantiles, or evenly in a range.
      case manifold(side: Int, range: ClosedRange<Double>, spacing: Spacing)
      /// What lies on the straight line between two codes.
      case interpolation(from: Image, to: Image, steps: Int)
      /// The images whose codes are nearest to a query's.
      case retrieval(queries: Int, hits: Int)
      /// What codes drawn from a variational model's prior decode to, with the nearest training images if asked for.
      case samples(count: Int, showsNearest: Bool)
      /// The images themselves, numbered.
      case images(count: Int)
    }

    package var kind: Kind
    package var words = Words()

    package init(_ kind: Kind) { self.kind = kind }
  }

  /// A model's layers.
  package struct ArchitectureOptions: Equatable, Sendable {
    package enum Style: String, CaseIterable, Sendable {
      /// Encoder, code and decoder, with an image that goes through them.
      case blocks
      /// Layers of units.
      case units
    }

    package var style = Style.blocks
    package var words = Words()

    package init() {}
  }

  /// Charts that have no options of their own.
  package struct ChartOptions: Equatable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
      /// Two coordinates of the codes, coloured by class.
      case codeScatter = "code_scatter"
      /// How often the code's units take which value.
      case codeHistogram = "code_histogram"
      /// How often the images have which error.
      case errorHistogram = "error_histogram"
      /// Variances along the principal directions of the codes.
      case spectrum
      /// KL against distortion, a point a variational model.
      case rateDistortion = "rate_distortion"
      /// Bytes an image against PSNR, beside PCA and JPEG.
      case bytesPSNR = "bytes_psnr"
    }

    package var kind: Kind
    package var words = Words()

    package init(_ kind: Kind) { self.kind = kind }
  }

  package var name: String {
    switch self {
    case .loss: "loss"
    case .reconstructions: "reconstructions"
    case .pictures(let options): options.kind.name
    case .chart(let options): options.kind.rawValue
    case .architecture: "architecture"
    case .variation: "variation"
    }
  }

  package var words: Words {
    switch self {
    case .loss(let options): options.words
    case .reconstructions(let options): options.words
    case .variation: Words()
    case .pictures(let options): options.words
    case .chart(let options): options.words
    case .architecture(let options): options.words
    }
  }
}

extension FigureRequest {
  /// The same without its author's words: what decides how it looks.
  package var withoutWords: FigureRequest {
    switch self {
    case .loss(var options):
      options.words = Words()
      return .loss(options)
    case .reconstructions(var options):
      options.words = Words()
      return .reconstructions(options)
    case .pictures(var options):
      options.words = Words()
      return .pictures(options)
    case .chart(var options):
      options.words = Words()
      return .chart(options)
    case .architecture(var options):
      options.words = Words()
      return .architecture(options)
    case .variation: return self
    }
  }

  /// Whether there is a figure for each model of the block, and not one for all of them.
  package var isOnePerModel: Bool {
    switch self {
    case .architecture: true
    case .chart(let options): options.kind == .codeScatter
    case .loss, .reconstructions, .pictures, .variation: false
    }
  }
}

extension [FigureRequest] {
  /// The ids of the figures that each request makes: `fig-LABEL-NAME`, the second of one name `fig-LABEL-NAME-2`.
  package func ids(label: String, models: Int) -> [[String]] {
    var counts: [String: Int] = [:]
    return map { request in
      (0..<(request.isOnePerModel ? models : 1)).map { _ in
        let number = counts[request.name, default: 0] + 1
        counts[request.name] = number
        return "fig-\(label)-\(request.name)" + (number == 1 ? "" : "-\(number)")
      }
    }
  }
}

extension FigureRequest.PictureOptions.Kind {
  package var name: String {
    switch self {
    case .filters: "filters"
    case .manifold: "manifold"
    case .interpolation: "interpolation"
    case .retrieval: "retrieval"
    case .samples: "samples"
    case .images: "images"
    }
  }
}

/// Text of a caption, with values in it. Where it stands counts nothing when two are compared.
package struct InlineText: Equatable, Sendable {
  package enum Piece: Equatable, Sendable {
    case text(String)
    case value(FormattedValue)
  }

  package var pieces: [Piece]
  /// As it was written, with its values as `` `{=path}` ``.
  package internal(set) var source = ""
  var place = SourcePosition(line: 1, column: 1)
  /// Whether `source` stands in the notebook as it is, on one line, from `place` on.
  var isVerbatim = false

  package init(pieces: [Piece]) { self.pieces = pieces }

  /// The place of a scalar of `source`; that of the whole value where it was quoted or folded.
  package func position(at offset: Int) -> SourcePosition {
    isVerbatim ? SourcePosition(line: place.line, column: place.column + offset) : place
  }

  package static func == (left: Self, right: Self) -> Bool { left.pieces == right.pieces }
}
