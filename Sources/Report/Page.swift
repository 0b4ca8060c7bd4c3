package import Mathematics

/// Everything that stands on a report's page; `html` writes it.
package struct Page: Sendable {
  package enum Part: Sendable {
    /// Safe HTML from the notebook's prose, written as it is. A part may open elements that a later one closes.
    case html(String)
    /// A number in the text; escaped as it is written.
    case value(String)
    case formula(Formula)
    case block(BlockExhibit)
  }

  /// A formula of the prose or of a caption.
  package struct Formula: Equatable, Sendable {
    package enum Content: Equatable, Sendable {
      case mathML(MathML)
      /// LaTeX that could not be rendered; shown as code.
      case source(String)
    }

    package let content: Content
    /// Whether it stands on lines of its own.
    package let isDisplay: Bool
    /// `eq-NAME`: the element's id, where it is numbered.
    package let id: String?

    package init(content: Content, isDisplay: Bool, id: String? = nil) {
      self.content = content
      self.isDisplay = isDisplay
      self.id = id
    }
  }

  /// A heading of the prose, for the table of contents.
  package struct Heading: Equatable, Sendable {
    package enum Part: Equatable, Sendable {
      /// Safe HTML without links.
      case html(String)
      /// Escaped as it is written.
      case value(String)
      case formula(Formula)
    }

    package let level: Int
    package let parts: [Part]
    /// The id of its element on the page; unescaped.
    package let id: String

    package init(level: Int, parts: [Part], id: String) {
      self.level = level
      self.parts = parts
      self.id = id
    }
  }

  /// Plain text. Where the prose's first heading is an `h1` that says the same, that heading becomes the page's title
  /// and is not printed twice: give `headings.first?.plainText` where the front matter has no title.
  package var title: String
  package var subtitle: String?
  package var authors: [String] = []
  /// As the author gave it.
  package var date: String?
  package var description: String?
  package var keywords: [String] = []
  package var language = "en"
  package var license: String?
  package var hasTableOfContents = true
  package var numbersSections = false
  /// Said at the top of the page, such as the profile that it was made with.
  package var banner: String?
  /// Seconds after which a browser reads the page anew, while its run goes on; nil for a finished page.
  package var renewal: Int?
  package var headings: [Heading] = []
  package var parts: [Part] = []
  /// The same notebook as it was written, for the forms that are Markdown themselves.
  package var source: [SourcePart] = []

  package init(title: String) { self.title = title }
}
