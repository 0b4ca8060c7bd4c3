internal import Autoencoders
internal import Datasets
internal import NotebookSyntax

extension DataDraft {
  /// The options with every default; what contradicts itself is reported, nil where that leaves the data unknown.
  func resolved(_ findings: Findings) -> DataOptions? {
    guard !isBroken else { return nil }
    var options = DataOptions()
    switch name?.value {
    case .catalogued(let name):
      options.source = .named(name)
      refuse(["rank", "size", "count", "noise", "clusters"], in: name.rawValue, findings)
    case .made(let kind):
      refuse(kind.meaninglessKeys, in: kind.rawValue, findings)
      guard let source = made(kind, findings) else { return nil }
      options.source = .made(source)
    case .subspace:
      refuse(["clusters"], in: "subspace", findings)
      guard let source = subspace(findings) else { return nil }
      options.source = .subspace(source)
    case nil:
      refuse(
        ["rank", "size", "count", "noise", "clusters"], in: "mnist-5k", help: "name the data: {name: subspace, …}",
        findings)
    }
    resolveLabels(&options, findings)
    guard resolveCounts(&options, findings) else { return nil }
    return options
  }

  /// Keys that say something about other data.
  private func refuse(_ keys: [String], in name: String, help: String? = nil, _ findings: Findings) {
    let spots = [
      "rank": own(rank), "size": own(size), "count": own(count), "noise": own(noise), "clusters": own(clusters),
    ]
    for key in keys {
      guard let found = spots[key], let spot = found else { continue }
      findings.error(
        .meaningless, "'\(key)' has no meaning in '\(name)'", at: spot,
        help: help
          ?? "it is for \(key == "rank" ? "subspace" : key == "clusters" ? "blobs" : "data that are made, such as subspace")"
      )
    }
  }

  private func made(_ kind: MadeOptions.Kind, _ findings: Findings) -> MadeOptions? {
    var source = MadeOptions(kind)
    let ignored = kind.meaninglessKeys
    if !ignored.contains("size") { source.size = size?.value ?? source.size }
    source.count = count?.value ?? source.count
    if !ignored.contains("noise") { source.noise = noise?.value ?? source.noise }
    if !ignored.contains("clusters") { source.clusters = clusters?.value ?? source.clusters }
    if kind == .shapes, source.side == nil {
      findings.error(
        .outOfRange, "'size' must be a square number in 'shapes', found \(grouped(source.size))",
        at: size?.spot ?? spot,
        help: "784 is 28 × 28 pixels")
      return nil
    }
    let (values, overflow) = source.width.multipliedReportingOverflow(by: source.count)
    guard !overflow, values <= 1 << 27 else {
      findings.error(
        .outOfRange, "'count' times 'size' must be at most \(grouped(1 << 27))", at: count?.spot ?? size?.spot)
      return nil
    }
    return source
  }

  /// The place of a value that stands where the data's name does, or in the block itself; one that is inherited by data
  /// of another name is passed over.
  private func own<Value>(_ found: Found<Value>?) -> Spot? {
    found.flatMap { $0.isInherited && !(name?.isInherited ?? false) ? nil : $0.spot }
  }

  private func subspace(_ findings: Findings) -> SubspaceOptions? {
    var source = SubspaceOptions()
    source.rank = rank?.value ?? source.rank
    source.size = size?.value ?? source.size
    source.count = count?.value ?? source.count
    source.noise = noise?.value ?? source.noise
    guard source.rank <= source.size else {
      findings.error(
        .contradiction, "'rank' is \(grouped(source.rank)), but 'size' is \(grouped(source.size))",
        at: rank?.spot ?? size?.spot, help: "a subspace has at most as many dimensions as the space around it")
      return nil
    }
    let (values, overflow) = source.size.multipliedReportingOverflow(by: source.count)
    guard !overflow, values <= 1 << 28 else {
      findings.error(
        .outOfRange, "'count' times 'size' must be at most \(grouped(1 << 28))", at: count?.spot ?? size?.spot)
      return nil
    }
    return source
  }

  private func resolveLabels(_ options: inout DataOptions, _ findings: Findings) {
    guard options.hasLabels else {
      for (key, spot) in [
        ("classes", classes.flatMap { $0.value == nil ? nil : own($0) }),
        ("shuffle_labels", shufflesLabels.flatMap { $0.value ? own($0) : nil }),
      ] {
        guard let spot else { continue }
        findings.error(.meaningless, "'\(key)' has no meaning in '\(options.name)', which has no labels", at: spot)
      }
      return
    }
    options.classes = classes?.value
    if case .made(let made) = options.source, let classes = options.classes, let count = made.classCount,
      let unknown = classes.first(where: { $0 >= count }), let found = self.classes
    {
      findings.error(
        .outOfRange, "'classes' of '\(options.name)' are 0 to \(count - 1), found \(unknown)", at: found.spot)
      options.classes = nil
    }
    options.shufflesLabels = shufflesLabels?.value ?? false
  }

