import Datasets
import Engine
import Testing

/// Data with a known structure.
struct MadeDataTests {
  private func load(_ kind: MadeOptions.Kind, seed: UInt64 = 1, _ change: (inout MadeOptions) -> Void = { _ in }) throws
    -> Dataset
  {
    var made = MadeOptions(kind)
    made.count = 60
    change(&made)
    let catalogue = DataCatalogue(folders: [], bundled: nil)
    let options = DataOptions(source: .made(made))
    let dataset = try catalogue.load(options, seed: seed)
    let header = try catalogue.header(options)
    #expect(header.trainCount == dataset.train.samples.count)
    #expect(header.testCount == dataset.test.samples.count)
    #expect(header.shape.pixels == dataset.train.samples.width)
    return dataset
  }

  @Test("the same seed makes the same data, another seed others", arguments: MadeOptions.Kind.allCases)
  func seeds(kind: MadeOptions.Kind) throws {
    let (first, again, other) = (try load(kind), try load(kind), try load(kind, seed: 2))
    #expect(first == again)
    #expect(first.train != other.train)
    #expect(first.fingerprint != other.fingerprint)
    #expect(first.train.samples.count == 60)
    #expect(first.test.samples.count == 15)
  }

  @Test("blobs without noise are their centres, a class each")
  func blobs() throws {
    let dataset = try load(.blobs) { options in
      options.noise = 0
      options.clusters = 4
    }
    #expect(dataset.train.labels.prefix(5) == [0, 1, 2, 3, 0])
    #expect(dataset.train.samples.row(0) == dataset.train.samples.row(4))
    #expect(dataset.train.samples.row(0) == dataset.test.samples.row(0))
    #expect(dataset.train.samples.row(0) != dataset.train.samples.row(1))
  }

  @Test("a Swiss roll's points have the radius of their angle")
  func roll() throws {
    let dataset = try load(.swissRoll)
    #expect(dataset.train.labels.isEmpty)
    for row in 0..<60 {
      let point = dataset.train.samples.row(row).map { Double($0) * 10 }
      let radius = (point[0] * point[0] + point[2] * point[2]).squareRoot()
      #expect(radius >= 1.5 * Double.pi - 1e-4 && radius <= 4.5 * Double.pi + 1e-4)
      #expect(point[1] >= 0 && point[1] <= 21)
    }
  }

  @Test("shapes lie inside their images and cover a part of them")
  func shapes() throws {
    let dataset = try load(.shapes)
    #expect(dataset.classCount == 3)
    for row in 0..<60 {
      let pixels = dataset.train.samples.row(row)
      for place in 0..<28 {
        #expect(pixels[place] == 0 && pixels[27 * 28 + place] == 0)
        #expect(pixels[place * 28] == 0 && pixels[place * 28 + 27] == 0)
      }
      let area = pixels.reduce(0, +) / 784
      #expect(area > 0.02 && area < 0.2)
    }
  }

  @Test("classes that are made can be chosen, and their counts are known before")
  func classes() throws {
    var made = MadeOptions(.blobs)
    made.count = 62
    var options = DataOptions(source: .made(made))
    options.classes = [0, 4]
    let catalogue = DataCatalogue(folders: [], bundled: nil)
    let dataset = try catalogue.load(options, seed: 0)
    #expect(Set(dataset.train.labels) == [0, 4])
    #expect(try catalogue.header(options).trainCount == dataset.train.samples.count)
    #expect(try catalogue.header(options).testCount == dataset.test.samples.count)
  }

  @Test("a size that is no square is refused for shapes")
  func unsquare() {
    #expect(throws: DataError.self) { try load(.shapes) { $0.size = 785 } }
  }
}
