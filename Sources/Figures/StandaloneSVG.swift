extension LineChart {
  /// The chart as a picture of its own: presentation attributes alone, on white.
  package func standaloneSVG(alternative: String) -> String {
    StandaloneSVG.text(of: svg(alternative: alternative, format: .wide))
  }
}

extension ImageGrid {
  /// The grid as a picture of its own: presentation attributes alone, on white. `id` begins every id in it.
  package func standaloneSVG(id: String, alternative: String) -> String {
    StandaloneSVG.text(of: svg(idPrefix: id, alternative: alternative, format: .wide))
  }
}

/// Takes from a figure what only a page has a use for: styles with the page's colours, and classes. What is left are the
/// light colours, with white for the ground.
enum StandaloneSVG {
  private static let unwanted: Set<String> = ["style", "class"]

  /// `svg` is a figure's text: its attributes stand in double quotes, and `<` and `>` only ever begin and end a tag.
  static func text(of svg: String) -> String {
    var result = ""
    result.reserveCapacity(svg.utf8.count)
    var rest = svg[...]
    while let open = rest.firstIndex(of: "<") {
      result += rest[..<open]
      let end = rest[open...].firstIndex(of: ">").map { rest.index(after: $0) } ?? rest.endIndex
      result += tag(rest[open..<end])
      rest = rest[end...]
    }
    return result + rest + "\n"
  }

  private static func tag(_ tag: Substring) -> String {
    var result = ""
    var rest = tag
    while let quote = rest.firstIndex(of: "\""),
      let end = rest[rest.index(after: quote)...].firstIndex(of: "\"")
    {
      // ` name="`, or `<svg name="` for the first.
      let head = rest[..<quote]
      let start = head.lastIndex(of: " ") ?? head.startIndex
      let name = head[start...].dropFirst().dropLast()
      let value = rest[rest.index(after: quote)..<end]
      result += head[..<start]
      if !unwanted.contains(String(name)) {
        result += head[start...] + "\"\(value == Palette.page.light ? "#fff" : value)\""
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
