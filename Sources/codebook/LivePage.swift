import Files
import Report
import Runner
import Schema

/// The page of a run that goes on: written anew as its blocks go on, and read anew by the browser that shows it. The
/// finished page takes its place.
final class LivePage {  // a class: the run's callback changes it
  private let notebook: NotebookFile
  private let program: Program
  private let pictures: EmbeddedImages
  private let path: String
  private let now: () -> Double
  private var lastEnd = -Double.infinity
  private var lastCost = 0.0

  /// Seconds between two pages of one block, and until a browser looks again.
  private static let interval = 1.0
  private static let renewal = 2
  /// Of the run's time that writing may take: while a block trains, and where many blocks follow each other.
  private static let share = 0.02
  private static let shareBetweenBlocks = 0.1

  init(
    of notebook: NotebookFile, _ program: Program, pictures: EmbeddedImages, at path: String,
    now: @escaping () -> Double
  ) {
    self.notebook = notebook
    self.program = program
    self.pictures = pictures
    self.path = path
    self.now = now
  }

  /// Writes the page where it is time for it. One that cannot be written is left out: the finished page will say why.
  func show(_ stage: RunStage) {
    let start = now()
    let rest = stage.isBlockStart ? lastCost / Self.shareBetweenBlocks : max(lastCost / Self.share, Self.interval)
    guard start >= lastEnd + rest else { return }
    var page = Page(of: notebook, program, stage.outcome(), pictures: pictures)
    page.renewal = Self.renewal
    try? AtomicFile.write(page.html(), to: path)
    lastEnd = now()
    lastCost = lastEnd - start
  }

  /// Makes the page at `path` one that no longer renews itself, for a run that ends without another.
  static func stop(at path: String) {
    guard let bytes = try? readFile(path, limit: 256 << 20) else { return }
    let page = String(decoding: bytes, as: UTF8.self)
    let stopped = page.replacing(Page.renewalMark(renewal), with: "", maxReplacements: 1)
    if stopped != page { try? AtomicFile.write(stopped, to: path) }
  }
}
