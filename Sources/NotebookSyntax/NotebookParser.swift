/// Makes a document of a parsed tree: each pass replaces nodes by markers or by safer nodes, then cmark renders what is
/// left, once. The passes stand in the files `NotebookParser+….swift`.
struct NotebookParser: ~Copyable {
  /// A node of the tree as it was parsed, with what surrounds it.
  struct Entry {
    let node: MarkdownNode
    let kind: MarkdownNode.Kind
    /// Index of the block that holds this inline: a paragraph, a heading, or a whole table.
    let leaf: Int
    let isInLink: Bool
    let isInImage: Bool
  }

  /// The text that was parsed: markers stand in it for formulas.
  let source: SourceText
  /// The same lines as they were written.
  let original: SourceText
  let lifting: FormulaLifting
  var tree: MarkdownTree
  var markers: Markers
  /// Every node in the order of the tree: that of the file, but that footnotes stand at the end.
  var entries: [Entry] = []
  var blocks: [NotebookDocument.ConfigBlock] = []
  var values: [InlineValue] = []
  var formulas: [FormulaSpan] = []
  var images: [NotebookDocument.ImageReference] = []
  /// Text nodes that stand for an image.
  var imageNodes: Set<MarkdownNode> = []
  var headings: [NotebookDocument.Heading] = []
  var diagnostics: [Diagnostic] = []

  /// `markers` are absent from the original, and those of the lifting are made.
  init(_ original: SourceText, _ lifting: FormulaLifting, _ markers: Markers, _ tree: consuming MarkdownTree) {
    source = lifting.text
    self.original = original
    self.lifting = lifting
    self.tree = tree
    self.markers = markers
  }

  consuming func parse(frontMatter: YAMLFragment?) -> NotebookDocument {
    collectEntries()
    replaceFormulas()
    replaceMathFences()
    refuseDoubledNames()
    replaceConfigBlocks()
    warnOfLostBlocks()
    replaceRawHTMLBlocks()
    replaceInlines()
    replaceImages()
    refuseLinks()
    linkBareAddresses()
    replaceCallouts()
    replaceQuotedTasks()
    replaceHeadings()
    return NotebookDocument(
      frontMatter: frontMatter, blocks: blocks, values: values, formulas: formulas,
      parts: markers.split(tree.html()), images: images, headings: headings, diagnostics: diagnostics.inOrderOfPlace())
  }

  private mutating func collectEntries() {
    var entries: [Entry] = []
    var leaf = 0
    var links = 0
    var images = 0
    tree.walk(from: tree.root) { event, node in
      let kind = node.kind
      let step = event == .enter ? 1 : -1
      if event == .enter {
        if !kind.isInline, kind != .tablePart { leaf = entries.count }
        entries.append(Entry(node: node, kind: kind, leaf: leaf, isInLink: links > 0, isInImage: images > 0))
      }
      if kind == .link { links += step }
      if kind == .image { images += step }
    }
    self.entries = entries
  }

  /// The first line of the block that holds an inline.
  func startLine(ofLeaf index: Int) -> Int {
    let node = entries[index].node
    let line = node.startLine
    return line > 0 ? line : max(1, node.next?.startLine ?? 1)
  }
}

extension [Diagnostic] {
  /// Sorted by place, those of the whole file first; those of one place keep their order.
  package func inOrderOfPlace() -> [Diagnostic] {
    let start = SourcePosition(line: 0, column: 0)
    return enumerated().sorted {
      ($0.element.position ?? start, $0.offset) < ($1.element.position ?? start, $1.offset)
    }.map(\.element)
  }
}
