internal import NotebookSyntax

extension FigureDraft.Name {
  typealias Pictures = FigureRequest.PictureOptions.Kind

  /// What the name alone asks for; nil where it is no figure of pictures.
  var pictures: Pictures? {
    switch self {
    case .filters: .filters(count: 64)
    case .manifold: .manifold(side: 20, range: -3...3, spacing: .quantile)
    case .retrieval: .retrieval(queries: 5, hits: 10)
    case .samples: .samples(count: 64, showsNearest: false)
    case .images: .images(count: 50)
    default: nil
    }
  }

  var chart: FigureRequest.ChartOptions.Kind? { .init(rawValue: rawValue) }
}

extension MappingReader {
  /// The options of a figure that is neither curves nor reconstructions.
  mutating func pictures(of name: FigureDraft.Name) -> FigureDraft.Name.Pictures? {
    func number(_ key: String, _ range: ClosedRange<Int>, _ usual: Int) -> Int {
      read(key) { $0.integer(range) }?.value ?? usual
    }
    switch name {
    case .filters: return .filters(count: number("count", 1...1_024, 64))
    case .images: return .images(count: number("count", 1...1_000, 50))
    case .samples:
      return .samples(
        count: number("count", 1...1_000, 64), showsNearest: read("nearest") { $0.boolean() }?.value ?? false)
    case .retrieval:
      return .retrieval(queries: number("queries", 1...50, 5), hits: number("hits", 1...20, 10))
    case .manifold:
      let side = number("side", 2...60, 20)
      let range = read("range") { $0.range() }?.value ?? -3...3
      let spacing: FigureRequest.PictureOptions.Spacing? =
        read("spacing") { $0.choice(of: FigureRequest.PictureOptions.Spacing.self) }?.value
      // A range is for even steps: quantiles have their own.
      return .manifold(side: side, range: range, spacing: spacing ?? (has("range") ? .even : .quantile))
    case .interpolation:
      let steps = number("steps", 2...100, 10)
      let from = read("from") { $0.shownImage() }?.value
      let to = read("to") { $0.shownImage() }?.value
      for key in ["from", "to"] where !has(key) {
        findings.error(
          .missingKey, "'interpolation' needs '\(key)'", at: spot,
          help: "an image's place, such as 17, or {class: 3} for the first of a class")
      }
      guard let from, let to else { return nil }
      return .interpolation(from: from, to: to, steps: steps)
    default: return nil
    }
  }
}

extension ValueReader {
  /// `[-3, 3]`
  fileprivate func range() -> ClosedRange<Double>? {
    guard let items = list("two numbers") else { return nil }
    guard items.count == 2 else { return refuse("two numbers, like [-3, 3]") }
    let numbers = items.compactMap { $0.number(.any) }
    guard numbers.count == 2 else { return nil }
    guard numbers[0] < numbers[1] else { return refuse("two numbers, the smaller one first") }
    return numbers[0]...numbers[1]
  }

  /// `17` or `{class: 3}`
  fileprivate func shownImage() -> FigureRequest.PictureOptions.Image? {
    guard node.entries != nil, var reader = mapping() else { return integer(0...Int.max).map { .place($0) } }
    let found = reader.read("class") { $0.integer(0...255) }?.value
    reader.finish()
    guard reader.broken.isEmpty else { return nil }
    return found.map { .ofClass($0) } ?? refuse("a place, such as 17, or {class: 3}")
  }
}
