internal import NotebookSyntax

extension PathResolver {
  /// A caption with its values, nil where one of them is wrong.
  mutating func caption(_ node: YAMLNode?, own: String?) -> InlineText? {
    guard let node, let scalar = node.scalar else { return nil }
    var pieces: [InlineText.Piece] = []
    var isFine = true
    for piece in captionPieces(of: scalar.text) {
      switch piece {
      case .text(let text): pieces.append(.text(text))
      case .value(let text, let offset):
        let origin = scalar.origin.map { SourcePosition(line: $0.line, column: $0.column + offset) }
        if let value = value(Text(text: text, spot: node.spot, origin: origin, own: own)) {
          pieces.append(.value(value))
        } else {
          isFine = false
        }
      }
    }
    var caption = InlineText(pieces: pieces)
    caption.source = scalar.text
    caption.place = scalar.origin ?? node.spot.position
    caption.isVerbatim = scalar.origin != nil
    return isFine ? caption : nil
  }
}
