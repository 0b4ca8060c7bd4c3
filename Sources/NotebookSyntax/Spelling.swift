/// The candidate that `word` most likely meant, for "did you mean": the nearest one, where it differs by no more than
/// a third of the word's length; the first of equally near ones.
///
/// Distance is Damerau–Levenshtein's with adjacent transpositions (optimal string alignment), in Unicode scalars. Case
/// and the difference between `-` and `_` count nothing. Words over 64 scalars have no neighbours.
/// Cost: word × candidate, for each candidate.
package func nearestSpelling(to word: String, among candidates: [String]) -> String? {
  let folded = folding(word)
  guard !folded.isEmpty, folded.count <= longestWord else { return nil }
  let limit = max(1, folded.count / 3)
  var best: (candidate: String, distance: Int)?
  for candidate in candidates where candidate != word {
    let other = folding(candidate)
    guard other.count <= longestWord, abs(other.count - folded.count) <= limit else { continue }
    let distance = spellingDistance(folded, other)
    guard distance <= limit, distance < folded.count, distance < best?.distance ?? .max else { continue }
    best = (candidate, distance)
  }
  return best?.candidate
}

/// How many insertions, deletions, substitutions and swaps of neighbours make one word of the other.
func spellingDistance(_ word: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...other.count)
  for i in word.indices {
    var current = [i + 1]
    for j in other.indices {
      let isSame = word[i] == other[j]
      var distance = min(previous[j] + (isSame ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, word[i] == other[j - 1], word[i - 1] == other[j] {
        distance = min(distance, beforePrevious[j - 1] + 1)
      }
      current.append(distance)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[other.count]
}

private let longestWord = 64

private func folding(_ word: String) -> [Unicode.Scalar] {
  word.unicodeScalars.prefix(longestWord + 1).map { scalar in
    switch scalar {
    case "-": "_"
    case "A"..."Z": Unicode.Scalar(UInt8(scalar.value) + 32)
    default: scalar
    }
  }
}
