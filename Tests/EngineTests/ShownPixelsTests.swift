import Engine
import Testing

@Suite("Pixels that figures show")
struct ShownPixelsTests {
  private let bytes = Samples(count: 2, width: 3, storage: .bytes([0, 51, 255, 102, 51, 0]))
  private let floats = Samples(count: 2, width: 2, storage: .floats([-1, 0, 3, 1]))

  @Test("bytes stand for 0…1")
  func matrix() {
    #expect(bytes.asMatrix().values.map { ($0 * 255).rounded() } == [0, 51, 255, 102, 51, 0])
  }

  @Test("the mean is that of each column, of bytes exactly")
  func mean() {
    #expect(bytes.mean() == [0.2, 0.2, 0.5])
    #expect(floats.mean() == [1, 0.5])
  }

  @Test("black and white are 0 and 1 for images, else the least and the largest value")
  func range() {
    #expect(bytes.range == 0...1)
    #expect(floats.range == -1...3)
    #expect(floats.asMatrix().pixels(in: floats.range) == [[0, 64], [255, 128]])
  }

  @Test("what lies outside is clamped")
  func clamped() {
    let matrix = Matrix(rows: 1, columns: 3, values: [-0.5, 0.5, 2])
    #expect(matrix.pixels(in: 0...1) == [[0, 128, 255]])
  }

  @Test("differences are absolute")
  func difference() {
    let left = Matrix(rows: 1, columns: 2, values: [1, 2])
    let right = Matrix(rows: 1, columns: 2, values: [3, 1])
    #expect(left.absoluteDifference(from: right).values == [2, 1])
  }
}
