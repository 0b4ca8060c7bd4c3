import Schema

extension Program {
  /// The places of the blocks labelled in `selected`, each behind those that it depends on, otherwise in the file's
  /// order. A block that is not to be run moves no other; of blocks that wait for each other the first in the file is
  /// first.
  func order(of selected: Set<String>) -> [Int] {
    var places: [String: Int] = [:]
    for (place, block) in blocks.enumerated() { places[block.common.label] = place }
    func isRun(_ place: Int) -> Bool {
      selected.contains(blocks[place].common.label) && blocks[place].common.display.isEvaluated
    }
    var order: [Int] = []
    var isEntered = [Bool](repeating: false, count: blocks.count)
    for root in blocks.indices where isRun(root) && !isEntered[root] {
      // A stack of our own: a chain of blocks may be longer than the program's is deep.
      var path = [(place: root, next: 0)]
      isEntered[root] = true
      while let (place, next) = path.last {
        let dependencies = blocks[place].dependencies
        guard next < dependencies.count else {
          order.append(place)
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        guard let place = places[dependencies[next]], isRun(place), !isEntered[place] else { continue }
        isEntered[place] = true
        path.append((place, 0))
      }
    }
    return order
  }
}
