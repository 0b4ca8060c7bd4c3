package import Figures

/// What a block shows on the page: numbers and texts, all of them unescaped.
package struct BlockExhibit: Sendable {
  /// How much of a block's configuration is seen at first.
  package enum Echo: String, CaseIterable, Sendable { case shown = "true", hidden = "false", folded = "fold" }

  package struct Setting: Equatable, Sendable {
    package let key: String
    package let value: String
    /// Whether the author left it to the default.
    package let isDefault: Bool

    package init(key: String, value: String, isDefault: Bool) {
      self.key = key
      self.value = value
      self.isDefault = isDefault
    }
  }

  /// A line of a small table of facts, such as what a model costs.
  package struct Fact: Equatable, Sendable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package struct Claim: Equatable, Sendable {
    /// As the author wrote it.
    package let text: String
    /// Nil where it was not judged.
    package let holds: Bool?
    /// The numbers on both sides: `0.0123 < 0.0200`.
    package let detail: String

    package init(text: String, holds: Bool?, detail: String) {
      self.text = text
      self.holds = holds
      self.detail = detail
    }
  }

  package struct Failure: Equatable, Sendable {
    /// `This block failed.`, or that it was not run.
    package let heading: String
    /// What happened, in a line.
    package let message: String
    /// How to mend it.
    package let help: String?

    package init(heading: String = "This block failed.", message: String, help: String?) {
      self.heading = heading
      self.message = message
      self.help = help
    }
  }

  /// How far a block is that has not ended.
  package struct Progress: Equatable, Sendable {
    /// `Epoch 7 of 20`
    package let words: String
    /// Of its work, 0…1; nil where nobody knows.
    package let share: Double?

    package init(words: String, share: Double?) {
      self.words = words
      self.share = share
    }
  }

  /// A formula in a caption.
  package struct CaptionFormula: Sendable {
    /// With its dollars, in scalars of the caption.
    package let range: Range<Int>
    package let formula: Page.Formula

    package init(range: Range<Int>, formula: Page.Formula) {
      self.range = range
      self.formula = formula
    }
  }

  package struct Figure: Sendable {
    package enum Content: Sendable {
      case chart(LineChart)
      case images(ImageGrid)
      case diagram(ArchitectureDiagram)
    }

    /// `fig-LABEL-NAME`: the element's id.
    package let id: String
    package let content: Content
    package let caption: String
    /// Those of the caption, in its order.
    package var formulas: [CaptionFormula] = []
    package let alternative: String

    package init(id: String, content: Content, caption: String, alternative: String) {
      self.id = id
      self.content = content
      self.caption = caption
      self.alternative = alternative
    }
  }

  package struct Table: Sendable {
    /// `tbl-LABEL`: the element's id.
    package let id: String
    package let scores: ScoreTable
    package let caption: String
    /// Those of the caption, in its order.
    package var formulas: [CaptionFormula] = []

    package init(id: String, scores: ScoreTable, caption: String) {
      self.id = id
      self.scores = scores
      self.caption = caption
    }
  }

  package var label: String
  package var title: String
  /// Those of the title, in its order.
  package var titleFormulas: [CaptionFormula] = []
  /// `train` or `evaluate`.
  package var kind: String
  package var echo = Echo.folded
  /// Where it is false the block ran but leaves nothing on the page, unless it failed.
  package var isIncluded = true
  /// The block's YAML as written.
  package var source: String
  /// The resolved configuration, with every default.
  package var settings: [Setting] = []
  package var figures: [Figure] = []
  /// Figures beside each other, as parts of one; one below the other where it is nil.
  package var layoutColumns: Int?
  /// Of the figures that are parts of one.
  package var sharedCaption = ""
  /// Those of `sharedCaption`, in its order.
  package var sharedFormulas: [CaptionFormula] = []
  /// Ids of figures and tables that the block was to show and could not make.
  package var absent: [String] = []
  package var table: Table?
  package var claims: [Claim] = []
  /// Parameters, memory, operations; never seconds.
  package var cost: [Fact] = []
  /// Key, data, seed, engine, the command to make it again.
  package var provenance: [Fact] = []
  package var failure: Failure?
  /// Nil where the block has ended.
  package var progress: Progress?

  package init(label: String, title: String, kind: String, source: String) {
    self.label = label
    self.title = title
    self.kind = kind
    self.source = source
  }
}

extension BlockExhibit {
  /// Said of figures that are parts of one: their author's words, else the title.
  var sharedWords: (text: String, formulas: [CaptionFormula]) {
    sharedCaption.isEmpty ? (title, titleFormulas) : (sharedCaption, sharedFormulas)
  }

  /// The title with its formulas in plain signs.
  var plainTitle: String { title.withPlainFormulas(titleFormulas) }
}

extension String {
  /// With plain signs in the place of its formulas, for where nothing sets them.
  package func withPlainFormulas(_ formulas: [BlockExhibit.CaptionFormula]) -> String {
    let scalars = Array(unicodeScalars)
    var view = String.UnicodeScalarView()
    var end = 0
    for formula in formulas where formula.range.lowerBound >= end && formula.range.upperBound <= scalars.count {
      view.append(contentsOf: scalars[end..<formula.range.lowerBound])
      view.append(contentsOf: formula.formula.plainText.unicodeScalars)
      end = formula.range.upperBound
    }
    view.append(contentsOf: scalars[end...])
    return String(view)
  }
}
