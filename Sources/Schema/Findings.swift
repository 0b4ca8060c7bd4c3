internal import NotebookSyntax

/// The diagnostics of one reading, as they are found.
///
/// A class, because readers of nested mappings all add to the same list.
final class Findings {
  private(set) var diagnostics: [Diagnostic] = []
  private var seen: Set<Place> = []

  /// Past these no spelling is looked up any more: a page of errors is not read to its end, and a hostile notebook
  /// could ask for thousands.
  private static let spellingLimit = 200

  private struct Place: Hashable {
    let position: SourcePosition?
    let message: String
  }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Adds an error, once for a place: what a profile or the defaults say is read again with each block.
  func error(_ code: DiagnosticCode, _ message: String, at spot: Spot?, help: String? = nil) {
    add(.error, code, message, spot, help)
  }

  func warning(_ code: DiagnosticCode, _ message: String, at spot: Spot?, help: String? = nil) {
    add(.warning, code, message, spot, help)
  }

  /// `did you mean 'epochs'?`, where a candidate is near.
  func suggestion(for word: String, among candidates: [String]) -> String? {
    nearest(to: word, among: candidates).map { "did you mean '\($0)'?" }
  }

  /// The candidate that a word most likely meant.
  func nearest(to word: String, among candidates: [String]) -> String? {
    diagnostics.count < Self.spellingLimit ? nearestSpelling(to: word, among: candidates) : nil
  }

  private func add(
    _ severity: Diagnostic.Severity, _ code: DiagnosticCode, _ message: String, _ spot: Spot?, _ help: String?
  ) {
    guard seen.insert(Place(position: spot?.position, message: message)).inserted else { return }
    diagnostics.append(
      Diagnostic(severity, code, message, at: spot?.position, length: spot?.length ?? 1, help: help))
  }
}

/// A place in the notebook and how many scalars of its line are meant.
struct Spot: Equatable, Sendable {
  var position: SourcePosition
  var length: Int

  init(_ position: SourcePosition, length: Int = 1) {
    self.position = position
    self.length = max(length, 1)
  }
}

extension [String] {
  /// `mse or bce`, `mse, bce or mae`.
  var alternatives: String { listed("or") }

  /// `a and b`, `a, b and c`.
  var conjunction: String { listed("and") }

  private func listed(_ word: String) -> String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(word) " + last
  }
}

/// A text of the author's inside a message: on one line, shortened, without control characters.
func quoted(_ text: String) -> String {
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars.prefix(60) {
    shown.append(scalar.properties.generalCategory == .control ? " " : scalar)
  }
  return String(shown) + (text.unicodeScalars.count > 60 ? "…" : "")
}

/// `65,536`.
package func grouped(_ number: Int) -> String {
  let digits = String(number.magnitude)
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text += "," }
    text.append(digit)
  }
  return (number < 0 ? "-" : "") + text
}
