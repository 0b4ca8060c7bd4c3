package import Engine

/// What a benchmark found, and what was measured.
package struct Outcome: Sendable {
  package let machine: Machine
  /// The libraries beside Codebook, as many as each round's peers.
  package let peers: [Peer]
  package let models: [ModelFigures]
  /// The data set's name.
  package var data = "fashion-mnist"
  package var images = 60_000
  package var threads = 1
  package var precision = Precision.float32
  /// Of each measurement, beside the first.
  package var epochs = 1

  package init(on machine: Machine, peers: [Peer], models: [ModelFigures]) {
    self.machine = machine
    self.peers = peers
    self.models = models
  }

  /// A library with its version.
  package struct Peer: Codable, Equatable, Sendable {
    package let library: Library
    package let version: String

    package init(library: Library, version: String) {
      self.library = library
      self.version = version
    }

    /// `PyTorch 2.15.0`
    package var title: String { "\(library.name) \(version)" }
  }
}

extension Outcome {
  /// What was measured on what: two lines.
  package var heading: String {
    let rounds = models.map(\.rounds.count).max() ?? 0
    let load = machine.load.map { "; load average \(NumberText.fixed($0, 2)) at the start" } ?? ""
    return """
      \(machine.title)\(load)
      \(data), \(NumberText.grouped(Double(images))) images, \(precision.rawValue), \
      \(threads) thread\(threads == 1 ? "" : "s"), \(machine.products); \
      \(rounds) round\(rounds == 1 ? "" : "s") of \(epochs) epoch\(epochs == 1 ? "" : "s") after one to warm up

      """
  }

  /// Codebook alone: a row a model.
  package var table: TextTable {
    var table = TextTable([
      .init("model", .left), .init("batch"), .init("samples/s"), .init("best epoch"), .init("GFLOP/s"),
      .init("dnnl_sgemm"), .init("share"), .init("peak memory"), .init("loss"),
    ])
    for figures in models {
      table.append([
        figures.model.name, "\(figures.model.batch)", NumberText.grouped(figures.rate().median),
        NumberText.grouped(figures.bestRate()), NumberText.fixed(figures.operationRate.median / 1e9, 0),
        NumberText.fixed(figures.ceiling.median / 1e9, 0), NumberText.percent(figures.share.median),
        NumberText.megabytes(figures.peakMemory().median), NumberText.fixed(figures.loss(), 4),
      ])
    }
    return table
  }

  /// The peers: a row for each with each model.
  package var peerTable: TextTable {
    var table = TextTable([
      .init("model", .left), .init("batch"), .init("beside", .left), .init("samples/s"), .init("speed-up"),
      .init("range"), .init("peak memory"), .init("Codebook takes"), .init("loss"),
    ])
    for figures in models {
      for (number, peer) in peers.enumerated() {
        let advantage = figures.advantage(over: number)
        table.append([
          figures.model.name, "\(figures.model.batch)", peer.title,
          NumberText.grouped(figures.rate(of: number).median), "\(NumberText.fixed(advantage.median, 2)) ×",
          "\(NumberText.fixed(advantage.lowest, 2))–\(NumberText.fixed(advantage.highest, 2)) ×",
          NumberText.megabytes(figures.peakMemory(of: number).median),
          NumberText.percent(figures.memoryShare(of: number).median), NumberText.fixed(figures.loss(of: number), 4),
        ])
      }
    }
    return table
  }

  /// A sentence for each peer whose loss says that it did not do the same work.
  package var objections: [String] {
    models.flatMap { figures in
      peers.enumerated().compactMap { number, peer in
        let difference = figures.lossDifference(of: number)
        // Written so that a loss that is not a number is an objection too.
        if abs(difference) <= ModelFigures.largestLossDifference { return nil }
        return "\(figures.model.title): the loss of \(peer.title) is \(NumberText.fixed(figures.loss(of: number), 4)), "
          + "\(NumberText.fixed(abs(difference) * 100, 1)) % \(difference < 0 ? "below" : "above") Codebook's "
          + "\(NumberText.fixed(figures.loss(), 4)): they did not do the same work"
      }
    }
  }

  /// The whole result for a reader.
  package func text(markdown: Bool) -> String {
    func layout(_ table: TextTable) -> String { "\n" + (markdown ? table.markdown : table.text) }
    let notes = objections.map { "\n\($0)\n" }.joined()
    return heading + layout(table) + (peers.isEmpty ? "" : layout(peerTable)) + notes
  }
}
