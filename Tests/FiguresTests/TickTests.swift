import Figures
import Testing

@Suite struct TickTests {
  @Test(
    "Linear ticks stand at round numbers",
    arguments: [
      (0.0, 1.0, 5, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
      (0.0, 0.07, 5, ["0.00", "0.02", "0.04", "0.06"]),
      (1.0, 20.0, 4, ["5", "10", "15", "20"]),
      (-1e9, 2e9, 3, ["−1×10⁹", "0", "1×10⁹", "2×10⁹"]),
      (0.0, 1e-6, 2, ["0", "0.5×10⁻⁶", "1.0×10⁻⁶"]),
      (0.0, 40_000.0, 4, ["0", "10,000", "20,000", "30,000", "40,000"]),
    ])
  func linear(lower: Double, upper: Double, count: Int, labels: [String]) {
    #expect(Ticks.linear(from: lower, to: upper, about: count).ticks.map(\.label) == labels)
  }

  @Test("Steps are 1, 2 or 5 times a power of ten, and every tick lies in the range", arguments: 0..<200)
  func steps(seed: Int) throws {
    var dice = Dice(state: UInt64(seed))
    let lower = Double.random(in: -1...1, using: &dice) * Double("1e\(Int.random(in: -9...9, using: &dice))")!
    let share = Double("1e\(Int.random(in: -8...8, using: &dice))")!
    let upper = lower + Double.random(in: 0.1...1, using: &dice) * share * lower.magnitude
    let ticks = Ticks.linear(from: lower, to: upper, about: 5)
    var mantissa = try #require(ticks.step)
    while mantissa >= 9.5 { mantissa /= 10 }
    while mantissa < 0.95 { mantissa *= 10 }
    #expect([1.0, 2, 5].contains { ($0 - mantissa).magnitude < 1e-6 })
    let slack = (upper - lower) * 1e-6
    #expect(ticks.ticks.allSatisfy { $0.value >= lower - slack && $0.value <= upper + slack })
    #expect((1...11).contains(ticks.ticks.count))
    #expect(Set(ticks.ticks.map(\.label)).count == ticks.ticks.count, "two ticks look alike: \(ticks.ticks)")
  }

  @Test("Where a range is narrower than its numbers are exact, one tick is left")
  func tooNarrow() {
    #expect(Ticks.linear(from: 9e7, to: 9e7.nextUp, about: 5).ticks.map(\.label) == ["9.000×10⁷"])
  }

  @Test("Epochs are whole numbers")
  func wholeNumbers() {
    let ticks = Ticks.linear(from: 1, to: 3, about: 8, wholeNumbers: true)
    #expect(ticks.ticks.map(\.label) == ["1", "2", "3"])
  }

  @Test(
    "Logarithmic ticks are powers of ten, then their multiples, then even steps",
    arguments: [
      (1e-4, 10.0, ["0.0001", "0.001", "0.01", "0.1", "1", "10"]),
      (0.01, 1.0, ["0.01", "0.1", "1"]),
      (0.02, 0.6, ["0.03", "0.1", "0.3"]),
      (0.1, 0.6, ["0.1", "0.2", "0.5"]),
      (0.25, 0.35, ["0.25", "0.30", "0.35"]),
      (1e-7, 1e-5, ["10⁻⁷", "10⁻⁶", "10⁻⁵"]),
    ])
  func logarithmic(lower: Double, upper: Double, labels: [String]) {
    let count = lower == 0.25 ? 2 : 5
    #expect(Ticks.logarithmic(from: lower, to: upper, about: count).ticks.map(\.label) == labels)
  }
}
