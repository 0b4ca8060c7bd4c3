internal import NotebookSyntax
import Yams

extension YAMLFragment {
  /// libyaml's complaints in our words, at the place where the author has to look.
  func report(_ error: any Error, _ findings: Findings) {
    guard let error = error as? YamlError else {
      return findings.error(.yamlSyntax, "cannot read this YAML", at: Spot(position(line: 1, column: 1)))
    }
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
      let (message, help, isOpening) = words(for: problem, context: context?.text ?? "")
      let place = isOpening ? context?.mark ?? mark : mark
      findings.error(
        .yamlSyntax, message, at: Spot(position(line: place.line, column: place.column)), help: help)
    case .composer(_, _, let mark, _):
      findings.error(
        .yamlFeature, "further documents are not allowed: a block is plain data",
        at: Spot(position(line: mark.line, column: mark.column)))
    default: findings.error(.yamlSyntax, "cannot read this YAML", at: Spot(position(line: 1, column: 1)))
    }
  }

  /// The message, its help, and whether the place where the construct began says more than where it broke off.
  private func words(for problem: String, context: String) -> (String, String?, Bool) {
    switch problem {
    case "mapping values are not allowed in this context":
      return ("a ':' that does not belong here", "a text that contains ': ' needs quotes", false)
    case "could not find expected ':'": return ("expected 'key: value'", nil, true)
    case "did not find expected ',' or ']'": return ("this list is not closed", "expected ',' or ']'", true)
    case "did not find expected ',' or '}'": return ("this mapping is not closed", "expected ',' or '}'", true)
    case "found unexpected end of stream", "found unexpected document indicator":
      return ("this quoted text is not closed", nil, true)
    case "found character that cannot start any token":
      return ("a value cannot start with this character", "put the text in quotes", false)
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      return ("an escape that YAML does not know", "write \\\\ for a backslash, or use single quotes", false)
    case "did not find expected key", "did not find expected '-' indicator":
      return ("this line does not continue what stands above it", "check the indentation", false)
    case "block sequence entries are not allowed in this context":
      return ("a list item that does not belong here", "start the list on a line of its own", false)
    case "did not find expected <document start>":
      return ("this line does not continue what stands above it", "a block is 'key: value' lines", false)
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      return ("a tab in the indentation", "indent with spaces", false)
    case "did not find expected node content": return ("expected a value", nil, false)
    default: return ("cannot read this YAML", nil, false)
    }
  }
}
