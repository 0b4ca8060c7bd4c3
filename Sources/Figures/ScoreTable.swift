/// Models as rows, metrics as columns; the best of each column stands out.
package struct ScoreTable: Codable, Equatable, Sendable {
  package enum Better: String, Codable, Sendable { case lower, higher, neither }

  package struct Column: Codable, Equatable, Sendable {
    /// In the metric's usual spelling, with its unit: `PSNR (dB)`.
    package var title: String
    package var better: Better
    /// Digits behind the point.
    package var decimals: Int
    /// A published number, not one of ours: it does not compete for the best.
    package var isReference = false

    package init(title: String, better: Better, decimals: Int) {
      self.title = title
      self.better = better
      self.decimals = decimals
    }
  }

  package struct Row: Codable, Equatable, Sendable {
    package var name: String
    /// As many as there are columns; nil where there is no number.
    package var cells: [Double?]
    /// The cells' standard deviations, shown behind them; as many as there are columns or fewer, nil where there is none.
    package var deviations: [Double?] = []

    package init(name: String, cells: [Double?]) {
      self.name = name
      self.cells = cells
    }

    /// Of a column.
    package func deviation(_ column: Int) -> Double? { deviations.indices.contains(column) ? deviations[column] : nil }
  }

  package var columns: [Column]
  package var rows: [Row]

  package init(columns: [Column], rows: [Row]) {
    self.columns = columns
    self.rows = rows
  }
}
