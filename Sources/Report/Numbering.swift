/// The numbers of figures, tables, equations and sections, in the order of the page.
package struct Numbering: Equatable, Sendable {
  /// `Figure 1`, `Table 1`, `Equation 1` or `Section 2.1` by the element's id.
  package private(set) var names: [String: String] = [:]
  /// `1`, or what its author tagged it with, by an equation's id.
  package private(set) var equations: [String: String] = [:]
  /// `Figure 3` by the label of a block whose figures share it as 3a, 3b and so on.
  private(set) var shared: [String: String] = [:]
  /// What the page was to show and could not, by the id that its element would have.
  private(set) var absent: [String: Absence] = [:]

  struct Absence: Equatable, Sendable {
    /// `figure “first-loss”`
    let name: String
    /// `not made`
    let remark: String
    /// The id of its block's element; nil where the page has none.
    let block: String?
  }

  /// Of a page that is still to be made: the ids of what it will show, unnumbered.
  package init(ids: [String]) {
    for id in ids { names[id] = id }
  }

  package init(_ page: Page) {
    var figures = 0
    var tables = 0
    var counted = 0
    for part in page.parts {
      switch part {
      case .block(let block) where block.isShown:
        number(block, figures: &figures)
        if let table = block.table, names[table.id] == nil {
          tables += 1
          names[table.id] = "Table \(tables)"
        }
      case .formula(let formula):
        guard let id = formula.id, names[id] == nil else { continue }
        if formula.tag == nil { counted += 1 }
        let number = formula.tag ?? "\(counted)"
        equations[id] = number
        names[id] = "Equation \(number)"
      case .block, .html, .value: break
      }
    }
    nameSections(of: page)
    nameShared(of: page)
  }

  private mutating func number(_ block: BlockExhibit, figures: inout Int) {
    if block.hasSubfigures {
      figures += 1
      shared[block.label] = "Figure \(figures)"
    }
    for (index, figure) in block.figures.enumerated() where names[figure.id] == nil {
      if block.hasSubfigures {
        names[figure.id] = "Figure \(figures)\(BlockExhibit.letter(index))"
      } else {
        figures += 1
        names[figure.id] = "Figure \(figures)"
      }
    }
  }

  /// What figures share has a name of its own, `fig-LABEL`, unless a figure has that already; what could not be made has
  /// words in the place of a number.
  private mutating func nameShared(of page: Page) {
    for case .block(let block) in page.parts {
      if let name = shared[block.label], names[block.sharedFigureID] == nil { names[block.sharedFigureID] = name }
      for id in block.absent where names[id] == nil && absent[id] == nil {
        let kind = id.hasPrefix("tbl-") ? "table" : "figure"
        absent[id] = Absence(
          name: "\(kind) “\(id.dropFirst(4))”", remark: block.progress == nil ? "not made" : "still to come",
          block: block.isShown ? "block:\(block.label)" : nil)
      }
    }
  }

  /// Those that have a name of their own: by their number, where the page has numbers, else by their heading.
  private mutating func nameSections(of page: Page) {
    let headings = PageTitle(page).headings
    let numbers = page.numbersSections ? SectionNumbers(headings).numbers : []
    for heading in page.headings where heading.id.hasPrefix("sec-") {
      let place = headings.firstIndex { $0.id == heading.id }
      let number = place.flatMap { numbers.indices.contains($0) ? numbers[$0] : nil }
      names[heading.id] = "Section " + (number ?? "“\(heading.plainText)”")
    }
  }
}

extension BlockExhibit {
  /// A block that is not included still shows that it failed.
  var isShown: Bool { isIncluded || failure != nil }

  /// Whether the figures are parts of one, beside each other.
  var hasSubfigures: Bool { (layoutColumns ?? 1) > 1 && figures.count > 1 }

  /// Of everything that can be referred to.
  package var shownIDs: [String] {
    figures.map(\.id) + (hasSubfigures ? [sharedFigureID] : []) + (table.map { [$0.id] } ?? [])
  }

  /// Of what the figures share.
  var sharedFigureID: String { "fig-\(label)" }

  /// a to z, then aa, ab and so on.
  static func letter(_ index: Int) -> String {
    let (round, place) = (index / 26, index % 26)
    let letter = String(UnicodeScalar(UInt8(97 + place)))
    return round > 0 ? self.letter(round - 1) + letter : letter
  }
}
