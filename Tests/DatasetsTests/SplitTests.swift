import Datasets
import Engine
import Files
import Testing

/// `mnist-5k` cut as `change` asks.
private func load(seed: UInt64 = 0, _ change: (inout DataOptions) -> Void = { _ in }) throws(DataError) -> Dataset {
  var options = DataOptions()
  change(&options)
  return try DataCatalogue(folders: [], bundled: bundledFolder).load(options, seed: seed)
}

/// How often each label of 0…9 occurs.
private func counts(_ part: Part) -> [Int] {
  (0..<10).map { label in part.labels.count { $0 == label } }
}

private func images(_ part: Part) -> [[UInt8]] {
  guard case .bytes(let values) = part.samples.storage else { return [] }
  let width = part.samples.width
  return (0..<part.samples.count).map { Array(values[$0 * width..<($0 + 1) * width]) }
}

@Suite("The digits that come with the project")
struct MNIST5KTests {
  @Test("4,000 train and 1,000 test, balanced, the classes taking turns")
  func balanced() throws {
    let digits = try load()
    #expect(digits.shape == SampleShape(width: 28, height: 28))
    #expect(digits.classCount == 10)
    #expect(counts(digits.train) == Array(repeating: 400, count: 10))
    #expect(counts(digits.test) == Array(repeating: 100, count: 10))
    #expect(digits.train.labels.prefix(12) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
    #expect(digits.validation == nil)
  }

  @Test("no image is in both splits")
  func disjoint() throws {
    let digits = try load()
    #expect(Set(images(digits.train) + images(digits.test)).count == 5000)
  }

  @Test("the fingerprint is that of the four files, however they are cut")
  func fingerprint() throws {
    let known = "479668d6e22c3c518712213f67b15dc2a1cf950610dec01340cf08299cac77cc"
    #expect(try load().fingerprint == known)
    #expect(try load(seed: 7) { $0.limit = 10 }.fingerprint == known)
  }
}

@Suite("Data are cut: classes, validation, limit, in this order")
struct SplitTests {
  @Test("classes keep their numbers, in both splits")
  func classes() throws {
    let digits = try load { $0.classes = [7, 1] }
    #expect(counts(digits.train) == [0, 400, 0, 0, 0, 0, 0, 400, 0, 0])
    #expect(counts(digits.test) == [0, 100, 0, 0, 0, 0, 0, 100, 0, 0])
    #expect(digits.classCount == 10)
  }

  @Test("a limit is balanced over the classes; what does not divide goes to the first ones")
  func limit() throws {
    let digits = try load { $0.limit = 23 }
    #expect(counts(digits.train) == [3, 3, 3, 2, 2, 2, 2, 2, 2, 2])
    #expect(digits.test.samples.count == 1000)
  }

  @Test("rare classes give all they have, the others share the rest")
  func limitOverRareClasses() throws {
    // Random images leave for validation, so that the classes are no longer equal.
    let available = try counts(load { $0.validation = .count(500) }.train)
    let kept = try counts(load { ($0.validation, $0.limit) = (.count(500), 3480) }.train)
    let most = try #require(kept.max())
    #expect(Set(available).count > 1)
    #expect(kept.reduce(0, +) == 3480)
    #expect(zip(kept, available).allSatisfy { $0 == $1 || $0 >= most - 1 })
  }

  @Test("a larger limit keeps what a smaller one keeps")
  func nestedLimits() throws {
    let small = try load { $0.limit = 100 }
    let large = try load { $0.limit = 300 }
    #expect(Set(images(large.train)).isSuperset(of: images(small.train)))
  }

  @Test("kept images stay in the order of the source, with their own labels")
  func order() throws {
    let all = try load().train
    let some = try load { $0.limit = 500 }.train
    let place = Dictionary(uniqueKeysWithValues: zip(images(all), 0...))
    let places = images(some).compactMap { place[$0] }
    #expect(places.count == 500)
    #expect(places == places.sorted())
    #expect(some.labels == places.map { all.labels[$0] })
  }

  @Test("the test split has a limit of its own")
  func testLimit() throws {
    let digits = try load { $0.testLimit = 50 }
    #expect(counts(digits.test) == Array(repeating: 5, count: 10))
    #expect(digits.train.samples.count == 4000)
  }

  @Test(
    "validation leaves the training split, which keeps the rest",
    arguments: [.count(400), .share(0.1)] as [DataOptions.Validation])
  func validation(wanted: DataOptions.Validation) throws {
    let digits = try load { $0.validation = wanted }
    let validation = try #require(digits.validation)
    #expect(validation.samples.count == 400)
    #expect(digits.train.samples.count == 3600)
    #expect(Set(images(validation)).isDisjoint(with: images(digits.train)))
    #expect(Set(images(validation) + images(digits.train)) == Set(images(try load().train)))
  }

  @Test("the limit counts what validation has left, and does not limit validation")
  func limitAfterValidation() throws {
    let digits = try load { ($0.validation, $0.limit) = (.count(500), 3500) }
    #expect(digits.validation?.samples.count == 500)
    #expect(digits.train.samples.count == 3500)
  }

  @Test("the seed decides, and the same seed gives the same bits")
  func seeds() throws {
    let change: (inout DataOptions) -> Void = { ($0.validation, $0.limit, $0.testLimit) = (.share(0.2), 1000, 100) }
    let first = try load(seed: 1, change)
    #expect(try load(seed: 1, change) == first)
    let second = try load(seed: 2, change)
    #expect(second.train != first.train && second.validation != first.validation && second.test != first.test)
  }

  @Test("the same seed chooses the same images in every version")
  func choice() throws {
    let digits = try load(seed: 3) { ($0.classes, $0.limit, $0.validation) = ([4], 5, .count(6)) }
    #expect(
      SHA256Digest.hex(of: images(digits.train).flatMap { $0 })
        == "1fe7195004916cc76dfa31a6108f7865cdc9e5db7876b90cca3398ccf8220b94")
  }

  @Test("shuffled labels are the same labels on the same images, each in another place")
  func shuffledLabels() throws {
    let plain = try load { ($0.limit, $0.validation) = (1000, .count(300)) }
    let shuffled = try load { ($0.limit, $0.validation, $0.shufflesLabels) = (1000, .count(300), true) }
    for (before, after) in [
      (plain.train, shuffled.train), (plain.validation!, shuffled.validation!), (plain.test, shuffled.test),
    ] {
      #expect(after.samples == before.samples)
      #expect(after.labels.sorted() == before.labels.sorted())
      #expect(zip(after.labels, before.labels).count { $0 == $1 } < before.labels.count / 5)
    }
  }
}
