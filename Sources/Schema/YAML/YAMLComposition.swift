internal import NotebookSyntax
import Yams

extension YAMLFragment {
  /// The fragment as a tree, nil where it is no plain data; then a diagnostic says why.
  ///
  /// Yams only composes: its typed accessors trap on numbers such as `153722867280912931:00`.
  func compose(_ findings: Findings) -> YAMLNode? {
    if let problem = LexicalScan.problem(in: text) {
      let message = problem.message
      findings.error(
        message.code, message.text, at: Spot(position(line: problem.line, column: problem.column)), help: message.help)
      return nil
    }
    var source = text
    var renamed: [Place: String] = [:]
    while true {
      do {
        // The basic resolver has no rules, so that no regular expression runs over each key.
        guard let node = try Yams.compose(yaml: source, .basic, .default, .utf8) else {
          return YAMLNode(content: .mapping([]), spot: Spot(position(line: 1, column: 1)))
        }
        var converter = Conversion(fragment: self, renamed: renamed)
        let tree = converter.node(node, depth: 0)
        if let (message, spot) = converter.refusal { findings.error(.yamlLimit, message, at: spot) }
        return converter.refusal == nil ? tree : nil
      } catch YamlError.duplicatedKeysInMapping(let names, let context) {
        guard let name = names.first, rename(name, at: context.mark, in: &source, number: renamed.count) else {
          let mark = position(line: context.mark.line, column: context.mark.column)
          findings.error(.duplicateKey, "this key is given twice", at: Spot(mark))
          return nil
        }
        renamed[Place(context.mark)] = name
      } catch {
        report(error, findings)
        return nil
      }
    }
  }

  /// A place in the fragment.
  struct Place: Hashable {
    let line: Int
    let column: Int

    init(_ mark: Mark) {
      line = mark.line
      column = mark.column
    }
  }

  /// Gives a doubled key another name, of the same length and from Unicode's private area, so that Yams composes it and
  /// the reader can name both places. Only a key that stands in the text as it is can be renamed.
  private func rename(_ name: String, at mark: Mark, in source: inout String, number: Int) -> Bool {
    // Each renaming composes the text again: a large one is not mended more than a few times.
    guard number < 64, number * source.utf8.count < 1 << 18, let stand = Unicode.Scalar(UInt32(0xE000 + number)) else {
      return false
    }
    let text = SourceText(source)
    guard var place = text.index(line: mark.line, column: mark.column) else { return false }
    if text.scalars[place] == "'" || text.scalars[place] == "\"" { place += 1 }
    guard !name.isEmpty, text.scalars[place...].starts(with: name.unicodeScalars) else { return false }
    var scalars = text.scalars
    scalars[place] = stand
    source = String(String.UnicodeScalarView(scalars))
    return true
  }
}

/// A text's scalars, with the places where its lines begin.
struct SourceText {
  let scalars: [Unicode.Scalar]
  private let lineStarts: [Int]

  init(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    self.scalars = scalars
    lineStarts = [0] + scalars.indices.filter { scalars[$0] == "\n" }.map { $0 + 1 }
  }

  /// The index of a place, both counted from 1; nil past the text's end.
  func index(line: Int, column: Int) -> Int? {
    guard line >= 1, line <= lineStarts.count, column >= 1 else { return nil }
    let index = lineStarts[line - 1] + column - 1
    return index < scalars.count ? index : nil
  }
}

extension LexicalProblem {
  fileprivate var message: (code: DiagnosticCode, text: String, help: String?) {
    switch kind {
    case .tooLong(let bytes):
      (.yamlLimit, "the block has \(grouped(bytes)) bytes; at most \(grouped(LexicalScan.longestText)) are read", nil)
    case .tooDeep: (.yamlLimit, "nested deeper than \(LexicalScan.deepestNesting) levels", nil)
    case .refused(let what): (.yamlFeature, "\(what) are not allowed: a block is plain data", Self.help(what))
    case .character(let name): (.yamlSyntax, "the character \(name) cannot stand in YAML", nil)
    case .tabIndentation: (.yamlSyntax, "a tab in the indentation", "indent with spaces")
    }
  }

