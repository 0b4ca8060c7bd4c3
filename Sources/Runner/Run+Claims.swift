import Schema

extension Run {
  /// Judges every claim, once all numbers are there; those of blocks that did not run stay open.
  mutating func judgeClaims(with results: ResultTable) {
    for place in outcomes.indices {
      guard outcomes[place].progress == nil else { continue }
      let wasRun = outcomes[place].status != .skipped
      outcomes[place].claims = outcomes[place].options.claims.map { judge($0, with: results, wasRun: wasRun) }
    }
  }

  private func judge(_ claim: Claim, with results: ResultTable, wasRun: Bool) -> BlockOutcome.JudgedClaim {
    func outcome(_ holds: Bool?, _ detail: String) -> BlockOutcome.JudgedClaim {
      BlockOutcome.JudgedClaim(text: claim.text, holds: holds, detail: detail, line: claim.position.line)
    }
    if !wasRun { return outcome(nil, "its block was not run") }
    if !options.judgesClaims { return outcome(nil, "under a profile claims are not judged") }
    if !claim.isJudged { return outcome(nil, "its condition does not apply") }
    var numbers: [Double] = []
    for term in claim.statement.terms {
      switch results.value(of: term) {
      case .success(let number): numbers.append(number)
      case .failure(let missing):
        let isComing = running != nil || !waiting.isEmpty
        return outcome(nil, "'\(missing.path)' \(isComing ? "is not known yet" : "was not computed")")
      }
    }
    let format = NumberFormat(kind: .general, precision: 6)
    let texts = numbers.map(format.format)
    switch claim.statement {
    case .chain(_, let comparisons):
      let holds = comparisons.indices.allSatisfy { comparisons[$0].holds(numbers[$0], numbers[$0 + 1]) }
      let detail = zip(comparisons, texts.dropFirst()).reduce(texts[0]) { "\($0) \($1.0.rawValue) \($1.1)" }
      return outcome(holds, detail)
    case .near(_, _, let tolerance, let isRelative):
      let allowed = isRelative ? tolerance * abs(numbers[1]) : tolerance
      let difference = abs(numbers[0] - numbers[1])
      return outcome(
        difference <= allowed,
        "\(texts[0]) ~ \(texts[1]), apart by \(format.format(difference)), allowed \(format.format(allowed))")
    }
  }
}

extension Claim.Comparison {
  fileprivate func holds(_ left: Double, _ right: Double) -> Bool {
    switch self {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    case .equal: left == right
    }
  }
}
