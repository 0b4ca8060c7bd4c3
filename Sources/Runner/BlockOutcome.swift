package import Autoencoders
package import Figures
package import Schema

/// What became of a block: the numbers that JSON and page are made from.
package struct BlockOutcome: Sendable {
  package enum Status: String, Sendable {
    case ran, cached, failed, skipped

    /// Whether the block's results are there.
    package var isDone: Bool { self == .ran || self == .cached }
  }

  /// Why a block failed, with its remedy.
  package struct Failure: Equatable, Sendable {
    package let message: String
    package let help: String?
  }

  /// How far a block is that has not ended.
  package enum Progress: Equatable, Sendable {
    case waiting
    /// The epochs of the model that it trains; nil where it does something else.
    case running(RunEvent.EpochReport?)
  }

  package struct JudgedClaim: Equatable, Sendable {
    package let text: String
    /// Nil where it was not judged.
    package let holds: Bool?
    /// The numbers on both sides, or why it was not judged.
    package let detail: String
    package let line: Int
  }

  package struct Figure: Sendable {
    package enum Content: Sendable {
      case chart(LineChart)
      case images(ImageGrid)
      case diagram(ArchitectureDiagram)
    }

    package let name: String
    /// `fig-LABEL-NAME`
    package let id: String
    package var content: Content
    /// The author's own words for it, where there are any.
    let words: FigureRequest.Words
    package var caption: String
    package var alternative: String
  }

  package struct Fact: Equatable, Sendable, Codable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package let kind: String
  package let options: BlockOptions
  package var status = Status.skipped
  /// While the notebook runs; nil for a block that has ended, and for all of them when the run has.
  package var progress: Progress?
  package var key: String?
  package var why: String?
  package var results: [NamedValue] = []
  package var curves: [TrainedModel.Curve] = []
  package var claims: [JudgedClaim] = []
  package var figures: [Figure] = []
  /// The author's words for figures that are parts of one.
  package var sharedCaption = ""
  package var table: ScoreTable?
  package var tableCaption = ""
  package var failure: Failure?
  package var cost: [Fact] = []
  package var provenance: [Fact] = []
  /// Of the whole block; nil where it did not run.
  package var seconds: Double?
  /// Training alone.
  package var samplesPerSecond: Double?

  init(kind: String, options: BlockOptions) {
    self.kind = kind
    self.options = options
  }

  package var label: String { options.label }
}

/// What became of a notebook.
package struct RunOutcome: Sendable {
  /// `failed` also where the run was interrupted: what is there is not the whole.
  package enum Status: String, Sendable { case ok, findings, failed }

  package var blocks: [BlockOutcome]
  /// The values in the prose, as text; those of blocks that did not run are a dash.
  package var values: [String]
  /// Data sets that were used, with their fingerprints, in the order of their first use.
  package var data: [BlockOutcome.Fact]
  package var wasInterrupted: Bool

  package var failedClaims: Int { blocks.reduce(0) { $0 + $1.claims.count { $0.holds == false } } }

  package var status: Status {
    if wasInterrupted || blocks.contains(where: { $0.status == .failed }) { return .failed }
    return failedClaims > 0 ? .findings : .ok
  }
}
