package import NotebookSyntax

/// Values of parameters from a file of their own: a YAML mapping of names to values, or JSON, which is YAML.
package struct ParameterFile: Sendable {
  /// As the author named it, for messages.
  package let path: String
  /// In the order of the file, the values unread, as `-P NAME=VALUE` gives them.
  package private(set) var overrides: [(name: String, value: String)] = []
  /// What is wrong with the file, with places in the file.
  package let diagnostics: [Diagnostic]

  /// `path` is where the text was read from.
  package init(_ text: String, path: String) {
    self.path = path
    let findings = Findings()
    let count = text.split(separator: "\n", omittingEmptySubsequences: false).count
    let fragment = YAMLFragment(
      text: text, lines: Array(1...max(count, 1)), indents: [Int](repeating: 0, count: max(count, 1)))
    let tree = fragment.compose(findings)
    if let tree, tree.entries == nil, !tree.isNull {
      findings.error(.wrongType, "expected a mapping of parameters to values, found \(tree.found)", at: tree.spot)
    }
    var names: [String: Spot] = [:]
    for entry in tree?.entries ?? [] {
      if names.updateValue(entry.keySpot, forKey: entry.key) != nil {
        findings.error(.duplicateKey, "'\(quoted(entry.key))' is given twice", at: entry.keySpot)
      } else if entry.value.entries != nil {
        findings.error(.wrongType, "'\(quoted(entry.key))' is a mapping, which no parameter is", at: entry.value.spot)
      } else {
        overrides.append((entry.key, entry.value.scalar?.text ?? entry.value.configurationValue.yamlText))
      }
    }
    diagnostics = findings.diagnostics
  }
}
