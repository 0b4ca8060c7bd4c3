package import Autoencoders
package import Datasets
package import Schema

/// What a run would do, and why: known before anything runs, and without opening a data file.
package struct Plan: Sendable {
  package struct Block: Sendable {
    package let label: String
    /// Nil where the block is known.
    package let why: String?
    /// Of a `train` block.
    package let cost: Cost?
  }

  /// In the order in which they would run.
  package let blocks: [Block]

  package init(of program: Program, catalogue: DataCatalogue, options: RunOptions) {
    let run = Run(of: program, catalogue: catalogue, options: options, onEvent: { _ in })
    blocks = run.order.map { place in
      var cost: Cost?
      if case .train(let block) = program.blocks[place], let header = try? catalogue.header(block.data) {
        cost = block.cost(on: header, speed: .thisMachine(threads: options.threads))
      }
      return Block(
        label: program.blocks[place].common.label, why: run.isKnown(place) ? nil : run.reason(for: place), cost: cost)
    }
  }
}

extension Run {
  /// Whether a block's result is in the cache.
  fileprivate func isKnown(_ place: Int) -> Bool {
    guard let cache = options.cache, !isRefreshed(place), let key = keys[outcomes[place].label]?.hex else {
      return false
    }
    switch program.blocks[place] {
    case .train: return cache.has(.models, key)
    case .evaluate: return cache.has(.scores, key)
    }
  }
}
