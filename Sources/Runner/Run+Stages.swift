import Autoencoders
import Datasets
import Schema

extension Run {
  /// A block starts.
  func tellStage() {
    let run = self
    options.onStage?(RunStage(isBlockStart: true) { run.soFar() })
  }

  /// The training of the block at `place` has done an epoch. The figure of its losses stands for all its figures.
  func tellStage(_ block: TrainBlock, _ report: RunEvent.EpochReport, curves: [TrainedModel.Curve], on dataset: Dataset)
  {
    options.onStage?(
      RunStage(isBlockStart: false) {
        let course = TrainingCourse(
          block: block, dataset: dataset, curves: curves, models: 1, epochs: [report.epoch],
          attempt: report.models > 1 ? " (model \(report.model) of \(report.models))" : "")
        let figures = block.common.figures.lossFigures(label: block.common.label) {
          LossFigure(courses: [course], colors: colors, showsFloor: false).drawn($0)
        }
        return soFar(report, curves: curves, figures: figures)
      })
  }

  private func soFar(
    _ report: RunEvent.EpochReport? = nil, curves: [TrainedModel.Curve] = [], figures: [BlockOutcome.Figure] = []
  ) -> RunOutcome {
    var run = self
    if let running {
      run.outcomes[running].progress = .running(report)
      run.outcomes[running].curves = curves
      run.outcomes[running].figures = figures
    }
    for place in waiting { run.outcomes[place].progress = .waiting }
    return run.concluded()
  }
}
