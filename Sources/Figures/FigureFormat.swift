/// The two measures that a figure is composed for, so that its text stays legible: a column of text, and a telephone.
package enum FigureFormat: String, CaseIterable, Sendable {
  case wide
  case narrow

  /// Width of the picture in its own units, each about one CSS pixel on the page.
  package var width: Double { self == .wide ? 720 : 360 }
}
