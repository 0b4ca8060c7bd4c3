internal import NotebookSyntax

// CB3xx: labels, references, parameters, profiles.

extension DiagnosticCode {
  static let badLabel = DiagnosticCode(
    "CB301", "a label that cannot be one",
    """
    A label starts with a lower-case letter and goes on with lower-case letters, digits and hyphens (`pca-32`), because \
    it becomes part of addresses and paths. `train`, `validation`, `test`, `params`, `input` and `clean` are taken.
    """)
  static let duplicateLabel = DiagnosticCode(
    "CB302", "a label given twice",
    """
    Two blocks share a label, so that a reference to it could mean either. Rename one of the two places that the message \
    names.
    """)
  static let unknownModel = DiagnosticCode(
    "CB303", "a model that no block trains",
    """
    `models`, `rows`, `reference` and `initialization: {from: LABEL}` name the labels of `train` blocks, which may stand \
    anywhere in the notebook. The help line names the nearest label.
    """)
  static let notRun = DiagnosticCode(
    "CB304", "a block that is not run",
    """
    The block has `eval: false`, so it has no model and no numbers that another one could use. Set it to `true`, or take \
    the reference out.
    """)
  static let nothingToEvaluate = DiagnosticCode(
    "CB305", "nothing to evaluate",
    """
    An `evaluate` block measures the models of `train` blocks, and the notebook has none that is run. Add one: `label: \
    first` alone trains an autoencoder on the digits that come with the tool.
    """)
  static let undeclaredParameter = DiagnosticCode(
    "CB306", "a parameter that is not declared",
    """
    `$name`, `${name}`, `params.name` and `-P name=value` need a declaration in the front matter: `params: {name: 5}`. \
    A text that should show a dollar sign before a word can be written with a space between.
    """)
  static let parameterType = DiagnosticCode(
    "CB307", "a parameter's value of the wrong kind",
    """
    A parameter's kind is that of its declared value: with `params: {epochs: 20}` only an integer can be given, with \
    `rate: 0.1` any number. Change the value, or the declaration.
    """)
  static let unusedParameter = DiagnosticCode(
    "CB308", "a parameter that nothing uses",
    """
    The parameter is declared but neither `$name` nor `params.name` occurs, so that setting it changes nothing; perhaps \
    a block has the number written out. This is a warning.
    """)
  static let unknownProfile = DiagnosticCode(
    "CB309", "a profile that is not declared",
    """
    `--profile NAME` selects one of the front matter's profiles, which lay values over those of the blocks: `profiles: \
    {smoke: {train: {epochs: 1}}}`. A misspelt name would run the notebook at full length.
    """)
  static let badDeclaration = DiagnosticCode(
    "CB310", "a declaration that cannot be one",
    """
    A parameter is a letter followed by letters, digits and underscores, with a number, a boolean, a text or a list of \
    these as its value; a profile is named like a label, since it becomes part of a file's name.
    """)
  static let missingSplit = DiagnosticCode(
    "CB311", "a split that the data do not have",
    """
    Data have a `train` and a `test` split; `validation` exists only where the data say so: `data: {name: mnist, \
    validation: 5000}`. Early stopping looks at that split, so that the test split decides nothing.
    """)
  static let widthMismatch = DiagnosticCode(
    "CB312", "data that do not fit the model",
    """
    A model takes images of as many pixels as those it was trained on. Evaluate it on data of the same size.
    """)
  static let unfitStart = DiagnosticCode(
    "CB313", "weights that a model cannot start from",
    """
    `initialization: {from: LABEL}` begins with the weights that another block ended with. The two need the same widths in \
    the same order, both tied or both not, with batch normalisation in the same places; activations and dropout may \
    differ. A block cannot start from itself, nor from one that waits for it.
    """)
  static let referenceCodes: [DiagnosticCode] = [
    .badLabel, .duplicateLabel, .unknownModel, .notRun, .nothingToEvaluate, .undeclaredParameter, .parameterType,
    .unusedParameter, .unknownProfile, .badDeclaration, .missingSplit, .widthMismatch, .unfitStart,
  ]
}
