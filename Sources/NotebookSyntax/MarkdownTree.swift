/// cmark-gfm's tree of a document: everything that touches the C library stands in this file.
///
/// The renderer is kept in its safe mode, and is the only one of the library's that is used. The `autolink` extension
/// reads out of bounds and is never attached. The tree is walked by the library's iterator, never recursively, since a
/// hostile document nests deeper than a stack.
import CCMarkGFM
import Synchronization

/// A parsed document, which owns its nodes; a `MarkdownNode` must not outlive it.
struct MarkdownTree: ~Copyable {
  enum Event { case enter, exit }

  let root: MarkdownNode
  /// Nodes that were taken out, kept so that nobody holds one that is gone.
  private var discarded: [MarkdownNode] = []

  /// Nil only where memory is short. `bytes` are UTF-8 without NUL.
  init?(parsing bytes: [UInt8]) {
    // The library keeps the special characters of its extensions in global variables while it parses.
    let root = Self.parsing.withLock { isRegistered -> MarkdownNode? in
      if !isRegistered { cmark_gfm_core_extensions_ensure_registered() }
      isRegistered = true
      return Self.parse(bytes)
    }
    guard let root else { return nil }
    self.root = root
    unsafe cmark_consolidate_text_nodes(root.pointer)
  }

  deinit {
    for node in discarded { unsafe cmark_node_free(node.pointer) }
    unsafe cmark_node_free(root.pointer)
  }

  /// Calls `body` on entering and leaving each node under `node` and itself, in the order of the document; a leaf is
  /// only entered. `body` must not change the tree.
  func walk(from node: MarkdownNode, _ body: (Event, MarkdownNode) -> Void) {
    guard let iterator = unsafe cmark_iter_new(node.pointer) else { return }
    defer { unsafe cmark_iter_free(iterator) }
    while true {
      let event = unsafe cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let current = unsafe MarkdownNode(cmark_iter_get_node(iterator)) else { return }
      body(event == CMARK_EVENT_ENTER ? .enter : .exit, current)
    }
  }

  /// Takes a node and its children out of the document.
  mutating func discard(_ node: MarkdownNode) {
    unsafe cmark_node_unlink(node.pointer)
    discarded.append(node)
  }

  /// Puts `node` at the place of `old`, which is discarded.
  mutating func replace(_ old: MarkdownNode, with node: MarkdownNode) {
    insert(node, before: old)
    discard(old)
  }

  /// Puts a node, a new one or one of another place, before `sibling`.
  mutating func insert(_ node: MarkdownNode, before sibling: MarkdownNode) {
    if unsafe cmark_node_insert_before(sibling.pointer, node.pointer) == 0 { discard(node) }
  }

  /// Puts a node, a new one or one of another place, at the end of `parent`'s children.
  mutating func append(_ node: MarkdownNode, to parent: MarkdownNode) {
    if unsafe cmark_node_append_child(parent.pointer, node.pointer) == 0 { discard(node) }
  }

  /// The document as HTML, in safe mode.
  func html() -> String {
    guard let text = unsafe cmark_render_html(root.pointer, CMARK_OPT_DEFAULT, nil) else { return "" }
    defer { unsafe cmark_get_default_mem_allocator().pointee.free(text) }
    return unsafe String(cString: text)
  }

  private static let parsing = Mutex(false)

  private static func parse(_ bytes: [UInt8]) -> MarkdownNode? {
    guard let parser = unsafe cmark_parser_new(CMARK_OPT_FOOTNOTES) else { return nil }
    defer { unsafe cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "tasklist"] {
      unsafe cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
    }
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe cmark_parser_feed(parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    return unsafe MarkdownNode(cmark_parser_finish(parser))
  }
}

/// A node of a `MarkdownTree`.
@safe struct MarkdownNode: Hashable {
  /// What a node is, as far as this room looks at it.
  enum Kind {
    case blockQuote, codeBlock, htmlBlock, paragraph, heading, footnoteDefinition, table, tablePart, otherBlock
    case text, softBreak, lineBreak, code, html, emphasis, strong, strikethrough, link, image, otherInline

    var isInline: Bool {
      switch self {
      case .blockQuote, .codeBlock, .htmlBlock, .paragraph, .heading, .footnoteDefinition, .table, .tablePart,
        .otherBlock:
        false
      default: true
      }
    }
  }

  fileprivate let pointer: OpaquePointer

  fileprivate init?(_ pointer: OpaquePointer?) {
    guard let pointer = unsafe pointer else { return nil }
    unsafe self.pointer = unsafe pointer
  }

  static func == (left: Self, right: Self) -> Bool { unsafe left.pointer == right.pointer }
  func hash(into hasher: inout Hasher) { unsafe hasher.combine(pointer) }

  static func text(_ literal: String) -> MarkdownNode? {
    let node = unsafe MarkdownNode(cmark_node_new(CMARK_NODE_TEXT))
    if let node { unsafe cmark_node_set_literal(node.pointer, literal) }
    return node
  }

