import NotebookSyntax
import Schema
import TestSupport
import Testing

/// A notebook with one mistake, marked `1️⃣`, and what is said about it.
struct Mistake: CustomTestStringConvertible, Sendable {
  let text: String
  let code: String
  let message: String
  let help: String?

  init(_ text: String, _ code: String, _ message: String, help: String? = nil) {
    self.text = text
    self.code = code
    self.message = message
    self.help = help
  }

  var testDescription: String { "\(code) \(message)" }
}

/// What is compared of a diagnostic.
struct Complaint: Equatable, CustomStringConvertible {
  let place: String
  let code: String
  let message: String
  let help: String?

  var description: String { "\(place) \(code) \(message)\(help.map { " | \($0)" } ?? "")" }
}

/// The notebook of a train block's lines behind its label, after a block that trains `pca`.
func trainNotebook(_ lines: String) -> String {
  """
  ```yaml train
  label: pca
  variant: pca
  ```

  ```yaml train
  label: first
  \(lines)
  ```

  """
}

/// The notebook of an evaluate block's lines behind its label, after blocks that train `pca` and `first`.
func evaluateNotebook(_ lines: String) -> String {
  trainNotebook("epochs: 1") + """
    ```yaml evaluate
    label: scores
    \(lines)
    ```

    """
}

func read(_ text: String, profile: String? = nil, _ overrides: [(String, String)] = []) -> Reading {
  var options = ReadingOptions()
  options.profile = profile
  options.overrides = overrides.map { (name: $0.0, value: $0.1) }
  return Reading(NotebookDocument(parsing: text), options: options)
}

func complaints(_ reading: Reading) -> [Complaint] {
  reading.diagnostics.map {
    Complaint(
      place: $0.position.map { "\($0.line):\($0.column)" } ?? "-", code: $0.code.id, message: $0.message, help: $0.help)
  }
}

/// Checks that a notebook has its one mistake, at its mark, and nothing else.
func check(_ mistake: Mistake, in text: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let marked = MarkedText(text)
  let reading = read(marked.text)
  let expected = Complaint(
    place: "\(marked[1])", code: mistake.code, message: mistake.message, help: mistake.help)
  #expect(complaints(reading) == [expected], sourceLocation: sourceLocation)
  #expect(reading.program == nil || reading.diagnostics.allSatisfy { $0.severity == .warning })
}

extension Program {
  func train(_ label: String) -> TrainBlock? {
    for case .train(let block) in blocks where block.common.label == label { return block }
    return nil
  }

  func evaluate(_ label: String) -> EvaluateBlock? {
    for case .evaluate(let block) in blocks where block.common.label == label { return block }
    return nil
  }
}

extension BlockOptions {
  func setting(_ key: String) -> Setting? { configuration.first { $0.key == key } }

  /// What a key of a result is made of.
  var canonical: [String] {
    configuration.filter(\.decidesResult).map { "\($0.key)=\($0.keyValue.canonicalText)" }
  }
}
