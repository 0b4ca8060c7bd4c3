import Files
import Foundation
import NotebookSyntax
import Report
import Runner

/// Writes a run's results in the other forms that were asked for. They are made from the page's own exhibits, and what
/// cannot be written keeps nothing else from being written.
struct OutputForms {
  let options: FormOptions
  let notebook: NotebookFile
  let page: Page
  let outcome: RunOutcome
  /// Of the page, as it was written.
  let html: String
  let pagePath: String
  /// `figures` itself, or a folder in it that bears the notebook's name.
  let figureFolder: String?
  /// The file that GitHub shows beside a step of a workflow; nil where there is none.
  let stepSummary: String?
  let terminal: Terminal
  let logFormat: LogFormat

  /// GitHub refuses a summary of more.
  private static let summaryLimit = 1 << 20

  /// The exit code: 0, 1 where the page is too large, 2 where something could not be written.
  func write() -> Int32 {
    var code = judgeSize()
    func attempt(_ work: () throws(FileError) -> Void) {
      do {
        try work()
      } catch {
        terminal.say("codebook: \(error)", as: logFormat)
        code = 2
      }
    }
    attempt(writeFigures)
    if let path = options.markdown {
      let folder = figureFolder.map { relativePath(from: Self.folder(of: path), to: $0) }
      let text = page.markdown(figureFolder: folder)
      attempt { () throws(FileError) in try AtomicFile.write(text, to: path) }
      // The summary has no files beside it.
      if let stepSummary { attempt { () throws(FileError) in try append(page.markdown(), to: stepSummary) } }
    }
    if let path = options.ipynb {
      attempt { () throws(FileError) in try AtomicFile.write(page.jupyterNotebook(), to: path) }
    }
    if let path = options.junit {
      let report = TestReport(of: outcome, notebook: notebook)
      attempt { () throws(FileError) in try AtomicFile.write(report.xml(), to: path) }
    }
    return code
  }

  private func judgeSize() -> Int32 {
    guard let limit = options.maxSize, html.utf8.count > limit.bytes else { return 0 }
    let largest = page.sizes(html: html).prefix(3).map { "\($0.name) \($0.bytes.byteSize)" }
    terminal.say(
      "\(pagePath): \(html.utf8.count.byteSize), more than --max-size \(limit.text); most of it: "
        + largest.joined(separator: ", "), as: logFormat)
    return 1
  }

  private func writeFigures() throws(FileError) {
    guard let figureFolder else { return }
    try makeFolder(figureFolder)
    for file in page.figureFiles { try AtomicFile.write(file.bytes, to: "\(figureFolder)/\(file.name)") }
  }

  private func append(_ markdown: String, to path: String) throws(FileError) {
    try appendToFile(path) { size in
      let gap = size == 0 ? "" : "\n"
      let text = SummaryCut.cut(markdown, to: max(Self.summaryLimit - 1 - size - gap.utf8.count, 0))
      return text.isEmpty ? "" : gap + text
    }
  }

  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }
}

/// The way from one folder to another; empty where they are the same.
func relativePath(from start: String, to end: String) -> String {
  func components(_ path: String) -> [String] {
    URL(fileURLWithPath: path, isDirectory: true).resolvingSymlinksInPath().standardizedFileURL.pathComponents
      .filter { $0 != "/" }
  }
  let (start, end) = (components(start), components(end))
  let common = zip(start, end).prefix { $0 == $1 }.count
  return (start.dropFirst(common).map { _ in ".." } + end.dropFirst(common)).joined(separator: "/")
}