  private static func help(_ what: String) -> String? {
    switch what {
    case "anchors", "aliases": "write the value out, or declare a parameter; a text that starts so needs quotes"
    case "tags": "leave the tag out; a text that starts with '!' needs quotes"
    default: nil
    }
  }
}

/// Yams' nodes to ours, with their places in the notebook.
private struct Conversion {
  let fragment: YAMLFragment
  let renamed: [YAMLFragment.Place: String]
  let source: SourceText
  private(set) var refusal: (String, Spot)?

  init(fragment: YAMLFragment, renamed: [YAMLFragment.Place: String]) {
    self.fragment = fragment
    self.renamed = renamed
    source = SourceText(fragment.text)
  }

  mutating func node(_ node: Node, depth: Int) -> YAMLNode {
    let spot = Spot(position(of: node))
    guard depth < LexicalScan.deepestNesting else {
      refusal = refusal ?? ("nested deeper than \(LexicalScan.deepestNesting) levels", spot)
      return YAMLNode(content: .list([]), spot: spot)
    }
    switch node {
    case .scalar(let scalar): return self.scalar(scalar, spot)
    case .sequence(let sequence):
      return YAMLNode(content: .list(sequence.map { self.node($0, depth: depth + 1) }), spot: spot)
    case .mapping(let mapping):
      return YAMLNode(content: .mapping(mapping.compactMap { entry($0.key, $0.value, depth: depth + 1) }), spot: spot)
    case .alias: return YAMLNode(content: .list([]), spot: spot)
    }
  }

  private mutating func entry(_ key: Node, _ value: Node, depth: Int) -> YAMLNode.Entry? {
    guard case .scalar(let scalar) = key else {
      refusal = refusal ?? ("a key must be a word", Spot(position(of: key)))
      return nil
    }
    let read = self.scalar(scalar, Spot(position(of: key)))
    let name = scalar.mark.flatMap { renamed[YAMLFragment.Place($0)] } ?? scalar.string
    return YAMLNode.Entry(
      key: name, keySpot: Spot(read.spot.position, length: max(read.spot.length, name.unicodeScalars.count)),
      value: node(value, depth: depth))
  }

  private func scalar(_ scalar: Node.Scalar, _ spot: Spot) -> YAMLNode {
    let isPlain = scalar.style == .plain || scalar.style == .any
    let offset = isPlain ? 0 : 1
    var spot = spot
    var origin: SourcePosition?
    if let place = place(of: scalar), source.scalars[place...].starts(with: scalar.string.unicodeScalars) {
      origin = SourcePosition(line: spot.position.line, column: spot.position.column + offset)
      spot.length = max(1, scalar.string.unicodeScalars.count + 2 * offset)
    }
    let comment = isPlain && origin != nil ? comment(behind: scalar) : .none
    return YAMLNode(
      content: .scalar(.init(text: scalar.string, isPlain: isPlain, origin: origin, comment: comment)), spot: spot)
  }

  /// Where the text of a scalar begins, behind its quote; nil for block scalars.
  private func place(of scalar: Node.Scalar) -> Int? {
    guard let mark = scalar.mark else { return nil }
    switch scalar.style {
    case .plain, .any: return source.index(line: mark.line, column: mark.column)
    case .singleQuoted, .doubleQuoted: return source.index(line: mark.line, column: mark.column + 1)
    case .literal, .folded: return nil
    }
  }

  private func comment(behind scalar: Node.Scalar) -> YAMLNode.Scalar.Comment {
    guard let place = place(of: scalar) else { return .none }
    let rest = source.scalars[(place + scalar.string.unicodeScalars.count)...].drop { $0 == " " || $0 == "\t" }
    guard rest.first == "#" else { return .none }
    return [" ", "\t", "\n", "#"].contains(rest.dropFirst().first ?? "\n") ? .loose : .tight
  }

  private func position(of node: Node) -> SourcePosition {
    fragment.position(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }
}
