import NotebookSyntax
import Report
import Runner
import Schema

extension NotebookFile {
  /// References of the prose, such as `@fig-first-loss`, to what the page will not show. Nothing where the blocks themselves are
  /// wrong: then it is not known what they show.
  var referenceProblems: [Diagnostic] {
    guard let program = reading.program else { return [] }
    let ids =
      program.blocks.flatMap(\.shownIDs) + document.formulas.compactMap(\.name)
      + document.headings.map(\.id).filter { $0.hasPrefix("sec-") }
    var references = CrossReferences(Numbering(ids: ids))
    for case .html(let html) in document.parts { _ = references.resolved(html) }
    var seen: Set<String> = []
    return references.unknown.filter { seen.insert($0).inserted }.map { id in
      let nearest = nearestSpelling(to: id, among: ids).map { "did you mean '@\($0)'?" }
      return Diagnostic(
        .error, .unknownReference,
        Self.subject(of: id) + " '@\(id)'", at: place(of: "@\(id)"), length: id.unicodeScalars.count + 1,
        help: nearest ?? (ids.isEmpty ? nil : "there are \(ids.map { "@\($0)" }.joined(separator: ", "))"))
    }
  }

  private static func subject(of id: String) -> String {
    if id.hasPrefix("eq-") { return "no formula is named" }
    return id.hasPrefix("sec-") ? "no heading is named" : "no block shows"
  }

  /// Where a reference first stands in the notebook, and not only as the beginning of a longer one.
  private func place(of words: String) -> SourcePosition? {
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      for range in line.ranges(of: words) {
        let next = line[range.upperBound...].first
        if next.map({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) ?? false { continue }
        return SourcePosition(line: number + 1, column: line[..<range.lowerBound].unicodeScalars.count + 1)
      }
    }
    return nil
  }
}

extension Program.Block {
  /// The ids of the figures and the table that the block will show.
  var shownIDs: [String] {
    guard common.display.isEvaluated, common.display.isIncluded else { return [] }
    let models: Int
    if case .evaluate(let block) = self { models = block.models.count } else { models = 1 }
    var ids = common.figures.ids(label: common.label, models: models).flatMap(\.self)
    if (common.display.layoutColumns ?? 1) > 1, ids.count > 1 { ids.append("fig-\(common.label)") }
    if case .evaluate = self { ids.append("tbl-\(common.label)") }
    return ids
  }
}
