/// How a terminal shows characters: enough of Unicode's East Asian Width (UAX 11) and of emoji to keep a caret in line.
extension Character {
  /// Columns of a terminal: 0 for what only marks, 2 for wide characters and emoji, else 1.
  var displayWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if unicodeScalars.contains("\u{FE0F}") || first.isWide { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return 1
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isWide: Bool {
    if properties.isEmojiPresentation { return true }
    return switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x20000...0x2FFFD, 0x30000...0x3FFFD:
      true
    default: false
    }
  }

  /// Whether a terminal could take it for a command, or show the line in another order: controls and marks of
  /// direction.
  var isTreacherous: Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

extension String {
  /// The text with U+FFFD for everything that is not safe to show on a terminal, tabs and line ends too.
  func safeForTerminal() -> String {
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars { text.append(scalar.isTreacherous ? "\u{FFFD}" : scalar) }
    return String(text)
  }
}
