package import Figures

/// Two runs beside each other, called A and B: what is different, for a page, for Markdown and for a terminal. All texts
/// are unescaped.
package struct Comparison: Sendable {
  /// Something in words; nil where a run does not have it.
  package struct Setting: Equatable, Sendable {
    package let name: String
    package let before: String?
    package let after: String?

    package init(name: String, before: String?, after: String?) {
      self.name = name
      self.before = before
      self.after = after
    }
  }

  /// A number; nil where a run does not have it.
  package struct Result: Equatable, Sendable {
    package let name: String
    package let before: Double?
    package let after: Double?
    package let better: ScoreTable.Better
    /// The limit that the change is beyond: `test.mse=5%`.
    package let exceeded: String?

    package init(name: String, before: Double?, after: Double?, better: ScoreTable.Better, exceeded: String?) {
      self.name = name
      self.before = before
      self.after = after
      self.better = better
      self.exceeded = exceeded
    }
  }

  package struct Section: Sendable {
    package let label: String
    package let kind: String
    /// `only in A`; empty where both runs have the block.
    package var presence = ""
    package var settings: [Setting] = []
    package var results: [Result] = []
    package var equalResults = 0
    package var claims: [Setting] = []
    /// Each curve that is different, as its name and how.
    package var curves: [Setting] = []
    /// Why the block failed.
    package var error: Setting?
    /// Both runs' curves, and what they do in words.
    package var chart: (chart: LineChart, words: String)?

    package init(label: String, kind: String) {
      self.label = label
      self.kind = kind
    }
  }

  /// The files' paths.
  package let before: String
  package let after: String
  /// Of the whole runs.
  package var settings: [Setting] = []
  /// Of the machines: told, but no difference.
  package var surroundings: [Setting] = []
  /// The blocks that differ.
  package var sections: [Section] = []
  /// What it comes to, in a sentence.
  package var verdict = ""

  package init(before: String, after: String) {
    self.before = before
    self.after = after
  }
}

extension Comparison.Result {
  /// Both numbers with as many digits as tell them apart, four at least.
  var numbers: (before: String, after: String) {
    if let before = Self.whole(before), let after = Self.whole(after) { return (before, after) }
    func text(_ value: Double?, _ digits: Int) -> String {
      value.map { NumberText.significant($0, digits: digits) } ?? "–"
    }
    for digits in 4..<15 where text(before, digits) != text(after, digits) {
      return (text(before, digits), text(after, digits))
    }
    return (text(before, 15), text(after, 15))
  }

  /// The difference with its sign; empty where it is none.
  var change: String {
    guard let before, let after, (after - before).isFinite else { return "" }
    if Self.whole(before) != nil, let difference = Self.whole(after - before) {
      return after > before ? "+" + difference : difference
    }
    return Self.signed(after - before)
  }

  /// The difference as a share of the first number.
  var relativeChange: String {
    guard let before, let after, before != 0, ((after - before) / before).isFinite else { return "" }
    return Self.signed((after - before) / before.magnitude * 100) + " %"
  }

  /// Empty where neither is.
  var judgement: String {
    guard let before, let after, better != .neither, after != before else { return "" }
    guard !before.isNaN, !after.isNaN else { return after.isNaN ? "worse" : "better" }
    return (after < before) == (better == .lower) ? "better" : "worse"
  }

  /// A count in full; nil for other numbers.
  private static func whole(_ value: Double?) -> String? {
    guard let value, value == value.rounded(), value.magnitude < 1e12 else { return nil }
    return NumberText.fixed(value, decimals: 0, grouped: true)
  }

  private static func signed(_ value: Double) -> String {
    let text = NumberText.significant(value, digits: 3)
    return value > 0 ? "+" + text : text
  }
}
