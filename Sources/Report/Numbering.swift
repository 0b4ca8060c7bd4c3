/// The numbers of figures, tables, equations and sections, in the order of the page.
package struct Numbering: Equatable, Sendable {
  /// `Figure 1`, `Table 1`, `Equation 1` or `Section 2.1` by the element's id.
  package private(set) var names: [String: String] = [:]
  /// `1`, or what its author tagged it with, by an equation's id.
  package private(set) var equations: [String: String] = [:]

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
        for figure in block.figures where names[figure.id] == nil {
          figures += 1
          names[figure.id] = "Figure \(figures)"
        }
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
}
