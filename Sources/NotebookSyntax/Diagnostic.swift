/// A place in a notebook's file. Lines and columns count from 1; a column is one Unicode scalar wide.
package struct SourcePosition: Equatable, Comparable, Hashable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A stable code of a diagnostic, such as `CB204`, and what `codebook explain` says about it.
package struct DiagnosticCode: Equatable, Hashable, Sendable {
  package let id: String
  /// One line, lower case, no full stop.
  package let title: String
  /// What is wrong, why it matters, how to mend it, with an example: a few sentences of plain text.
  package let explanation: String

  package init(_ id: String, _ title: String, _ explanation: String) {
    self.id = id
    self.title = title
    self.explanation = explanation
  }
}

/// A mistake of the author's, with its place and its remedy; collected, never thrown.
package struct Diagnostic: Equatable, Sendable {
  package enum Severity: String, Sendable { case error, warning }

  package var severity: Severity
  package var code: DiagnosticCode
  /// Lower case, no full stop, the key in quotes: `unknown key 'hiden' in 'train'`.
  package var message: String
  /// Nil where the whole file is meant.
  package var position: SourcePosition?
  /// How many scalars the caret underlines.
  package var length: Int
  /// The remedy: `did you mean 'hidden'?`.
  package var help: String?

  package init(
    _ severity: Severity, _ code: DiagnosticCode, _ message: String, at position: SourcePosition?, length: Int = 1,
    help: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.position = position
    self.length = length
    self.help = help
  }
}
