import Datasets
import Testing

/// Checking and loading must find the same fault, word for word.
private func expectError(
  _ text: String, key: String, at location: SourceLocation = #_sourceLocation, _ change: (inout DataOptions) -> Void
) {
  var options = DataOptions()
  change(&options)
  let catalogue = DataCatalogue(folders: [], bundled: bundledFolder)
  for isLoading in [false, true] {
    do throws(DataError) {
      if isLoading { _ = try catalogue.load(options, seed: 0) } else { _ = try catalogue.header(options) }
      Issue.record("nothing was thrown, expected: \(text)", sourceLocation: location)
    } catch {
      #expect(error.message == text, sourceLocation: location)
      #expect(error.key == key, sourceLocation: location)
    }
  }
}

@Suite("What data cannot give is an error, at the check already")
struct OptionErrorTests {
  @Test("an unknown class", arguments: [10, -1, Int.max])
  func unknownClass(number: Int) {
    expectError("class \(number) does not exist: the classes are 0 to 9", key: "classes") { $0.classes = [1, number] }
  }

  @Test("a class twice, and no class")
  func badClasses() {
    expectError("class 3 stands twice in 'classes'", key: "classes") { $0.classes = [3, 1, 3] }
    expectError("'classes' is empty", key: "classes") { $0.classes = [] }
  }

  @Test("a limit over what is left")
  func limit() {
    expectError("'limit' is 5,000, the training split has 4,000 images", key: "limit") { $0.limit = 5000 }
    expectError("'limit' is 3,501, the training split has 3,500 images", key: "limit") {
      ($0.limit, $0.validation) = (3501, .count(500))
    }
    expectError("'test_limit' is 101, the test split has 100 images", key: "test_limit") {
      ($0.testLimit, $0.classes) = (101, [3])
    }
  }

  @Test("a limit below 1", arguments: [0, -1, Int.min])
  func lowLimit(limit: Int) {
    expectError("'limit' is \(limit), allowed is 1 and more", key: "limit") { $0.limit = limit }
    expectError("'test_limit' is \(limit), allowed is 1 and more", key: "test_limit") { $0.testLimit = limit }
  }

  @Test("validation that leaves nothing to train on")
  func validation() {
    expectError("'validation' is 4,000, the training split has 4,000 images and must keep one", key: "validation") {
      $0.validation = .count(4000)
    }
    expectError("'validation' is 0.99999, which of 4,000 images leaves none for training", key: "validation") {
      $0.validation = .share(0.99999)
    }
  }

  @Test("validation without an image")
  func emptyValidation() {
    expectError("'validation' is 0.0001, which of 4,000 images leaves none for validation", key: "validation") {
      $0.validation = .share(0.0001)
    }
    expectError("'validation' is 0, allowed is 1 and more", key: "validation") { $0.validation = .count(0) }
    expectError("'validation' is 1.0, allowed is between 0 and 1", key: "validation") { $0.validation = .share(1) }
    expectError("'validation' is nan, allowed is between 0 and 1", key: "validation") { $0.validation = .share(.nan) }
  }

  @Test("labels of data that have none")
  func noLabels() {
    expectError("'classes' needs labels, 'subspace' has none", key: "classes") {
      ($0.source, $0.classes) = (.subspace(SubspaceOptions()), [1])
    }
    expectError("'shuffle_labels' needs labels, 'subspace' has none", key: "shuffle_labels") {
      ($0.source, $0.shufflesLabels) = (.subspace(SubspaceOptions()), true)
    }
  }

  @Test("a subspace that cannot be made, or is too large to make")
  func subspace() {
    func expect(_ text: String, _ key: String, _ change: (inout SubspaceOptions) -> Void) {
      var options = SubspaceOptions()
      change(&options)
      expectError(text, key: key) { $0.source = .subspace(options) }
    }
    expect("'rank' is 65, allowed is 1 to 64", "rank") { $0.rank = 65 }
    expect("'rank' is 0, allowed is 1 to 64", "rank") { $0.rank = 0 }
    expect("'size' is 0, allowed is 1 to 65,536", "size") { $0.size = 0 }
    expect("'count' is 3, allowed is 4 to 3,355,443", "count") { $0.count = 3 }
    expect("'count' is 9,223,372,036,854,775,807, allowed is 4 to 3,355,443", "count") { $0.count = .max }
    expect("'rank' is 1,000, allowed is 1 to 254", "rank") { ($0.rank, $0.size, $0.count) = (1000, 4096, 64) }
    expect("'noise' is -0.5, allowed is 0 to 1,000", "noise") { $0.noise = -0.5 }
    expect("'noise' is inf, allowed is 0 to 1,000", "noise") { $0.noise = .infinity }
  }
}
