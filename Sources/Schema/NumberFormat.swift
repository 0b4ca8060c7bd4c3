/// A number's format in Python's format language, as far as LANGUAGE.md has it: `.4f`, `.1%`, `,d`, `.2e`, `g`.
package struct NumberFormat: Equatable, Sendable {
  package enum Kind: Character, Sendable { case fixed = "f", percent = "%", integer = "d", exponent = "e", general = "g" }

  package var kind: Kind
  /// Digits behind the point; of `general` the significant ones.
  package var precision: Int?
  package var groupsThousands: Bool

  package init(kind: Kind, precision: Int?, groupsThousands: Bool = false) {
    self.kind = kind
    self.precision = precision
    self.groupsThousands = groupsThousands
  }
}
