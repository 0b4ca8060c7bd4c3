import Autoencoders
package import Datasets
package import Schema

extension Program {
  /// Bytes at the peak of a run of the whole notebook: data sets once each, all models, and the most that training one
  /// of them takes. Nil where nothing is trained, or where the options of some data are at fault.
  package func memory(catalogue: DataCatalogue) -> Int? {
    var uses: [MemoryUse] = []
    var sets: [(options: DataOptions, seed: UInt64, size: Int)] = []
    var seeds: [String: UInt64] = [:]
    func add(_ data: DataOptions, seed: UInt64) throws(DataError) -> DatasetHeader {
      let header = try catalogue.header(data)
      let seed = data.decisiveSeed(seed)
      if !sets.contains(where: { $0.options == data && $0.seed == seed }) { sets.append((data, seed, header.size)) }
      return header
    }
    do throws(DataError) {
      for case .train(let block) in blocks where block.common.display.isEvaluated {
        seeds[block.common.label] = block.training.seed
        uses.append(block.cost(on: try add(block.data, seed: block.training.seed), speed: .none).use)
      }
      for case .evaluate(let block) in blocks where block.common.display.isEvaluated {
        guard let data = block.data, let first = block.models.first, let seed = seeds[first] else { continue }
        let header = try add(data, seed: seed)
        uses.append(MemoryUse(data: header.size, loading: header.loadingSize, models: 0, working: 0))
      }
    } catch {
      return nil
    }
    return uses.isEmpty ? nil : MemoryUse.peak(of: uses, data: sets.map(\.size))
  }
}

extension DataOptions {
  /// The seed that chooses among the images, 0 where none does; data that are made always depend on it.
  func decisiveSeed(_ seed: UInt64) -> UInt64 {
    guard case .named = source else { return seed }
    return limit != nil || testLimit != nil || validation != .none || shufflesLabels ? seed : 0
  }
}

extension ArithmeticSpeed {
  /// Where nobody asks for the time.
  fileprivate static let none = ArithmeticSpeed(parallel: .infinity, serial: .infinity)
}
