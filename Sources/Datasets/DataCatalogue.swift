internal import Engine
import Files

/// The data sets there are, and the folders where their files are looked for. It remembers nothing and reads no
/// environment.
package struct DataCatalogue: Sendable {
  /// `DIR` of `DIR/NAME/train-images-idx3-ubyte.gz`, the first choice first.
  package let folders: [String]
  /// The folder of `mnist-5k` that came with the program.
  package let bundled: String?

  package init(folders: [String], bundled: String?) {
    self.folders = folders
    self.bundled = bundled
  }

  /// Where `mnist-5k` lies for an executable at this path, links resolved: in the resources beside it, as it is built,
  /// or in `../share/codebook`, as it is installed.
  package static func bundledFolder(executablePath: String) -> String? {
    let slash = executablePath.lastIndex(of: "/")
    let folder = slash.map { String(executablePath[..<$0]) } ?? "."
    let places = ["codebook_Datasets.resources/mnist-5k", "../share/codebook/mnist-5k"]
    return places.map { folder + "/" + $0 }.first { fileExists($0) }
  }

  /// The sizes of the splits, and whether the files are there; no file is opened. Finds every fault of the options that
  /// `load` would find.
  package func header(_ options: DataOptions) throws(DataError) -> DatasetHeader {
    switch options.source {
    case .named(let name):
      let known = KnownDataset(name)
      let kept = try options.keptClasses(of: known.trainClasses.count)
      let sizes = try SplitSizes(
        trainCount: Self.sum(known.trainClasses, kept), testCount: Self.sum(known.testClasses, kept), options,
        noun: "images")
      let source = (train: known.trainCount, test: known.testCount)
      var missing: DataError?
      do throws(DataError) { _ = try files(of: name) } catch { missing = error }
      return DatasetHeader(
        shape: known.shape, sizes, source: source, sampleSize: known.shape.pixels, packedSize: known.packedSize,
        classCount: known.trainClasses.count, missing: missing)
    case .subspace(let subspaceOptions):
      let subspace = try Subspace(subspaceOptions, seed: 0)
      let sizes = try Self.sizes(of: subspace, options)
      return DatasetHeader(
        shape: options.shape, sizes, source: (subspace.options.count, subspace.testCount),
        sampleSize: subspaceOptions.size * MemoryLayout<Float>.stride, packedSize: 0, classCount: nil, missing: nil)
    case .made(let madeOptions):
      let made = try MadeData(madeOptions, seed: 0)
      let (sizes, _) = try Self.sizes(of: made, options)
      let sampleSize = madeOptions.width * (madeOptions.kind == .shapes ? 1 : MemoryLayout<Float>.stride)
      return DatasetHeader(
        shape: options.shape, sizes, source: (madeOptions.count, madeOptions.testCount), sampleSize: sampleSize,
        packedSize: 0, classCount: madeOptions.classCount, missing: nil)
    }
  }

  /// Reads, checks and cuts a data set: `classes`, then `validation`, then the limits, each by seed, the samples in the
  /// order of their source. Linear in the whole data set, however small the limit.
  package func load(_ options: DataOptions, seed: UInt64) throws(DataError) -> Dataset {
    switch options.source {
    case .named(let name): try load(name, options, seed)
    case .subspace(let subspaceOptions): try load(Subspace(subspaceOptions, seed: seed), options)
    case .made(let madeOptions): try load(MadeData(madeOptions, seed: seed), options)
    }
  }

  /// The fingerprint that the data set will have; no file is opened, since the contents of named sets are known.
  package func fingerprint(_ options: DataOptions, seed: UInt64) throws(DataError) -> String {
    switch options.source {
    case .named(let name): KnownDataset(name).fingerprint
    case .subspace(let subspaceOptions): try Subspace(subspaceOptions, seed: seed).fingerprint
    case .made(let madeOptions): try MadeData(madeOptions, seed: seed).fingerprint
    }
  }

  private func load(_ name: DatasetName, _ options: DataOptions, _ seed: UInt64) throws(DataError) -> Dataset {
    let known = KnownDataset(name)
    let kept = try options.keptClasses(of: known.trainClasses.count)
    let sizes = try SplitSizes(
      trainCount: Self.sum(known.trainClasses, kept), testCount: Self.sum(known.testClasses, kept), options,
      noun: "images")
    let paths = try files(of: name)
    let train = try source(known, paths, first: 0)
    let test = try source(known, paths, first: 2)
    return Dataset(
      name: name.rawValue, shape: known.shape, train: train, test: test, kept: kept, sizes, options, seed,
      fingerprint: known.fingerprint, classCount: known.trainClasses.count)
  }

  private func load(_ subspace: Subspace, _ options: DataOptions) throws(DataError) -> Dataset {
    let sizes = try Self.sizes(of: subspace, options)
    let (train, test) = subspace.samples()
    return Dataset(
      name: "subspace", shape: options.shape, train: Part(samples: train, labels: []),
      test: Part(samples: test, labels: []), kept: nil, sizes, options, subspace.seed,
      fingerprint: subspace.fingerprint, classCount: nil)
  }

  private func load(_ made: MadeData, _ options: DataOptions) throws(DataError) -> Dataset {
    let (sizes, kept) = try Self.sizes(of: made, options)
    let (train, test) = made.parts()
    return Dataset(
      name: made.options.kind.rawValue, shape: options.shape, train: train, test: test, kept: kept, sizes, options,
      made.seed, fingerprint: made.fingerprint, classCount: made.options.classCount)
  }

  /// The images of one split with their labels: two files, whole.
  private func source(_ known: KnownDataset, _ paths: [String], first: Int) throws(DataError) -> Part {
    let count = first == 0 ? known.trainCount : known.testCount
    let images = try read(known, paths, first, .images, limit: count * known.shape.pixels)
    let labels = try read(known, paths, first + 1, .labels, limit: count)
    return Part(
      samples: Samples(count: count, width: known.shape.pixels, storage: .bytes(images.values)), labels: labels.values)
  }

  private func read(
    _ known: KnownDataset, _ paths: [String], _ index: Int, _ content: IDXFile.Content, limit: Int
  ) throws(DataError) -> IDXFile {
    let path = paths[index]
    let file: IDXFile
    do {
      // What deflate cannot shrink grows by less than a thousandth; names and comments of gzip come on top.
      file = try IDXFile(readFile(path, limit: limit + limit / 1000 + 65536), holding: content, limit: limit)
    } catch let error as FileError {
      throw .unreadable(path: path, reason: error.reason)
    } catch {
      throw .unreadable(path: path, reason: "\(error)")
    }
    guard file.sha256 == known.sums[index] else {
      throw .differs(path: path, name: known.name, found: file.sha256, known: known.sums[index])
    }
    return file
  }

  /// The four files in the first folder that has them all, in the order of `KnownDataset.fileNames`.
  func files(of name: DatasetName) throws(DataError) -> [String] {
    var places = folders.map { $0 + "/" + name.rawValue }
    if name == .mnist5k, let bundled { places.append(bundled) }
    var lookedIn: [String] = []
    for place in places {
      let found = KnownDataset.fileNames.map { file in
        ["\(place)/\(file)", "\(place)/\(file).gz"].first { fileExists($0) }
      }
      let paths = found.compactMap { $0 }
      if paths.count == found.count { return paths }
      let lacking = zip(KnownDataset.fileNames, found).first { $0.1 == nil }?.0 ?? ""
      lookedIn.append(paths.isEmpty ? place : "\(place) (\(lacking) is not there)")
    }
    throw .missing(name, lookedIn: lookedIn)
  }

  private static func sizes(of subspace: Subspace, _ options: DataOptions) throws(DataError) -> SplitSizes {
    if options.classes != nil { throw .noLabels(key: "classes", name: "subspace") }
    if options.shufflesLabels { throw .noLabels(key: "shuffle_labels", name: "subspace") }
    return try SplitSizes(
      trainCount: subspace.options.count, testCount: subspace.testCount, options, noun: "samples")
  }

  private static func sizes(
    of made: MadeData, _ options: DataOptions
  ) throws(DataError) -> (SplitSizes, kept: [Bool]?) {
    let name = made.options.kind.rawValue
    guard let classes = made.options.classCount else {
      if options.classes != nil { throw .noLabels(key: "classes", name: name) }
      if options.shufflesLabels { throw .noLabels(key: "shuffle_labels", name: name) }
      let sizes = try SplitSizes(
        trainCount: made.options.count, testCount: made.options.testCount, options, noun: "samples")
      return (sizes, nil)
    }
    let kept = try options.keptClasses(of: classes)
    let sizes = try SplitSizes(
      trainCount: sum(made.options.classes(train: true), kept),
      testCount: sum(made.options.classes(train: false), kept),
      options, noun: "samples")
    return (sizes, kept)
  }

  private static func sum(_ classes: [Int], _ kept: [Bool]?) -> Int {
    guard let kept else { return classes.reduce(0, +) }
    return zip(classes, kept).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
  }
}
