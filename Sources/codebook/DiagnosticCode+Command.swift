import NotebookSyntax
import Schema

// What the command itself finds out about a notebook: CB5xx.
extension DiagnosticCode {
  static let dataMissing = DiagnosticCode(
    "CB501", "data not at hand",
    """
    A block uses a data set that was not found on this machine, or whose files are not those that are known. Checking \
    goes on without it, so this is a warning; a run would fail at this block. The help says the ways to get the data.
    """)

  static let imageUnusable = DiagnosticCode(
    "CB502", "image cannot be embedded",
    """
    A picture in the prose is put into the page itself, so it has to be a file that can be read now: a PNG, JPEG, GIF \
    or WebP of at most 8 MB, inside the folder that the notebook may read (--root). Anything else is left out, and its \
    alternative text stands in its place.
    """)

  static let unknownReference = DiagnosticCode(
    "CB503", "unknown reference",
    """
    '@fig-LABEL-NAME' in the prose becomes a link to a figure of the block with that label, such as @fig-first-loss or \
    @fig-first-reconstructions; '@tbl-LABEL' one to the table of an evaluate block; '@eq-NAME' one to a formula with \
    '{#eq-NAME}' behind its '$$'; '@sec-NAME' one to a heading that ends in '{#sec-NAME}'. This one names nothing that \
    the page will show: look at the label or name, and at the block's 'figures'.
    """)

  static let badFormula = DiagnosticCode(
    "CB504", "formula that cannot be rendered",
    """
    Mathematics is LaTeX as KaTeX knows it (https://katex.org/docs/supported.html). This formula is not, or it is longer \
    or deeper than a report allows, or uses a command that could lead out of the page or define others. The report shows \
    it as code. The place is the one that KaTeX names, where it names one.
    """)

  static let missingKaTeX = DiagnosticCode(
    "CB505", "KaTeX not found",
    """
    The notebook has formulas, which KaTeX turns into MathML while the report is made. It comes with Debian's package \
    libjs-katex (apt-get install libjs-katex), in /usr/share/javascript/katex; the variable CODEBOOK_KATEX names another \
    katex.min.js. Without it formulas are shown as code.
    """)

  static let commandCodes: [DiagnosticCode] = [
    .dataMissing, .imageUnusable, .unknownReference, .badFormula, .missingKaTeX,
  ]

  /// Every code there is, by its number.
  static var all: [DiagnosticCode] {
    (notebookCodes + schemaCodes + commandCodes).sorted { $0.id < $1.id }
  }
}
