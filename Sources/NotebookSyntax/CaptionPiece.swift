/// A stretch of a caption's text: plain, or a value such as `` `{=first.test.mse:.4f}` ``.
package enum CaptionPiece: Equatable, Sendable {
  case text(String)
  /// What stands between `{=` and `}`, unread and perhaps empty; `offset` counts the caption's scalars before it.
  case value(String, offset: Int)
}

/// Splits a caption at its values; a text without any is one piece, an empty one none.
///
/// A value begins with `` `{= `` and ends with the next backtick, which `}` must precede; everything else is text.
package func captionPieces(of text: String) -> [CaptionPiece] {
  let scalars = Array(text.unicodeScalars)
  var pieces: [CaptionPiece] = []
  var start = 0
  var index = 0
  func appendText(upTo end: Int) {
    if start < end { pieces.append(.text(string(scalars[start..<end]))) }
  }
  while index < scalars.count {
    guard scalars[index...].starts(with: opening) else {
      index += 1
      continue
    }
    let inner = index + opening.count
    guard let tick = scalars[inner...].firstIndex(of: "`") else { break }
    guard tick > inner, scalars[tick - 1] == "}" else {
      index = tick
      continue
    }
    appendText(upTo: index)
    pieces.append(.value(string(scalars[inner..<(tick - 1)]), offset: inner))
    index = tick + 1
    start = index
  }
  appendText(upTo: scalars.count)
  return pieces
}

private let opening = Array("`{=".unicodeScalars)

private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
  var text = String.UnicodeScalarView()
  text.append(contentsOf: scalars)
  return String(text)
}
