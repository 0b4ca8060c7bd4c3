/// The text elements of a figure.
enum SVGText {
  enum Anchor: String { case start, middle, end }

  /// One line, or several with the first one's baseline at `y`; escaped here.
  static func element(
    _ lines: [String], x: Double, y: Double, size: Double, anchor: Anchor = .start, lineHeight: Double = 1.25,
    attributes: String = ""
  ) -> String {
    guard !lines.isEmpty else { return "" }
    let place = NumberText.coordinate
    var start = "<text x=\"\(place(x))\" y=\"\(place(y))\" font-size=\"\(place(size))\""
    if anchor != .start { start += " text-anchor=\"\(anchor.rawValue)\"" }
    if !attributes.isEmpty { start += " " + attributes }
    if lines.count == 1 { return start + ">\(Escape.text(lines[0]))</text>" }
    let spans = lines.enumerated().map { index, line in
      "<tspan x=\"\(place(x))\" dy=\"\(index == 0 ? "0" : place(size * lineHeight))\">\(Escape.text(line))</tspan>"
    }
    return start + ">\(spans.joined())</text>"
  }

  /// The start of a figure: its measures, its alternative text, and a ground for viewers that show it by itself.
  static func root(width: Double, height: Double, format: FigureFormat, alternative: String) -> String {
    let (width, height) = (NumberText.coordinate(width), NumberText.coordinate(height))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" class="figure-\(format.rawValue)" viewBox="0 0 \(width) \(height)" \
      width="\(width)" height="\(height)" role="img" aria-label="\(Escape.attribute(alternative))" \
      font-family="system-ui,sans-serif">
      <rect width="\(width)" height="\(height)" \(Palette.page.set("fill"))/>

      """
  }
}
