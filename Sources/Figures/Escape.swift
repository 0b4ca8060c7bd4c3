/// The one place where text becomes part of HTML or SVG. What comes out holds no character that ends a text node or an
/// attribute, and none that XML forbids, so that the same string is safe in both languages.
package enum Escape {
  /// Text between tags.
  package static func text(_ text: some StringProtocol) -> String {
    escaped(text) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      default: nil
      }
    }
  }

  /// The value of an attribute, which its writer puts between double quotes. Line breaks become spaces.
  package static func attribute(_ text: some StringProtocol) -> String {
    escaped(text) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      case "`": "&#96;"
      case "\n", "\r", "\t": " "
      default: nil
      }
    }
  }

  /// Text for a form that is no HTML, with the characters replaced that no form may hold.
  package static func withoutForbidden(_ text: some StringProtocol) -> String { escaped(text) { _ in nil } }

  private static func escaped(
    _ text: some StringProtocol, _ replacement: (Unicode.Scalar) -> String?
  ) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if let replacement = replacement(scalar) {
        result += replacement
      } else {
        result.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return result
  }

  /// Characters of XML 1.0, without the controls that HTML forbids and without those that reverse the direction of what
  /// follows: a title must not be able to turn the text beside it around.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: true
    case 0x00...0x1F, 0x7F...0x9F: false
    case 0x202A...0x202E, 0x2066...0x2069: false
    case 0xFDD0...0xFDEF: false
    default: scalar.value & 0xFFFE != 0xFFFE
    }
  }
}
