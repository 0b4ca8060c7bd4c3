package import NotebookSyntax

/// What the command line adds to a notebook before it is read.
package struct ReadingOptions: Sendable {
  /// `--params FILE`.
  package var parameterFile: ParameterFile?
  /// `-P NAME=VALUE`, over those of the file; the values unread.
  package var overrides: [(name: String, value: String)] = []
  package var profile: String?

  package init() {}
}

/// A notebook as far as it could be read, and everything that is wrong with it.
package struct Reading: Sendable {
  /// Nil where a diagnostic is an error.
  package var program: Program?
  /// In the order of their places.
  package var diagnostics: [Diagnostic]
}
