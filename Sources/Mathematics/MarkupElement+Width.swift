extension MarkupElement {
  /// About how wide it is set, in its own ems: the sum of what stands in a row, the widest of what stands in a column.
  /// Told without a font, for formulas that may be wider than a printed page.
  var width: Double {
    let parts: [MarkupElement] = children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    func sum(_ parts: some Sequence<MarkupElement>) -> Double { parts.reduce(0) { $0 + $1.width } }
    func widest(_ parts: some Sequence<MarkupElement>) -> Double { parts.map(\.width).max() ?? 0 }
    switch name {
    case "annotation": return 0
    case "semantics": return parts.first?.width ?? 0
    case "mi", "mn", "mtext": return 0.55 * Double(text.count)
    case "mo": return text.isEmpty ? 0 : "()[]{}|,.‖".contains(text) ? 0.4 : max(1.3, 0.55 * Double(text.count))
    case "mspace": return attribute("width").flatMap { Double($0.filter { $0.isNumber || "-.".contains($0) }) } ?? 0
    case "mfrac": return widest(parts) + 0.3
    case "msup", "msub", "msubsup": return (parts.first?.width ?? 0) + 0.7 * widest(parts.dropFirst())
    case "mover", "munder", "munderover": return max(parts.first?.width ?? 0, 0.7 * widest(parts.dropFirst()))
    case "msqrt", "mroot": return sum(parts) + 1
    case "mtable":
      let rows = parts.map { row in
        row.children.compactMap { if case .element(let cell) = $0 { cell.width } else { nil } }
      }
      let columns = rows.map(\.count).max() ?? 0
      return (0..<columns).reduce(0) { total, column in
        total + 0.8 + (rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }.max() ?? 0)
      }
    default: return sum(parts)
    }
  }
}
