import Figures
import Schema

extension Run {
  /// Gives each model one colour in all figures of the notebook: that of its place among those that are trained. The
  /// figures come with colours that count from 0: the models of a comparison, or the terms of one model's loss.
  mutating func giveModelsTheirColors() {
    var own: [String: Int] = [:]
    for case .train(let block) in program.blocks where block.autoencoder.variant.isTrained {
      own[block.common.label] = own.count
    }
    for place in outcomes.indices {
      let models =
        switch program.blocks[place] {
        case .train(let block): [block.common.label]
        case .evaluate(let block): block.models
        }
      for index in outcomes[place].figures.indices where outcomes[place].figures[index].name == "loss" {
        outcomes[place].figures[index].content.recolor { color in
          models.count == 1 ? (own[models[0]] ?? 0) + color : models.indices.contains(color) ? own[models[color]] : nil
        }
      }
    }
  }
}

extension BlockOutcome.Figure.Content {
  /// Changes the colours of a chart's curves. Where two that were different would look the same, the later one takes the
  /// next that is free.
  mutating func recolor(_ change: (Int) -> Int?) {
    guard case .chart(var chart) = self else { return }
    let count = Palette.series.count
    var given: [Int: Int] = [:]
    for index in chart.series.indices {
      let old = chart.series[index].color
      if given[old] == nil {
        var color = (change(old) ?? old) % count
        if given.count < count { while given.values.contains(color) { color = (color + 1) % count } }
        given[old] = color
      }
      chart.series[index].color = given[old] ?? old
    }
    self = .chart(chart)
  }
}
