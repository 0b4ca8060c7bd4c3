internal import Figures

extension Page {
  /// The notebook with its results as a Jupyter notebook (nbformat 4.5): prose in Markdown cells, each block in a code
  /// cell of YAML with its results as outputs. The same bytes for the same page.
  ///
  /// Jupyter has no kernel for the blocks, so the metadata name one that nobody has: what opens the file colours YAML
  /// and asks which kernel to take, and no block is handed to Python.
  package func jupyterNotebook() -> String {
    let numbering = Numbering(self)
    var cells = JupyterCells(numbering: numbering)
    let header = sourceHeader()
    cells.append(text: header.before)
    var pending = header.behindHeading
    for (place, part) in source.enumerated() {
      switch part {
      case .text(let text):
        cells.append(text: Self.insert(&pending, behindTitleIn: place == 0 ? text.withoutEmptyStart : text))
      case .code(let code): cells.append(code: code)
      case .math(let formula): cells.append(formula: numbered(formula, at: place, numbering))
      case .value(let value): cells.append(value: value)
      case .image(let path, let address): cells.append(imageAt: path, address)
      case .block(let block, _, let indent): cells.append(block, indent: indent)
      }
    }
    let metadata: [(String, JSONText)] = [
      (
        "kernelspec",
        .object([
          ("display_name", .string("none (made by codebook run)")), ("language", .string("yaml")),
          ("name", .string("codebook")),
        ])
      ),
      (
        "language_info",
        .object([
          ("codemirror_mode", .string("yaml")), ("file_extension", .string(".yaml")),
          ("mimetype", .string("text/x-yaml")), ("name", .string("yaml")), ("pygments_lexer", .string("yaml")),
        ])
      ),
      ("title", .string(Escape.withoutForbidden(title))),
    ]
    return JSONText.object([
      ("cells", .list(cells.finish(footer: sourceFooter))), ("metadata", .object(metadata)), ("nbformat", .integer(4)),
      ("nbformat_minor", .integer(5)),
    ]).text
  }
}
