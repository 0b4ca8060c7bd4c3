// Refuses what YAML can do beyond plain data, before libyaml sees the text: a 350-byte bomb of aliases costs Yams 47
// seconds. The scan follows libyaml's scanner (its rules for indentation, simple keys and where a plain scalar ends) as
// far as the first mistake, so that nothing refused can hide in what is taken for a quoted text here and not there.
// Linear in the text.

/// Something in a text that is not plain data, with its place in the text, from 1.
struct LexicalProblem: Equatable {
  enum Kind: Equatable {
    case tooLong(scalars: Int)
    case tooDeep
    case refused(String)
    case character(String)
    case tabIndentation
  }

  let kind: Kind
  let line: Int
  let column: Int
}

struct LexicalScan {
  static let longestText = 65_536
  static let deepestNesting = 32

  /// The first problem of a text, nil where it is plain data as far as its tokens show.
  static func problem(in text: String) -> LexicalProblem? {
    let bytes = text.utf8.count
    guard bytes <= longestText else { return LexicalProblem(kind: .tooLong(scalars: bytes), line: 1, column: 1) }
    var scan = LexicalScan(text)
    do throws(Refusal) {
      try scan.checkLines()
      try scan.run()
      return nil
    } catch {
      let (line, column) = scan.place(of: error.index)
      return LexicalProblem(kind: error.kind, line: line, column: column)
    }
  }

  private struct Refusal: Error {
    let kind: LexicalProblem.Kind
    let index: Int
  }

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var lineStart = 0
  /// Columns of the open block collections, as in libyaml: rising.
  private var indents: [Int] = []
  private var flowDepth = 0
  /// Where the node began that a `: ` on the same line may make a key.
  private var key: (lineStart: Int, column: Int)?
  private var isKeyAllowed = true

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }
}

// MARK: - Lines and characters

extension LexicalScan {
  /// Characters that libyaml refuses or takes for a line's end, tabs before a line's first word, further documents and
  /// directives.
  private mutating func checkLines() throws(Refusal) {
    var isIndentation = true
    var tab: Int?
    for (place, scalar) in scalars.enumerated() {
      switch scalar {
      case "\n":
        isIndentation = true
        tab = nil
        continue
      case "\t": if isIndentation, tab == nil { tab = place }
      case " ": break
      case "\r" where place + 1 < scalars.count && scalars[place + 1] == "\n": continue
      case "\u{20}"..."\u{7E}", "\u{A0}"..."\u{2027}", "\u{202A}"..."\u{D7FF}", "\u{E000}"..."\u{FEFE}",
        "\u{FF00}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
        if isIndentation {
          if let tab, scalar != "#" { throw Refusal(kind: .tabIndentation, index: tab) }
          isIndentation = false
          try checkStart(ofLineAt: place)
        }
      default:
        throw Refusal(kind: .character(hexadecimal(scalar)), index: place)
      }
    }
  }

  private func checkStart(ofLineAt place: Int) throws(Refusal) {
    guard place == 0 || scalars[place - 1] == "\n" else { return }
    if scalars[place] == "%" { throw Refusal(kind: .refused("directives"), index: place) }
    let mark = scalars[place...].prefix(3)
    guard mark.elementsEqual("---".unicodeScalars) || mark.elementsEqual("...".unicodeScalars) else { return }
    if isBlank(place + 3) { throw Refusal(kind: .refused("further documents"), index: place) }
  }

  private func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private func place(of index: Int) -> (line: Int, column: Int) {
    let before = scalars[..<min(index, scalars.count)]
    let line = before.reduce(1) { $1 == "\n" ? $0 + 1 : $0 }
    let start = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
    return (line, index - start + 1)
  }
}

// MARK: - Tokens

extension LexicalScan {
  private var column: Int { index - lineStart }

  private func isBlank(_ place: Int) -> Bool {
    guard place < scalars.count else { return true }
    return switch scalars[place] {
    case " ", "\t", "\n", "\r": true
    default: false
    }
  }

  private mutating func run() throws(Refusal) {
    while true {
      skipToToken()
      guard index < scalars.count else { return }
      if flowDepth == 0 { while let last = indents.last, last > column { indents.removeLast() } }
      try readToken(scalars[index])
    }
  }

