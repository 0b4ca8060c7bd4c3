internal import NotebookSyntax

/// A value of the notebook's YAML with its place: what Yams composed, in the notebook's own lines and columns.
struct YAMLNode: Sendable {
  indirect enum Content: Sendable {
    case scalar(Scalar)
    case list([YAMLNode])
    case mapping([Entry])
    /// A value that cannot be known, because a parameter in it is wrong; the diagnostic is already there.
    case unknown
  }

  struct Scalar: Sendable {
    var text: String
    /// Neither quoted nor a block: only such a text can be a number, a boolean or nothing.
    var isPlain: Bool
    /// Where the text's first scalar stands, if the text stands in the notebook as it is, on one line.
    var origin: SourcePosition?
    var comment = Comment.none

    /// What follows on the same line: nothing, a comment, or one whose `#` stands directly before a word.
    enum Comment: Sendable { case none, loose, tight }
  }

  struct Entry: Sendable {
    var key: String
    var keySpot: Spot
    var value: YAMLNode
    /// Whether the value came from the front matter, the defaults or a profile, and not from the block itself.
    var isInherited = false
  }

  var content: Content
  var spot: Spot

  var scalar: Scalar? { if case .scalar(let scalar) = content { scalar } else { nil } }
  var list: [YAMLNode]? { if case .list(let list) = content { list } else { nil } }
  var entries: [Entry]? { if case .mapping(let entries) = content { entries } else { nil } }

  /// The value of a key, the first one where it is doubled.
  subscript(key: String) -> YAMLNode? { entries?.first { $0.key == key }?.value }

  /// What a message says was found.
  var found: String {
    switch content {
    case .scalar(let scalar):
      scalar.isPlain ? quoted(scalar.text) : "the text '\(quoted(scalar.text))'"
    case .list: "a list"
    case .mapping: "a mapping"
    case .unknown: "a value that is not known"
    }
  }

  /// Whether this is an empty value, in any of YAML's spellings.
  var isNull: Bool {
    guard let scalar else { return false }
    return scalar.isPlain ? ["", "~", "null", "Null", "NULL"].contains(scalar.text) : scalar.text.isEmpty
  }

  /// "Off", quoted or not.
  var isNone: Bool { scalar?.text == "none" }

  var isUnknown: Bool { if case .unknown = content { true } else { false } }

  var plainText: String? { scalar.flatMap { $0.isPlain ? $0.text : nil } }
}
