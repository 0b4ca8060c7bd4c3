import Report
import Runner

extension TestReport {
  /// A test case a block and a claim, in the order of the notebook.
  init(of outcome: RunOutcome, notebook: NotebookFile) {
    self.init(
      notebook: notebook.path, name: NotebookFile.baseName(of: notebook.path),
      cases: outcome.blocks.flatMap { block in
        [
          Case(
            label: block.label, name: "\(block.kind) \(block.label)", line: block.options.position.line,
            seconds: block.seconds ?? 0, verdict: block.verdict)
        ]
          + block.claims.map { claim in
            Case(label: block.label, name: claim.text, line: claim.line, verdict: claim.verdict)
          }
      })
  }
}

extension BlockOutcome {
  fileprivate var verdict: TestReport.Verdict {
    switch status {
    case .ran, .cached: .passed
    case .failed: .error(message: failure?.message ?? "failed", help: failure?.help ?? "")
    case .skipped: .skipped(message: failure?.message ?? (options.display.isEvaluated ? "not run" : "eval: false"))
    }
  }
}

extension BlockOutcome.JudgedClaim {
  fileprivate var verdict: TestReport.Verdict {
    switch holds {
    case true?: .passed
    case false?: .failed(message: detail.isEmpty ? text : "\(text) (\(detail))")
    case nil: .skipped(message: detail.isEmpty ? "not judged" : detail)
    }
  }
}
