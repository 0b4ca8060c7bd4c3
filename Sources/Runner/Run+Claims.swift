import Schema

extension Run {
  /// Judges every claim, once all numbers are there; those of blocks that did not run stay open.
  mutating func judgeClaims(with results: ResultTable) {
    for place in outcomes.indices {
      guard outcomes[place].progress == nil else { continue }
      let reason: String? =
        outcomes[place].status != .skipped
        ? nil : "its block \(outcomes[place].failure == nil ? "was not run" : "did not run to its end")"
      outcomes[place].claims = outcomes[place].options.claims.map { judge($0, with: results, unless: reason) }
    }
  }

  private func judge(_ claim: Claim, with results: ResultTable, unless reason: String?) -> BlockOutcome.JudgedClaim {
    func outcome(_ holds: Bool?, _ detail: String) -> BlockOutcome.JudgedClaim {
      BlockOutcome.JudgedClaim(text: claim.text, holds: holds, detail: detail, line: claim.position.line)
    }
    if let reason { return outcome(nil, reason) }
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
    switch claim.statement {
    case .chain(_, let comparisons):
      let holds = comparisons.indices.allSatisfy { comparisons[$0].holds(numbers[$0], numbers[$0 + 1]) }
      return outcome(holds, Finding(numbers).words(for: comparisons))
    case .near(_, _, let tolerance, let isRelative):
      let allowed = isRelative ? tolerance * abs(numbers[1]) : tolerance
      let difference = abs(numbers[0] - numbers[1])
      let (sides, distance) = (Finding(numbers), Finding([difference, allowed]))
      return outcome(
        difference <= allowed,
        "\(sides.texts[0]) \(difference <= allowed ? "~" : "is not ~") \(sides.texts[1]), "
          + "apart by \(distance.texts[0]), allowed \(distance.texts[1])")
    }
  }
}

/// What was found of a claim's numbers, in words that are as true as the numbers are.
private struct Finding {
  let numbers: [Double]
  /// With six digits, or as many more as tell neighbours apart that are not the same.
  let texts: [String]

  init(_ numbers: [Double]) {
    func texts(_ digits: Int) -> [String] {
      numbers.map { NumberFormat(kind: .general, precision: digits).format($0) }
    }
    self.numbers = numbers
    let digits = (6..<17).first { digits in
      let shown = texts(digits).map { Double($0) ?? .nan }
      return numbers.indices.dropLast().allSatisfy { place in
        let (isLess, isGreater) = (numbers[place] < numbers[place + 1], numbers[place] > numbers[place + 1])
        let (looksLess, looksGreater) = (shown[place] < shown[place + 1], shown[place] > shown[place + 1])
        return isLess == looksLess && isGreater == looksGreater
      }
    }
    self.texts = texts(digits ?? 17)
  }

  /// `0.1 < 0.2 < 0.3` where all hold; else each by itself: `0.1 < 0.2, 0.2 is not < 0.15`.
  func words(for comparisons: [Claim.Comparison]) -> String {
    let links = comparisons.indices.map { place in
      let holds = comparisons[place].holds(numbers[place], numbers[place + 1])
      return (holds, "\(texts[place]) \(holds ? "" : "is not ")\(comparisons[place].rawValue) \(texts[place + 1])")
    }
    guard links.allSatisfy(\.0) else { return links.map(\.1).joined(separator: ", ") }
    return zip(comparisons, texts.dropFirst()).reduce(texts[0]) { "\($0) \($1.0.rawValue) \($1.1)" }
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
