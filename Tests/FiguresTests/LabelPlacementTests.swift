import Figures
import Testing

@Suite struct LabelPlacementTests {
  @Test("Labels that do not touch stay where they want to be")
  func apart() {
    let labels = [LabelPlacement.Label(wish: 80, length: 10), LabelPlacement.Label(wish: 20, length: 10)]
    #expect(LabelPlacement.place(labels, from: 0, to: 100) == [80, 20])
  }

  @Test("Two labels for one place move apart evenly")
  func pair() {
    let labels = [LabelPlacement.Label(wish: 50, length: 10), LabelPlacement.Label(wish: 50, length: 10)]
    #expect(LabelPlacement.place(labels, from: 0, to: 100) == [45, 55])
  }

  @Test("A label at the edge is pushed inside")
  func edge() {
    #expect(LabelPlacement.place([LabelPlacement.Label(wish: 99, length: 10)], from: 0, to: 100) == [95])
  }

  @Test("Whatever the wishes, no label covers another, leaves the line or overtakes one", arguments: 0..<300)
  func random(seed: Int) {
    var dice = Dice(state: UInt64(seed))
    let labels = (0..<Int.random(in: 1...12, using: &dice)).map { _ in
      LabelPlacement.Label(
        wish: Double.random(in: -20...220, using: &dice), length: Double.random(in: 5...16, using: &dice))
    }
    let places = LabelPlacement.place(labels, from: 0, to: 200)
    let order = labels.indices.sorted { places[$0] < places[$1] }
    for (before, after) in zip(order, order.dropFirst()) {
      let gap = places[after] - places[before] - (labels[after].length + labels[before].length) / 2
      #expect(gap > -1e-9)
    }
    for (label, place) in zip(labels, places) {
      #expect(place - label.length / 2 > -1e-9 && place + label.length / 2 < 200 + 1e-9)
    }
  }

  @Test("More labels than the line is long share it evenly")
  func crowded() {
    let labels = (0..<5).map { _ in LabelPlacement.Label(wish: 50, length: 40) }
    #expect(LabelPlacement.place(labels, from: 0, to: 100) == [10, 30, 50, 70, 90])
  }
}
