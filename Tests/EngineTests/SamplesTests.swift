import Engine
import Testing

struct SamplesTests {
  @Test("every byte stands for itself over 255, rounded once")
  func bytes() {
    let samples = Samples(count: 1, width: 256, storage: .bytes((0...255).map { UInt8($0) }))
    #expect(samples.row(0) == (0...255).map { Float($0) / 255 })
  }

  @Test("pixels of bytes and of their floats are the same")
  func pixels() {
    let bytes = (0...255).map { UInt8($0) }
    let samples = Samples(count: 1, width: 256, storage: .bytes(bytes))
    #expect(samples.pixels(row: 0) == bytes)
    #expect(Samples(count: 1, width: 256, storage: .floats(samples.row(0))).pixels(row: 0) == bytes)
  }

  @Test("values outside 0…1 are clamped to black and white, and what is not a number is black")
  func clamped() {
    let values: [Float] = [-1, 2, .infinity, -.infinity, .nan, 0.5, 1e30, -1e30, 0.001]
    let matrix = Matrix(rows: 1, columns: 9, values: values)
    #expect(matrix.pixels(row: 0) == [0, 255, 255, 0, 0, 128, 255, 0, 0])
  }

  @Test("gathering copies rows in the order asked for, also twice")
  func gathered() {
    let samples = Samples(count: 3, width: 2, storage: .bytes([1, 2, 3, 4, 5, 6]))
    let expected = Samples(count: 3, width: 2, storage: .bytes([5, 6, 1, 2, 5, 6]))
    #expect(samples.gathered(rows: [2, 0, 2]) == expected)
  }
}
