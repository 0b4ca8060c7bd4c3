import ArgumentParser

/// Options of `run` that ask for its results in other forms than the page.
struct FormOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Write every figure as SVG (image grids as PNG too) and every figure's and table's numbers as CSV into this \
      folder, named by label; with several notebooks, into a folder for each.
      """, valueName: "dir"))
  var figures: String?

  @Option(
    help: ArgumentHelp(
      "Write the report as GitHub Flavoured Markdown; appended to $GITHUB_STEP_SUMMARY too, where that is set.",
      valueName: "file"))
  var markdown: String?

  @Option(help: ArgumentHelp("Write the report as a Jupyter notebook.", valueName: "file"))
  var ipynb: String?

  @Option(help: ArgumentHelp("Write the blocks and claims as test cases in JUnit's XML.", valueName: "file"))
  var junit: String?

  @Option(
    help: ArgumentHelp(
      "Exit with 1 where the page is larger, and say what takes most of it; 500K and 2M are thousands and millions.",
      valueName: "bytes"))
  var maxSize: ByteCount?

  /// Those that are one file each, in the order of the help.
  var files: [(option: String, path: String)] {
    [("--markdown", markdown), ("--ipynb", ipynb), ("--junit", junit)].compactMap { option, path in
      path.map { (option, $0) }
    }
  }

  /// Refuses files for several notebooks.
  func check(notebooks: Int) throws {
    guard notebooks > 1, let first = files.first else { return }
    throw ValidationError("'\(first.option) \(first.path)': one file for \(notebooks) notebooks; run them one by one")
  }

  /// Refuses files that would be written over each other, or over what the run reads or writes besides.
  func check(against others: [(name: String, path: String)]) throws {
    try OutputPaths.refuseCollisions(of: files, with: others)
  }
}

/// `600000`, `500K`, `2M`: bytes, in powers of ten as storage is sold.
struct ByteCount: ExpressibleByArgument {
  let bytes: Int
  let text: String

  init?(argument: String) {
    let units: [Character: Int] = ["K": 1_000, "M": 1_000_000, "G": 1_000_000_000]
    let unit = argument.last.flatMap { units[Character($0.uppercased())] }
    let digits = unit == nil ? argument[...] : argument.dropLast()
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let count = Int(digits) else { return nil }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: unit ?? 1)
    guard !overflow, bytes > 0 else { return nil }
    self.bytes = bytes
    text = argument
  }
}
