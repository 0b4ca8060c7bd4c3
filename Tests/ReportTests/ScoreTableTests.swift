import Figures
import Report
import Testing

@Suite struct ScoreTableTests {
  private func html(_ better: ScoreTable.Better, _ cells: [Double?], isReference: Bool = false) -> String {
    var column = ScoreTable.Column(title: "MSE", better: better, decimals: 2)
    column.isReference = isReference
    let rows = cells.enumerated().map { ScoreTable.Row(name: "row \($0)", cells: [$1]) }
    var block = BlockExhibit(label: "e", title: "e", kind: "evaluate", source: "")
    block.table = BlockExhibit.Table(id: "tbl-e", scores: ScoreTable(columns: [column], rows: rows), caption: "")
    var page = Page(title: "x")
    page.parts = [.block(block)]
    return page.html()
  }

  private func bold(_ html: String) -> [String] {
    html.matches(of: /<td><strong>([^<]*)</).map { String($0.output.1) }
  }

  @Test(
    "The best of each column is bold",
    arguments: [
      (ScoreTable.Better.lower, [0.3, 0.1, 0.2], ["0.10"]), (.higher, [0.3, 0.1, 0.2], ["0.30"]),
      (.neither, [0.3, 0.1], []), (.lower, [0.3], []), (.lower, [0.3, nil, .nan], []),
      (.lower, [0.101, 0.099, 0.2], ["0.10", "0.10"]), (.higher, [-1.5, -2.5], ["−1.50"]),
      (.lower, [-.infinity, 1, 2], ["1.00"]),
    ] as [(ScoreTable.Better, [Double?], [String])])
  func best(better: ScoreTable.Better, cells: [Double?], expected: [String]) {
    #expect(bold(html(better, cells)) == expected)
  }

  @Test("A deviation stands behind its number, with the same decimals, and does not compete")
  func deviations() {
    var rows = [0.3, 0.1, 12_345.678].map { ScoreTable.Row(name: "r", cells: [$0]) }
    rows[1].deviations = [0.0249]
    rows[2].deviations = [10_000.5]
    var block = BlockExhibit(label: "e", title: "e", kind: "evaluate", source: "")
    let column = ScoreTable.Column(title: "MSE", better: .lower, decimals: 2)
    block.table = BlockExhibit.Table(id: "tbl-e", scores: ScoreTable(columns: [column], rows: rows), caption: "")
    var page = Page(title: "x")
    page.parts = [.block(block)]
    let html = page.html()
    #expect(html.contains("<td>0.30</td>"))
    #expect(html.contains("<td><strong>0.10</strong> <span class=\"deviation\">± 0.02</span></td>"))
    #expect(html.contains("<td>12,345.68 <span class=\"deviation\">± 10,000.50</span></td>"))
  }

  @Test("Published numbers do not compete, and are marked")
  func reference() {
    let html = html(.lower, [0.3, 0.1], isReference: true)
    #expect(bold(html).isEmpty)
    #expect(html.contains("<td class=\"reference\">0.10</td>") && html.contains("published"))
  }

  @Test("A missing number is a dash, and one that is not finite a word")
  func missing() {
    let html = html(.lower, [nil, .nan, .infinity])
    #expect(html.contains("<td>–</td>") && html.contains("<td>not a number</td>") && html.contains("<td>infinity</td>"))
  }

  @Test("An arrow says which way is better, in words for those who do not see it")
  func arrows() {
    #expect(html(.lower, [1, 2]).contains("↓</span><span class=\"unseen\">(lower is better)"))
    #expect(html(.higher, [1, 2]).contains("↑</span><span class=\"unseen\">(higher is better)"))
    #expect(!html(.neither, [1, 2]).contains("is better"))
  }

  @Test("Head cells name their columns, first cells their rows")
  func scopes() {
    let html = html(.lower, [1])
    #expect(html.contains("<th scope=\"col\">MSE") && html.contains("<th scope=\"row\">row 0</th>"))
  }

  @Test("A row with too few cells is filled up")
  func short() {
    var block = BlockExhibit(label: "e", title: "e", kind: "evaluate", source: "")
    let column = ScoreTable.Column(title: "a", better: .lower, decimals: 1)
    let scores = ScoreTable(columns: [column, column], rows: [ScoreTable.Row(name: "r", cells: [1])])
    block.table = BlockExhibit.Table(id: "tbl-e", scores: scores, caption: "")
    var page = Page(title: "x")
    page.parts = [.block(block)]
    #expect(page.html().contains("<td>1.0</td><td>–</td></tr>"))
  }
}
