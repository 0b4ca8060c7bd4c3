import Figures
import Foundation
import Testing

@Suite struct PaletteTests {
  @Test(
    "Text in any colour of the palette reads well on both pages (WCAG AA)",
    arguments: Palette.series + [Palette.ink, Palette.muted, Palette.good, Palette.bad, Palette.link])
  func contrast(ink: Palette.Ink) throws {
    #expect(try ratio(ink.light, Palette.page.light) >= 4.5)
    #expect(try ratio(ink.dark, Palette.page.dark) >= 4.5)
  }

  @Test(
    "Text of code and notes reads well on its own ground (WCAG AA)",
    arguments: [Palette.ink, Palette.muted, Palette.bad, Palette.link])
  func contrastOnWash(ink: Palette.Ink) throws {
    #expect(try ratio(ink.light, Palette.wash.light) >= 4.5)
    #expect(try ratio(ink.dark, Palette.wash.dark) >= 4.5)
  }

  @Test("The declarations name every colour once", arguments: [false, true])
  func declarations(dark: Bool) {
    let names = Palette.declarations(dark: dark).split(separator: ";").compactMap { $0.split(separator: ":").first }
    #expect(names.count == Palette.series.count + 10)
    #expect(Set(names).count == names.count)
  }

  /// Contrast ratio of two `#rrggbb` colours (WCAG 2.2).
  private func ratio(_ first: String, _ second: String) throws -> Double {
    let luminances = try [first, second].map { color in
      let value = try #require(Int(color.dropFirst(), radix: 16))
      let channels = [16, 8, 0].map { shift -> Double in
        let share = Double(value >> shift & 255) / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }
    return (luminances.max()! + 0.05) / (luminances.min()! + 0.05)
  }
}
