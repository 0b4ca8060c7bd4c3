import Autoencoders
import Datasets
import Engine
import Schema

/// Why a block could not finish.
enum BlockError: Error {
  case data(DataError)
  /// `rate` is the learning rate of that step, which a schedule may have changed.
  case diverged(epoch: Int, step: Int, loss: Double, rate: Double, Descent, Attempt?)
  case decompositionFailed(EigenvectorError)
  case interrupted(inEpoch: Int, of: Int, Attempt?)
  /// The weights that training was to start from are of another shape.
  case startDiffers(String)
  /// A model that this block refers to did not run.
  case modelMissing(String)
  /// A model trained on samples of another size.
  case widthDiffers(model: String, expected: Int, found: Int)
  case componentsExceedSamples(code: Int, samples: Int)
  case memoryExceeded(needs: Int, limit: Int)
  case splitMissing(Split, String)

  /// Which of a block's models it was, where there are several.
  struct Attempt {
    /// Counted from 1.
    let place: Int
    let count: Int
    let seed: UInt64

    var words: String { "model \(place) of \(count), seed \(seed)" }
  }

  var failure: BlockOutcome.Failure {
    switch self {
    case .data(let error):
      return BlockOutcome.Failure(
        message: error.message, help: error.help.isEmpty ? nil : error.help.joined(separator: "\n"))
    case .diverged(let epoch, let step, let loss, let rate, let descent, let attempt):
      let format = NumberFormat(kind: .general, precision: 6)
      let what =
        loss.isNaN ? "loss became NaN" : loss.isFinite ? "a weight became infinite or NaN" : "loss became infinite"
      return BlockOutcome.Failure(
        message: "\(what) at epoch \(epoch), step \(step) "
          + "(\(attempt.map { "\($0.words), " } ?? "")learning rate \(format.format(rate)))",
        help: descent.remedy(at: rate))
    case .decompositionFailed(let reason):
      return BlockOutcome.Failure(message: "the principal components could not be computed: \(reason.words)", help: nil)
    case .interrupted(let epoch, let epochs, let attempt):
      return BlockOutcome.Failure(
        message: "interrupted in epoch \(grouped(epoch)) of \(grouped(epochs))\(attempt.map { ", \($0.words)" } ?? "")",
        help: "run again to train it")
    case .startDiffers(let label):
      return BlockOutcome.Failure(
        message: "the weights of '\(label)' do not fit: its layers are of another shape",
        help: "give both models the same layers, or leave out 'initialization'")
    case .modelMissing(let label):
      return BlockOutcome.Failure(message: "needs '\(label)', which did not run to its end", help: nil)
    case .widthDiffers(let model, let expected, let found):
      return BlockOutcome.Failure(
        message: "'\(model)' was trained on samples of \(expected) pixels, these have \(found)",
        help: "measure it on data of its own size")
    case .memoryExceeded(let needs, let limit):
      return BlockOutcome.Failure(
        message: "needs about \(needs.byteSize) of memory; there are \(limit.byteSize)",
        help: "a smaller model, a smaller batch or less data")
    case .splitMissing(let split, let data):
      return BlockOutcome.Failure(
        message: "'\(data)' has no \(split.rawValue) split here", help: "ask for one with 'validation' under 'data'")
    case .componentsExceedSamples(let code, let samples):
      return BlockOutcome.Failure(
        message: "\(code) components need at least as many training samples, there are \(samples)",
        help: "lower 'code' or raise 'limit'")
    }
  }
}

extension EigenvectorError {
  fileprivate var words: String {
    switch self {
    case .notFinite: "the data hold a number that is not finite"
    case .notConverged(let code): "LAPACK did not converge (code \(code))"
    case .tooWide(let width): "\(grouped(width)) pixels are too many"
    }
  }
}

extension Descent {
  /// What makes a training that diverged at this learning rate steadier: the key that is most likely at fault.
  fileprivate func remedy(at rate: Double) -> String {
    let format = NumberFormat(kind: .general, precision: 6)
    let base = optimizer.learningRate
    if rate > 1.001 * base, case .step(_, let factor) = schedule {
      let raised = "'schedule' has raised the learning rate from \(format.format(base))"
      return "\(raised): its factor is \(format.format(factor))"
    }
    // A weight is multiplied by 1 − rate · decay in each step.
    if rate * optimizer.weightDecay > 1 {
      return "a smaller 'weight_decay', such as \(format.format(optimizer.weightDecay / 1000))"
    }
    let suggested = base > 10 ? 0.1 : base / 10
    return "a smaller learning rate, such as \(format.format(suggested)), or 'clip_norm: 1'"
  }
}