  /// Counts against what the data have. Inherited limits are upper bounds: where there are fewer
  /// images than that, all are taken.
  private func resolveCounts(_ options: inout DataOptions, _ findings: Findings) -> Bool {
    options.validation = validation?.value ?? .none
    options.limit = limit?.value
    options.testLimit = testLimit?.value
    var rest = options.trainingImages
    switch options.validation {
    case .none: break
    case .share(let share):
      let taken = Int((share * Double(rest)).rounded())
      rest = taken == 0 ? 0 : rest - taken
    case .count(let count): rest -= min(count, rest)
    }
    guard rest > 0 else {
      findings.error(
        .tooManyImages,
        "'validation' must leave images on both sides: '\(options.name)' has \(grouped(options.trainingImages)) training "
          + "images here", at: validation?.spot)
      return false
    }
    options.limit = bounded(limit, by: rest, "limit", "\(grouped(rest)) training images", options.name, findings)
    options.testLimit = bounded(
      testLimit, by: options.testImages, "test_limit", "\(grouped(options.testImages)) test images", options.name,
      findings)
    return true
  }

  private func bounded(
    _ found: Found<Int?>?, by count: Int, _ key: String, _ images: String, _ name: String, _ findings: Findings
  ) -> Int? {
    guard let found, let limit = found.value else { return nil }
    guard limit > count else { return limit }
    guard found.isInherited else {
      findings.error(
        .tooManyImages, "'\(key)' is \(grouped(limit)), but '\(name)' has \(images) here", at: found.spot)
      return nil
    }
    return nil
  }
}

extension DataOptions {
  /// As in `data: NAME`.
  var name: String {
    switch source {
    case .named(let name): name.rawValue
    case .subspace: "subspace"
    case .made(let options): options.kind.rawValue
    }
  }

  var hasLabels: Bool {
    switch source {
    case .named: true
    case .subspace: false
    case .made(let options): options.classCount != nil
    }
  }

  /// Whether every pixel lies in 0…1.
  var isInUnitRange: Bool {
    switch source {
    case .named: true
    case .subspace: false
    case .made(let options): options.kind == .shapes
    }
  }

  /// Of the training split, before validation and limit, after the classes are chosen.
  var trainingImages: Int {
    switch source {
    case .named(.mnist5k): 400 * (classes?.count ?? 10)
    case .named(.fashionMNIST): 6_000 * (classes?.count ?? 10)
    case .named(.mnist): digits([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    case .subspace(let options): options.count
    case .made(let options): made(options, train: true)
    }
  }

  /// Of the training split, after validation and limit.
  var trainingCount: Int {
    let rest =
      switch validation {
      case .none: trainingImages
      case .share(let share): trainingImages - Int((share * Double(trainingImages)).rounded())
      case .count(let count): trainingImages - count
      }
    return min(limit ?? rest, rest)
  }

  /// Of the test split, before its limit.
  var testImages: Int {
    switch source {
    case .named(.mnist5k): 100 * (classes?.count ?? 10)
    case .named(.fashionMNIST): 1_000 * (classes?.count ?? 10)
    case .named(.mnist): digits([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    case .subspace(let options): options.count / 4
    case .made(let options): made(options, train: false)
    }
  }

  private func made(_ options: MadeOptions, train isTrain: Bool) -> Int {
    guard let classes, options.classCount != nil else { return isTrain ? options.count : options.testCount }
    let counts = options.classes(train: isTrain)
    return classes.reduce(0) { counts.indices.contains($1) ? $0 + counts[$1] : $0 }
  }

  /// The images of the chosen digits, of which MNIST has differently many.
  private func digits(_ counts: [Int]) -> Int {
    (classes ?? Array(counts.indices)).reduce(0) { counts.indices.contains($1) ? $0 + counts[$1] : $0 }
  }

  var splits: [Split] { validation == .none ? [.train, .test] : [.train, .validation, .test] }

  /// The mapping with every default, in the schema's order.
  func configurationValue(split: Split? = nil) -> ConfigurationValue {
    var entries: [ConfigurationValue.Entry] = [.init("name", .string(name))]
    if case .subspace(let options) = source {
      entries += [
        .init("rank", .integer(options.rank)), .init("size", .integer(options.size)),
        .init("count", .integer(options.count)), .init("noise", .number(options.noise)),
      ]
    } else if case .made(let options) = source {
      let ignored = options.kind.meaninglessKeys
      if !ignored.contains("size") { entries.append(.init("size", .integer(options.size))) }
      entries.append(.init("count", .integer(options.count)))
      if !ignored.contains("noise") { entries.append(.init("noise", .number(options.noise))) }
      if !ignored.contains("clusters") { entries.append(.init("clusters", .integer(options.clusters))) }
    }
    if hasLabels {
      entries.append(.init("classes", classes.map { .list($0.map { .integer($0) }) } ?? .none))
    }
    entries.append(.init("limit", limit.map { .integer($0) } ?? .none))
    entries.append(.init("test_limit", testLimit.map { .integer($0) } ?? .none))
    switch validation {
    case .none: entries.append(.init("validation", .none))
    case .share(let share): entries.append(.init("validation", .number(share)))
    case .count(let count): entries.append(.init("validation", .integer(count)))
    }
    if let split { entries.append(.init("split", .string(split.rawValue))) }
    if hasLabels { entries.append(.init("shuffle_labels", .boolean(shufflesLabels))) }
    return .mapping(entries)
  }
}

extension MadeOptions.Kind {
  /// The keys of made data that say nothing about this kind.
  var meaninglessKeys: [String] {
    switch self {
    case .blobs: ["rank"]
    case .shapes: ["rank", "noise", "clusters"]
    case .swissRoll: ["rank", "size", "clusters"]
    }
  }
}
