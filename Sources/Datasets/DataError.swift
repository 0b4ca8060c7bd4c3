/// Why data cannot be had: what is wrong with the options, or with the world.
package enum DataError: Error, Equatable, Sendable {
  /// Each folder that was looked in, with the file it lacked where it had some of them.
  case missing(DatasetName, lookedIn: [String])
  /// A file of the data set that cannot be read, and why.
  case unreadable(path: String, reason: String)
  /// The file is well-formed, but not the one that is known by this name.
  case differs(path: String, name: DatasetName, found: String, known: String)
  /// `classes`, `shuffle_labels` on data without labels.
  case noLabels(key: String, name: String)
  case noClasses
  case unknownClass(Int, count: Int)
  case repeatedClass(Int)
  /// An option out of its range, with what is allowed.
  case outOfRange(key: String, found: String, allowed: String)
  /// A share of so few images that none is left for validation, or for training.
  case emptyShare(Double, of: Int, noun: String, leaves: String)
  case validationTooLarge(Int, of: Int, noun: String)
  case limitTooLarge(key: String, Int, split: String, holds: Int, noun: String)

  /// The key of the options at fault; nil where it is the world's.
  package var key: String? {
    switch self {
    case .missing, .unreadable, .differs: nil
    case .noLabels(let key, _), .outOfRange(let key, _, _), .limitTooLarge(let key, _, _, _, _): key
    case .noClasses, .unknownClass, .repeatedClass: "classes"
    case .emptyShare, .validationTooLarge: "validation"
    }
  }

  /// One line, lower case, no full stop.
  package var message: String {
    switch self {
    case .missing(let name, _): "data set '\(name.rawValue)' is not on this machine"
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .differs(let path, let name, _, _): "\(path) is not the file that '\(name.rawValue)' is known by"
    case .noLabels(let key, let name): "'\(key)' needs labels, '\(name)' has none"
    case .noClasses: "'classes' is empty"
    case .unknownClass(let found, let count): "class \(found) does not exist: the classes are 0 to \(count - 1)"
    case .repeatedClass(let found): "class \(found) stands twice in 'classes'"
    case .outOfRange(let key, let found, let allowed): "'\(key)' is \(found), allowed is \(allowed)"
    case .emptyShare(let share, let count, let noun, let leaves):
      "'validation' is \(share), which of \(grouped(count)) \(noun) leaves none for \(leaves)"
    case .validationTooLarge(let found, let count, let noun):
      "'validation' is \(grouped(found)), the training split has \(grouped(count)) \(noun) and must keep one"
    case .limitTooLarge(let key, let found, let split, let holds, let noun):
      "'\(key)' is \(grouped(found)), the \(split) split has \(grouped(holds)) \(noun)"
    }
  }

  /// The remedies, a line each.
  package var help: [String] {
    switch self {
    case .missing(let name, let lookedIn):
      KnownDataset(name).waysToGet + ["looked in: " + (lookedIn.isEmpty ? "nowhere" : lookedIn.joined(separator: ", "))]
    case .differs(_, let name, let found, let known):
      ["its SHA-256 is \(found)", "known is \(known)", "to get the known file: "] + KnownDataset(name).waysToGet
    case .limitTooLarge(let key, _, _, _, _):
      [key == "limit" ? "'classes' and 'validation' are taken before 'limit'" : "'classes' is taken before '\(key)'"]
    default: []
    }
  }
}
