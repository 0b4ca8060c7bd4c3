import NotebookSyntax
import Testing

/// Notebooks put together at random, always the same ones, from the pieces that the passes look at.
@Suite("Random texts")
struct RandomTextTests {
  static let pieces = [
    "a", " ", "\n", "\n\n", "\n> ", "\n- ", "\n  ", "\t", "> ", "- ", "1. ", "    ", "`", "``", "`{=x.y}`",
    "`{=z:.2f}`", "{=",
    "}", "\n```yaml train\n", "\n~~~yml evaluate\n", "\n```\n", "\n~~~\n", "```yaml train\n", "```", "b: 1\n", "| ",
    "\n|-|-|\n",
    "[", "](c)", "![", "![a `{=l}`](m.png)", "\n# A ", "](https://d.e)", "](javascript:f)", "<details>", "</details>",
    "<summary>", "</summary>", "<b>",
    "<!--",
    "-->", "[^1]", "\n[^1]: ", "# ", "{#sec-g}", "https://h.i/", "www.j.k", "(", ")", "*", "_", "~~", "\\", "&#x61;",
    "é", "日",
    "👩‍👩‍👧", "\r\n", "\u{E000}", "[!NOTE]\n", "---\n", "|", "\"", "<", "$", "$$", "$x$", "$$\n", "\\alpha", "\\$",
    "{#eq-a}", "\n```math\n", "\\|", "{", "}",
  ]

  /// Knuth's MMIX generator.
  struct Generator {
    var state: UInt64
    mutating func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  static func text(seed: Int) -> String {
    var generator = Generator(state: UInt64(seed))
    let count = 1 + generator.next(below: 60)
    return (0..<count).map { _ in pieces[generator.next(below: pieces.count)] }.joined()
  }

  static func lines(of text: String) -> [[Unicode.Scalar]] {
    let unified = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").unicodeScalars
    return unified.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
  }

  @Test("Every scalar of a block's YAML is the notebook's at its place", arguments: 0..<20)
  func fragments(group: Int) {
    for seed in (group * 150)..<(group * 150 + 150) {
      let text = Self.text(seed: seed)
      let lines = Self.lines(of: text)
      for block in NotebookDocument(parsing: text).blocks {
        for (index, line) in Self.lines(of: block.fragment.text).dropLast().enumerated() {
          // What a list or a quote left of a tab are spaces, which stand nowhere in the notebook.
          for (column, scalar) in line.enumerated().drop(while: { $0.element == " " }) {
            let place = block.fragment.position(line: index + 1, column: column + 1)
            let source = lines[place.line - 1]
            #expect(place.column <= source.count && source[place.column - 1] == scalar, "seed \(seed)")
          }
        }
      }
    }
  }

  @Test("Every scalar of a formula is the notebook's at its place", arguments: 0..<20)
  func formulas(group: Int) {
    for seed in (group * 150)..<(group * 150 + 150) {
      let text = Self.text(seed: seed)
      let lines = Self.lines(of: text)
      for formula in NotebookDocument(parsing: text).formulas {
        for (offset, scalar) in formula.text.unicodeScalars.enumerated() where scalar != "\n" && scalar != " " {
          let place = formula.position(at: offset)
          let source = lines[place.line - 1]
          #expect(place.column <= source.count && source[place.column - 1] == scalar, "seed \(seed)")
        }
      }
    }
  }

  @Test("A formula stands on the page once for each time it is listed, or in a heading", arguments: 0..<20)
  func formulasOnPage(group: Int) {
    for seed in (group * 150)..<(group * 150 + 150) {
      let document = NotebookDocument(parsing: Self.text(seed: seed))
      var counts = Array(repeating: 0, count: document.formulas.count)
      for case .formula(let index) in document.parts { counts[index] += 1 }
      #expect(counts.allSatisfy { $0 <= 1 }, "seed \(seed)")
    }
  }

  @Test("A value's place is where its text stands", arguments: 0..<20)
  func values(group: Int) {
    for seed in (group * 150)..<(group * 150 + 150) {
      let text = Self.text(seed: seed)
      let lines = Self.lines(of: text)
      for value in NotebookDocument(parsing: text).values where !value.text.contains(" ") && !value.text.contains("|") {
        let source = lines[value.position.line - 1].dropFirst(value.position.column - 1)
        #expect(source.starts(with: value.text.unicodeScalars), "seed \(seed): \(value)")
        #expect(value.position.column > 3, "seed \(seed): \(value)")
      }
    }
  }

  @Test("The texts hold blocks, values, images and headings to look at")
  func substance() {
    let documents = (0..<1_000).map { NotebookDocument(parsing: Self.text(seed: $0)) }
    #expect(documents.reduce(0) { $0 + $1.blocks.count } > 100)
    #expect(documents.reduce(0) { $0 + $1.values.count } > 100)
    #expect(documents.reduce(0) { $0 + $1.images.count } > 20)
    #expect(documents.reduce(0) { $0 + $1.headings.count } > 100)
  }

  @Test("Every block, value and image stands in the page as often as it should", arguments: 0..<20)
  func parts(group: Int) {
    for seed in (group * 150)..<(group * 150 + 150) {
      let document = NotebookDocument(parsing: Self.text(seed: seed))
      let indices = { (pick: (NotebookDocument.Part) -> Int?) in document.parts.compactMap(pick).sorted() }
      #expect(indices { if case .block(let index) = $0 { index } else { nil } } == Array(document.blocks.indices))
      #expect(indices { if case .value(let index) = $0 { index } else { nil } } == Array(document.values.indices))
      #expect(indices { if case .image(let index) = $0 { index } else { nil } } == Array(document.images.indices))
      let page = document.picture
      for tag in ["details", "summary"] {
        #expect(page.ranges(of: "<\(tag)>").count == page.ranges(of: "</\(tag)>").count, "seed \(seed)")
      }
      #expect(!page.contains("<b>"), "seed \(seed)")
    }
  }
}
