import Datasets
import Engine
import Testing

private func load(seed: UInt64 = 0, _ change: (inout SubspaceOptions) -> Void = { _ in }) throws -> Dataset {
  var subspace = SubspaceOptions()
  change(&subspace)
  return try DataCatalogue(folders: [], bundled: nil).load(DataOptions(source: .subspace(subspace)), seed: seed)
}

private func rows(_ part: Part) -> [[Double]] {
  guard case .floats(let values) = part.samples.storage else { return [] }
  let width = part.samples.width
  return (0..<part.samples.count).map { values[$0 * width..<($0 + 1) * width].map { Double($0) } }
}

/// Subtracts from each row what lies along the rows before it, and leaves the lengths of what remains.
private func remainders(_ rows: [[Double]]) -> [Double] {
  var directions: [[Double]] = []
  return rows.map { row in
    var row = row
    for direction in directions {
      let along = zip(row, direction).reduce(0) { $0 + $1.0 * $1.1 }
      row = zip(row, direction).map { $0 - along * $1 }
    }
    let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
    directions.append(row.map { $0 / length })
    return length
  }
}

@Suite("Data in a random subspace")
struct SubspaceTests {
  @Test("the training split has the count, the test split a quarter, samples the size")
  func sizes() throws {
    let data = try load { ($0.count, $0.size) = (103, 16) }
    #expect(data.train.samples.count == 103 && data.test.samples.count == 25)
    #expect(data.shape == SampleShape(width: 4, height: 4))
    #expect(data.train.labels.isEmpty && data.classCount == nil)
  }

  @Test("without noise all samples of both splits lie in a subspace of the rank")
  func rank() throws {
    let data = try load { ($0.rank, $0.size, $0.count) = (5, 64, 40) }
    let lengths = remainders(Array(rows(data.train)[..<5]) + rows(data.test)[..<3])
    #expect(lengths.prefix(5).allSatisfy { $0 > 0.01 })
    #expect(lengths.dropFirst(5).allSatisfy { $0 < 1e-5 })
  }

  @Test("the variance is 1 along each direction of the subspace, and noise² along every other")
  func variance() throws {
    let data = try load { ($0.rank, $0.size, $0.count, $0.noise) = (3, 20, 4000, 0.5) }
    let values = rows(data.train).flatMap { $0 }
    let perSample = values.reduce(0) { $0 + $1 * $1 } / 4000
    // Three directions of variance 1.25, seventeen of 0.25, within five standard errors.
    #expect(abs(perSample - (3 * 1.25 + 17 * 0.25)) < 0.25)
    #expect(abs(values.reduce(0, +) / Double(values.count)) < 0.02)
  }

  @Test("the same seed makes the same bits, another seed others")
  func seeds() throws {
    #expect(try load(seed: 1) == load(seed: 1))
    #expect(try load(seed: 1).train != load(seed: 2).train)
  }

  @Test("more samples are the same samples and some more")
  func prefix() throws {
    let few = try rows(load { $0.count = 20 }.train)
    let more = try rows(load { $0.count = 30 }.train)
    #expect(Array(more.prefix(20)) == few)
  }

  @Test("the fingerprint depends on the seed and on every option")
  func fingerprints() throws {
    let prints = try [
      load(), load(seed: 1), load { $0.rank = 4 }, load { $0.size = 63 }, load { $0.count = 1999 },
      load { $0.noise = 0.1 },
    ].map(\.fingerprint)
    #expect(Set(prints).count == 6)
    #expect(prints[0] == "824959a69be597452b2ecf37472c863b2cccd3935853d0eb39bf428f00f503d2")
  }

  @Test("limits and validation cut it as any other data")
  func cut() throws {
    var options = DataOptions(source: .subspace(SubspaceOptions()))
    (options.validation, options.limit, options.testLimit) = (.share(0.25), 100, 10)
    let data = try DataCatalogue(folders: [], bundled: nil).load(options, seed: 0)
    #expect(data.validation?.samples.count == 500)
    #expect(data.train.samples.count == 100 && data.test.samples.count == 10)
  }
}
