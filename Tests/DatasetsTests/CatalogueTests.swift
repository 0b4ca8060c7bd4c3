import Datasets
import Engine
import Files
import Foundation
import Testing

@Suite("Data sets are found, checked and listed")
struct CatalogueTests {
  let folder: TemporaryFolder
  let catalogue = DataCatalogue(folders: [installed], bundled: bundledFolder)

  init() throws { folder = try TemporaryFolder() }

  /// A copy of `mnist-5k` in this test's folder, as a data directory has it.
  func copyDigits() throws {
    try FileManager.default.copyItem(atPath: bundledFolder, toPath: folder("mnist-5k"))
  }

  func expectError(
    _ text: String, help: [String] = [], at location: SourceLocation = #_sourceLocation,
    _ name: DatasetName = .mnist5k
  ) {
    do throws(DataError) {
      _ = try DataCatalogue(folders: [folder.path], bundled: nil).load(DataOptions(source: .named(name)), seed: 0)
      Issue.record("nothing was thrown, expected: \(text)", sourceLocation: location)
    } catch {
      #expect(error.message == text, sourceLocation: location)
      #expect(error.help == help, sourceLocation: location)
      #expect(error.key == nil, sourceLocation: location)
    }
  }

  @Test("Fashion-MNIST is read from Debian's package, whole")
  func fashionMNIST() throws {
    let clothes = try catalogue.load(DataOptions(source: .named(.fashionMNIST)), seed: 0)
    #expect(clothes.train.samples.count == 60_000 && clothes.test.samples.count == 10_000)
    #expect((0..<10).map { label in clothes.train.labels.count { $0 == label } } == Array(repeating: 6000, count: 10))
    #expect((0..<10).map { label in clothes.test.labels.count { $0 == label } } == Array(repeating: 1000, count: 10))
    #expect(clothes.fingerprint == "5cf0562c46b89a77940b86f40a9a4325e7bed59d53ec555c4d14f0bed41ca53a")
  }

  @Test("a header has the sizes that loading gives", arguments: [DatasetName.mnist5k, .fashionMNIST])
  func headers(name: DatasetName) throws {
    var options = DataOptions(source: .named(name))
    (options.classes, options.validation, options.limit, options.testLimit) = ([2, 3, 8], .share(0.15), 700, 77)
    let header = try catalogue.header(options)
    let data = try catalogue.load(options, seed: 5)
    #expect(header.isAvailable)
    #expect(header.shape == data.shape && header.classCount == data.classCount)
    #expect(header.trainCount == data.train.samples.count)
    #expect(header.validationCount == data.validation?.samples.count)
    #expect(header.testCount == data.test.samples.count)
  }

  @Test("the header of a set that is not here has its sizes, and what is missing")
  func headerOfMissing() throws {
    var options = DataOptions(source: .named(.mnist))
    options.classes = [0, 5]
    let header = try DataCatalogue(folders: [folder.path], bundled: nil).header(options)
    #expect(header.trainCount == 5923 + 5421 && header.testCount == 980 + 892)
    #expect(header.missing == .missing(.mnist, lookedIn: [folder("mnist")]))
    #expect(!header.isAvailable)
  }

  @Test("the header of a subspace needs no file")
  func headerOfSubspace() throws {
    let header = try DataCatalogue(folders: [], bundled: nil).header(DataOptions(source: .subspace(SubspaceOptions())))
    #expect(header.trainCount == 2000 && header.testCount == 500 && header.isAvailable)
  }

  @Test("files that are not gzipped are the same data set")
  func unpacked() throws {
    try copyDigits()
    let packed = try DataCatalogue(folders: [folder.path], bundled: nil).load(DataOptions(), seed: 0)
    guard case .bytes(let pixels) = packed.test.samples.storage else { return }
    try FileManager.default.removeItem(atPath: folder("mnist-5k/t10k-images-idx3-ubyte.gz"))
    try folder.put(
      [0, 0, 8, 3, 0, 0, 3, 232, 0, 0, 0, 28, 0, 0, 0, 28] + pixels, at: "mnist-5k/t10k-images-idx3-ubyte")
    #expect(try DataCatalogue(folders: [folder.path], bundled: nil).load(DataOptions(), seed: 0) == packed)
  }

  @Test("a folder with all four files goes before what came with the program")
  func folderFirst() throws {
    try copyDigits()
    let places = DataCatalogue(folders: [folder.path], bundled: bundledFolder).list().map(\.place)
    #expect(places.first == .found(folder("mnist-5k")))
  }

