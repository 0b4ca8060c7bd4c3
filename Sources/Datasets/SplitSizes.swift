/// How many samples each split gets, in the order of LANGUAGE.md, section 5: `classes`, `validation`, `limit`. It knows
/// numbers alone, so that checking a notebook and loading its data find the same faults.
struct SplitSizes: Equatable, Sendable {
  let train: Int
  /// Nil where there is no such split.
  let validation: Int?
  let test: Int

  /// `trainCount` and `testCount` are what is left after `classes`; `noun` says of what in errors.
  init(trainCount: Int, testCount: Int, _ options: DataOptions, noun: String) throws(DataError) {
    let validation = try Self.validation(options.validation, of: trainCount, noun)
    let rest = trainCount - (validation ?? 0)
    train = try Self.limited(options.limit, "limit", rest, split: "training", noun)
    test = try Self.limited(options.testLimit, "test_limit", testCount, split: "test", noun)
    self.validation = validation
  }

  private static func validation(
    _ wanted: DataOptions.Validation, of count: Int, _ noun: String
  ) throws(DataError) -> Int? {
    switch wanted {
    case .none: return nil
    case .count(let size):
      guard size > 0 else { throw .outOfRange(key: "validation", found: "\(size)", allowed: "1 and more") }
      guard size < count else { throw .validationTooLarge(size, of: count, noun: noun) }
      return size
    case .share(let share):
      guard share > 0, share < 1 else {
        throw .outOfRange(key: "validation", found: "\(share)", allowed: "between 0 and 1")
      }
      let size = Int((share * Double(count)).rounded())
      guard size > 0 else { throw .emptyShare(share, of: count, noun: noun, leaves: "validation") }
      guard size < count else { throw .emptyShare(share, of: count, noun: noun, leaves: "training") }
      return size
    }
  }

  private static func limited(
    _ limit: Int?, _ key: String, _ count: Int, split: String, _ noun: String
  ) throws(DataError) -> Int {
    guard let limit else { return count }
    guard limit > 0 else { throw .outOfRange(key: key, found: "\(limit)", allowed: "1 and more") }
    guard limit <= count else { throw .limitTooLarge(key: key, limit, split: split, holds: count, noun: noun) }
    return limit
  }
}

extension DataOptions {
  /// Which classes to keep, as a flag a class; nil for all of them.
  func keptClasses(of count: Int) throws(DataError) -> [Bool]? {
    guard let classes else { return nil }
    guard !classes.isEmpty else { throw .noClasses }
    var kept = [Bool](repeating: false, count: count)
    for number in classes {
      guard kept.indices.contains(number) else { throw .unknownClass(number, count: count) }
      guard !kept[number] else { throw .repeatedClass(number) }
      kept[number] = true
    }
    return kept
  }
}