  private mutating func readToken(_ scalar: Unicode.Scalar) throws(Refusal) {
    switch scalar {
    case "&": throw Refusal(kind: .refused("anchors"), index: index)
    case "*": throw Refusal(kind: .refused("aliases"), index: index)
    case "!": throw Refusal(kind: .refused("tags"), index: index)
    case "[", "{":
      saveKey()
      flowDepth += 1
      isKeyAllowed = true
      try checkDepth()
      index += 1
    case "]", "}":
      flowDepth = max(flowDepth - 1, 0)
      isKeyAllowed = false
      index += 1
    case "," where flowDepth > 0:
      isKeyAllowed = true
      index += 1
    case "-" where isBlank(index + 1), "?" where flowDepth > 0 || isBlank(index + 1):
      if flowDepth == 0 { try openCollection(at: column) }
      if flowDepth == 0 { key = nil }
      isKeyAllowed = true
      index += 1
    case ":" where flowDepth > 0 || isBlank(index + 1): try readValueMark()
    case "'", "\"":
      saveKey()
      isKeyAllowed = false
      skipQuoted(by: scalar)
    case "|" where flowDepth == 0, ">" where flowDepth == 0: skipBlockScalar()
    default:
      saveKey()
      isKeyAllowed = false
      skipPlain()
    }
  }

  private mutating func readValueMark() throws(Refusal) {
    if flowDepth == 0 {
      let keyColumn = key.flatMap { $0.lineStart == lineStart ? $0.column : nil }
      try openCollection(at: keyColumn ?? column)
      isKeyAllowed = keyColumn == nil
      key = nil
    } else {
      isKeyAllowed = false
    }
    index += 1
  }

  private mutating func saveKey() {
    if flowDepth == 0, isKeyAllowed { key = (lineStart, column) }
  }

  private mutating func openCollection(at column: Int) throws(Refusal) {
    if indents.last ?? -1 < column { indents.append(column) }
    try checkDepth()
  }

  private func checkDepth() throws(Refusal) {
    if indents.count + flowDepth > Self.deepestNesting { throw Refusal(kind: .tooDeep, index: index) }
  }

  private mutating func skipToToken() {
    while index < scalars.count {
      switch scalars[index] {
      case " ", "\t", "\r": index += 1
      case "\n":
        index += 1
        lineStart = index
        if flowDepth == 0 { isKeyAllowed = true }
      case "#": while index < scalars.count, scalars[index] != "\n" { index += 1 }
      default: return
      }
    }
  }
}

// MARK: - Scalars

extension LexicalScan {
  private mutating func skipQuoted(by quote: Unicode.Scalar) {
    index += 1
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      switch scalar {
      case "\n": lineStart = index
      case "\\" where quote == "\"":
        // An escaped line's end is still a line's end.
        if index < scalars.count, scalars[index] != "\n" { index += 1 }
      case quote:
        guard quote == "'", index < scalars.count, scalars[index] == "'" else { return }
        index += 1
      default: break
      }
    }
  }

  /// A plain scalar goes on over lines as long as they stand further right than the collection around it.
  private mutating func skipPlain() {
    let indent = (indents.last ?? -1) + 1
    while index < scalars.count, scalars[index] != "#" {
      while index < scalars.count, !isBlank(index), !endsPlain(index) { index += 1 }
      guard index < scalars.count, isBlank(index) else { return }
      var next = index
      var nextLine = lineStart
      while next < scalars.count, isBlank(next) {
        if scalars[next] == "\n" { nextLine = next + 1 }
        next += 1
      }
      // Where the scalar is over, the line's end is left to `skipToToken`, which opens the way for keys.
      guard flowDepth > 0 || nextLine == lineStart || next - nextLine >= indent else { return }
      if nextLine != lineStart, next < scalars.count, scalars[next] == "#" { return }
      index = next
      lineStart = nextLine
    }
  }

  private func endsPlain(_ place: Int) -> Bool {
    switch scalars[place] {
    case ":": return isBlank(place + 1) || flowDepth > 0 && isFlowIndicator(scalars[place + 1])
    case "?": return false
    default: return flowDepth > 0 && isFlowIndicator(scalars[place])
    }
  }

  private func isFlowIndicator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",", "[", "]", "{", "}", "?": true
    default: false
    }
  }

  /// The content of a block scalar stands further right than the collection around it; blank lines belong to it.
  private mutating func skipBlockScalar() {
    let indent = indents.last ?? -1
    skipLine()
    while index < scalars.count {
      var word = index
      while word < scalars.count, scalars[word] == " " { word += 1 }
      guard word - index > indent || word == scalars.count || scalars[word] == "\n" || scalars[word] == "\r" else {
        break
      }
      skipLine()
    }
    isKeyAllowed = true
  }

  private mutating func skipLine() {
    while index < scalars.count, scalars[index] != "\n" { index += 1 }
    if index < scalars.count { index += 1 }
    lineStart = index
  }
}
