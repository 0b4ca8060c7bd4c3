import Figures
import Testing

@Suite struct NumberTextTests {
  // The expected texts are Python's: f"{value:.{decimals}f}", with a true minus sign.
  @Test(
    "A number with fixed decimals is rounded as Python rounds it",
    arguments: [
      (0.125, 2, "0.12"), (2.675, 2, "2.67"), (0.375, 2, "0.38"), (0.5, 0, "0"), (1.5, 0, "2"), (2.5, 0, "2"),
      (1.005, 2, "1.00"), (0.045, 2, "0.04"), (1e-7, 4, "0.0000"), (123_456.789, 1, "123456.8"), (-1.25, 1, "−1.2"),
      (9.9995, 3, "9.999"), (0.00967, 5, "0.00967"), (-0.001, 2, "0.00"),
    ])
  func fixed(value: Double, decimals: Int, text: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == text)
  }

  @Test("Thousands are grouped where asked")
  func grouped() {
    #expect(NumberText.fixed(1_234_567.5, decimals: 1, grouped: true) == "1,234,567.5")
    #expect(NumberText.fixed(999, decimals: 0, grouped: true) == "999")
  }

  @Test(
    "Significant digits turn into powers of ten where the number is very large or small",
    arguments: [
      (0.0123456, "0.01235"), (106.54, "106.5"), (12_345.6, "12,346"), (9.99996, "10.00"), (0, "0"),
      (1.23456e-6, "1.235×10⁻⁶"), (-7.5e8, "−7.500×10⁸"), (9.99996e9, "1.000×10¹⁰"),
    ])
  func significant(value: Double, text: String) {
    #expect(NumberText.significant(value, digits: 4) == text)
  }

  @Test(
    "What is not finite is said in words",
    arguments: [(Double.nan, "not a number"), (.infinity, "infinity"), (-.infinity, "minus infinity")])
  func words(value: Double, text: String) {
    #expect(NumberText.fixed(value, decimals: 3) == text)
    #expect(NumberText.significant(value, digits: 3) == text)
  }

  @Test(
    "No number traps, however extreme", arguments: [.leastNonzeroMagnitude, 1.7e308, -1.7e308, 1e-300, 0x1p53, 1e22])
  func extremes(value: Double) {
    #expect(!NumberText.fixed(value, decimals: 15).isEmpty)
    #expect(!NumberText.significant(value, digits: 15).isEmpty)
  }
}
