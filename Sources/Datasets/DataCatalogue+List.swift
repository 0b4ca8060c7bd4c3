import Files

extension DataCatalogue {
  /// A line of `codebook data list`.
  package struct Entry: Equatable, Sendable {
    package enum Place: Equatable, Sendable {
      /// The folder of its files.
      case found(String)
      /// Made from a seed, without a file.
      case made
      /// The ways to get it and where it was looked for, a line each.
      case missing([String])
    }

    package let name: String
    /// What it is: one line.
    package let summary: String
    /// Images of each split; of data that are made, with the default options.
    package let trainCount: Int
    package let testCount: Int
    package let licence: String
    package let place: Place
  }

  /// Every data set that has a name, in a fixed order, and where it is. No file is opened.
  package func list() -> [Entry] {
    let named = DatasetName.allCases.map { name in
      let known = KnownDataset(name)
      var place: Entry.Place
      do throws(DataError) {
        place = .found(folder(of: try files(of: name)[0]))
      } catch {
        place = .missing(error.help)
      }
      return Entry(
        name: name.rawValue, summary: known.summary, trainCount: known.trainCount, testCount: known.testCount,
        licence: known.licence, place: place)
    }
    let options = SubspaceOptions()
    let subspace = Entry(
      name: "subspace", summary: "Gaussian data in a random subspace of known rank", trainCount: options.count,
      testCount: options.count / 4, licence: "none needed", place: .made)
    let made = MadeOptions.Kind.allCases.map { kind in
      let options = MadeOptions(kind)
      let summary =
        switch kind {
        case .blobs: "Gaussian clusters"
        case .shapes: "images of one shape, with known factors"
        case .swissRoll: "a sheet rolled up in three dimensions"
        }
      return Entry(
        name: kind.rawValue, summary: summary, trainCount: options.count, testCount: options.testCount,
        licence: "none needed", place: .made)
    }
    return named + [subspace] + made
  }

  private func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }
}