  @Test("what is missing says how to get it, and where it was looked for")
  func missing() throws {
    let files = "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte"
    expectError(
      "data set 'fashion-mnist' is not on this machine",
      help: [
        "apt-get install dataset-fashion-mnist",
        "or put its four files (\(files); gzipped or not) in DIR/fashion-mnist and pass --data-dir DIR",
        "looked in: \(folder("fashion-mnist"))",
      ], .fashionMNIST)
    expectError(
      "data set 'mnist' is not on this machine",
      help: [
        "put its four files (\(files); gzipped or not) in DIR/mnist and pass --data-dir DIR",
        "looked in: \(folder("mnist"))",
      ], .mnist)
  }

  @Test("a folder with some of the files is named with the first that it lacks")
  func incomplete() throws {
    try copyDigits()
    try FileManager.default.removeItem(atPath: folder("mnist-5k/t10k-images-idx3-ubyte.gz"))
    let header = try DataCatalogue(folders: [folder.path], bundled: nil).header(DataOptions())
    let lookedIn = "looked in: \(folder("mnist-5k")) (t10k-images-idx3-ubyte is not there)"
    #expect(header.missing?.help.last == lookedIn)
  }

  @Test("a file with other contents is refused with both sums")
  func otherContents() throws {
    try copyDigits()
    let labels = [UInt8](repeating: 7, count: 1000)
    try folder.put([0, 0, 8, 1, 0, 0, 3, 232] + labels, at: "mnist-5k/t10k-labels-idx1-ubyte")
    let path = folder("mnist-5k/t10k-labels-idx1-ubyte")
    do throws(DataError) {
      _ = try DataCatalogue(folders: [folder.path], bundled: nil).load(DataOptions(), seed: 0)
      Issue.record("wrong labels were taken")
    } catch {
      #expect(error.message == "\(path) is not the file that 'mnist-5k' is known by")
      #expect(error.help[0] == "its SHA-256 is \(SHA256Digest.hex(of: [0, 0, 8, 1, 0, 0, 3, 232] + labels))")
      #expect(error.help[1] == "known is 66e4c6deb5f2a061f7d8cd5ec53025fdb9dabb08265e449acb8cf64b8cd36cac")
    }
  }

  @Test("what cannot be read is named, with the reason")
  func unreadable() throws {
    try copyDigits()
    let path = folder("mnist-5k/train-images-idx3-ubyte")
    mkfifo(path, 0o600)
    expectError("cannot read \(path): it is a named pipe")
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    expectError("cannot read \(path): it is a folder")
    try FileManager.default.removeItem(atPath: path)
    try folder.put(
      [0, 0, 8, 3, 255, 255, 255, 255, 0, 0, 0, 28, 0, 0, 0, 28, 0], at: "mnist-5k/train-images-idx3-ubyte")
    expectError("cannot read \(path): the header says 4,294,967,295 images, the file holds 0")
  }

  @Test("a file that is far too large is not read")
  func tooLarge() throws {
    try copyDigits()
    let path = folder("mnist-5k/train-images-idx3-ubyte")
    try folder.put([], at: "mnist-5k/train-images-idx3-ubyte")
    truncate(path, 1 << 40)
    expectError("cannot read \(path): it has 1099511627776 bytes, the limit is 3204672")
  }

  @Test("the list has every data set, in the catalogue's order, and where it is")
  func list() throws {
    let entries = catalogue.list()
    #expect(entries.map(\.name) == ["mnist-5k", "fashion-mnist", "mnist", "subspace", "blobs", "shapes", "swiss_roll"])
    #expect(entries.map(\.trainCount) == [4000, 60_000, 60_000, 2000, 2000, 2000, 2000])
    #expect(entries[0].place == .found(bundledFolder))
    #expect(entries[1].place == .found("/usr/share/datasets/fashion-mnist"))
    #expect(entries[3].place == .made)
  }

  @Test("the digits lie beside the built program")
  func besideProgram() throws {
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let found = try #require(DataCatalogue.bundledFolder(executablePath: program))
    #expect(found.hasSuffix("/codebook_Datasets.resources/mnist-5k"))
    #expect(fileExists(found + "/ATTRIBUTION.md"))
    _ = try DataCatalogue(folders: [], bundled: found).load(DataOptions(), seed: 0)
  }

  @Test("the digits of an installed program lie in ../share/codebook")
  func installedProgram() throws {
    try folder.put([], at: "bin/codebook")
    try folder.put([], at: "share/codebook/mnist-5k/ATTRIBUTION.md")
    let found = DataCatalogue.bundledFolder(executablePath: folder("bin/codebook"))
    #expect(found == folder("bin/../share/codebook/mnist-5k"))
    #expect(DataCatalogue.bundledFolder(executablePath: folder("share/codebook/deeper/codebook")) == nil)
  }
}
