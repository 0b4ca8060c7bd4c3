/// Every colour of a page and of its figures, in one place. On a page a figure takes its colours from custom properties, which the page
/// sets for light and dark; by itself it falls back on the light ones.
///
/// The curves' colours differ in lightness as well as in hue, so that they stay apart for readers who see two of the
/// primaries alike (simulated after Machado, Oliveira and Fernandes 2009); each has a contrast of at least 4.5 : 1
/// against the page, since the curves' names are set in them (WCAG 2.2, 1.4.3).
package enum Palette {
  package struct Ink: Equatable, Sendable {
    /// The custom property.
    package let name: String
    package let light: String
    package let dark: String

    /// Sets an SVG property: plainly for viewers that know no custom properties, and by way of the page's for those that
    /// do.
    func set(_ property: String) -> String {
      "\(property)=\"\(light)\" style=\"\(property):var(\(name),\(light))\""
    }
  }

  package static let series = [
    Ink(name: "--c0", light: "#1d4f9e", dark: "#6ab0f9"),  // blue
    Ink(name: "--c1", light: "#b4450a", dark: "#e0803f"),  // vermilion
    Ink(name: "--c2", light: "#0b8061", dark: "#48e0bd"),  // green
    Ink(name: "--c3", light: "#6d2460", dark: "#c07fb3"),  // plum
    Ink(name: "--c4", light: "#57500a", dark: "#e4be60"),  // ochre
    Ink(name: "--c5", light: "#7a5ecb", dark: "#9a86e0"),  // violet
    Ink(name: "--c6", light: "#54101f", dark: "#fb8678"),  // wine
    Ink(name: "--c7", light: "#5d6b76", dark: "#a2acb8"),  // slate
    Ink(name: "--c8", light: "#2b2a28", dark: "#f2efe8"),  // graphite
  ]

  package static let ink = Ink(name: "--ink", light: "#1d1c1a", dark: "#dddad3")
  package static let muted = Ink(name: "--muted", light: "#66625b", dark: "#9f9c94")
  package static let line = Ink(name: "--line", light: "#e4e0d8", dark: "#2f3236")
  package static let axis = Ink(name: "--axis", light: "#a39e94", dark: "#62656a")
  package static let page = Ink(name: "--page", light: "#fdfcf9", dark: "#15171a")

  /// Behind code and notes.
  package static let wash = Ink(name: "--wash", light: "#f4f1ea", dark: "#1d2024")
  package static let good = Ink(name: "--good", light: "#0b6b50", dark: "#48e0bd")
  package static let bad = Ink(name: "--bad", light: "#a11d2b", dark: "#ff8d8d")
  /// Around an image that is wrong: it stands on black in both schemes.
  static let frame = Ink(name: "--frame", light: "#e5484d", dark: "#ff6b6b")
  package static let link = Ink(name: "--link", light: "#1d4f9e", dark: "#8fc1f7")

  /// Any index has a colour; after the last the first comes again.
  static func series(_ index: Int) -> Ink {
    let count = series.count
    return series[((index % count) + count) % count]
  }

  /// The declarations that a page puts into its style sheet.
  package static func declarations(dark: Bool) -> String {
    (series + [ink, muted, line, axis, page, wash, good, bad, frame, link])
      .map { "\($0.name):\(dark ? $0.dark : $0.light)" }
      .joined(separator: ";")
  }
}
