/// A number's format in Python's format language, as far as it serves a text: `.4f`, `+.1%`, `,d`, `.2e`, `g`; no
/// width and no filling.
package struct NumberFormat: Equatable, Sendable {
  package enum Kind: Character, Sendable {
    case fixed = "f"
    case percent = "%"
    case integer = "d"
    case exponent = "e"
    case general = "g"
    /// No letter was given: whole numbers whole, others with six significant digits.
    case shortest = " "
  }

  package var kind: Kind
  /// Digits behind the point; of `general` the significant ones.
  package var precision: Int?
  package var groupsThousands: Bool
  /// A plus sign before what is not negative.
  package var showsSign = false

  package init(kind: Kind, precision: Int?, groupsThousands: Bool = false) {
    self.kind = kind
    self.precision = precision
    self.groupsThousands = groupsThousands
  }

  static let standard = NumberFormat(kind: .shortest, precision: nil)

  /// Digits that a format may ask for.
  static let longestPrecision = 50

  /// Reads `[+][,][.digits][letter]`; nil for everything else of Python's format language.
  init?(_ text: String) {
    var rest = Substring(text)
    showsSign = rest.first == "+"
    if showsSign { rest.removeFirst() }
    groupsThousands = rest.first == ","
    if groupsThousands { rest.removeFirst() }
    precision = nil
    if rest.first == "." {
      rest.removeFirst()
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits), number <= Self.longestPrecision else { return nil }
      precision = number
      rest.removeFirst(digits.count)
    }
    switch rest.first {
    case nil:
      guard precision == nil else { return nil }
      kind = .shortest
    case "d":
      guard precision == nil else { return nil }
      kind = .integer
    case let letter?:
      guard let kind = Kind(rawValue: letter), kind != .shortest else { return nil }
      self.kind = kind
    }
    guard rest.count <= 1, !text.isEmpty else { return nil }
  }
}
