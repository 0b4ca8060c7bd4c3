/// How wide text will be, told without a font: the page is drawn with the reader's own sans-serif, so these are the
/// widths of common ones (Helvetica, Segoe UI, Roboto, Noto Sans) rounded up, those of digits DejaVu's, since an axis has
/// no room to spare.
enum TextMetrics {
  /// Width of `text`, set at `size`, both in the same unit.
  static func width(of text: some StringProtocol, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * size
  }

  /// `text` broken at spaces, and within words that are too long, into lines of at most `width`. Nil where that takes
  /// more than `limit` lines, or breaks a word that may not be broken.
  static func lines(
    of text: String, size: Double, width: Double, limit: Int, breaksWords: Bool = true
  ) -> [String]? {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      let pieces = pieces(of: word, size: size, width: width)
      if pieces.count > 1 && !breaksWords { return nil }
      for piece in pieces {
        let joined = line.isEmpty ? String(piece) : line + " " + piece
        if line.isEmpty || self.width(of: joined, size: size) <= width {
          line = joined
        } else {
          lines.append(line)
          line = String(piece)
        }
      }
      if lines.count > limit { return nil }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.count > limit ? nil : lines
  }

  /// The same, with the last line cut short by an ellipsis where there is more text than lines.
  static func clippedLines(of text: String, size: Double, width: Double, limit: Int) -> [String] {
    if let lines = lines(of: text, size: size, width: width, limit: limit) { return lines }
    var low = 0
    var high = min(text.count, 2_000)
    var best = ["…"]
    while low < high {
      let middle = (low + high + 1) / 2
      if let lines = lines(of: text.prefix(middle) + "…", size: size, width: width, limit: limit) {
        best = lines
        low = middle
      } else {
        high = middle - 1
      }
    }
    return best
  }

  private static func pieces(of word: Substring, size: Double, width limit: Double) -> [Substring] {
    guard width(of: word, size: size) > limit else { return [word] }
    var pieces: [Substring] = []
    var start = word.startIndex
    var used = 0.0
    for index in word.indices {
      let next = width(of: word[index...index], size: size)
      if used + next > limit, start < index {
        pieces.append(word[start..<index])
        start = index
        used = 0
      }
      used += next
    }
    pieces.append(word[start...])
    return pieces
  }

  private static func width(of scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "I", "|", "!", ".", ",", ":", ";", "'", "`": 0.3
    case " ", "f", "t", "r", "(", ")", "[", "]", "/", "\\", "-": 0.38
    case "m", "w", "M", "W", "@", "%", "—": 0.92
    case "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁻": 0.4
    case "A"..."Z": 0.7
    case "0"..."9": 0.64
    case "\u{300}"..."\u{36F}": 0
    case "\u{1100}"..."\u{115F}", "\u{2E80}"..."\u{A4CF}", "\u{AC00}"..."\u{D7A3}", "\u{F900}"..."\u{FAFF}",
      "\u{FF00}"..."\u{FF60}", "\u{1F000}"..."\u{1FAFF}", "\u{20000}"..."\u{3FFFD}":
      1.05
    default: 0.58
    }
  }
}
