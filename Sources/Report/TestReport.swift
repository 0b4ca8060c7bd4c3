internal import Figures

/// A run as continuous integration shows it: a test case a block and a claim. `xml` writes it in JUnit's form.
package struct TestReport: Sendable {
  package enum Verdict: Equatable, Sendable {
    case passed
    /// A claim that does not hold; the words have its numbers.
    case failed(message: String)
    /// A block that could not finish, with its remedy.
    case error(message: String, help: String)
    case skipped(message: String)
  }

  package struct Case: Equatable, Sendable {
    /// Of the block that it belongs to.
    package let label: String
    package let name: String
    /// In the notebook, from 1.
    package let line: Int
    package let seconds: Double
    package let verdict: Verdict

    package init(label: String, name: String, line: Int, seconds: Double = 0, verdict: Verdict) {
      self.label = label
      self.name = name
      self.line = line
      self.seconds = seconds
      self.verdict = verdict
    }
  }

  /// The notebook's path as it was given, and its name.
  package let notebook: String
  package let name: String
  package var cases: [Case]

  package init(notebook: String, name: String, cases: [Case]) {
    self.notebook = notebook
    self.name = name
    self.cases = cases
  }

  package func xml() -> String {
    let counts =
      "tests=\"\(cases.count)\" failures=\"\(count { if case .failed = $0 { true } else { false } })\" "
      + "errors=\"\(count { if case .error = $0 { true } else { false } })\" "
      + "skipped=\"\(count { if case .skipped = $0 { true } else { false } })\" "
      + "time=\"\(Self.time(cases.reduce(0) { $0 + $1.seconds }))\""
    let title = Escape.attribute(name)
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="codebook" \(counts)>
      <testsuite name="\(title)" \(counts) file="\(Escape.attribute(notebook))">
      \(cases.map(element).joined())</testsuite>
      </testsuites>

      """
  }

  private func count(where isCounted: (Verdict) -> Bool) -> Int { cases.count { isCounted($0.verdict) } }

  private func element(_ test: Case) -> String {
    let start =
      "<testcase classname=\"\(Escape.attribute("\(name).\(test.label)"))\" "
      + "name=\"\(Escape.attribute(test.name))\" time=\"\(Self.time(test.seconds))\" "
      + "file=\"\(Escape.attribute(notebook))\" line=\"\(test.line)\""
    let place = "\(notebook):\(test.line): "
    return switch test.verdict {
    case .passed: start + "/>\n"
    case .failed(let message):
      start + ">\n<failure type=\"claim\" message=\"\(Escape.attribute(message))\">"
        + "\(Escape.text(place + message))</failure>\n</testcase>\n"
    case .error(let message, let help):
      start + ">\n<error type=\"block\" message=\"\(Escape.attribute(message))\">"
        + "\(Escape.text(place + message + (help.isEmpty ? "" : "\n\(help)")))</error>\n</testcase>\n"
    case .skipped(let message):
      start + ">\n<skipped message=\"\(Escape.attribute(message))\"/>\n</testcase>\n"
    }
  }

  /// Seconds with milliseconds.
  private static func time(_ seconds: Double) -> String { NumberText.fixed(max(seconds, 0), decimals: 3) }
}
