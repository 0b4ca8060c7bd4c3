internal import Autoencoders
internal import Datasets
internal import Engine
internal import NotebookSyntax

/// Looks up the blocks whose weights others start from: each has to be trained, to have the same layers, and not to wait
/// for the block that waits for it.
struct StartReferences {
  let drafts: [BlockDraft]
  let table: ResultTable
  let findings: Findings

  func check() {
    var places: [String: Int] = [:]
    for (place, draft) in drafts.enumerated() {
      if let label = draft.label, places[label] == nil { places[label] = place }
    }
    var starts: [Int?] = drafts.map { _ in nil }
    for (place, draft) in drafts.enumerated() {
      guard let start = draft.start else { continue }
      if start.text == draft.label {
        findings.error(
          .unfitStart, "'\(start.text)' cannot start from its own weights", at: start.spot,
          help: "leave 'initialization' out, or name another block")
      } else if table.isModel(start, isNeeded: draft.common.display.isEvaluated, findings) {
        starts[place] = places[start.text]
        if let other = places[start.text] { checkLayers(draft, start, drafts[other]) }
      }
    }
    reportCircles(starts)
  }

  private func checkLayers(_ draft: BlockDraft, _ start: FigureDraft.Word, _ other: BlockDraft) {
    guard let own = draft.layers, let others = other.layers, own != others else { return }
    findings.error(
      .unfitStart, "the layers of '\(start.text)' are \(quoted(others)), but here they are \(quoted(own))",
      at: start.spot, help: "weights fit a model of the same widths in the same order")
  }

  /// Follows each block to where it starts from. Blocks in a circle are reported once, at the first of them.
  private func reportCircles(_ starts: [Int?]) {
    var walks: [Int?] = starts.map { _ in nil }
    for first in starts.indices where walks[first] == nil {
      var place = first
      walks[first] = first
      while let next = starts[place], walks[next] == nil {
        walks[next] = first
        place = next
      }
      guard let end = starts[place], walks[end] == first else { continue }
      var circle = [end]
      while let next = starts[circle[circle.count - 1]], next != end { circle.append(next) }
      report(circle.sorted())
    }
  }

  private func report(_ circle: [Int]) {
    guard let first = circle.first, let spot = drafts[first].start?.spot else { return }
    let labels = circle.prefix(6).compactMap { drafts[$0].label.map { "'\($0)'" } }
    findings.error(
      .unfitStart,
      "\((labels + (circle.count > 6 ? ["others"] : [])).conjunction) start from one another, so that none can be first",
      at: spot, help: "one of them has to draw its weights")
  }
}

extension BlockDraft {
  /// The layers with weights of their own, by their widths: `784-256-batch_norm-32-256-784`. Nil where the block could
  /// not be read.
  fileprivate var layers: String? {
    guard case .train(let data, let model, _) = body, broken.isDisjoint(with: ["encoder", "decoder", "code", "tied"])
    else { return nil }
    let network = model.network(inputWidth: data.shape.pixels)
    let words = network.layers.compactMap { layer in
      switch layer {
      case .dense(let dense): String(dense.outputs)
      case .batchNorm: "batch_norm"
      case .dropout, .gaussian, .binary, .largest: nil
      }
    }
    return ([String(network.inputs)] + words).joined(separator: "-") + (model.tied ? ", tied" : "")
  }
}
