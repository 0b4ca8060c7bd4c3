/// Moves labels along a line just so far that none covers another and none leaves the line.
package enum LabelPlacement {
  package struct Label {
    /// Where the middle of the label would like to be.
    package var wish: Double
    /// Its length along the line.
    package var length: Double

    package init(wish: Double, length: Double) {
      self.wish = wish
      self.length = length
    }
  }

  /// The labels' middles, in the order given. The sum of squared moves is the smallest possible (pool adjacent
  /// violators); labels keep the order of their wishes. Where they are longer together than the line, they overlap
  /// evenly. O(n log n).
  package static func place(_ labels: [Label], from start: Double, to end: Double) -> [Double] {
    let order = labels.indices.sorted { (labels[$0].wish, $0) < (labels[$1].wish, $1) }
    let needed = labels.reduce(0) { $0 + $1.length }
    let shrink = needed > end - start && needed > 0 ? (end - start) / needed : 1

    // A group is a run of labels that touch: where its start wants to be, on average, and how long it is.
    var groups: [(start: Double, length: Double, count: Int)] = []
    for index in order {
      let length = labels[index].length * shrink
      let wish = min(max(labels[index].wish - length / 2, start), max(end - length, start))
      var group = (start: wish, length: length, count: 1)
      while let last = groups.last, last.start + last.length > group.start {
        groups.removeLast()
        let count = last.count + group.count
        let sum = last.start * Double(last.count) + (group.start - last.length) * Double(group.count)
        group = (sum / Double(count), last.length + group.length, count)
        group.start = min(max(group.start, start), max(end - group.length, start))
      }
      groups.append(group)
    }

    var places = [Double](repeating: 0, count: labels.count)
    var next = order.startIndex
    for group in groups {
      var place = group.start
      for index in order[next..<next + group.count] {
        let length = labels[index].length * shrink
        places[index] = place + length / 2
        place += length
      }
      next += group.count
    }
    return places
  }
}
