/// A notebook after parsing: its YAML, its values and its prose as HTML, in the order of the file.
package struct NotebookDocument: Sendable {
  /// A stretch of the page.
  package enum Part: Equatable, Sendable {
    /// Made by cmark-gfm in safe mode from the prose; nothing in it needs escaping any more.
    case html(String)
    /// An index into `values`; stands in text, in a table cell or in an alt text alike.
    case value(Int)
    /// An index into `formulas`; never in an alt text.
    case formula(Int)
    /// An index into `blocks`.
    case block(Int)
    /// An index into `images`; stands inside the quotes of an `src`, where the image's address belongs.
    case image(Int)
  }

  /// A fenced block whose info string is `yaml` or `yml` and a kind.
  package struct ConfigBlock: Equatable, Sendable {
    /// `train` or `evaluate`.
    package let kind: String
    package let fragment: YAMLFragment
    /// Of the opening fence.
    package let position: SourcePosition
  }

  package struct Heading: Equatable, Sendable {
    package let level: Int
    /// The heading's text for the table of contents, without links and images: `html`, `value` and `formula`
    /// only.
    package let parts: [Part]
    /// The id of its element on the page.
    package let id: String
  }

  /// A local image; the command embeds it.
  package struct ImageReference: Equatable, Sendable {
    /// The address as the author wrote it, entities and backslashes resolved, percent signs not.
    package let destination: String
    /// Of the `!`.
    package let position: SourcePosition
    /// The alternative text without its marks; values stand in it as `{=path}`.
    package let alternative: String
  }

  package let frontMatter: YAMLFragment?
  package let blocks: [ConfigBlock]
  package let values: [InlineValue]
  /// The formulas of the prose; those of captions are found by `formulas(of:)`.
  package let formulas: [FormulaSpan]
  package let parts: [Part]
  package let images: [ImageReference]
  package let headings: [Heading]
  package let diagnostics: [Diagnostic]
}

/// `` `{=expression:format}` `` in prose or in a caption: what stands between `{=` and `}`, unread.
package struct InlineValue: Equatable, Sendable {
  /// The expression with its format.
  package let text: String
  /// Of the first scalar of `text`.
  package let position: SourcePosition

  package init(text: String, position: SourcePosition) {
    self.text = text
    self.position = position
  }
}
