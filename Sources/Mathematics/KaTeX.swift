/// KaTeX in a JavaScript heap of its own: LaTeX to the text of MathML, which is not to be trusted.
///
/// Commands that could lead out of the page (`\href`, `\includegraphics`, `\htmlStyle`) are refused, as are those that
/// define others (`\def`, `\newcommand`): what is left takes time in proportion to a formula's length.
internal import CDuktape

/// A class because it owns a heap. Not for several threads at once.
@safe package final class KaTeX {
  /// Bytes that the heap may hold; KaTeX itself takes 2.2 MB.
  package static let mostMemory = 64 << 20
  /// Allocations that one formula may make. What people write takes some hundreds; 4,096 bytes of `x_1^2+` take 200,000,
  /// and 500,000 take about half a second.
  package static let mostAllocations: UInt64 = 500_000

  private let heap: OpaquePointer
  private let limits: UnsafeMutablePointer<cb_limits>

  /// Allocations so far, loading KaTeX not among them: the same on every machine.
  package private(set) var cost: UInt64 = 0

  /// `script` is KaTeX's own, such as `katex.min.js`. Nil where it cannot be run.
  package init?(script: String) {
    let limits = UnsafeMutablePointer<cb_limits>.allocate(capacity: 1)
    unsafe limits.initialize(
      to: cb_limits(used: 0, most: Self.mostMemory, allocations: 0, last_allocation: 2_000_000))
    guard let heap = unsafe cb_create(limits) else {
      unsafe limits.deallocate()
      return nil
    }
    unsafe self.heap = unsafe heap
    unsafe self.limits = unsafe limits
    guard evaluate(Self.preparation), evaluate(script), unsafe resetStack(heap), evaluate(Self.function) else {
      return nil
    }
  }

  deinit {
    unsafe duk_destroy_heap(heap)
    unsafe limits.deallocate()
  }

  /// What KaTeX makes of a formula: `<span class="katex"><math …>`. After `tooCostly` the heap must not be used again.
  package func markup(of formula: Formula) throws(FormulaError) -> String {
    if let refusal = formula.refusal { throw refusal }
    let before = unsafe limits.pointee.allocations
    unsafe limits.pointee.last_allocation = before + Self.mostAllocations
    defer { cost += unsafe limits.pointee.allocations - before }
    guard let answer = call(formula.source, flag: formula.isDisplay) else { throw .tooCostly }
    let rest = String(answer.dropFirst(2))
    switch answer.first {
    case "M": return rest
    case "R": throw .refusedCommand(rest, offset: formula.offset(of: rest))
    case "P": throw Self.error(rest, in: formula.source)
    default: throw .tooCostly
    }
  }

  // MARK: - The scripts

  /// What Debian's KaTeX needs of JavaScript and Duktape 2.7 does not have.
  private static let preparation = """
    if (!Array.prototype.fill) Object.defineProperty(Array.prototype, 'fill', { value: function (value) {
      for (var i = 0; i < this.length; i++) this[i] = value;
      return this;
    } });
    """

  /// The answer begins with what it is: markup, a refused command, or a parse error with its place.
  private static let function = #"""
    (function (katex) {
      if (typeof katex.renderToString !== 'function') throw 'not KaTeX';
      return function (source, isDisplay) {
        try {
          return 'M ' + katex.renderToString(source, {
            displayMode: isDisplay, output: 'mathml', throwOnError: true, strict: 'ignore', maxExpand: 1000,
            maxSize: 40, trust: function (context) { throw { refused: context.command }; }
          });
        } catch (error) {
          if (error.refused) return 'R ' + error.refused;
          if (!(error instanceof katex.ParseError)) throw error;
          return 'P ' + (error.position === undefined ? -1 : error.position) + ' ' + error.message;
        }
      };
    })(katex)
    """#

  private func evaluate(_ script: String) -> Bool {
    let bytes = script.cesu8
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe cb_evaluate(heap, buffer.baseAddress, buffer.count) == 0
    }
  }

  private func resetStack(_ heap: OpaquePointer) -> Bool {
    unsafe duk_set_top(heap, 0)
    return true
  }

  private func call(_ text: String, flag: Bool) -> String? {
    let bytes = text.cesu8
    return unsafe bytes.withUnsafeBufferPointer { buffer -> String? in
      var answer: UnsafePointer<CChar>?
      var count = 0
      guard unsafe cb_call(heap, buffer.baseAddress, buffer.count, flag ? 1 : 0, &answer, &count) == 0,
        let answer = unsafe answer
      else { return nil }
      return unsafe String(cesu8: UnsafeRawBufferPointer(start: answer, count: count))
    }
  }

  // MARK: - Its errors

  /// `14 KaTeX parse error: Undefined control sequence: \foo at position 15: …x+\̲f̲o̲o̲` without what repeats the place.
  private static func error(_ text: String, in source: String) -> FormulaError {
    let parts = text.split(separator: " ", maxSplits: 1)
    let position = parts.first.flatMap { Int($0) } ?? -1
    var message = parts.dropFirst().first ?? ""
    if message.hasPrefix("KaTeX parse error: ") { message = message.dropFirst("KaTeX parse error: ".count) }
    for end in [" at position ", " at end of input"] {
      if let range = message.firstRange(of: end) { message = message[..<range.lowerBound] }
    }
    let offset = position < 0 ? nil : scalarOffset(ofUTF16: position, in: source)
    let unknown = "Undefined control sequence: "
    if message.hasPrefix(unknown) { return .unknownCommand(String(message.dropFirst(unknown.count)), offset: offset) }
    return .malformed(String(message), offset: offset)
  }

  private static func scalarOffset(ofUTF16 offset: Int, in text: String) -> Int {
    var units = 0
    var scalars = 0
    for scalar in text.unicodeScalars {
      if units >= offset { break }
      units += UTF16.width(scalar)
      scalars += 1
    }
    return scalars
  }
}
