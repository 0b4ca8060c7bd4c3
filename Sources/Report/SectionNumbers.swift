internal import Figures

/// Numbers of the sections, `2.1`, for the prose and for the table of contents alike.
struct SectionNumbers {
  /// One for each heading, in order.
  let numbers: [String]

  init(_ headings: [Page.Heading]) {
    let top = headings.map(\.level).min() ?? 1
    var counts: [Int] = []
    numbers = headings.map { heading in
      let depth = heading.level - top + 1
      // A level that was skipped counts as its first section.
      while counts.count < depth { counts.append(counts.count == depth - 1 ? 0 : 1) }
      counts.removeLast(counts.count - depth)
      counts[depth - 1] += 1
      return counts.map(String.init).joined(separator: ".")
    }
  }

  static func html(_ number: String) -> String { "<span class=\"section-number\">\(number)</span> " }

  /// The parts with a number at the start of each heading. In cmark's safe output `<h1` to `<h6` can only be a heading's
  /// own tag, so the n-th of them is the n-th heading.
  func written(into parts: [Page.Part]) -> [Page.Part] {
    var next = 0
    return parts.map { part in
      guard case .html(let html) = part else { return part }
      var result = ""
      var rest = html[...]
      while next < numbers.count, let tag = rest.firstMatch(of: /<h[1-6](?:\s[^>]*)?>/) {
        result += rest[..<tag.range.upperBound] + Self.html(numbers[next])
        rest = rest[tag.range.upperBound...]
        next += 1
      }
      return .html(result + rest)
    }
  }
}
