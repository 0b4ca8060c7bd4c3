internal import Autoencoders
internal import Engine
package import NotebookSyntax

extension Reading {
  /// Reads a notebook: front matter, blocks, then what refers from one to the other. Everything that is wrong is found
  /// at once; one mistake makes one diagnostic. Never throws, never traps. Linear in the notebook, apart from tables in
  /// which many blocks show many models.
  package init(_ document: NotebookDocument, options: ReadingOptions = ReadingOptions()) {
    let findings = Findings()
    var reading = FrontMatterReader(options: options, findings: findings).read(document.frontMatter)
    let reader = BlockReader(layers: reading.layers, findings: findings)
    var isReadable = reading.isReadable
    var table = ResultTable()
    var drafts: [BlockDraft] = []
    var members = 0
    for block in document.blocks {
      guard let kind = BlockKind(rawValue: block.kind) else { continue }
      guard let tree = block.fragment.compose(findings) else {
        isReadable = false
        table.addUnreadable(block, kind)
        continue
      }
      drafts += reader.drafts(
        reading.parameters.substitute(tree, findings), kind, position: block.position, members: &members)
    }
    for draft in drafts { table.add(draft, findings) }
    var assembly = ProgramAssembly(
      drafts: drafts, table: table, parameters: reading.parameters, findings: findings)
    let blocks = assembly.blocks()
    let values = document.values.map { assembly.value($0) }
    reading.parameters = assembly.resolver.parameters
    if isReadable, !assembly.resolver.hasUnreadableText { reading.parameters.reportUnused(findings) }
    diagnostics = Self.sorted(document.diagnostics + findings.diagnostics)
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return }
    program = Program(
      frontMatter: reading.page, parameters: reading.parameters.values, profile: reading.profile,
      blocks: blocks.compactMap(\.self), values: values.compactMap(\.self))
    program?.places = drafts.indices.filter { !drafts[$0].isMember }
  }

  /// By place; those of one place stay in the order in which they were found.
  private static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let start = SourcePosition(line: 0, column: 0)
    return diagnostics.enumerated().sorted {
      ($0.element.position ?? start, $0.offset) < ($1.element.position ?? start, $1.offset)
    }.map(\.element)
  }
}

extension Parameters {
  /// The values in force, in the order of their declaration.
  var values: [Program.Parameter] { declared.map { .init(name: $0.name, value: $0.node.configurationValue) } }

  func reportUnused(_ findings: Findings) {
    for parameter in declared where !parameter.isUsed {
      findings.warning(
        .unusedParameter, "the parameter '\(parameter.name)' is not used", at: parameter.spot,
        help: "use it as $\(parameter.name) or params.\(parameter.name)")
    }
  }
}

extension ResultTable {
  /// A block whose YAML could not be read: its label is looked for by its line, so that references to it do not seem
  /// wrong.
  mutating func addUnreadable(_ block: NotebookDocument.ConfigBlock, _ kind: BlockKind) {
    let line = block.fragment.text.split(separator: "\n").first { $0.hasPrefix("label:") }
    let label = line.map { $0.dropFirst("label:".count).trimmingPrefix { $0 == " " } }
    let name = String((label ?? "").prefix { $0 != " " && $0 != "\r" && $0 != "#" })
    guard isLabel(name) else {
      hasUnnamedBlock = true
      return
    }
    _ = add(name, Block(kind: kind, spot: Spot(block.position), isRun: true, isUnreadable: true))
  }

  /// A block as far as it was read; a label that is taken is reported.
  mutating func add(_ draft: BlockDraft, _ findings: Findings) {
    guard let label = draft.label else {
      hasUnnamedBlock = true
      return
    }
    var block = Block(kind: draft.kind, spot: draft.spot, isRun: draft.common.display.isEvaluated)
    block.repeats = draft.repeats
    block.isUnreadable = draft.isFamilyUnknown
    block.members = draft.family?.members ?? []
    switch draft.body {
    case .train(let data, let model, let training):
      block.splits = data.splits
      block.fields = TrainBlock.fields
      block.pixels = data.shape.pixels
      block.data = data
      block.seed = training.seed
      block.isTrained = model.variant.isTrained
      block.isVariational = model.variant == .variational
      block.penalties = model.penalties.filter { $0 != .auxiliary }
      block.corruption = model.corruption
      block.code = model.codeWidth
    case .evaluate: break
    case .broken where draft.kind == .evaluate: block.isUnreadable = true
    case .broken:
      // Its data are not known; then it may have every split.
      block.splits = Split.allCases
      block.fields = TrainBlock.fields
      block.penalties = Penalty.allCases
      block.isTrained = true
    }
    guard !add(label, block), let first = self[label]?.spot.position else { return }
    findings.error(
      .duplicateLabel, "the label '\(label)' is given twice, first at \(first.line):\(first.column)", at: draft.spot)
  }
}
