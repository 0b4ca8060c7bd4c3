package import NotebookSyntax

// CB2xx: YAML, keys and values.

extension DiagnosticCode {
  static let yamlSyntax = DiagnosticCode(
    "CB201", "this is not YAML",
    """
    The block or the front matter cannot be read as YAML, so nothing else in it was looked at. Common causes: a text \
    that contains ': ' or starts with a special character and has no quotes, a list or a quote that is not closed, \
    lines that are indented differently from their neighbours, a tab. Write `title: 'Codes: a tour'`.
    """)
  static let yamlFeature = DiagnosticCode(
    "CB202", "more than plain data",
    """
    Blocks are plain data: anchors, aliases, tags, merge keys, directives and further documents are refused, because \
    a block has to say what it means where it stands. Declare a parameter (`params: {width: 64}`, then `$width`) or use \
    `defaults` for what several blocks share. A text that starts with `&`, `*` or `!` needs quotes.
    """)
  static let yamlLimit = DiagnosticCode(
    "CB203", "too large or too deep",
    """
    A block has at most 65,536 bytes and nests at most 32 levels deep, so that every notebook is read in milliseconds. \
    No model needs more: `encoder: [512, 256, 64]` is two levels.
    """)
  static let unknownKey = DiagnosticCode(
    "CB204", "unknown key",
    """
    The schema is closed: a key that is not known is an error, so that a misspelt `epoch: 50` never trains with the \
    default. The help line names the nearest known key; Keys are snake_case.
    """)
  static let duplicateKey = DiagnosticCode(
    "CB205", "a key given twice",
    """
    A mapping has each key once; of two values it would be unclear which one counts. Remove one of the two places that \
    the message names.
    """)
  static let emptyValue = DiagnosticCode(
    "CB206", "a key without a value",
    """
    A key with nothing behind it, `null` or `~` is an error, since nothing ever falls back to a default in silence. \
    Write a value, `none` to switch something off, or leave the key out to get the default.
    """)
  static let wrongType = DiagnosticCode(
    "CB207", "a value of the wrong kind",
    """
    The value is not of the kind that the key takes. Numbers are decimal (`20`, `0.5`, `1e-3`): `017`, `12:30`, `1_000`, \
    `.nan` and `.inf` are none. The only booleans are `true` and `false`. A list of one is `[mse]`, and a quoted number \
    is a text.
    """)
  static let outOfRange = DiagnosticCode(
    "CB208", "a value out of range",
    """
    The value is of the right kind but outside of what the key takes; the message says what is allowed. `epochs: 0` is \
    the untrained model, but a batch has at least one image and a learning rate is above zero.
    """)
  static let unknownValue = DiagnosticCode(
    "CB209", "a value that is not one of the choices",
    """
    The key takes one of a fixed list of words, and this is none of them; the message lists them, the help line names \
    the nearest. "Off" is spelt `none`.
    """)
  static let notSupported = DiagnosticCode(
    "CB210", "not supported yet",
    """
    The key or value belongs to the notebook language, but this version cannot run it. It is refused rather than \
    ignored, so that no report shows something else than what the notebook says. Leave it out, or use a newer version.
    """)
  static let missingKey = DiagnosticCode(
    "CB211", "a required key is missing",
    """
    Every block needs a `label`, by which figures, claims and other blocks call it; `overcomplete` needs a `code`, \
    because no default is known to be wide enough; `sparse` needs `sparsity`, `denoising` and `affine` need `noise`, \
    `contractive` needs `contraction`. An `evaluate` block says which `noise` it means once a model was trained with some.
    """)
  static let meaningless = DiagnosticCode(
    "CB212", "a key without a meaning here",
    """
    The key belongs to the language but changes nothing in this place: `epochs` in `variant: pca`, which is computed at \
    once, or `beta1` in `sgd`. It is refused, since it would only look as if it did something. Values that are inherited \
    from `defaults` or a profile are passed over instead.
    """)
  static let contradiction = DiagnosticCode(
    "CB213", "values that contradict each other",
    """
    A variant is held to its name: the code of an `undercomplete` autoencoder is narrower than its input, that of an \
    `overcomplete` one at least as wide, a `linear` one has no activations and no hidden layers. Likewise `loss: bce` \
    reads its outputs as probabilities and needs `output_activation: sigmoid`, a tied decoder has the encoder's widths \
    backwards, and a warm-up ends before the last epoch. `sparsity: {kl: …}` needs a sigmoid code, and the code of a \
    `variational` one is drawn from a Gaussian, without an activation or another penalty. Change one of the two values.
    """)
  static let modelTooLarge = DiagnosticCode(
    "CB214", "a model that is too large",
    """
    A model has at most 2,147,483,648 weights and biases, 8 GiB of them. Make `encoder`, `code` or `decoder` narrower.
    """)
  static let wideCode = DiagnosticCode(
    "CB215", "a code as wide as the data",
    """
    A code with as many units as the data have pixels can copy its input, and nothing keeps this one from it: its error \
    says little about what was learnt. This is a warning, because that may be the very point. Narrow the code, or add a \
    penalty or noise.
    """)
  static let swallowedComment = DiagnosticCode(
    "CB216", "a comment swallowed behind a text",
    """
    In YAML ` #` begins a comment, so of `fig_cap: The code #1` only "The code" is left. Put the text in quotes: \
    `fig_cap: 'The code #1'`.
    """)
  static let crossEntropyOutsideRange = DiagnosticCode(
    "CB217", "cross-entropy on data outside 0…1",
    """
    Binary cross-entropy reads a pixel as a probability. The values of `subspace`, `blobs` and `swiss_roll` leave 0…1, where it is \
    no longer bounded from below and means nothing. Use `mse`.
    """)
  static let duplicateItem = DiagnosticCode(
    "CB218", "an item listed twice",
    """
    A list of models, metrics, figures or splits names each once; a second time would make two rows, columns or figures \
    of one name.
    """)
  static let tooManyImages = DiagnosticCode(
    "CB219", "more images than the data have",
    """
    `validation`, `limit` or a place in `pick` asks for more images than the split holds. `mnist-5k` has 4,000 training \
    and 1,000 test images, `fashion-mnist` and `mnist` have 60,000 and 10,000; `validation` is taken first, and has to \
    leave something to train on.
    """)
}

extension DiagnosticCode {
  static let configurationCodes: [DiagnosticCode] = [
    .yamlSyntax, .yamlFeature, .yamlLimit, .unknownKey, .duplicateKey, .emptyValue, .wrongType, .outOfRange,
    .unknownValue, .notSupported, .missingKey, .meaningless, .contradiction, .modelTooLarge, .wideCode,
    .swallowedComment, .crossEntropyOutsideRange, .duplicateItem, .tooManyImages,
  ]

  /// Every code of this room, in their order.
  package static let schemaCodes: [DiagnosticCode] = configurationCodes + referenceCodes + expressionCodes
}
