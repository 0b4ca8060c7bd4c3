import Datasets
import NotebookSyntax
import Runner
import Schema
import Testing

/// Reads a notebook that has nothing wrong with it.
func program(_ text: String, profile: String? = nil) throws -> Program {
  var options = ReadingOptions()
  options.profile = profile
  let reading = Reading(NotebookDocument(parsing: text), options: options)
  try #require(reading.diagnostics.filter { $0.severity == .error }.isEmpty, "\(reading.diagnostics)")
  return try #require(reading.program)
}

/// Runs it on data that need no file.
func run(
  _ program: Program, change: (inout RunOptions) -> Void = { _ in }, onEvent: @escaping (RunEvent) -> Void = { _ in }
) -> RunOutcome {
  var time = 0.0
  var options = RunOptions(
    threads: 1,
    now: {
      time += 0.001
      return time
    })
  change(&options)
  var run = Run(
    of: program, catalogue: DataCatalogue(folders: [], bundled: nil), options: options, onEvent: onEvent)
  return run.finish()
}

/// Two models and a comparison on a subspace of rank 3.
let twoModels = """
  ---
  data: {name: subspace, rank: 3, size: 16, count: 80, noise: 0.1}
  ---

  ```yaml evaluate
  label: both
  models: [linear, pca]
  reference: {pca: {mse: 0.01}}
  ```

  ```yaml train
  label: pca
  title: Exact
  variant: pca
  code: 3
  ```

  ```yaml train
  label: linear
  variant: linear
  code: 3
  epochs: 2
  expect:
    - train.mse >= pca.train.mse
    - test.mse ~ test.sse / 16 within 0.0001%
    - test.mse > 1000
  ```

  `{=linear.test.mse / pca.test.mse:.2f}`

  """
