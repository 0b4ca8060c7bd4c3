/// The numbers of figures and tables, in the order of the page.
package struct Numbering: Equatable, Sendable {
  /// `Figure 1` or `Table 1` by the element's id.
  package private(set) var names: [String: String] = [:]

  /// Of a page that is still to be made: its figures' and tables' ids, unnumbered.
  package init(ids: [String]) {
    for id in ids { names[id] = id }
  }

  package init(_ parts: [Page.Part]) {
    var figures = 0
    var tables = 0
    for case .block(let block) in parts where block.isShown {
      for figure in block.figures where names[figure.id] == nil {
        figures += 1
        names[figure.id] = "Figure \(figures)"
      }
      if let table = block.table, names[table.id] == nil {
        tables += 1
        names[table.id] = "Table \(tables)"
      }
    }
  }
}

extension BlockExhibit {
  /// A block that is not included still shows that it failed.
  var isShown: Bool { isIncluded || failure != nil }
}
