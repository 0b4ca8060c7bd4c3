/// A test's input with places marked in it: `MarkedText("nosie1️⃣: 3")` is the text `nosie: 3` and knows that `1️⃣`
/// stands at line 1, column 6, so that no test counts columns by hand.
///
/// Marks are the keycaps 0️⃣ to 9️⃣. Columns are Unicode scalars of the text without marks; lines end with LF, CRLF or
/// CR.
package struct MarkedText: Sendable {
  /// A place, both numbers counted from 1.
  package struct Place: Equatable, Sendable, CustomStringConvertible {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }

    package var description: String { "\(line):\(column)" }
  }

  /// The text without its marks.
  package let text: String
  private let places: [Int: Place]

  /// Traps on a mark that stands twice.
  package init(_ marked: String) {
    let scalars = Array(marked.unicodeScalars)
    var text = String.UnicodeScalarView()
    var places: [Int: Place] = [:]
    var line = 1
    var column = 1
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if index + 2 < scalars.count, scalars[index + 1] == "\u{FE0F}", scalars[index + 2] == "\u{20E3}",
        let digit = Int(String(scalar))
      {
        precondition(places[digit] == nil, "mark \(digit) stands twice")
        places[digit] = Place(line: line, column: column)
        index += 3
        continue
      }
      text.append(scalar)
      index += 1
      let isHalfOfEnd = scalar == "\r" && index < scalars.count && scalars[index] == "\n"
      if scalar == "\n" || scalar == "\r" && !isHalfOfEnd {
        line += 1
        column = 1
      } else if !isHalfOfEnd {
        column += 1
      }
    }
    self.text = String(text)
    self.places = places
  }

  /// The place of a mark, by its digit; traps where the text has no such mark.
  package subscript(_ mark: Int) -> Place {
    guard let place = places[mark] else { preconditionFailure("no mark \(mark) in the text") }
    return place
  }
}
