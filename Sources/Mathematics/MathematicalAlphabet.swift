/// An alphabet of Unicode's block Mathematical Alphanumeric Symbols (U+1D400), by MathML's name for it.
///
/// Its letters stand in a row, but for those that Unicode already had elsewhere: ℝ, ℒ, ℎ.
struct MathematicalAlphabet {
  private let capital: UInt32
  private let digit: UInt32?
  private let greek: UInt32?
  private let exceptions: [Unicode.Scalar: Unicode.Scalar]

  init?(_ variant: String) {
    guard let row = Self.rows[variant] else { return nil }
    capital = row.capital
    digit = row.digit
    greek = row.greek
    exceptions = Self.exceptions[variant] ?? [:]
  }

  /// The text with every letter and digit that the alphabet has in it; others stay.
  func letters(of text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(letter(for: scalar)) }
    return String(result)
  }

  private func letter(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    if let exception = exceptions[scalar] { return exception }
    let value: UInt32? =
      switch scalar {
      case "A"..."Z": capital + scalar.value - 0x41
      case "a"..."z": capital + 26 + scalar.value - 0x61
      case "0"..."9": digit.map { $0 + scalar.value - 0x30 }
      // 25 capitals, of which the eighteenth is a variant of theta, nabla, then 25 small letters.
      case "Α"..."Ρ", "Σ"..."Ω": greek.map { $0 + scalar.value - 0x391 }
      case "∇": greek.map { $0 + 25 }
      case "α"..."ω": greek.map { $0 + 26 + scalar.value - 0x3B1 }
      case "∂": greek.map { $0 + 51 }
      case "ϵ": greek.map { $0 + 52 }
      case "ϑ": greek.map { $0 + 53 }
      case "ϰ": greek.map { $0 + 54 }
      case "ϕ": greek.map { $0 + 55 }
      case "ϱ": greek.map { $0 + 56 }
      case "ϖ": greek.map { $0 + 57 }
      default: nil
      }
    return value.flatMap(Unicode.Scalar.init) ?? scalar
  }

  private static let rows: [String: (capital: UInt32, digit: UInt32?, greek: UInt32?)] = [
    "bold": (0x1D400, 0x1D7CE, 0x1D6A8), "italic": (0x1D434, nil, 0x1D6E2), "bold-italic": (0x1D468, nil, 0x1D71C),
    "script": (0x1D49C, nil, nil), "bold-script": (0x1D4D0, nil, nil), "fraktur": (0x1D504, nil, nil),
    "double-struck": (0x1D538, 0x1D7D8, nil), "bold-fraktur": (0x1D56C, nil, nil),
    "sans-serif": (0x1D5A0, 0x1D7E2, nil), "bold-sans-serif": (0x1D5D4, 0x1D7EC, 0x1D756),
    "sans-serif-italic": (0x1D608, nil, nil), "sans-serif-bold-italic": (0x1D63C, nil, 0x1D790),
    "monospace": (0x1D670, 0x1D7F6, nil),
  ]

  private static let exceptions: [String: [Unicode.Scalar: Unicode.Scalar]] = [
    "italic": ["h": "ℎ"],
    "script": [
      "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ", "o": "ℴ",
    ],
    "fraktur": ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"],
    "double-struck": ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"],
  ]
}
