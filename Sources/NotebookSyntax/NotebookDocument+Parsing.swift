extension NotebookDocument {
  /// Bytes of UTF-8 that a notebook may have.
  package static let longestText = 512 * 1024
  /// Config blocks that a notebook may have.
  package static let mostBlocks = 2_000

  /// Reads a notebook's text; what is wrong with it stands in `diagnostics`, in the order of the places. Never traps.
  /// Cost: about linear for what people write; hostile Markdown can take cmark-gfm much longer.
  package init(parsing text: String) {
    guard text.utf8.count <= Self.longestText else {
      self.init(refused: .tooLong(text.utf8.count))
      return
    }
    let source = SourceText(text)
    let (frontMatter, body, diagnostics) = source.liftingFrontMatter()
    var markers = Markers(absentFrom: body.bytes)
    let lifting = FormulaLifting(body, &markers)
    guard let tree = MarkdownTree(parsing: lifting.text.bytes) else {
      self.init(refused: Diagnostic(.error, .outOfMemory, "not enough memory to read the notebook", at: nil))
      return
    }
    var parser = NotebookParser(body, lifting, markers, tree)
    parser.diagnostics = diagnostics + lifting.diagnostics
    self = parser.parse(frontMatter: frontMatter)
  }

  /// Reads a notebook's bytes; anything but UTF-8 is a diagnostic with the place of the first wrong byte.
  package init(parsing bytes: [UInt8]) {
    guard bytes.count <= Self.longestText else {
      self.init(refused: .tooLong(bytes.count))
      return
    }
    if let text = String(validating: bytes, as: UTF8.self) {
      self.init(parsing: text)
    } else {
      self.init(refused: .invalidUTF8(in: bytes))
    }
  }

  private init(refused diagnostic: Diagnostic) {
    self.init(
      frontMatter: nil, blocks: [], values: [], formulas: [], parts: [], images: [], headings: [],
      diagnostics: [diagnostic])
  }
}

extension SourceText {
  /// The front matter, the text with empty lines in its place, and what is wrong with it.
  func liftingFrontMatter() -> (frontMatter: YAMLFragment?, body: SourceText, diagnostics: [Diagnostic]) {
    guard isDelimiter(1, "---") else { return (nil, self, []) }
    guard let end = (2...max(2, lineCount)).first(where: { isDelimiter($0, "---") || isDelimiter($0, "...") }) else {
      let diagnostic = Diagnostic(
        .error, .unclosedFrontMatter, "the front matter is not closed", at: SourcePosition(line: 1, column: 1),
        length: 3, help: "end it with a line '---'")
      return (nil, self, [diagnostic])
    }
    let text = String(decoding: bytes[offset(ofLine: 2)..<offset(ofLine: end)], as: UTF8.self)
    let lines = end > 2 ? Array(2..<end) : [1]
    let fragment = YAMLFragment(text: text, lines: lines, indents: lines.map { _ in 0 })
    return (fragment, emptyingLines(through: end), [])
  }

  /// Whether a line is these characters and white space behind them.
  private func isDelimiter(_ number: Int, _ delimiter: String) -> Bool {
    let line = line(number)
    return line.starts(with: delimiter.utf8) && line.dropFirst(delimiter.utf8.count).allSatisfy(\.isBlank)
  }
}

extension Diagnostic {
  fileprivate static func tooLong(_ count: Int) -> Diagnostic {
    Diagnostic(
      .error, .notebookTooLong,
      "the notebook has \(count) bytes, more than the \(NotebookDocument.longestText) allowed", at: nil,
      help: "split it into several notebooks")
  }

  fileprivate static func invalidUTF8(in bytes: [UInt8]) -> Diagnostic {
    var iterator = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    var valid = 0
    parsing: while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): valid += scalar.count
      case .error, .emptyInput: break parsing
      }
    }
    let source = SourceText(String(decoding: bytes[..<valid], as: UTF8.self))
    var position = source.position(at: source.bytes.count)
    if bytes[..<valid].last == SourceText.newline || bytes[..<valid].last == 13 {
      position = SourcePosition(line: source.lineCount + 1, column: 1)
    }
    let byte = valid < bytes.count ? bytes[valid] : 0
    let digits = String(byte, radix: 16, uppercase: true)
    return Diagnostic(
      .error, .invalidUTF8, "byte 0x\(byte < 16 ? "0" : "")\(digits) is not UTF-8 here", at: position,
      help: "save the notebook as UTF-8")
  }
}
