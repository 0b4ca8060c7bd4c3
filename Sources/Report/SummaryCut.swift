/// Markdown that fits into a limit: cut where nothing is open, with a sentence that says so.
package enum SummaryCut {
  /// The whole text where it has at most `limit` bytes; else whole paragraphs and the sentence. Empty where not even that
  /// fits.
  package static func cut(_ markdown: String, to limit: Int) -> String {
    guard markdown.utf8.count > limit else { return markdown }
    let sentence = "*The rest is left out: a summary may have no more. The report itself is whole.*\n"
    let room = limit - sentence.utf8.count
    guard room >= 0 else { return "" }
    var kept = markdown.startIndex
    var bytes = 0
    var fence: (mark: Character, count: Int)?
    var folds = 0
    var start = markdown.startIndex
    while start < markdown.endIndex {
      let end = markdown[start...].firstIndex(of: "\n").map { markdown.index(after: $0) } ?? markdown.endIndex
      let line = markdown[start..<end]
      bytes += line.utf8.count
      if bytes > room { break }
      let text = line.drop { $0 == " " || $0 == ">" || $0 == "\t" }
      if let mark = text.first, mark == "`" || mark == "~" {
        let count = text.prefix { $0 == mark }.count
        if let open = fence {
          if open.mark == mark, count >= open.count { fence = nil }
        } else if count >= 3 {
          fence = (mark, count)
        }
      } else if fence == nil {
        if text.hasPrefix("<details") { folds += 1 }
        if text.hasPrefix("</details") { folds -= 1 }
      }
      if fence == nil, folds <= 0, line.allSatisfy(\.isWhitespace) { kept = end }
      start = end
    }
    return markdown[..<kept] + sentence
  }
}
