/// Rows × columns floats, row-major.
package struct Matrix: Equatable, Sendable {
  package let rows: Int
  package let columns: Int
  package var values: [Float]  // rows × columns

  package init(rows: Int, columns: Int, values: [Float]) {
    precondition(values.count == rows * columns, "\(values.count) values for a \(rows) × \(columns) matrix")
    self.rows = rows
    self.columns = columns
    self.values = values
  }
}
