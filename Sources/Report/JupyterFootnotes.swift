/// The footnotes of a notebook's Markdown, which Jupyter does not know: numbers in the text that lead to a list at the
/// end. They are read as GitHub reads them, outside of code.
struct JupyterFootnotes {
  /// By the label in small letters.
  private var notes: [String: String] = [:]
  /// Labels in the order of their first reference: a note's number is its place.
  private var order: [String] = []

  /// Takes the notes out of the cells, whose texts are left without them.
  init(from cells: inout [String]) {
    for place in cells.indices where cells[place].contains("[^") { cells[place] = takeNotes(outOf: cells[place]) }
    for place in cells.indices where !notes.isEmpty && cells[place].contains("[^") {
      cells[place] = withNumbers(cells[place])
    }
  }

  /// An ordered list of Markdown; empty where nothing refers to a note.
  mutating func list() -> String {
    var lines: [String] = []
    var next = 0
    // A note may refer to another.
    while next < order.count {
      let text = withNumbers(notes[order[next]] ?? "")
      next += 1
      let body = Markdown.prefixed(text, lead: "\(next). <a id=\"footnote-\(next)\"></a>", with: "   ")
      lines.append("\(body) [↩](#footnote-reference-\(next))\n")
    }
    return lines.joined()
  }

  private mutating func takeNotes(outOf text: String) -> String {
    var kept: [Substring] = []
    var note: (label: String, lines: [Substring])?
    var fence: (mark: Character, count: Int)?
    var wasEmpty = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isEmpty = line.allSatisfy(\.isWhitespace)
      defer { wasEmpty = isEmpty }
      if fence == nil, let start = line.prefixMatch(of: /\ {0,3}\[\^([^\]\s]+)\]:[ \t]*/) {
        keep(note)
        note = (start.output.1.lowercased(), [line[start.range.upperBound...]])
        continue
      }
      if note != nil {
        let isIndented = line.hasPrefix("    ") || line.hasPrefix("\t")
        if isEmpty || isIndented || !wasEmpty {
          note?.lines.append(isIndented ? line.drop { $0 == " " || $0 == "\t" } : line)
          continue
        }
        keep(note)
        note = nil
        if kept.last?.isEmpty == false { kept.append("") }
      }
      let body = line.drop { $0 == " " || $0 == ">" }
      if let mark = body.first, mark == "`" || mark == "~" {
        let count = body.prefix { $0 == mark }.count
        if let open = fence {
          if open.mark == mark, count >= open.count { fence = nil }
        } else if count >= 3 {
          fence = (mark, count)
        }
      }
      kept.append(line)
    }
    keep(note)
    return kept.joined(separator: "\n")
  }

  /// The first of a label counts.
  private mutating func keep(_ note: (label: String, lines: [Substring])?) {
    guard let note, notes[note.label] == nil else { return }
    notes[note.label] = String(note.lines.joined(separator: "\n").trimmingEnd)
  }

  private mutating func withNumbers(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let character = rest.first {
      if character == "\\" {
        result += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if character == "`" {
        let ticks = rest.prefix { $0 == "`" }
        let end = rest.dropFirst(ticks.count).firstRange(of: ticks)?.upperBound ?? ticks.endIndex
        result += rest[..<end]
        rest = rest[end...]
      } else if let reference = rest.prefixMatch(of: /\[\^([^\]\s]+)\]/), let mark = mark(of: reference.output.1) {
        result += mark
        rest = rest[reference.range.upperBound...]
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }

  /// Nil where there is no such note.
  private mutating func mark(of label: Substring) -> String? {
    let label = label.lowercased()
    guard notes[label] != nil else { return nil }
    var id = ""
    if !order.contains(label) {
      order.append(label)
      id = " id=\"footnote-reference-\(order.count)\""
    }
    let number = (order.firstIndex(of: label) ?? 0) + 1
    return "<sup><a\(id) href=\"#footnote-\(number)\">\(number)</a></sup>"
  }
}
