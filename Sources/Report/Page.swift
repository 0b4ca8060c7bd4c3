package import NotebookSyntax

/// Everything that stands on a report's page; `html` writes it.
package struct Page: Sendable {
  package enum Part: Sendable {
    /// Safe HTML from the notebook's prose, written as it is.
    case html(String)
    /// A number in the text; escaped as it is written.
    case value(String)
    case block(BlockExhibit)
  }

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
  package var headings: [NotebookDocument.Heading] = []
  package var parts: [Part] = []

  package init(title: String) { self.title = title }
}
