/// What can be wrong with a notebook's text, before anyone asks what its blocks mean.
extension DiagnosticCode {
  /// Every code of this room, in order.
  package static let notebookCodes: [DiagnosticCode] = [
    notebookTooLong, invalidUTF8, unclosedFrontMatter, unclosedBlock, wordAfterKind, misspelledKind, tooManyBlocks,
    emptyValue, unclosedValue, rawHTML, refusedLink, refusedImage, invalidSectionName, duplicateSection, outOfMemory,
    lostBlock, unclosedFormula, invalidEquationName, duplicateEquation, tooManyFormulas,
  ]

  static let notebookTooLong = DiagnosticCode(
    "CB101", "notebook too long",
    """
    A notebook may have 512 KiB (524,288 bytes) of text, so that a stranger's file cannot take long to read. Split it \
    into several notebooks, or move long listings into files of their own.
    """)

  static let invalidUTF8 = DiagnosticCode(
    "CB102", "invalid UTF-8",
    """
    A notebook is a text in UTF-8. The byte at this place belongs to another encoding, often Latin-1 or UTF-16. Save \
    the file as UTF-8 in your editor, or convert it: iconv -f latin1 -t utf-8 old.md > new.md
    """)

  static let unclosedFrontMatter = DiagnosticCode(
    "CB103", "unclosed front matter",
    """
    A '---' on the very first line opens the front matter, which a line '---' or '...' must close again. Without it \
    nobody can tell where the text begins. Add the line, or put an empty line first where you want a horizontal rule.
    """)

  static let unclosedBlock = DiagnosticCode(
    "CB104", "unclosed block",
    """
    A 'train' or 'evaluate' block ends with a fence of the same character, at least as long as the one that opened it, \
    in the same list item or quote. Without it everything that follows would be read as YAML. Add the line '```' \
    behind the block, and inside a list or a quote start it with the same indentation or the same '>'.
    """)

  static let wordAfterKind = DiagnosticCode(
    "CB105", "words after the kind of a block",
    """
    The line that opens a block says 'yaml train' or 'yaml evaluate' and nothing more; options are keys inside the \
    block. Instead of '```yaml train echo=false' write 'echo: false' as a line of the block.
    """)

  static let misspelledKind = DiagnosticCode(
    "CB106", "misspelled kind of a block",
    """
    A fenced block is run when its first words are 'yaml train' or 'yaml evaluate', in this spelling ('yml' is fine \
    too). This one comes close, but is only shown as code. Correct the words where the block is meant to run.
    """)

  static let tooManyBlocks = DiagnosticCode(
    "CB107", "too many blocks",
    """
    A notebook may have 2,000 'train' and 'evaluate' blocks. Those behind the 2,000th are not read. Use several \
    notebooks.
    """)

  static let emptyValue = DiagnosticCode(
    "CB108", "empty value",
    """
    Inline code of the form `{=path}` is replaced by a number, such as `{=first.test.mse:.4f}`. This one names nothing. \
    Name a path, or write `` `{=}` `` with two backticks on either side where the characters themselves are meant.
    """)

  static let unclosedValue = DiagnosticCode(
    "CB109", "unclosed value",
    """
    Inline code that begins with '{=' looks like a value, such as `{=first.test.mse:.4f}`, but does not end with '}', \
    so that it is shown as code. Put the '}' directly before the closing backtick.
    """)

  static let rawHTML = DiagnosticCode(
    "CB110", "raw HTML",
    """
    Of raw HTML only <details>, <details open>, <summary> and their ends are let through, each on lines of its own and \
    properly nested, because a report must be safe to open whoever wrote the notebook. Everything else is shown as \
    text. Use Markdown instead, or put the tag into backticks where you write about it.
    """)

  static let refusedLink = DiagnosticCode(
    "CB111", "refused link",
    """
    Links may lead to http, https and mailto addresses and to relative ones, such as 'data.csv' or '#results'. Others, \
    like javascript: and file:, can harm whoever opens the report, so that only the link's text is shown.
    """)

  static let refusedImage = DiagnosticCode(
    "CB112", "refused image",
    """
    A report holds everything that it shows and asks no network, so its images are files beside the notebook, which \
    are embedded. An image of another address is replaced by its alternative text. Download it, put it beside the \
    notebook and refer to it by its relative path: ![A digit](images/digit.png)
    """)

  static let invalidSectionName = DiagnosticCode(
    "CB113", "invalid section name",
    """
    A heading may end in '{#sec-name}', so that '@sec-name' can refer to it. The name consists of lower-case letters, \
    digits and hyphens, as in: ## Noise {#sec-noise}
    """)

  static let duplicateSection = DiagnosticCode(
    "CB114", "duplicate section name",
    """
    Two headings carry the same '{#sec-name}', so that a reference to it could mean either. Rename one of them.
    """)

  static let outOfMemory = DiagnosticCode(
    "CB115", "out of memory",
    """
    There was not enough memory to read the notebook. Close other programs, or raise the limit that the process runs \
    under.
    """)

  static let lostBlock = DiagnosticCode(
    "CB116", "block that Markdown does not see",
    """
    This line looks like the fence of a 'train' or 'evaluate' block, but for Markdown it is none: it belongs to a \
    paragraph because it is indented by four columns or more, or to a footnote that nothing refers to. The block is not \
    run. Put an empty line before it, and take the indentation away.
    """)

  static let unclosedFormula = DiagnosticCode(
    "CB117", "unclosed formula",
    """
    Mathematics stands between '$' and '$' in a line of text, or between '$$' and '$$' on lines of its own. No space \
    follows the '$' that opens and none precedes the one that closes, behind which no digit stands, so that '$5 and $6' \
    is text; code and empty lines end a formula, and in a table '|' does, unless a backslash stands before it. These \
    dollars look like a formula's and are none. Close it, or write '\\$' where a dollar is meant.
    """)

  static let invalidEquationName = DiagnosticCode(
    "CB118", "invalid equation name",
    """
    Behind a formula between '$$' and '$$', on the same line, '{#eq-name}' gives it a number, and '@eq-name' refers to \
    it. The name consists of lower-case letters, digits and hyphens, as in: $$ x = g(f(x)) $$ {#eq-reconstruction}
    """)

  static let duplicateEquation = DiagnosticCode(
    "CB119", "duplicate equation name",
    """
    Two formulas carry the same '{#eq-name}', so that a reference to it could mean either. Rename one of them.
    """)

  static let tooManyFormulas = DiagnosticCode(
    "CB120", "too many formulas",
    """
    A notebook may have 5,000 formulas between dollar signs, so that a stranger's file cannot take long to read. Use \
    several notebooks.
    """)
}