  static func link(to url: String) -> MarkdownNode? {
    let node = unsafe MarkdownNode(cmark_node_new(CMARK_NODE_LINK))
    if let node { unsafe cmark_node_set_url(node.pointer, url) }
    return node
  }

  /// A block that writes `start`, its children and `end` as they are, each on lines of its own.
  static func block(start: String, end: String = "") -> MarkdownNode? {
    let node = unsafe MarkdownNode(cmark_node_new(CMARK_NODE_CUSTOM_BLOCK))
    if let node {
      unsafe cmark_node_set_on_enter(node.pointer, start)
      unsafe cmark_node_set_on_exit(node.pointer, end)
    }
    return node
  }

  /// An inline that writes HTML as it is.
  static func inline(html: String) -> MarkdownNode? {
    let node = unsafe MarkdownNode(cmark_node_new(CMARK_NODE_CUSTOM_INLINE))
    if let node { unsafe cmark_node_set_on_enter(node.pointer, html) }
    return node
  }

  /// Whether it is an item of a list.
  var isItem: Bool { unsafe cmark_node_get_type(pointer) == CMARK_NODE_ITEM }

  var kind: Kind {
    let type = unsafe cmark_node_get_type(pointer)
    switch type {
    case CMARK_NODE_BLOCK_QUOTE: return .blockQuote
    case CMARK_NODE_CODE_BLOCK: return .codeBlock
    case CMARK_NODE_HTML_BLOCK: return .htmlBlock
    case CMARK_NODE_PARAGRAPH: return .paragraph
    case CMARK_NODE_HEADING: return .heading
    case CMARK_NODE_FOOTNOTE_DEFINITION: return .footnoteDefinition
    case CMARK_NODE_TEXT: return .text
    case CMARK_NODE_SOFTBREAK: return .softBreak
    case CMARK_NODE_LINEBREAK: return .lineBreak
    case CMARK_NODE_CODE: return .code
    case CMARK_NODE_HTML_INLINE: return .html
    case CMARK_NODE_EMPH: return .emphasis
    case CMARK_NODE_STRONG: return .strong
    case CMARK_NODE_LINK: return .link
    case CMARK_NODE_IMAGE: return .image
    default: break
    }
    switch unsafe String(cString: cmark_node_get_type_string(pointer)) {
    case "table": return .table
    case "table_row", "table_header", "table_cell": return .tablePart
    case "strikethrough": return .strikethrough
    default: return type.rawValue & UInt32(CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK ? .otherBlock : .otherInline
    }
  }

  /// The text of a leaf, the source of raw HTML; else empty.
  var literal: String { unsafe string(cmark_node_get_literal(pointer)) }
  /// Of a link or an image.
  var url: String { unsafe string(cmark_node_get_url(pointer)) }
  /// Of a link or an image.
  var title: String { unsafe string(cmark_node_get_title(pointer)) }
  /// Of a fenced code block.
  var fenceInfo: String { unsafe string(cmark_node_get_fence_info(pointer)) }
  /// Counted from 1; 0 where the library lost it, as it does for a paragraph in front of a table.
  var startLine: Int { unsafe Int(cmark_node_get_start_line(pointer)) }
  /// Of a block, counted from 1; 0 where the library lost it.
  var endLine: Int { unsafe Int(cmark_node_get_end_line(pointer)) }
  /// 1 to 6; 0 of what is no heading.
  var headingLevel: Int { unsafe Int(cmark_node_get_heading_level(pointer)) }

  var parent: MarkdownNode? { unsafe MarkdownNode(cmark_node_parent(pointer)) }
  var next: MarkdownNode? { unsafe MarkdownNode(cmark_node_next(pointer)) }
  var previous: MarkdownNode? { unsafe MarkdownNode(cmark_node_previous(pointer)) }
  var firstChild: MarkdownNode? { unsafe MarkdownNode(cmark_node_first_child(pointer)) }
  var lastChild: MarkdownNode? { unsafe MarkdownNode(cmark_node_last_child(pointer)) }

  /// The character of a fence and its length; nil for other nodes, and for code that is only indented.
  var fence: (character: UInt8, length: Int)? {
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    guard unsafe cmark_node_get_fenced(pointer, &length, &offset, &character) != 0 else { return nil }
    return (UInt8(bitPattern: character), Int(length))
  }

  /// Gives a leaf another text.
  func setLiteral(_ literal: String) { unsafe cmark_node_set_literal(pointer, literal) }
  /// Gives a link or an image another address and title.
  func setDestination(_ url: String, title: String) {
    unsafe cmark_node_set_url(pointer, url)
    unsafe cmark_node_set_title(pointer, title)
  }
  /// Gives a fenced code block another info string.
  func setFenceInfo(_ info: String) { unsafe cmark_node_set_fence_info(pointer, info) }

  private func string(_ text: UnsafePointer<CChar>?) -> String { unsafe text.map { unsafe String(cString: $0) } ?? "" }
}
