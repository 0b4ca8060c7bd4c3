package import Schema

extension Program {
  /// Labels of the blocks to run: all, or those asked for and what their models, claims and captions need; with `alone`
  /// what their models need.
  package func labelsNeeded(for only: [String], alone: Bool = false) -> Set<String> {
    guard !only.isEmpty else { return Set(blocks.map(\.common.label)) }
    var needed: Set<String> = []
    var waiting = only
    while let label = waiting.popLast() {
      guard needed.insert(label).inserted, let block = blocks.first(where: { $0.common.label == label }) else {
        continue
      }
      waiting += alone ? block.dependencies : block.references
    }
    return needed
  }
}

extension Program.Block {
  /// Labels that a block refers to: the blocks it depends on, and those its claims and captions speak of.
  fileprivate var references: [String] {
    let display = common.display
    var texts = [display.figureCaption, display.figureAlternative, display.tableCaption]
    texts += common.figures.flatMap { [$0.words.caption, $0.words.alternative] }
    let values = texts.compactMap { $0 }.flatMap(\.pieces).compactMap { piece -> Expression? in
      if case .value(let value) = piece { return value.expression }
      return nil
    }
    let paths = (common.claims.flatMap(\.statement.terms) + values).flatMap(\.paths)
    let labels = paths.compactMap { pathWords($0).first.map(String.init) }
    return dependencies + labels
  }
}

extension Expression {
  /// Every path in it, from the left.
  package var paths: [String] {
    switch self {
    case .number, .words: []
    case .path(let path, _): [path]
    case .negated(let operand): operand.paths
    case .binary(_, let left, let right): left.paths + right.paths
    }
  }
}

extension Claim.Statement {
  /// The expressions that are compared, from the left.
  package var terms: [Expression] {
    switch self {
    case .chain(let terms, _): terms
    case .near(let left, let right, _, _): [left, right]
    }
  }
}
